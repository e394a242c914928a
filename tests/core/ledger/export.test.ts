import { AppError } from '../../../src/core/errors';
import { exportHeader, exportLine, exportStored, readEntry, readHeader } from '../../../src/core/ledger/export';
import { fingerprint, publicKeyText } from '../../../src/core/ledger/note';
import { KEYS, NAME, TENANT, sampleLog, withoutContent } from '../../support/log';

const { entries, notes } = sampleLog(10, 10);
const entry = entries[3]!;
const line = exportLine(entry);
const header = exportHeader({
  tenant: TENANT,
  name: NAME,
  key: KEYS.publicKey,
  entries: 10,
  checkpoint: notes.get(10)!,
});

describe('export lines', () => {
  test('an entry reads back as it was written, with and without its content', () => {
    expect(readEntry(line)).toEqual(entry);
    expect(readEntry(exportLine(withoutContent(entry)))).toEqual(withoutContent(entry));
  });

  test('a stored entry is written alike; one that waits for its number is not', () => {
    const stored = { ...entry, ref: null, salt: entry.salt!, payload: entry.payload! };
    expect(exportStored(stored)).toBe(line);
    expect(exportStored({ ...stored, salt: null, payload: null })).toBe(exportLine(withoutContent(entry)));
    expect(exportStored({ ...stored, payload: null })).toBe(exportLine(withoutContent(entry)));
    expect(() => exportStored({ ...stored, seq: null })).toThrow(AppError);
    expect(() => exportStored({ ...stored, link: null })).toThrow(AppError);
  });

  test('a line is JSON that any program can read', () => {
    expect(JSON.parse(line)).toEqual({ ...entry, payload: JSON.parse(entry.payload!) as unknown });
  });

  test.each([
    ['no JSON', 'entry 4'],
    ['an empty line', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['a space more', line.replace(',', ', ')],
    ['a field more', line.replace('{', '{"note":"x",')],
    ['a field twice', line.replace('{', '{"seq":4,')],
    ['fields in another order', exportLine(entry).replace(/("seq":4),("at":\d+)/, '$2,$1')],
    ['content without a salt', line.replace(/"salt":"[0-9a-f]+",/, '')],
    ['a salt without content', line.replace(/,"payload":.*$/, '}')],
    ['a number as text', line.replace('"seq":4', '"seq":"4"')],
    ['a negative time', line.replace(/"at":/, '"at":-')],
    ['a time that is no whole number', line.replace(/"at":\d+/, '"at":1.5')],
    ['another spelling of a number', line.replace('"seq":4', '"seq":4.0')],
    ['capitals in a hash', line.replace(/"commitment":"[0-9a-f]+"/, (hex) => hex.toUpperCase())],
    ['a commitment in capitals', line.replace(entry.commitment, entry.commitment.toUpperCase())],
    ['a link in capitals', line.replace(entry.link, entry.link.toUpperCase())],
    ['a salt in capitals', line.replace(entry.salt!, entry.salt!.toUpperCase())],
    ['a kind too long', line.replace('attestation.signed', 'k'.repeat(65))],
    ['a number too large to be exact', line.replace('"seq":4', '"seq":9007199254740992')],
    ['a time too large to be exact', line.replace(/"at":\d+/, '"at":9007199254740992')],
    ['half a commitment', line.replace(entry.commitment, entry.commitment.slice(32))],
    ['half a link', line.replace(entry.link, entry.link.slice(32))],
    ['half a salt', line.replace(entry.salt!, entry.salt!.slice(32))],
    ['a kind that is no kind', line.replace('attestation.signed', 'Attestation signed')],
    ['a kind that is no text', line.replace('"attestation.signed"', '7')],
  ])('%s is not an entry', (_, text) => {
    expect(text).not.toBe(line);
    expect(readEntry(text)).toBeUndefined();
  });
});

describe('export header', () => {
  test('a header reads back with the key and what people compare', () => {
    expect(readHeader(header)).toEqual({
      format: 'lantern/ledger/1',
      tenant: TENANT,
      name: NAME,
      publicKey: publicKeyText(KEYS.publicKey),
      fingerprint: fingerprint(KEYS.publicKey),
      entries: 10,
      checkpoint: notes.get(10),
    });
  });

  test.each([['not JSON'], ['{}'], ['null'], ['{"format":"other/1"}'], [line]])('%s is no header of ours', (text) => {
    expect(readHeader(text)).toBeUndefined();
  });

  test.each([
    ['a field less', '{"format":"lantern/ledger/1"}'],
    ['a field more', header.replace('{', '{"x":1,')],
    ['a count that is no number', header.replace('"entries":10', '"entries":"10"')],
    ['a count that is no whole number', header.replace('"entries":10', '"entries":1.5')],
    ['a name that is no text', header.replace(`"${NAME}"`, '[]')],
  ])('a header with %s is seen as changed', (_, text) => {
    expect(readHeader(text)).toBe('changed');
  });
});
