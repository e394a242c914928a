import { constants, generateKeyPairSync, privateDecrypt, publicEncrypt, randomBytes } from 'node:crypto';
import http from 'node:http';
import type net from 'node:net';
import { azureToken } from '../../../src/adapters/vault/azure-token';
import { keyVaultRootKey } from '../../../src/adapters/vault/key-vault';
import { TenantId } from '../../../src/core/ids';

const [A, B] = ['a', 'b'].map((n) => TenantId.parse(`0a4f0000-0000-4000-8000-0000000000a${n}`)) as [TenantId, TenantId];

/** Plays Key Vault honestly: it holds RSA keys by version, knows its token, and refuses every request it does not know. */
function standIn() {
  const versions = new Map<string, ReturnType<typeof pair>>();
  const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
  const seen: string[] = [];
  let failing: number | undefined;
  let current = '';
  let base = '';
  const rotate = (): void => {
    current = randomBytes(16).toString('hex');
    versions.set(current, pair());
  };
  rotate();
  const server = http.createServer((request, response) => {
    const answer = (status: number, body: object): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      seen.push(`${request.method} ${request.url}`);
      if (failing !== undefined) return answer(failing, { error: { code: 'Planted' } });
      if (request.headers.authorization !== 'Bearer good') return answer(401, { error: { code: 'Unauthorized' } });
      const [, version = current, verb] =
        /^\/keys\/root(?:\/([0-9a-f]{32}))?\/(wrapkey|unwrapkey)\?api-version=7\.4$/.exec(request.url ?? '') ?? [];
      const key = versions.get(version);
      if (request.method !== 'POST' || !verb || !key) return answer(404, { error: { code: 'KeyNotFound' } });
      const { alg, value } = JSON.parse(Buffer.concat(parts).toString()) as { alg: string; value: string };
      if (alg !== 'RSA-OAEP-256') return answer(400, { error: { code: 'BadParameter' } });
      const how = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
      const bytes = Buffer.from(value, 'base64url');
      try {
        const out =
          verb === 'wrapkey'
            ? publicEncrypt({ key: key.publicKey, ...how }, bytes)
            : privateDecrypt({ key: key.privateKey, ...how }, bytes);
        return answer(200, { kid: `${base}/keys/root/${version}`, value: out.toString('base64url') });
      } catch {
        return answer(400, { error: { code: 'BadParameter' } });
      }
    });
  });
  return {
    seen,
    rotate,
    fail: (status: number | undefined) => void (failing = status),
    forget: () => versions.clear(),
    listen: async () => {
      await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
      base = `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
      return `${base}/keys/root`;
    },
    close: () => new Promise((closed) => server.close(closed)),
  };
}

describe('a root key in Azure Key Vault', () => {
  let vault: ReturnType<typeof standIn>;
  let keyUrl = '';
  beforeEach(async () => {
    vault = standIn();
    keyUrl = await vault.listen();
  });
  afterEach(() => vault.close());
  const root = (token = 'good') => keyVaultRootKey({ keyUrl, token: () => Promise.resolve(token) });
  const plain = randomBytes(32);

  test('wraps there and unwraps there; the key of a tenant is not in what is kept', async () => {
    const kept = await root().wrap(A, plain);
    expect(kept.by).toMatch(/\/keys\/root\/[0-9a-f]{32}$/);
    expect(kept.wrapped.includes(plain)).toBe(false);
    expect(await root().unwrap(A, kept)).toEqual(plain);
  });

  test('a rotated key still opens what an older version wrapped', async () => {
    const kept = await root().wrap(A, plain);
    vault.rotate();
    expect((await root().wrap(A, plain)).by).not.toBe(kept.by);
    expect(await root().unwrap(A, kept)).toEqual(plain);
  });

  test('a row moved to another tenant is refused', async () => {
    const kept = await root().wrap(A, plain);
    await expect(root().unwrap(B, kept)).rejects.toMatchObject({ code: 'unexpected' });
  });

  test('an address planted in the database is not shown our token', async () => {
    const other = standIn();
    const by = `${await other.listen()}/${'0'.repeat(32)}`;
    await expect(root().unwrap(A, { wrapped: plain, by })).rejects.toMatchObject({ code: 'unexpected' });
    await expect(root().unwrap(A, { wrapped: plain, by: `${keyUrl}evil/x` })).rejects.toMatchObject({
      code: 'unexpected',
    });
    expect(other.seen).toEqual([]);
    await other.close();
  });

  test.each([401, 403, 404, 429, 500])('%i is "not available just now", tried once', async (status) => {
    const kept = await root().wrap(A, plain);
    vault.fail(status);
    await expect(root().unwrap(A, kept)).rejects.toMatchObject({ code: 'unavailable' });
    expect(vault.seen).toHaveLength(2);
  });

  test('a wrong token, an altered value and a key taken away are refused by the other side, and said as ours', async () => {
    await expect(root('bad').wrap(A, plain)).rejects.toMatchObject({ code: 'unavailable' });
    const kept = await root().wrap(A, plain);
    const bent = Buffer.from(kept.wrapped);
    bent.writeUInt8(bent.readUInt8(9) ^ 1, 9);
    await expect(root().unwrap(A, { ...kept, wrapped: bent })).rejects.toMatchObject({ code: 'unavailable' });
    vault.forget();
    await expect(root().unwrap(A, kept)).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('a stand-in that is gone is "not available", with the cause kept for the log', async () => {
    const gone = keyVaultRootKey({ keyUrl: 'http://127.0.0.1:1/keys/root', token: () => Promise.resolve('good') });
    await expect(gone.wrap(A, plain)).rejects.toMatchObject({
      code: 'unavailable',
      cause: expect.anything() as unknown,
    });
  });
});

describe('tokens for Key Vault', () => {
  const asked: { url: string; init: RequestInit }[] = [];
  let body: object = { access_token: 'good', expires_in: '3600' };
  const play = ((url: string, init: RequestInit) => {
    asked.push({ url, init });
    return Promise.resolve(new Response(JSON.stringify(body)));
  }) as typeof fetch;
  beforeEach(() => {
    asked.length = 0;
    body = { access_token: 'good', expires_in: '3600' };
  });

  test('the machine’s identity is asked for by header, and a named one by id', async () => {
    await azureToken({ kind: 'managed', clientId: undefined }, { fetch: play })();
    await azureToken({ kind: 'managed', clientId: 'c' }, { fetch: play })();
    expect(asked[0]?.url).toBe(
      'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net',
    );
    expect(asked[1]?.url).toContain('&client_id=c');
    expect(asked[0]?.init.headers).toEqual({ metadata: 'true' });
  });

  test('a registration asks the tenant’s own token endpoint', async () => {
    await azureToken({ kind: 'secret', tenantId: A, clientId: 'c', clientSecret: 's' }, { fetch: play })();
    expect(asked[0]?.url).toBe(`https://login.microsoftonline.com/${A}/oauth2/v2.0/token`);
    expect(String(asked[0]?.init.body as URLSearchParams)).toContain('scope=https%3A%2F%2Fvault.azure.net%2F.default');
  });

  test('a token is used until five minutes before its end', async () => {
    let now = 0;
    const token = azureToken({ kind: 'managed', clientId: undefined }, { fetch: play, now: () => now });
    for (const at of [0, 54 * 60_000, 55 * 60_000 + 1]) {
      now = at;
      expect(await token()).toBe('good');
    }
    expect(asked).toHaveLength(2);
  });

  test('no token is "not available just now"', async () => {
    body = { error: 'invalid_client' };
    await expect(azureToken({ kind: 'managed', clientId: undefined }, { fetch: play })()).rejects.toMatchObject({
      code: 'unavailable',
    });
  });
});
