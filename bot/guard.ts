import type { Activity } from 'botframework-schema';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Who signs for the channel. Tokens of the Emulator and of other bots have another issuer and end here. */
const CHANNEL = 'https://api.botframework.com';
/** The message action of our manifest: the one thing that may come from outside a private chat. */
export const REPORT_MESSAGE = { invoke: 'composeExtension/fetchTask', command: 'reportMessage' } as const;

export type Refusal = 'issuer' | 'channel' | 'service-url' | 'recipient' | 'tenant' | 'scope' | 'person';

export interface Expected {
  readonly appId: string;
  readonly tenantId: string;
  /** Whether answers may be sent there. */
  readonly serves: (address: URL) => boolean;
}

export interface Admitted {
  readonly tenantId: string;
  readonly objectId: string;
}

/** Addresses of Microsoft's connector, and nothing else: a token goes there. */
export const servesFrom =
  (hosts: readonly string[]): Expected['serves'] =>
  (address) =>
    address.protocol === 'https:' && hosts.includes(address.host);

/** Runs after the SDK accepted the token and before any code of the bot: who speaks, or why nobody does. */
export function admit(
  a: Partial<Activity>,
  issuer: string | null | undefined,
  want: Expected,
): { readonly refused: Refusal } | Admitted {
  const no = (refused: Refusal) => ({ refused });
  if (issuer !== CHANNEL) return no('issuer');
  if (a.channelId !== 'msteams' || a.deliveryMode === 'expectReplies') return no('channel');
  if (!URL.canParse(a.serviceUrl ?? '') || !want.serves(new URL(a.serviceUrl ?? ''))) return no('service-url');
  if (a.recipient?.id !== `28:${want.appId}`) return no('recipient');
  // Teams writes the tenant twice; both have to be ours.
  const { tenant } = Object(a.channelData) as { tenant?: { id?: unknown } }; // any value has it, if only undefined
  if ([a.conversation?.tenantId, tenant?.id].some((t) => t !== want.tenantId)) return no('tenant');
  if (a.conversation?.conversationType !== 'personal' && !isReportMessage(a)) return no('scope');
  const objectId = a.from?.aadObjectId ?? '';
  return GUID.test(objectId) ? { tenantId: want.tenantId, objectId: objectId.toLowerCase() } : no('person');
}

export function isReportMessage(a: Partial<Activity>): boolean {
  const { commandId } = Object(a.value) as { commandId?: unknown }; // as above
  return a.type === 'invoke' && a.name === REPORT_MESSAGE.invoke && commandId === REPORT_MESSAGE.command;
}
