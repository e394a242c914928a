import { createPublicKey } from 'node:crypto';
import { MICROSOFT_HOSTS } from '../../../src/adapters/entra/tokens';
import { AppError } from '../../../src/core/errors';
import {
  CLIENT,
  NOW,
  OID,
  OTHER_TENANT,
  TENANT,
  encode,
  goodClaims,
  hs256,
  jwkOf,
  makeKey,
  makeMicrosoft,
  makeToken,
  makeVerifier,
} from '../../support/sign-in';

const key = makeKey();
const stranger = makeKey();
const microsoft = makeMicrosoft(() => [jwkOf(key, 'k1')]);
const verify = makeVerifier({ fetch: microsoft.fetch });
const pem = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
const issuerOf = (tenant: string) => `https://login.microsoftonline.com/${tenant}/v2.0`;
const withClaims = (claims: Record<string, unknown>) => makeToken(key, { ...goodClaims(), ...claims });
const without = (...names: string[]) =>
  makeToken(key, Object.fromEntries(Object.entries(goodClaims()).filter(([name]) => !names.includes(name))));
const swapped = () => {
  const [header, , signature] = makeToken(key, goodClaims()).split('.');
  return `${header}.${encode({ ...goodClaims(), oid: '0b1ec700-0000-4000-8000-0000000000ff' })}.${signature}`;
};

const refused = async (token: string) => {
  const failure: unknown = await verify(token).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(AppError);
  return failure as AppError;
};

describe('the confusion matrix: one token is taken, twenty-four are refused', () => {
  test('1. a good token is taken', async () => {
    expect(await verify(makeToken(key, goodClaims()))).toEqual({
      tenantId: TENANT,
      oid: OID,
      name: 'Zoë Ashworth',
      expiresAt: NOW + 3_600_000,
    });
  });

  test.each<[string, () => string]>([
    ['2. algorithm none', () => makeToken(key, goodClaims(), { alg: 'none' }, () => '')],
    ['3. algorithm nOnE', () => makeToken(key, goodClaims(), { alg: 'nOnE' }, () => '')],
    ['4. HS256 keyed with the public key', () => makeToken(key, goodClaims(), { alg: 'HS256' }, hs256(pem))],
    ['5. an unknown critical header', () => makeToken(key, goodClaims(), { crit: ['x'], x: 1 })],
    ['6. an embedded key', () => makeToken(stranger, goodClaims(), { jwk: jwkOf(stranger, 'k1'), kid: undefined })],
    ['7. an address of keys', () => makeToken(stranger, goodClaims(), { jku: 'https://evil.example/k', kid: 'evil' })],
    ['8. the right key id, another key', () => makeToken(stranger, goodClaims())],
    ['9. an unknown key id', () => makeToken(key, goodClaims(), { kid: 'k2' })],
    ['10. for another app', () => withClaims({ aud: 'c11e0000-0000-4000-8000-0000000000ff' })],
    ['11. for Graph', () => withClaims({ aud: 'https://graph.microsoft.com' })],
    ['12. of another tenant', () => withClaims({ tid: OTHER_TENANT, iss: issuerOf(OTHER_TENANT) })],
    ['13. our tenant, issued by another', () => withClaims({ iss: issuerOf(OTHER_TENANT) })],
    ['14. another tenant, issued by ours', () => withClaims({ tid: OTHER_TENANT })],
    ['15. a version 1 token', () => withClaims({ ver: '1.0', iss: `https://sts.windows.net/${TENANT}/` })],
    [
      '16. a bot token',
      () => makeToken(key, { iss: 'https://api.botframework.com', aud: CLIENT, exp: NOW / 1000 + 60 }),
    ],
    ['17. expired', () => withClaims({ exp: NOW / 1000 })],
    ['18. not yet valid', () => withClaims({ nbf: NOW / 1000 + 1 })],
    ['19. without an end', () => without('exp')],
    ['20. of an app, not a person', () => withClaims({ idtyp: 'app' })],
    ['21. an id token', () => without('scp')],
    ['22. asked for by an unknown app', () => withClaims({ azp: 'c11e0000-0000-4000-8000-0000000000ff' })],
    ['23. with its claims exchanged', swapped],
    ['24. empty', () => ''],
    ['25. dots only', () => '..'],
  ])('%s', async (_, token) => {
    const { code, problems, cause } = await refused(token());
    expect({ code, problems, cause }).toEqual({ code: 'not_signed_in', problems: [], cause: undefined });
  });
});

describe('a token', () => {
  test.each([
    ['without a time of issue', () => without('iat')],
    ['without an object id', () => without('oid')],
    ['without a tenant', () => without('tid')],
    ['without a version', () => without('ver')],
    ['without an app that asked', () => without('azp')],
    ['without an audience', () => without('aud')],
    ['with several audiences', () => withClaims({ aud: [CLIENT, 'https://graph.microsoft.com'] })],
    ['with another permission', () => withClaims({ scp: 'User.Read access_as_users' })],
    ['with an object id that is none', () => withClaims({ oid: 'z.ashworth@oakfield.example' })],
    ['without a key id', () => makeToken(key, goodClaims(), { kid: undefined })],
    ['with a key of another kind', () => makeToken(key, goodClaims(), { alg: 'PS256' })],
    ['far too long', () => withClaims({ padding: 'x'.repeat(20_000) })],
    ['that is no text of three parts', () => 'Bearer x'],
  ])('%s is refused', async (_, token) => {
    expect((await refused(token())).code).toBe('not_signed_in');
  });

  test.each([
    ['of the other audience form', { aud: `api://lantern.oakfield.example/${CLIENT}` }],
    ['with further permissions', { scp: 'profile access_as_user openid' }],
    ['that says it is a person’s', { idtyp: 'user' }],
    ...MICROSOFT_HOSTS.map((azp): [string, object] => [`asked for by Microsoft's app ${azp}`, { azp }]),
  ])('%s is taken', async (_, claims) => {
    expect((await verify(withClaims({ ...claims }))).oid).toBe(OID);
  });

  test('sign-in facts are told in milliseconds, and left out when the token does not say', async () => {
    const at = NOW / 1000 - 600;
    expect(await verify(withClaims({ auth_time: at, amr: ['pwd', 'mfa'] }))).toMatchObject({
      authTime: NOW - 600_000,
      methods: ['pwd', 'mfa'],
    });
    expect(Object.keys(await verify(without('name')))).toEqual(['tenantId', 'oid', 'expiresAt']);
  });

  test('a refusal says why for the log, and nothing out of the token', async () => {
    expect((await refused(withClaims({ exp: NOW / 1000 }))).detail).toBe('token: ERR_JWT_EXPIRED exp');
    expect((await refused(withClaims({ azp: 'someone' }))).detail).toBe('token: client');
    expect((await refused(without('scp'))).detail).toBe('token: claims scp');
    for (const token of [withClaims({ exp: 1 }), withClaims({ aud: 'x' }), withClaims({ oid: 'x' })])
      expect(JSON.stringify(await refused(token))).not.toContain('Ashworth');
  });

  test('a key that may sign for another issuer only is refused', async () => {
    const bound = { issuer: issuerOf(OTHER_TENANT) };
    const strict = makeVerifier({ fetch: makeMicrosoft(() => [jwkOf(key, 'k1', bound)]).fetch });
    await expect(strict(makeToken(key, goodClaims()))).rejects.toMatchObject({ detail: "token: another issuer's key" });
    const free = makeVerifier({ fetch: makeMicrosoft(() => [jwkOf(key, 'k1', { issuer: undefined })]).fetch });
    expect((await free(makeToken(key, goodClaims()))).oid).toBe(OID);
  });
});

describe('what was verified is remembered', () => {
  test('for five minutes, and never beyond the end of the token', async () => {
    let now = NOW;
    let keys = [jwkOf(key, 'k1')];
    const remembering = makeVerifier({
      fetch: makeMicrosoft(() => keys).fetch,
      now: () => now,
      maxAgeMs: 1,
      cooldownMs: 0,
    });
    const long = makeToken(key, goodClaims());
    const short = withClaims({ exp: NOW / 1000 + 60 });
    await Promise.all([remembering(long), remembering(short)]);
    // The issuer withdraws the key: only memory can still say yes.
    keys = [jwkOf(stranger, 'k9')];
    await expect(remembering(makeToken(key, goodClaims(), { kid: 'k2' }))).rejects.toThrow(AppError);
    now = NOW + 59_999;
    expect((await remembering(short)).oid).toBe(OID);
    now = NOW + 60_000;
    await expect(remembering(short)).rejects.toMatchObject({ code: 'not_signed_in' });
    now = NOW + 299_999;
    expect((await remembering(long)).oid).toBe(OID);
    now = NOW + 300_000;
    await expect(remembering(long)).rejects.toMatchObject({ code: 'not_signed_in' });
  });

  test('a full memory forgets the oldest and goes on', async () => {
    let isOpen = true;
    const line = makeMicrosoft(() => [jwkOf(isOpen ? key : stranger, 'k1')]).fetch;
    let now = NOW;
    const forgetful = makeVerifier({ fetch: line, keep: 2, now: () => now, cooldownMs: 0, maxAgeMs: 1 });
    const [a, b, c] = [withClaims({ uti: 'a' }), withClaims({ uti: 'b' }), withClaims({ uti: 'c' })];
    for (const token of [a, b, c]) expect((await forgetful(token)).oid).toBe(OID);
    isOpen = false;
    now += 10;
    await forgetful(makeToken(key, goodClaims(), { kid: 'k2' })).catch(() => undefined);
    await expect(forgetful(a)).rejects.toMatchObject({ code: 'not_signed_in' });
    for (const token of [b, c]) expect((await forgetful(token)).oid).toBe(OID);
  });

  test('by default there is room for many', async () => {
    const roomy = makeVerifier({ fetch: microsoft.fetch });
    for (let i = 0; i < 3; i++) expect((await roomy(withClaims({ uti: i }))).oid).toBe(OID);
  });

  test('refusals are not remembered as anything', async () => {
    const bad = withClaims({ azp: 'x' });
    for (let i = 0; i < 3; i++) expect((await refused(bad)).code).toBe('not_signed_in');
  });
});
