import { generateKeyPairSync } from 'node:crypto';
import { AppError } from '../../../src/core/errors';
import { H } from '../../../src/core/ledger/hash';
import {
  checkpointText,
  fingerprint,
  openCheckpoint,
  openNote,
  promiseHolds,
  publicKeyText,
  readCheckpoint,
  readPublicKey,
  signNote,
  signPromise,
} from '../../../src/core/ledger/note';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const NAME = 'ledger.oakfield.example';
const TEXT = checkpointText(NAME, 2500, H('root'), H('head'), 1_795_000_000_000);
const NOTE = signNote(NAME, privateKey, TEXT);

describe('signed notes', () => {
  test('a note opens with the key that signed it, among others', () => {
    expect(openNote(NAME, [other.publicKey, publicKey], NOTE)).toBe(TEXT);
  });

  test('the key hash and layout are those of the public format', () => {
    const line = NOTE.split('\n').at(-2)!.split(' ');
    const raw = Buffer.from(publicKeyText(publicKey), 'base64');
    expect(line.slice(0, 2)).toEqual(['—', NAME]);
    expect(Buffer.from(line[2]!, 'base64').subarray(0, 4)).toEqual(H(`${NAME}\n`, Buffer.of(1), raw).subarray(0, 4));
    expect(NOTE).toBe(`${TEXT}\n${line.join(' ')}\n`);
  });

  test('signatures of others beside ours are passed over', () => {
    expect(openNote(NAME, [publicKey], `${NOTE}— witness.example c2lnbmF0dXJl\n`)).toBe(TEXT);
  });

  test.each([
    ['another key', [other.publicKey], NAME, NOTE],
    ['another name', [publicKey], 'ledger.elm.example', NOTE],
    ['altered text', [publicKey], NAME, NOTE.replace('2500', '2501')],
    ['an altered signature', [publicKey], NAME, NOTE.replace(/(.)(?=.{10}\n$)/, (c) => (c === 'A' ? 'B' : 'A'))],
    ['another spelling of the signature', [publicKey], NAME, NOTE.replace(/=\n$/, '\n')],
    ['words after the signature', [publicKey], NAME, NOTE.replace(/=\n$/, '= and more\n')],
    ['a line after the signature', [publicKey], NAME, `${NOTE}more\n`],
    ['no end of the last line', [publicKey], NAME, NOTE.slice(0, -1)],
    ['no signature', [publicKey], NAME, TEXT],
    ['no text', [publicKey], NAME, ''],
  ])('%s does not open', (_, keys, name, note) => {
    expect(openNote(name, keys, note)).toBeUndefined();
    expect(openCheckpoint(name, keys, note)).toBeUndefined();
  });

  test.each(['two words', 'a+b', '', 'a\nb'])('%j is no name to sign under', (name) => {
    expect(() => signNote(name, privateKey, 'text\n')).toThrow(AppError);
  });

  test('only Ed25519 keys sign', () => {
    expect(() => signNote(NAME, rsa.privateKey, 'text\n')).toThrow(AppError);
  });
});

describe('checkpoints', () => {
  test('a checkpoint says size, root, head and time', () => {
    const checkpoint = { size: 2500, root: H('root'), head: H('head'), at: 1_795_000_000_000 };
    expect(openCheckpoint(NAME, [publicKey], NOTE)).toEqual(checkpoint);
    for (const form of [TEXT, NOTE]) expect(readCheckpoint(form)).toEqual({ name: NAME, checkpoint });
  });

  test.each([
    ['signed words that are no checkpoint', 'hello\n'],
    ['a size written in another way', TEXT.replace('2500', '02500')],
    ['a root with spare bits set', TEXT.replace(/=\nhead/, '\nhead')],
    ['a line too many', `${TEXT}more\n`],
    ["another ledger's checkpoint", TEXT.replace(NAME, 'ledger.elm.example')],
  ])('%s: not accepted, signed or not', (_, text) => {
    expect(openCheckpoint(NAME, [publicKey], signNote(NAME, privateKey, text))).toBeUndefined();
  });
});

describe('public keys', () => {
  test('a key is read from PEM and from its short form', () => {
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    for (const text of [pem, `\n${pem}\n`, publicKeyText(publicKey), `${publicKeyText(publicKey)}\n`])
      expect(publicKeyText(readPublicKey(text)!)).toBe(publicKeyText(publicKey));
  });

  test.each([
    ['nothing', ''],
    ['other words', 'our public key'],
    ['a key of another kind', rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString()],
    ['half a key', publicKeyText(publicKey).slice(0, 20)],
    ['damaged PEM', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'],
  ])('%s is no key', (_, text) => {
    expect(readPublicKey(text)).toBeUndefined();
  });

  test('the fingerprint is eight groups of four, the same for the same key', () => {
    expect(fingerprint(publicKey)).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
    expect(fingerprint(publicKey)).toBe(fingerprint(readPublicKey(publicKeyText(publicKey))!));
    expect(fingerprint(publicKey)).not.toBe(fingerprint(other.publicKey));
  });
});

describe('promises', () => {
  const promised = {
    name: NAME,
    tenant: '11111111-2222-4333-8444-555555555555',
    kind: 'attestation.signed',
    at: 5,
    commitment: H('x'),
  };
  const promise = signPromise(privateKey, promised);

  test('a promise holds for exactly what was promised', () => {
    expect(promiseHolds([other.publicKey, publicKey], promised, promise)).toBe(true);
    expect(signPromise(privateKey, promised)).toBe(promise);
  });

  test.each([
    ['another ledger', { ...promised, name: 'ledger.elm.example' }, promise],
    ['another tenant', { ...promised, tenant: '21111111-2222-4333-8444-555555555555' }, promise],
    ['another kind', { ...promised, kind: 'attestation.left' }, promise],
    ['another time', { ...promised, at: 6 }, promise],
    ['another content', { ...promised, commitment: H('y') }, promise],
    ['another spelling', promised, promise.replace(/=+$/, '')],
    ['no signature', promised, ''],
  ])('%s: it does not hold', (_, what, signature) => {
    expect(promiseHolds([publicKey], what, signature)).toBe(false);
  });
});
