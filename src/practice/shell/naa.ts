import { claimsOf } from './backend';

interface Request {
  readonly method: string;
  readonly requestId: string;
  readonly tokenParams?: { readonly scope?: string };
}

interface Broker {
  /** A token for the person one is. */
  token(): Promise<string>;
  /** True while the school has not agreed yet: then only a question to the person helps. */
  needsConsent(): boolean;
  /** Asks the person. */
  consent(): Promise<boolean>;
}

const CLIENT = { sdkName: 'practice-shell', sdkVersion: '1.0' };

/** Answers one request of nested app authentication, as MSAL sends it. The answer travels as JSON text. */
export async function answerNested(data: unknown, broker: Broker): Promise<string> {
  // MSAL writes the request; the shell only plays it back.
  const request = JSON.parse(String(data)) as Request;
  const say = (rest: object) =>
    JSON.stringify({ messageType: 'NestedAppAuthResponse', requestId: request.requestId, ...rest });
  const refuse = (status: string, code: string) =>
    say({ success: false, error: { status, code, subError: '', description: code } });

  if (request.method === 'GetInitContext') return say({ success: true, initContext: await initContext(broker) });
  if (request.method !== 'GetToken' && request.method !== 'GetTokenPopup')
    return refuse('PERSISTENT_ERROR', 'unsupported_method');
  if (broker.needsConsent()) {
    if (request.method === 'GetToken') return refuse('USER_INTERACTION_REQUIRED', 'consent_required');
    if (!(await broker.consent())) return refuse('USER_CANCEL', 'user_cancelled');
  }
  return say({ success: true, ...(await tokens(broker, request.tokenParams?.scope ?? '')) });
}

async function initContext(broker: Broker) {
  return { ...CLIENT, capabilities: { queryAccount: false }, accountContext: account(await broker.token()) };
}

/** The practice issuer signs one token, which serves MSAL as id token as well: it carries the same claims. */
async function tokens(broker: Broker, scope: string) {
  const token = await broker.token();
  const { expiresIn } = claimsOf(token);
  return {
    token: { access_token: token, id_token: token, expires_in: expiresIn, scope },
    account: account(token),
  };
}

function account(token: string) {
  const { oid, tid, name, username } = claimsOf(token);
  return {
    homeAccountId: `${oid}.${tid}`,
    environment: 'login.microsoftonline.com',
    tenantId: tid,
    username,
    localAccountId: oid,
    name,
  };
}
