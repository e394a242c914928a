import { type Activity, type ConversationReference, type TurnContext } from 'botbuilder';
import { AppError } from '../src/core/errors';
import type { Adapter } from './endpoint';
import { activityOf } from './activities';
import type { BotReply, CardJson, Delivery, Speaker } from './events';

/** Where people are reached. The bot keeps nothing itself. */
export interface References {
  /** Null when they never spoke to the bot, have left, or it can no longer reach them. */
  find(to: Speaker): Promise<{ readonly reference: string } | null>;
  lost(to: Speaker): Promise<void>;
}

export interface Messenger {
  /** Something new. Once: an answer that never came may still have been a delivery. */
  send(to: Speaker, reply: BotReply): Promise<Delivery>;
  /** In place of an earlier message; safe to repeat. */
  redraw(to: Speaker, messageId: string, card: CardJson): Promise<Delivery>;
  /** Opens a private chat with somebody who spoke elsewhere. */
  open(from: Activity, to: Speaker, reply: BotReply): Promise<Delivery>;
}

/** Sends outside of a turn. Each call is one attempt with a deadline (`BoundedAuth`); repeating is the outbox's choice. */
export function makeMessenger(o: {
  readonly adapter: Adapter;
  readonly appId: string;
  readonly references: References;
}): Messenger {
  const within = async (to: Speaker, act: (context: TurnContext) => Promise<string>): Promise<Delivery> => {
    const found = await o.references.find(to);
    if (!found) return { outcome: 'gone' };
    let delivery: Delivery = { outcome: 'unknown' };
    try {
      await o.adapter.continueConversationAsync(o.appId, readReference(found.reference), async (context) => {
        delivery = await outcomeOf(() => act(context));
      });
    } catch (e) {
      delivery = classify(e);
    }
    if (delivery.outcome === 'gone') await o.references.lost(to);
    return delivery;
  };
  return {
    send: (to, reply) => within(to, async (context) => (await context.sendActivity(activityOf(reply)))?.id ?? ''),
    redraw: (to, messageId, card) =>
      within(to, async (context) => {
        await context.updateActivity({ ...activityOf({ kind: 'show', card }), id: messageId });
        return messageId;
      }),
    open: async (from, to, reply) => {
      let delivery: Delivery = { outcome: 'unknown' };
      const people = { isGroup: false, bot: from.recipient, members: [{ id: from.from.id, name: '' }] };
      const tenant = { tenantId: to.tenantId, channelData: { tenant: { id: to.tenantId } } };
      try {
        await o.adapter.createConversationAsync(
          o.appId,
          'msteams',
          from.serviceUrl,
          '',
          { ...people, ...tenant, activity: {} } as never, // the SDK wants a whole activity where none is sent
          async (context) => {
            delivery = await outcomeOf(async () => (await context.sendActivity(activityOf(reply)))?.id ?? '');
          },
        );
      } catch (e) {
        delivery = classify(e);
      }
      return delivery;
    },
  };
}

/** What is kept of a turn, so that somebody can be reached later: tenant and person stay in it, or sends are refused. */
export const writeReference = (reference: Partial<ConversationReference>): string => {
  const { serviceUrl, channelId, conversation, user, bot } = reference;
  return JSON.stringify({
    serviceUrl,
    channelId,
    conversation: conversation && {
      id: conversation.id,
      conversationType: conversation.conversationType,
      tenantId: conversation.tenantId,
    },
    user: user && { id: user.id, aadObjectId: user.aadObjectId },
    bot: bot && { id: bot.id },
  });
};

const readReference = (text: string): Partial<ConversationReference> =>
  JSON.parse(text) as Partial<ConversationReference>; // written above

async function outcomeOf(act: () => Promise<string>): Promise<Delivery> {
  try {
    return { outcome: 'sent', messageId: await act() };
  } catch (e) {
    return classify(e);
  }
}

interface RestFailure {
  readonly statusCode?: number;
  readonly response?: { readonly headers?: { get(name: string): string | undefined } };
}

const SECONDS_AT_LEAST = 1;
const SECONDS_AT_MOST = 3_600;

/** What an answer of the connector, or its absence, says about a message. */
export function classify(e: unknown): Delivery {
  // Refused before anything left: an address that is not allowed, or no credentials of our own.
  if (e instanceof AppError) return { outcome: 'refused', reason: e.detail ?? e.code };
  const { statusCode: status, response } = Object(e) as RestFailure; // any value has these, if only undefined
  if (status === 429) {
    const asked = Number(response?.headers?.get('retry-after') ?? SECONDS_AT_LEAST);
    const seconds = Number.isFinite(asked) ? asked : SECONDS_AT_LEAST;
    return { outcome: 'wait', seconds: Math.min(Math.max(seconds, SECONDS_AT_LEAST), SECONDS_AT_MOST) };
  }
  // Blocked, uninstalled, or a conversation that is no more.
  if (status === 403 || status === 404) return { outcome: 'gone' };
  if (status !== undefined && status >= 400 && status < 500 && status !== 408)
    return { outcome: 'refused', reason: `the connector answered ${status}` };
  return { outcome: 'unknown' };
}
