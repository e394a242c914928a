import {
  ENTRA,
  KEYS_ADDRESS,
  NOW,
  OID,
  goodClaims,
  jwkOf,
  makeKey,
  makeMicrosoft,
  makeToken,
  makeVerifier,
} from '../../support/sign-in';

const [old, fresh] = [makeKey(), makeKey()];
const COOLDOWN = 30_000;
const answers = (metadata: unknown, keys: unknown = { keys: [jwkOf(old, 'k1')] }): typeof fetch => {
  return (input) => Promise.resolve(Response.json(String(input as string) === ENTRA.address ? metadata : keys));
};
const pinned = { issuer: ENTRA.issuer, jwks_uri: KEYS_ADDRESS };

/** A world with a clock, keys that can change, and a line to Microsoft that can be cut. */
function makeWorld() {
  const world = { now: NOW, keys: [jwkOf(old, 'k1')], isDown: false, looks: 0 };
  const microsoft = makeMicrosoft(() => world.keys);
  const line: typeof fetch = (input, init) => {
    if (input === ENTRA.address) world.looks++;
    return world.isDown ? Promise.reject(new TypeError('fetch failed')) : microsoft.fetch(input, init);
  };
  let count = 0;
  const verify = makeVerifier({ fetch: line, now: () => world.now, cooldownMs: COOLDOWN, maxAgeMs: 3_600_000 });
  /** A token nobody has seen before, so that memory never answers. */
  const token = (key = old, kid = 'k1') => makeToken(key, { ...goodClaims(world.now), uti: count++ }, { kid });
  return { world, verify, token };
}

describe('keys of the issuer', () => {
  test('are read once and used for every token', async () => {
    const { world, verify, token } = makeWorld();
    for (let i = 0; i < 5; i++) expect((await verify(token())).oid).toBe(OID);
    expect(world.looks).toBe(1);
  });

  test('are read once even when many ask at the same time', async () => {
    const { world, verify, token } = makeWorld();
    await Promise.all(Array.from({ length: 20 }, () => verify(token())));
    expect(world.looks).toBe(1);
  });

  test('a roll-over is followed at the first token with the new key, once the cool-down is over', async () => {
    const { world, verify, token } = makeWorld();
    await verify(token());
    world.keys = [jwkOf(old, 'k1'), jwkOf(fresh, 'k2')];
    world.now += COOLDOWN - 1;
    await expect(verify(token(fresh, 'k2'))).rejects.toMatchObject({ code: 'not_signed_in' });
    world.now += 1;
    expect((await verify(token(fresh, 'k2'))).oid).toBe(OID);
    expect((await verify(token())).oid).toBe(OID);
    expect(world.looks).toBe(2);
  });

  test('ten thousand unknown key ids cause one look for each cool-down', async () => {
    const { world, verify, token } = makeWorld();
    await verify(token());
    const forged = token().split('.');
    const withKid = (kid: string) =>
      [Buffer.from(JSON.stringify({ alg: 'RS256', kid })).toString('base64url'), ...forged.slice(1)].join('.');
    for (const round of [1, 2]) {
      for (let i = 0; i < 5_000; i++) await verify(withKid(`forged ${round} ${i}`)).catch(() => undefined);
      expect(world.looks).toBe(round);
      world.now += COOLDOWN;
    }
  });

  test('known keys go on serving while the metadata is down', async () => {
    const { world, verify, token } = makeWorld();
    await verify(token());
    world.isDown = true;
    world.now += 48 * 3_600_000;
    expect((await verify(token())).oid).toBe(OID);
    await expect(verify(token(fresh, 'k2'))).rejects.toMatchObject({ code: 'not_signed_in' });
    expect((await verify(token())).oid).toBe(OID);
  });

  test('without any key, people are told to try later, and the line is tried once for each cool-down', async () => {
    const { world, verify, token } = makeWorld();
    world.isDown = true;
    for (let i = 0; i < 5; i++) await expect(verify(token())).rejects.toMatchObject({ code: 'unavailable' });
    expect(world.looks).toBe(1);
    world.isDown = false;
    world.now += COOLDOWN;
    expect((await verify(token())).oid).toBe(OID);
  });

  test('a withdrawn key is dropped within the hour', async () => {
    const { world, verify, token } = makeWorld();
    await verify(token());
    world.keys = [jwkOf(fresh, 'k2')];
    world.now += 3_600_000;
    // This one is answered at once; the look goes on behind it.
    await verify(token());
    await verify(token(fresh, 'k2'));
    await expect(verify(token())).rejects.toMatchObject({ code: 'not_signed_in' });
  });

  test('a clock set back does not lengthen the cool-down', async () => {
    const { world, verify, token } = makeWorld();
    await verify(token());
    world.keys = [jwkOf(fresh, 'k2')];
    world.now -= 3_600_000;
    expect((await verify(token(fresh, 'k2'))).oid).toBe(OID);
  });

  test.each([
    ['of another issuer', answers({ ...pinned, issuer: 'https://evil.example/{tenantid}/v2.0' })],
    ['that sends us elsewhere for keys', answers({ ...pinned, jwks_uri: 'https://evil.example/keys' })],
    ['that is not metadata', answers({ hello: 1 })],
    ['that answers with a failure', () => Promise.resolve(new Response('', { status: 500 }))],
    ['that names no keys', answers(pinned, { keys: [] })],
    [
      'that has keys for other uses only',
      answers(pinned, { keys: [{ ...jwkOf(old, 'k1'), use: 'enc' }, { kty: 'EC' }] }),
    ],
    ['that is not a list of keys', answers(pinned, 'hello')],
  ])('metadata %s is not believed', async (_, line) => {
    const verify = makeVerifier({ fetch: line });
    await expect(verify(makeToken(old, goodClaims()))).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('metadata is asked for without following redirects', async () => {
    const seen: (RequestInit | undefined)[] = [];
    const microsoft = makeMicrosoft(() => [jwkOf(old, 'k1')]);
    const verify = makeVerifier({
      fetch: (input, init) => {
        seen.push(init);
        return microsoft.fetch(input, init);
      },
    });
    await verify(makeToken(old, goodClaims()));
    expect(seen.map((init) => init?.redirect)).toEqual(['error', 'error']);
    expect(seen.every((init) => init?.signal instanceof AbortSignal)).toBe(true);
  });
});
