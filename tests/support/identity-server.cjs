// A real OpenID provider on its own port, for the sign-in tests. It is a process of its own because the package is
// made of ES modules only. Asked by `{ key, cert, redirectUri }`; answers `{ origin, jwk }` when it listens.
const { generateKeyPairSync } = require('node:crypto');
const https = require('node:https');

const API = 'api://lantern.example';
const PEOPLE = {
  zoe: {
    oid: '00000000-0000-4000-8000-000000000000',
    tid: '11111111-1111-4111-8111-111111111111',
    name: 'Zoë Hartsmere',
    preferred_username: 'zoe@school.example',
    roles: ['Everything.Admin'],
  },
};

process.once('message', async ({ key, cert, redirectUri }) => {
  const { Provider } = await import('oidc-provider');
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  let handle = (_, response) => response.end();
  const server = https.createServer({ key, cert }, (request, response) => handle(request, response));
  server.listen(0, '127.0.0.1', () => {
    const origin = `https://localhost:${server.address().port}`;
    handle = provider(Provider, { origin, redirectUri, privateKey }).callback();
    process.send({ origin, jwk: publicKey.export({ format: 'jwk' }) });
  });
});
process.once('disconnect', () => process.exit(0));

function provider(Provider, { origin, redirectUri, privateKey }) {
  const cookie = { sameSite: 'none', secure: true };
  return new Provider(origin, {
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'test' }] },
    clients: [
      {
        client_id: 'tab',
        application_type: 'web',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: [redirectUri],
      },
    ],
    scopes: ['openid', 'profile', 'offline_access', 'access_as_user'],
    pkce: { required: () => true },
    clientBasedCORS: () => true,
    conformIdTokenClaims: false,
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'oid', 'tid', 'roles'] },
    cookies: { keys: ['test only'], long: cookie, short: cookie },
    features: {
      devInteractions: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => API,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: 'access_as_user',
          audience: API,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    extraTokenClaims: (_, token) => {
      const { oid, tid, roles } = PEOPLE[token.accountId];
      return { oid, tid, roles };
    },
    findAccount: (_, id) => PEOPLE[id] && { accountId: id, claims: () => ({ sub: id, ...PEOPLE[id] }) },
  });
}
