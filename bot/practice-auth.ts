import { ServiceClientCredentialsFactory } from 'botframework-connector';
import { BoundedAuth } from './auth';
import type { Expected } from './guard';

const ISSUER = 'https://api.botframework.com';
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** The connectors of the practice tenant: this machine under any of its names, and nothing beyond it. */
export const servesLoopback: Expected['serves'] = (address) =>
  address.protocol === 'http:' && LOOPBACK.includes(address.hostname);

class PracticeCredentials extends ServiceClientCredentialsFactory {
  constructor(private readonly appId: string) {
    super();
  }
  isValidAppId(id: string): Promise<boolean> {
    return Promise.resolve(id === this.appId);
  }
  isAuthenticationDisabled(): Promise<boolean> {
    return Promise.resolve(false);
  }
  createCredentials(): ReturnType<ServiceClientCredentialsFactory['createCredentials']> {
    const signRequest = <R extends { headers: { set(name: string, value: string): void } }>(request: R): Promise<R> => {
      request.headers.set('authorization', 'Bearer practice');
      return Promise.resolve(request);
    };
    return Promise.resolve({ signRequest } as never); // all that the connector calls
  }
}

/**
 * The same authentication against the practice channel's keys. All six addresses are given: with one of them the SDK
 * forgets the defaults of all the others.
 */
export const practiceAuth = (o: {
  readonly base: string;
  readonly appId: string;
  readonly tenantId: string;
  readonly connectorMs?: number;
  readonly keysMs?: number;
}): BoundedAuth =>
  new BoundedAuth(
    {
      ToBotFromChannelTokenIssuer: ISSUER,
      ToBotFromChannelOpenIdMetadataUrl: `${o.base}/oidc`,
      ToBotFromEmulatorOpenIdMetadataUrl: `${o.base}/oidc`,
      OAuthUrl: o.base,
      ToChannelFromBotOAuthScope: ISSUER,
      ToChannelFromBotLoginUrl: `https://login.microsoftonline.com/${o.tenantId}`,
    },
    new PracticeCredentials(o.appId),
    {
      serves: servesLoopback,
      ...(o.connectorMs !== undefined && { connectorMs: o.connectorMs }),
      ...(o.keysMs !== undefined && { keysMs: o.keysMs }),
    },
  );
