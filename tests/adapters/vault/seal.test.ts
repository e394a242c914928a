import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { type Key, type Place, markOf, seal, unseal } from '../../../src/adapters/vault/seal';
import { refusal } from '../../support/refusal';

const key: Key = { mark: '0a0b0c0d', bytes: randomBytes(32) };
const place: Place = { tenant: 't', table: 'report', column: 'content', id: 'r' };
const HEAD = 5 + 12 + 16;
const refused = (sealed: Buffer, at: Partial<Place> = {}, by: Key = key): string => {
  const error = refusal(() => unseal(by, { ...place, ...at }, sealed));
  expect(error.code).toBe('unexpected');
  expect(error.message).not.toContain('a secret');
  return error.message;
};

test('any text comes back as it went in, longer by a fixed head, and never twice the same', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
      const plain = Buffer.from(bytes);
      const sealed = seal(key, place, plain);
      expect(unseal(key, place, sealed)).toEqual(plain);
      expect(sealed).toHaveLength(plain.length + HEAD);
      expect(seal(key, place, plain)).not.toEqual(sealed);
      expect(markOf(sealed)).toBe(key.mark);
    }),
  );
});

test('each flipped bit is refused, wherever it stands', () => {
  const sealed = seal(key, place, Buffer.from('a secret'));
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const bent = Buffer.from(sealed);
    bent.writeUInt8(bent.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    refused(bent);
  }
});

test.each([
  ['another tenant', { tenant: 'u' }],
  ['another table', { table: 'case_entry' }],
  ['another column', { column: 'name' }],
  ['another row', { id: 's' }],
  ['names that only look alike when joined', { table: 'report","content', column: '' }],
])('a value moved to %s is refused', (_, at) => {
  expect(refused(seal(key, place, Buffer.from('a secret')), at)).toMatch(/moved or altered/);
});

test.each([0, 1, 4, 12, 16, 32])('a value cut to %i bytes is refused: no short tag will do', (length) => {
  const sealed = seal(key, place, Buffer.alloc(0));
  expect(refused(sealed.subarray(0, length))).toMatch(/not something sealed here/);
});

test('another key is told by its mark, and by its bytes where the mark is the same', () => {
  const sealed = seal(key, place, Buffer.from('a secret'));
  expect(refused(sealed, {}, { ...key, mark: '0a0b0c0e' })).toMatch(/another key/);
  expect(refused(sealed, {}, { ...key, bytes: randomBytes(32) })).toMatch(/moved or altered/);
});
