import { type Activity, ActivityTypes, TurnContext } from 'botbuilder';
import { activityOf, cardAnswer, eventOf, sentenceAnswer } from './activities';
import type { Adapter, Turn } from './endpoint';
import type { BotEvent, BotReply, CardJson, Conversation, Speaker } from './events';
import { type Admitted, type Expected, admit } from './guard';
import { type Messenger, classify, writeReference } from './messenger';

/** What the bot says where the conversation has nothing to say of its own. */
export interface Sentences {
  /** In a team or a group: the one sentence, whatever was said. */
  readonly privately: string;
  /** After "Report this message". */
  readonly lookInChat: string;
  readonly cannotReach: string;
}

export interface BotOptions extends Expected {
  readonly adapter: Adapter;
  readonly messenger: Messenger;
  readonly conversation: Conversation & {
    /** The turn failed: says so, with numbers to ring. Needs nothing that could fail again. */
    failed(who: Speaker): CardJson;
    /** The newest card's message, so that its buttons can be taken off when a newer one is shown. */
    shown(who: Speaker, cardId: string | null): Promise<string | null>;
    /** What stays of a card that was answered by typing. */
    readonly answered: CardJson;
    alone(text: string): CardJson;
  };
  /** Keeps where the person is reached. */
  readonly reached: (who: Speaker, reference: string) => Promise<void>;
  readonly left: (who: Speaker) => Promise<void>;
  readonly sentences: Sentences;
  readonly log: (about: Readonly<Record<string, unknown>>, message: string) => void;
}

/** One activity: guard, event, conversation, replies. False when the guard refused it. */
export const makeTurn =
  (o: BotOptions): Turn =>
  async (context) => {
    const { activity } = context;
    const who = admit(activity, o.adapter.issuerOf(context), o);
    if ('refused' in who) {
      o.log({ refused: who.refused, type: activity.type }, 'bot: activity refused');
      if (who.refused !== 'scope') return false;
      await sayPrivately(context, o);
      return true;
    }
    await admitted(context, who, o);
    return true;
  };

async function sayPrivately(context: TurnContext, o: BotOptions): Promise<void> {
  const { type, name } = context.activity;
  const { privately } = o.sentences;
  if (type === 'message') await attempt(o, () => context.sendActivity(activityOf({ kind: 'say', text: privately })));
  if (type === 'invoke')
    await answer(context, name === 'adaptiveCard/action' ? cardAnswer(o.conversation.alone(privately)) : {});
}

async function admitted(context: TurnContext, who: Admitted, o: BotOptions): Promise<void> {
  const { activity } = context;
  const isPrivate = activity.conversation.conversationType === 'personal';
  if (activity.type === 'installationUpdate' && activity.action?.startsWith('remove')) return o.left(who);
  const event = eventOf(activity, who);
  if (!event) {
    if (activity.type === 'invoke') await answer(context, undefined, 501);
    return;
  }
  const replies = await repliesTo(event, { activity, isPrivate, o });
  if (event.kind === 'pointed') return pointed(context, { event, replies, o, isPrivate });
  if (activity.type === 'invoke') return pressedOn(context, { event, replies, o });
  for (const reply of replies) await replyWith(context, { event, reply, o });
}

async function repliesTo(
  event: BotEvent,
  { activity, isPrivate, o }: { activity: Activity; isPrivate: boolean; o: BotOptions },
): Promise<readonly BotReply[]> {
  try {
    if (isPrivate) await o.reached(event.who, writeReference(TurnContext.getConversationReference(activity)));
    return await o.conversation.handle(event);
  } catch (e) {
    // The error's own words may hold what somebody wrote: only its kind is for the log.
    o.log({ kind: event.kind, error: nameOf(e) }, 'bot: a turn failed');
    return [{ kind: 'redraw', card: o.conversation.failed(event.who) }];
  }
}

const nameOf = (e: unknown): string => {
  const { name, code } = Object(e) as { name?: unknown; code?: unknown }; // any value has these, if only undefined
  return [name, code].filter((part) => typeof part === 'string').join(' ');
};

interface Said {
  readonly event: BotEvent;
  readonly replies: readonly BotReply[];
  readonly o: BotOptions;
}

/** The answer of the press takes the card's place; a receipt also overwrites the message, for every other device. */
async function pressedOn(context: TurnContext, { event, replies, o }: Said): Promise<void> {
  const [first] = replies;
  if (!first || first.kind === 'say') return answer(context, undefined, 501);
  await answer(context, cardAnswer(first.card));
  const { replyToId } = context.activity;
  if (first.isLast && replyToId) await attempt(o, () => context.updateActivity(update(first.card, replyToId)));
  if (replyToId) await o.conversation.shown(event.who, replyToId);
}

/** A message action may come from anywhere: what there is to say is said in the private chat. */
async function pointed(context: TurnContext, s: Said & { readonly isPrivate: boolean }): Promise<void> {
  const { event, replies, o } = s;
  let isThere = true;
  for (const reply of replies) {
    const sent = await o.messenger.send(event.who, reply);
    const delivery = sent.outcome === 'gone' ? await o.messenger.open(context.activity, event.who, reply) : sent;
    isThere &&= delivery.outcome === 'sent';
    if (delivery.outcome === 'sent' && reply.kind !== 'say') await o.conversation.shown(event.who, delivery.messageId);
  }
  await answer(context, sentenceAnswer(isThere ? o.sentences.lookInChat : o.sentences.cannotReach));
}

/** Shown as new; the card before it loses its buttons. */
async function replyWith(context: TurnContext, s: { event: BotEvent; reply: BotReply; o: BotOptions }): Promise<void> {
  const { event, reply, o } = s;
  const { replyToId } = context.activity;
  if (reply.kind === 'redraw' && event.kind === 'pressed' && replyToId) {
    await attempt(o, () => context.updateActivity(update(reply.card, replyToId)));
    return;
  }
  const sent = await attempt(o, () => context.sendActivity(activityOf(reply)));
  if (reply.kind === 'say' || !sent?.id) return;
  const before = await o.conversation.shown(event.who, sent.id);
  if (before) await attempt(o, () => context.updateActivity(update(o.conversation.answered, before)));
}

const update = (card: CardJson, id: string): Partial<Activity> => ({ ...activityOf({ kind: 'show', card }), id });

/** One attempt. The turn has happened whether its reply arrives or not, so a failure is noted and nothing is undone. */
async function attempt<T>(o: BotOptions, send: () => Promise<T>): Promise<T | undefined> {
  try {
    return await send();
  } catch (e) {
    o.log({ delivery: classify(e) }, 'bot: a reply did not go out');
    return undefined;
  }
}

const answer = async (context: TurnContext, body: unknown, status = 200): Promise<void> => {
  await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status, body } });
};
