import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { AppError } from '../../../src/core/errors';
import { contentHash } from '../../../src/core/ledger/hash';
import { readReceipt, receiptFor, verifyReceipt, RECEIPT_NOTICE, type Receipt } from '../../../src/core/ledger/receipt';
import { KEYS, NAME, TENANT } from '../../support/log';
import { ATTESTATION, STATEMENTS, countersignedFacts, receiptLedger, signedFacts } from '../../support/receipt';

const numRuns = Number(process.env['RUNS'] ?? 60);
const signer = { tenant: TENANT, name: NAME, key: KEYS.privateKey };
const other = generateKeyPairSync('ed25519');
const make = (o: Parameters<typeof receiptLedger>[0] = {}) => receiptFor(receiptLedger(o), ATTESTATION, signer);
const codes = (receipt: Receipt, keys = [KEYS.publicKey]) => verifyReceipt(receipt, keys).map((f) => f.code);
const reread = (value: unknown) => {
  const read = readReceipt(JSON.stringify(value));
  if (!read) return ['no receipt'];
  return 'problem' in read ? [read.problem.code] : codes(read.receipt);
};
const size = (receipt: Receipt) => {
  const { did } = receipt.signed.payload;
  const bare = { ...receipt.signed.payload, did: { ...did, statements: [] } };
  return Buffer.byteLength(JSON.stringify({ ...receipt, signed: { ...receipt.signed, payload: bare } }));
};

describe('a receipt', () => {
  test('is a promise until the entry has a number and a checkpoint covers it', async () => {
    for (const o of [{ sealed: 0 }, { checkpoint: 0 }, { checkpoint: 2 }]) {
      const receipt = await make(o);
      expect(receipt.signed.log).toEqual({ promise: expect.any(String) as string });
      expect(codes(receipt)).toEqual([]);
    }
  });

  test('becomes a proof at the next checkpoint, and the first edition stays valid', async () => {
    const [before, after] = [await make({ checkpoint: 0 }), await make()];
    expect(after.signed.log).toEqual({ seq: 3, proof: expect.any(Array) as string[] });
    expect(codes(after)).toEqual([]);
    expect(codes(before)).toEqual([]);
  });

  test('takes in the countersignature once there is one, as a promise or a proof of its own', async () => {
    for (const checkpoint of [3, 8]) {
      const receipt = await make({ countersigned: true, checkpoint });
      expect(receipt.countersigned?.payload.did).toEqual(countersignedFacts);
      expect('seq' in receipt.countersigned!.log).toBe(checkpoint === 8);
      expect(codes(receipt)).toEqual([]);
    }
  });

  test('binds person, exact text, wording, time and sign-in, and says whose signature it is', async () => {
    const receipt = await make();
    expect(receipt.signed.payload.did).toEqual(signedFacts);
    expect(receipt.signed.at).toBeGreaterThan(0);
    expect(receipt.signed.payload.did.wording).toBe(contentHash(STATEMENTS));
    expect(receipt.notice).toBe(RECEIPT_NOTICE);
    expect(RECEIPT_NOTICE).toContain('is the service’s, not the person’s');
  });

  test('stays within 4 KB beside the wording: the largest log, and a countersigned one of a million entries', async () => {
    const longProof = Array.from({ length: 24 }, () => 'ab'.repeat(32));
    expect(size(await make({ proof: longProof }))).toBeLessThanOrEqual(4096);
    expect(size(await make({ countersigned: true, proof: longProof.slice(0, 20) }))).toBeLessThanOrEqual(4096);
  });

  test('there is none without a signature, nor after its content was removed', async () => {
    await expect(make({ acts: [] })).rejects.toMatchObject({ code: 'not_found' });
    await expect(make({ removed: 'salt' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(make({ removed: 'payload' })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('entries of another form make none', async () => {
    const odd = receiptLedger({ acts: [{ kind: 'attestation.signed', content: { by: {}, did: {} } }], checkpoint: 0 });
    await expect(receiptFor(odd, ATTESTATION, signer)).rejects.toThrow(AppError);
    const list = receiptLedger({ acts: [{ kind: 'attestation.signed', content: [] }], checkpoint: 0 });
    await expect(receiptFor(list, ATTESTATION, signer)).rejects.toMatchObject({ code: 'unexpected' });
  });
});

describe('reading a receipt', () => {
  test('any spacing will do', async () => {
    const receipt = await make();
    for (const text of [JSON.stringify(receipt), JSON.stringify(receipt, null, 4), `\n${JSON.stringify(receipt)}\r\n`])
      expect(readReceipt(text)).toEqual({ receipt });
  });

  test('other spellings of the same words will do', async () => {
    const text = JSON.stringify(await make());
    const escaped = text.replaceAll('ó', '\\u00f3').replace('/', '\\/');
    expect(escaped).not.toBe(text);
    expect(readReceipt(escaped)).toEqual(readReceipt(text));
  });

  test.each([['hello'], ['{}'], ['[]'], ['null'], ['7'], ['{"format":"lantern/ledger/1"}']])('%s is none', (text) => {
    expect(readReceipt(text)).toBeUndefined();
  });

  test.each([
    ['a doubled field', (text: string) => text.replace('"notice"', '"notice":"x","notice"')],
    ['a doubled field deep inside', (text: string) => text.replace('"typedName"', '"typedName":"A","typedName"')],
    ['half a character', (text: string) => text.replace('Róisín', '\\ud800')],
    ['a field more', (text: string) => text.replace('{', '{"extra":1,')],
    ['a field less', (text: string) => text.replace(/"notice":"[^"]*",/, '')],
    ['a softer notice', (text: string) => text.replace('not the person’s', 'and the person’s')],
  ])('%s keeps it from being read as written', async (_, change) => {
    const read = readReceipt(change(JSON.stringify(await make())));
    expect(read).toEqual({ problem: expect.objectContaining({ code: 'receipt_shape' }) as object });
  });
});

describe('a changed receipt', () => {
  type Path = (string | number)[];
  const paths = (value: unknown, at: Path = []): Path[] =>
    typeof value === 'object' && value !== null
      ? [at, ...Object.entries(value).flatMap(([key, held]) => paths(held, [...at, key]))]
      : [at];
  const read = (value: unknown, path: Path) =>
    path.reduce<unknown>((held, key) => (held as Record<string, unknown>)[key], value);
  function put(value: unknown, path: Path, change: (held: unknown) => unknown): unknown {
    const copy = JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
    const parent = read(copy, path.slice(0, -1)) as Record<string, unknown>;
    const key = path.at(-1)!;
    const changed = change(parent[key]);
    if (changed !== undefined) parent[key] = changed;
    else if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete parent[key];
    return copy;
  }
  function otherThan(held: unknown): unknown[] {
    if (typeof held === 'number') return [held + 1, held - 1, String(held), null];
    if (typeof held === 'string')
      return [`${held}x`, held.slice(1) || 'x', `${held.slice(0, -2)}${held.endsWith('A=') ? 'E' : 'A'}=`, 7, null];
    if (held === null) return [0, '', {}];
    if (Array.isArray(held)) return [held.concat('x'), held.toReversed(), null];
    return [{ ...held, extra: 1 }, null];
  }

  test.each([
    ['promised', { checkpoint: 0 }],
    ['proven', {}],
    ['countersigned', { countersigned: true }],
    ['half promised', { countersigned: true, checkpoint: 3 }],
  ])('%s: every change of every field is found', async (_, o) => {
    const receipt = await make(o);
    expect(reread(receipt)).toEqual([]);
    let tried = 0;
    for (const path of paths(receipt).slice(1))
      for (const changed of [undefined, ...otherThan(read(receipt, path))]) {
        const forged = put(receipt, path, () => changed);
        // A promised receipt and one that was never countersigned are whole without these two parts.
        const isWhole = changed === undefined && path.length === 1 && path[0] === 'countersigned';
        if (isWhole || JSON.stringify(forged) === JSON.stringify(receipt)) continue;
        tried++;
        expect({ path, changed, found: reread(forged).length > 0 }).toEqual({ path, changed, found: true });
      }
    expect(tried).toBeGreaterThan(100);
  });

  test('any character changed is found', async () => {
    const text = JSON.stringify(await make({ countersigned: true }));
    fc.assert(
      fc.property(fc.nat({ max: text.length - 1 }), fc.string({ minLength: 1, maxLength: 1 }), (place, character) => {
        const forged = text.slice(0, place) + character + text.slice(place + 1);
        // White space between fields is free.
        fc.pre(forged !== text && forged.replace(/\s/g, '') !== text.replace(/\s/g, ''));
        const again = readReceipt(forged);
        const found = !again || 'problem' in again || codes(again.receipt).length > 0;
        // The same character in another spelling cannot come from one change, so nothing may pass.
        expect({ place, character, found }).toEqual({ place, character, found: true });
      }),
      { numRuns: numRuns * 5 },
    );
  });

  test.each([
    [
      'another key than the reader trusts',
      (r: Receipt) => r,
      [other.publicKey],
      ['receipt_key', 'receipt_checkpoint', 'receipt_proof'],
    ],
    ['the checkpoint taken off', ({ checkpoint: _, ...r }: Receipt) => r, [KEYS.publicKey], ['receipt_proof']],
    [
      'another signer than was signed in',
      (r: Receipt) =>
        edit(r, (did) => ({ ...did, signer: { ...did.signer, oid: 'ffffffff-0000-4000-8000-000000000009' } })),
      [KEYS.publicKey],
      ['receipt_person', 'receipt_proof'],
    ],
    [
      'another organisation',
      (r: Receipt) =>
        edit(r, (did) => ({ ...did, signer: { ...did.signer, tenant: 'ffffffff-0000-4000-8000-000000000009' } })),
      [KEYS.publicKey],
      ['receipt_person', 'receipt_proof'],
    ],
    [
      'softer wording',
      (r: Receipt) => edit(r, (did) => ({ ...did, statements: ['I will try.'] })),
      [KEYS.publicKey],
      ['receipt_wording', 'receipt_proof'],
    ],
    [
      'softer wording with its hash',
      (r: Receipt) =>
        edit(r, (did) => ({ ...did, statements: ['I will try.'], wording: contentHash(['I will try.']) })),
      [KEYS.publicKey],
      ['receipt_proof'],
    ],
  ])('%s is named', async (_, change, keys, found) => {
    expect(codes(change(await make()), keys)).toEqual(found);
  });

  test("a countersignature of somebody else's signature is named", async () => {
    const facts = { ...countersignedFacts, attestation: 'ffffffff-0000-4000-8000-000000000009' };
    expect(codes(await make({ countersigned: true, countersignedFacts: facts }))).toEqual(['receipt_countersignature']);
  });

  test('a promise signed by nobody is named', async () => {
    const receipt = await make({ checkpoint: 0, countersigned: true });
    expect(codes(receipt, [other.publicKey])).toEqual(['receipt_key', 'receipt_promise', 'receipt_promise']);
  });

  test('an older key still opens older receipts when the reader has both', async () => {
    expect(codes(await make(), [other.publicKey, KEYS.publicKey])).toEqual([]);
  });
});

function edit(
  r: Receipt,
  change: (did: Receipt['signed']['payload']['did']) => Receipt['signed']['payload']['did'],
): Receipt {
  return { ...r, signed: { ...r.signed, payload: { ...r.signed.payload, did: change(r.signed.payload.did) } } };
}
