import { randomUUID } from 'node:crypto';
import type { CardJson } from '../../bot/events';
import { makeConversation } from '../../bot/conversation';
import type { BotEvent } from '../../bot/events';
import type { Role, SchoolFixture } from './school';

export interface Button {
  readonly title: string;
  readonly verb: string;
  readonly data: Record<string, unknown>;
}

/** A card as somebody sees it. */
export interface Seen {
  readonly card: CardJson;
  readonly kind: 'show' | 'redraw';
  readonly isLast: boolean;
  /** All that can be read on it. */
  readonly text: string;
  readonly buttons: readonly Button[];
  /** The choices of a list, by title. */
  readonly choices: Readonly<Record<string, string>>;
  readonly inputs: readonly string[];
}

export interface Chatter {
  say(text: string, o?: { files?: number; keys?: string[] }): Promise<Seen>;
  /** Presses a button of the newest card by its title, with what stands in the fields. */
  press(title: string, inputs?: Record<string, string>): Promise<Seen>;
  /** Presses a button as a card once had it. */
  again(button: Button, inputs?: Record<string, string>): Promise<Seen>;
  event(event: Partial<BotEvent> & Pick<BotEvent, 'kind'>): Promise<Seen>;
  readonly seen: Seen;
}

/** Somebody in the private chat, over the real conversation and store. What goes in is cloned as JSON on the way. */
export function chatter(school: SchoolFixture, role: Role, conversation = conversationOf(school)): Chatter {
  let newest: Seen | undefined;
  const who = { tenantId: school.tenantId, objectId: school.id(role) };
  const send = async (event: Record<string, unknown>): Promise<Seen> => {
    const whole = { who, conversation: `a:${role}`, keys: [`id ${randomUUID()}`], ...event };
    const replies = await conversation.handle(JSON.parse(JSON.stringify(whole)) as BotEvent); // written as an event below
    const [reply] = replies;
    if (!reply || reply.kind === 'say' || replies.length > 1) throw new Error('one card was expected');
    newest = seenOf(reply.card, reply.kind, reply.isLast ?? false);
    return newest;
  };
  const seen = (): Seen => {
    if (!newest) throw new Error('nothing was shown yet');
    return newest;
  };
  const again: Chatter['again'] = ({ verb, data }, inputs = {}) =>
    send({ kind: 'pressed', verb, data: { ...data, ...inputs } });
  return {
    say: (text, { files = 0, keys } = {}) => send({ kind: 'said', text, files, ...(keys && { keys }) }),
    press: async (title, inputs) => again(buttonOf(seen(), title), inputs),
    again,
    event: (event) => send(event),
    get seen() {
      return seen();
    },
  };
}

export const conversationOf = (school: SchoolFixture): ReturnType<typeof makeConversation> =>
  makeConversation({
    perform: school.perform,
    actorOf: ({ objectId }) => Promise.resolve(roleOf(school, objectId)),
    open: (path) => `https://teams.example${path}`,
    now: () => school.now(),
    perMinute: 10_000,
  });

function roleOf(school: SchoolFixture, oid: string) {
  const role = ROLES.find((r) => school.id(r) === oid);
  return role ? school.actor(role) : null;
}
const ROLES = ['teacher', 'colleague', 'head', 'lead', 'ict', 'governor'] as const;

export function buttonOf({ buttons }: Seen, title: string): Button {
  const found = buttons.find((b) => b.title === title);
  if (!found) throw new Error(`no button ${title} among ${buttons.map((b) => b.title).join(', ')}`);
  return found;
}

type Part = Record<string, unknown>;
const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null;

/** Walks a card; what stands in a fallback is the same button again. */
export function* partsOf(value: unknown): Generator<Part> {
  if (!isPart(value)) return;
  if (!Array.isArray(value)) yield value;
  for (const [key, inner] of Object.entries(value)) if (key !== 'fallback' && key !== 'data') yield* partsOf(inner);
}

export function seenOf(card: CardJson, kind: 'show' | 'redraw', isLast: boolean): Seen {
  const parts = [...partsOf(card)];
  return {
    card,
    kind,
    isLast,
    text: parts.flatMap((p) => (typeof p['text'] === 'string' ? [p['text']] : [])).join('\n'),
    buttons: parts
      .filter((p) => p['type'] === 'Action.Execute')
      .map((p) => ({ title: String(p['title']), verb: String(p['verb']), data: p['data'] as Part })), // our own cards
    choices: Object.fromEntries(
      parts
        .filter((p) => 'value' in p && 'title' in p && !('type' in p))
        .map((p) => [String(p['title']), String(p['value'])]),
    ),
    inputs: parts.filter((p) => String(p['type']).startsWith('Input.')).map((p) => String(p['id'])),
  };
}
