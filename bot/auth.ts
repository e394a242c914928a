import { createHash, X509Certificate } from 'node:crypto';
import { type Activity, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import {
  type AuthenticateRequestResult,
  CertificateServiceClientCredentialsFactory,
  type ClaimsIdentity,
  type ConnectorFactory,
  JwtTokenProviderFactory,
  ManagedIdentityServiceClientCredentialsFactory,
  PasswordServiceClientCredentialFactory,
  type ServiceClientCredentialsFactory,
} from 'botframework-connector';
import { AppError } from '../src/core/errors';
import type { Expected } from './guard';

/** How the bot proves to Microsoft that it is itself. A certificate or a managed identity before a secret. */
export type Credentials =
  | { readonly kind: 'certificate'; readonly certificate: string; readonly key: string }
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'managed_identity' };

const CONNECTOR_MS = 5_000;
const KEYS_MS = 10_000;

/** The part of the connector's HTTP client that has no public face; a test fails when an upgrade changes it. */
interface Pipeline {
  removePolicy(o: { name: string }): readonly unknown[];
  addPolicy(policy: { name: string; sendRequest: (request: { timeout: number }, next: Next) => unknown }): void;
}
type Next = (request: { timeout: number }) => unknown;

interface Bounds {
  readonly serves: Expected['serves'];
  readonly connectorMs?: number;
  readonly keysMs?: number;
}

/**
 * The SDK's authentication with bounds: every call out goes to an allowed host, once, with a deadline. The SDK itself
 * would send the same message up to four times, and wait for ever.
 */
export class BoundedAuth extends ConfigurationBotFrameworkAuthentication {
  readonly #bounds: Bounds;

  constructor(
    addresses: Readonly<Record<string, string>>,
    private readonly credentials: ServiceClientCredentialsFactory,
    bounds: Bounds,
  ) {
    // Named fields only: a stray variable of the environment must not move the anchor of trust.
    super({ ...addresses }, credentials, { requiredEndorsements: [] }); // the SDK wants a class; it reads this field
    this.#bounds = bounds;
  }

  /** @throws AppError `unexpected` when anything would be let in unsigned: the process must not start. */
  async check(appId: string): Promise<void> {
    const isOpen = await this.credentials.isAuthenticationDisabled();
    if (isOpen || !appId || !(await this.credentials.isValidAppId(appId)))
      throw new AppError('unexpected', { detail: 'the bot has no app id of its own: it would answer anybody' });
  }

  override createConnectorFactory(identity: ClaimsIdentity): ConnectorFactory {
    return this.#bound(super.createConnectorFactory(identity));
  }

  override async authenticateRequest(activity: Activity, header: string): Promise<AuthenticateRequestResult> {
    const result = await inTime(super.authenticateRequest(activity, header), this.#bounds.keysMs ?? KEYS_MS);
    if (!result.connectorFactory) throw new AppError('unexpected', { detail: 'bot: no connector' });
    return { ...result, connectorFactory: this.#bound(result.connectorFactory) };
  }

  #bound(inner: ConnectorFactory): ConnectorFactory {
    const { serves, connectorMs = CONNECTOR_MS } = this.#bounds;
    return {
      create: async (serviceUrl, audience) => {
        if (!URL.canParse(serviceUrl) || !serves(new URL(serviceUrl)))
          throw new AppError('not_signed_in', { detail: 'bot: service address refused' });
        const connector = await inner.create(serviceUrl, audience);
        const { pipeline } = (connector as unknown as { client?: { pipeline?: Pipeline } }).client ?? {}; // private
        if (!pipeline || pipeline.removePolicy({ name: 'defaultRetryPolicy' }).length === 0)
          throw new AppError('unexpected', { detail: 'bot: the retry policy of the SDK was not found' });
        pipeline.addPolicy({
          name: 'deadline',
          sendRequest: (request, next) => next(Object.assign(request, { timeout: connectorMs })),
        });
        return connector;
      },
    };
  }
}

async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AppError('unavailable', { detail: 'bot: the keys did not come' })), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Authentication against Microsoft. Only the school's own bot, registered in its own tenant (`SingleTenant`). */
export function productionAuth(o: {
  readonly appId: string;
  readonly tenantId: string;
  readonly credentials: Credentials;
  readonly serves: Expected['serves'];
}): BoundedAuth {
  const type = o.credentials.kind === 'managed_identity' ? 'UserAssignedMSI' : 'SingleTenant';
  const names = { MicrosoftAppId: o.appId, MicrosoftAppTenantId: o.tenantId, MicrosoftAppType: type };
  return new BoundedAuth(names, factory(o), { serves: o.serves });
}

function factory(o: Parameters<typeof productionAuth>[0]): ServiceClientCredentialsFactory {
  if (!o.appId || !o.tenantId) throw new AppError('unexpected', { detail: 'the bot needs an app id and a tenant id' });
  const { credentials: c } = o;
  switch (c.kind) {
    case 'certificate': {
      const thumbprint = createHash('sha1').update(new X509Certificate(c.certificate).raw).digest('hex');
      return new CertificateServiceClientCredentialsFactory(o.appId, thumbprint, c.key, o.tenantId, c.certificate);
    }
    case 'secret':
      return new PasswordServiceClientCredentialFactory(o.appId, c.secret, o.tenantId);
    case 'managed_identity':
      return new ManagedIdentityServiceClientCredentialsFactory(o.appId, new JwtTokenProviderFactory());
  }
}
