import { makeTokenVerifier, type TokenVerifierOptions } from '../../src/adapters/entra/tokens';
import { practiceIssuer } from '../../src/practice/issuer';
import {
  CLIENT,
  ENTRA,
  NOW,
  OID,
  OTHER_TENANT,
  TENANT,
  goodClaims,
  jwkOf,
  makeKey,
  makeMicrosoft,
  makeToken,
  makeVerifier,
} from '../support/sign-in';

const persona = { tid: TENANT, oid: OID, name: 'Zoë Ashworth', upn: 'z.ashworth@oakfield.example' };
const app = { audience: CLIENT, clientId: CLIENT };
const issuer = practiceIssuer({ now: () => NOW });
const practice: TokenVerifierOptions = {
  metadata: issuer.metadata,
  audience: [CLIENT],
  tenants: [TENANT],
  clientIds: [CLIENT],
  now: () => NOW,
};
const verify = makeTokenVerifier(practice);

describe('the practice issuer', () => {
  test('its tokens pass the same verifier, which is told other addresses and nothing else', async () => {
    expect(await verify(await issuer.issue(persona, app))).toEqual({
      tenantId: TENANT,
      oid: OID,
      name: 'Zoë Ashworth',
      authTime: NOW,
      methods: ['pwd', 'mfa'],
      expiresAt: NOW + 3_600_000,
    });
  });

  test.each([
    ['an id token', () => issuer.idToken(persona, { ...app, nonce: 'n' })],
    ['a token that has ended', () => issuer.issue(persona, { ...app, expiresIn: 0 })],
    ['a token for another app', () => issuer.issue(persona, { ...app, claims: { aud: 'other' } })],
    ['a token of another tenant', () => issuer.issue({ ...persona, tid: OTHER_TENANT }, app)],
    ['a token without an object id', () => issuer.issue(persona, { ...app, claims: { oid: undefined } })],
    ['a token of an app', () => issuer.issue(persona, { ...app, claims: { idtyp: 'app' } })],
  ])('%s is refused in practice as in production', async (_, token) => {
    await expect(verify(await token())).rejects.toMatchObject({ code: 'not_signed_in' });
  });

  test('one issuer of several tenants: the issuer in the token must be that of its tenant', async () => {
    const both = makeTokenVerifier({ ...practice, tenants: [TENANT, OTHER_TENANT] });
    expect((await both(await issuer.issue({ ...persona, tid: OTHER_TENANT }, app))).tenantId).toBe(OTHER_TENANT);
    const crossed = await issuer.issue(persona, { ...app, claims: { tid: OTHER_TENANT } });
    await expect(both(crossed)).rejects.toMatchObject({ detail: 'token: issuer' });
  });

  test('how somebody signed in and for how long can be chosen', async () => {
    const verified = await verify(await issuer.issue(persona, { ...app, methods: ['pwd'], expiresIn: 60 }));
    expect(verified).toMatchObject({ methods: ['pwd'], expiresAt: NOW + 60_000 });
  });

  test('makes a new key at each start: a token of yesterday opens nothing today', async () => {
    await expect(verify(await practiceIssuer({ now: () => NOW }).issue(persona, app))).rejects.toMatchObject({
      code: 'not_signed_in',
    });
  });

  test('answers its own two addresses only, and never gives away the private half of its key', async () => {
    const { issuer: template, address, fetch } = issuer.metadata;
    const configuration = (await (await fetch(new URL(address))).json()) as { issuer: string; jwks_uri: string };
    expect(configuration.issuer).toBe(template);
    const { keys } = (await (await fetch(new Request(configuration.jwks_uri))).json()) as { keys: object[] };
    expect(keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'e', 'issuer', 'kid', 'kty', 'n', 'use']]);
    await expect(fetch('https://sign-in.practice.invalid/other')).rejects.toThrow();
  });
});

describe('production never takes a practice token', () => {
  const key = makeKey();
  const microsoft = makeMicrosoft(() => [jwkOf(key, 'k1')]);
  const production = makeVerifier({ fetch: microsoft.fetch });

  test('it takes one of Microsoft’s', async () => {
    expect((await production(makeToken(key, goodClaims()))).oid).toBe(OID);
  });

  test.each([
    ['as it is', {}],
    ['that claims Microsoft issued it', { iss: ENTRA.issuer }],
  ])('%s, it is refused, and only Microsoft is asked for keys', async (_, claims) => {
    await expect(production(await issuer.issue(persona, { ...app, claims }))).rejects.toMatchObject({
      code: 'not_signed_in',
    });
    expect(microsoft.asked.every((address) => address.startsWith('https://login.microsoftonline.com/'))).toBe(true);
  });

  test('even when the practice issuer answered for Microsoft, its metadata would not be believed', async () => {
    const confused = makeVerifier({ fetch: () => issuer.metadata.fetch(issuer.metadata.address) });
    await expect(confused(await issuer.issue(persona, app))).rejects.toMatchObject({ code: 'unavailable' });
  });
});
