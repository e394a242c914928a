import type { PersonActor, ServiceActor } from '../src/core/access/actor';
import type { NoticeChannel } from '../src/core/attestation/notices';
import type { TenantId } from '../src/core/ids';
import type { Perform } from '../src/core/perform';
import { useCases } from '../src/core/use-cases';
import { bot as texts } from '../src/texts/en-gb/bot';
import type { BoundedAuth } from './auth';
import { makeTurn } from './bot';
import { newsCard, urgentCard } from './cards/answers';
import { NATIONAL } from './cards/phones';
import { makeConversation } from './conversation';
import { Adapter, type Answer, type Received, receive } from './endpoint';
import type { Speaker } from './events';
import type { Expected } from './guard';
import { makeMessenger } from './messenger';
import { chatNotices } from './notices';

/** What the bot needs of whoever runs it: how it proves itself, and whom it trusts. */
export interface BotSettings {
  readonly appId: string;
  readonly auth: BoundedAuth;
  readonly serves: Expected['serves'];
  /** Where a page of ours opens in Teams. */
  readonly open: (path: string) => string;
}

export interface BotParts extends BotSettings {
  readonly tenantId: TenantId;
  readonly perform: Perform;
  readonly actorOf: (oid: string) => Promise<PersonActor | null>;
  readonly now: () => number;
  readonly log: (about: Readonly<Record<string, unknown>>, message: string) => void;
}

export interface Bot {
  receive(received: Received): Promise<Answer>;
  readonly notices: NoticeChannel;
}

/** The bot, ready for activities and for the outbox. @throws AppError `unexpected` when it would answer anybody. */
export async function makeBot(o: BotParts): Promise<Bot> {
  await o.auth.check(o.appId);
  const { perform } = o;
  const service: ServiceActor = { kind: 'service', tenantId: o.tenantId, job: 'chat' };
  const actorOf = (who: Speaker): Promise<PersonActor | null> => o.actorOf(who.objectId);
  const adapter = new Adapter(o.auth);
  const messenger = makeMessenger({
    adapter,
    appId: o.appId,
    references: {
      find: async ({ objectId }) => (await perform(useCases['chat.find'], service, { oid: objectId })).chat,
      lost: async ({ objectId }) => void (await perform(useCases['chat.lose'], service, { oid: objectId })),
    },
  });
  const turn = makeTurn({
    appId: o.appId,
    tenantId: o.tenantId,
    serves: o.serves,
    adapter,
    messenger,
    conversation: makeConversation({ perform, actorOf, open: o.open, now: o.now }),
    reached: keepsReferences({ perform, actorOf }),
    left: async (who) => {
      const actor = await actorOf(who);
      if (actor) await perform(useCases['chat.leave'], actor, {});
    },
    sentences: texts,
    log: o.log,
  });
  return {
    receive: (received) => receive(adapter, turn, received),
    notices: chatNotices({
      messenger,
      tenantId: o.tenantId,
      isActive: async (to) => (await actorOf(to)) !== null,
      cardFor: async ({ kind, title }, to) => {
        if (kind !== 'report_urgent') return newsCard();
        const actor = await actorOf(to);
        const phones = actor && (await perform(useCases['reports.numbers'], actor, {})).phones;
        return urgentCard(title, phones ?? NATIONAL);
      },
    }),
  };
}

const MOST_KNOWN = 20_000;

/** Writes where somebody is reached when it changed; what has not changed since this process saw it is not written again. */
function keepsReferences(o: { perform: Perform; actorOf: (who: Speaker) => Promise<PersonActor | null> }) {
  const seen = new Map<string, string>();
  return async (who: Speaker, reference: string): Promise<void> => {
    if (seen.get(who.objectId) === reference) return;
    const actor = await o.actorOf(who);
    if (!actor) return;
    await o.perform(useCases['chat.reach'], actor, { reference });
    if (seen.size >= MOST_KNOWN) seen.clear();
    seen.set(who.objectId, reference);
  };
}
