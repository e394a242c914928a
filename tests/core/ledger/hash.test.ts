import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { AppError } from '../../../src/core/errors';
import {
  H,
  canonical,
  commitment,
  contentHash,
  genesis,
  leafHash,
  leafHasher,
  linkHash,
} from '../../../src/core/ledger/hash';

const numRuns = Number(process.env['RUNS'] ?? 60);
const TENANT = '11111111-2222-4333-8444-555555555555';
const sha = (...parts: (Buffer | string)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};
const content = Buffer.alloc(32, 7);

describe('hashes', () => {
  test('H is SHA-256 of its parts one after the other', () => {
    expect(H('ab', Buffer.from('c')).toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  test('each hash covers exactly the bytes the format names', () => {
    const u64 = (n: bigint) => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64BE(n);
      return bytes;
    };
    const tenant = Buffer.from('11111111222243338444555555555555', 'hex');
    const [seq, at] = [2 ** 40 + 5, Number.MAX_SAFE_INTEGER];
    const kind = 'policy.published';
    const leaf = sha(Buffer.of(0), tenant, u64(BigInt(seq)), u64(BigInt(at)), Buffer.of(kind.length), kind, content);
    expect(leafHash(TENANT, seq, at, kind, content).toString('hex')).toBe(leaf);
    expect(leafHasher(TENANT)(seq, at, kind, content).toString('hex')).toBe(leaf);
    expect(commitment(content, 'text').toString('hex')).toBe(sha('commit/v1\0', content, 'text'));
    expect(linkHash(content, content).toString('hex')).toBe(sha(Buffer.of(2), content, content));
    expect(genesis(TENANT).toString('hex')).toBe(sha(Buffer.of(2), 'genesis', tenant));
  });

  test.each([
    ['a tenant that is no uuid', () => genesis('school')],
    ['a negative number', () => leafHash(TENANT, -1, 0, 'a', content)],
    ['a time that is no whole number', () => leafHash(TENANT, 1, 0.5, 'a', content)],
    ['a number too large to be exact', () => leafHash(TENANT, 2 ** 53, 0, 'a', content)],
    ['a kind too long for its length byte', () => leafHash(TENANT, 1, 0, 'k'.repeat(256), content)],
  ])('%s is refused', (_, act) => {
    expect(act).toThrow(AppError);
  });
});

describe('canonical text', () => {
  test.each([
    [null, 'null'],
    [true, 'true'],
    [-7, '-7'],
    ['a"b\n', '"a\\"b\\n"'],
    [[1, [2]], '[1,[2]]'],
    [{ b: 1, a: { d: null, c: 'x' } }, '{"a":{"c":"x","d":null},"b":1}'],
    [{ '\u20ac': 1, '\r': 2, '1': 3, '\ud83d\ude00': 4, '\ufb33': 5 }, '{"\\r":2,"1":3,"€":1,"😀":4,"\ufb33":5}'],
  ])('%j has exactly one text', (value, text) => {
    expect(canonical(value)).toBe(text);
  });

  test.each([
    ['half a surrogate pair', 'a\ud800'],
    ['half a surrogate pair in a name', { '\udc00': 1 }],
    ['a fraction', 1.5],
    ['a number too large to be exact', 2 ** 53],
    ['minus zero', -0],
    ['no number', NaN],
    ['undefined', { a: undefined }],
    ['a hole in a list', [1, , 2]],
    ['a hole in a list of texts', ['a', , 'b']],
    ['half a surrogate pair in a list of texts', ['a', 'b\ud800']],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['a function', () => 1],
    ['a large integer', 1n],
  ])('%s is refused, not guessed', (_, value) => {
    expect(() => canonical(value)).toThrow(AppError);
  });

  test('it is JSON that reads back as the same value, whatever the order of fields', () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('any'), { maxLength: 4 }),
        fc.dictionary(fc.string({ unit: 'binary' }), tie('any'), { maxKeys: 4, noNullPrototype: true }),
      ),
    })).any;
    fc.assert(
      fc.property(value, (v) => {
        const text = canonical(v);
        const turned = JSON.parse(text, (_, held: unknown) =>
          held !== null && typeof held === 'object' && !Array.isArray(held)
            ? Object.fromEntries(Object.entries(held).reverse())
            : held,
        ) as unknown;
        expect(JSON.parse(text)).toEqual(v);
        expect(canonical(turned)).toBe(text);
      }),
      { numRuns },
    );
  });

  test('empty, very long and every plane of Unicode are recorded alike', () => {
    const planes = Array.from({ length: 17 }, (_, plane) => String.fromCodePoint(plane * 0x10000 + 0x41)).join('');
    for (const text of ['', planes, 'x'.repeat(1 << 20)]) expect(JSON.parse(canonical({ text }))).toEqual({ text });
  });

  test('a content hash is that of the canonical text', () => {
    expect(contentHash({ b: 1, a: 2 })).toBe(sha('{"a":2,"b":1}'));
  });
});
