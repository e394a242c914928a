import { createHash } from 'node:crypto';
import { type Activity, ActivityTypes, type Attachment } from 'botbuilder';
import type { BotEvent, BotReply, Speaker } from './events';
import { isReportMessage } from './guard';

const CARD = 'application/vnd.microsoft.card.adaptive';

/** What a reply looks like on its way out. Banners show `summary`, so it never tells what the card is about. */
export const activityOf = (reply: BotReply): Partial<Activity> =>
  reply.kind === 'say'
    ? { type: ActivityTypes.Message, text: reply.text, textFormat: 'plain' }
    : {
        type: ActivityTypes.Message,
        summary: 'Lantern',
        attachments: [{ contentType: CARD, content: reply.card }],
      };

/** A card as the answer to a press: it takes the place of the one that was pressed. */
export const cardAnswer = (card: unknown) => ({ statusCode: 200, type: CARD, value: card });

/** A sentence as the answer to a message action, which has no card to take the place of. */
export const sentenceAnswer = (text: string) => ({ task: { type: 'message', value: text } });

/**
 * What an activity means to us; undefined for what we do not take part in (typing, reactions, edits). Attachments are
 * counted and never looked into: nothing here knows their addresses.
 */
export function eventOf(a: Activity, who: Speaker): BotEvent | undefined {
  const base = { who, conversation: a.conversation.id, keys: keysOf(a) };
  if (a.type === 'invoke') return invoked(a, base);
  if (a.type === 'installationUpdate') return a.action === 'add' ? { ...base, kind: 'installed' } : undefined;
  if (a.type !== 'message') return undefined;
  // A press from a client that does not know Action.Execute.
  if (isRecord(a.value)) return pressed(a.value, base);
  return { ...base, kind: 'said', text: typed(a.text), files: filesIn(a.attachments) };
}

type Base = Pick<BotEvent, 'who' | 'conversation' | 'keys'>;

function invoked(a: Activity, base: Base): BotEvent | undefined {
  const value = isRecord(a.value) ? a.value : {};
  if (a.name === 'adaptiveCard/action') {
    const action = isRecord(value['action']) ? value['action'] : {};
    const data = isRecord(action['data']) ? action['data'] : {};
    return { ...base, kind: 'pressed', verb: text(action['verb']), data };
  }
  if (!isReportMessage(a)) return undefined;
  const message = isRecord(value['messagePayload']) ? value['messagePayload'] : {};
  const body = isRecord(message['body']) ? message['body'] : {};
  const attachments = Array.isArray(message['attachments']) ? message['attachments'].length : 0;
  const html = text(body['content']);
  const isHtml = body['contentType'] !== 'text';
  return {
    ...base,
    kind: 'pointed',
    link: text(message['linkToMessage']),
    text: isHtml ? wordsOf(html) : html,
    files: attachments + (isHtml && MEDIA.test(html) ? 1 : 0),
  };
}

const pressed = (value: Record<string, unknown>, base: Base): BotEvent => ({
  ...base,
  kind: 'pressed',
  verb: text(value['verb']),
  data: value,
});

const MEDIA = /<(img|video|audio|object|embed|iframe|attachment)\b/i;

/**
 * Files, pictures, cards made of links: anything but the second, formatted writing of the same words, and that too when
 * a picture stands in it.
 */
const filesIn = (attachments: readonly Attachment[] | undefined): number =>
  (Array.isArray(attachments) ? attachments : []).filter(
    (a: Partial<Attachment> | null) => a?.contentType !== 'text/html' || MEDIA.test(text(a.content)),
  ).length;

/** A mention of the bot is not part of what was said. */
const typed = (given: unknown): string =>
  text(given)
    .replace(/<at>[^<]*<\/at>/g, '')
    .trim();

const wordsOf = (html: string): string =>
  html
    .replace(/<(br|\/p|\/div|\/li)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .trim();

/**
 * The channel repeats what it got no answer to, first under the same id and then under a new one. A typed message is
 * known again by its words and the moment it was sent; a press needs no second key, it carries the revision it is for.
 */
function keysOf(a: Activity): string[] {
  const ids = a.id ? [`id ${a.id.slice(0, 250)}`] : [];
  if (a.type !== 'message' || isRecord(a.value) || !a.timestamp) return ids;
  const said = JSON.stringify([a.from.id, a.timestamp, a.localTimestamp ?? null, text(a.text)]);
  return [...ids, `said ${createHash('sha256').update(said).digest('base64url')}`];
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
