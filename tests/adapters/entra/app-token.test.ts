import { X509Certificate, createHash } from 'node:crypto';
import { SignJWT, decodeProtectedHeader, jwtVerify } from 'jose';
import { NO_TOKEN, appTokens, certificateEnds, rolesIn } from '../../../src/adapters/entra/app-token';
import { refusal } from '../../support/refusal';
import { selfSigned } from '../../support/certificate';

const TENANT = '0a4f0000-0000-4000-8000-000000000001';
const CLIENT = '0a4f0000-0000-4000-8000-000000000002';
const ADDRESS = `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`;
const START = Date.parse('2026-09-09T09:00:00Z');
const { cert, key } = selfSigned(START, { kind: 'rsa' });

function tokens(
  answer: () => Response | Promise<Response> = () => Response.json({ access_token: 't', expires_in: 3600 }),
) {
  const asked: { address: string; body: URLSearchParams }[] = [];
  const clock = { at: START };
  const token = appTokens<'reader' | 'deleter'>({
    tenantId: TENANT,
    registrations: { reader: { clientId: CLIENT, pem: cert + key } },
    scope: 'https://graph.microsoft.com/.default',
    now: () => clock.at,
    fetch: (address, init) => {
      asked.push({
        address: address instanceof URL ? address.href : (address as string),
        body: init?.body as URLSearchParams,
      });
      return Promise.resolve(answer());
    },
  });
  return { token, asked, clock };
}

test('a registration proves itself with its certificate, and shares no secret', async () => {
  const { token, asked } = tokens();
  expect(await token('reader', false)).toBe('t');
  const [{ address, body } = { address: '', body: new URLSearchParams() }] = asked;
  expect(address).toBe(ADDRESS);
  expect(Object.fromEntries(body)).toMatchObject({ client_id: CLIENT, grant_type: 'client_credentials' });
  expect(body.has('client_secret')).toBe(false);
  const assertion = body.get('client_assertion') ?? '';
  const thumbprint = createHash('sha256').update(new X509Certificate(cert).raw).digest('base64url');
  expect(decodeProtectedHeader(assertion)).toEqual({ alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprint });
  const { payload } = await jwtVerify(assertion, new X509Certificate(cert).publicKey, {
    audience: ADDRESS,
    issuer: CLIENT,
    subject: CLIENT,
    currentDate: new Date(START),
  });
  expect((payload.exp ?? 0) - (payload.nbf ?? 0)).toBe(300);
});

test('a token is kept until shortly before its end, unless a fresh one is wanted', async () => {
  const { token, asked, clock } = tokens();
  await token('reader', false);
  await token('reader', false);
  expect(asked).toHaveLength(1);
  await token('reader', true);
  clock.at += 56 * 60_000;
  await token('reader', false);
  expect(asked).toHaveLength(3);
  expect(new Set(asked.map((a) => a.body.get('client_assertion'))).size).toBe(3);
});

test('a registration that the school does not have opens nothing and asks nobody', async () => {
  const { token, asked } = tokens();
  expect(await token('deleter', false)).toBe(NO_TOKEN);
  expect(asked).toEqual([]);
});

test.each([
  ['refused', 'not_signed_in', () => Response.json({ error: 'invalid_client' }, { status: 401 })],
  ['taken away', 'not_signed_in', () => Response.json({ error: 'unauthorized_client' }, { status: 400 })],
  ['busy', 'unavailable', () => Response.json({ error: 'temporarily_unavailable' }, { status: 503 })],
  ['no JSON', 'unavailable', () => new Response('<html>')],
  ['unreachable', 'unavailable', () => Promise.reject(new TypeError('fetch failed'))],
])('without a token it says for whom: %s', async (_, code, answer) => {
  await expect(tokens(answer).token('reader', false)).rejects.toMatchObject({
    code,
    message: 'no token for the registration reader',
  });
});

test('certificate and key have to be one pair', () => {
  expect(certificateEnds(cert + key)).toBe(START + 86_400_000);
  for (const pem of ['', cert, key, cert + selfSigned(START, { kind: 'rsa' }).key])
    expect(refusal(() => certificateEnds(pem)).code).toBe('invalid_input');
});

test('the permissions of a token are read from it', async () => {
  const made = (claims: Record<string, unknown>) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new Uint8Array(32));
  expect(rolesIn(await made({ roles: ['User.Read.All', 7] }))).toEqual(['User.Read.All']);
  expect(rolesIn(await made({}))).toEqual([]);
});
