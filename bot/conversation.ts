import type { PersonActor } from '../src/core/access/actor';
import { wordsIn } from '../src/core/incidents/word-lists';
import type { ReportView } from '../src/core/incidents/report-views';
import type { Perform } from '../src/core/perform';
import { useCases } from '../src/core/use-cases';
import { bot as texts } from '../src/texts/en-gb/bot';
import {
  agreementsCard,
  alone,
  answered,
  answersCard,
  endCard,
  failedCard,
  fileCard,
  helpCard,
  homeCard,
  newsList,
  statusCard,
  unclearCard,
} from './cards/answers';
import { NATIONAL, type Phones } from './cards/phones';
import { type Said, stepCard } from './cards/step';
import type { BotOptions } from './bot';
import type { BotEvent, BotReply, CardJson, Speaker } from './events';
import { mayKeepLinks, tidy } from './links';
import { inOrder, pace } from './order';
import { pressReport } from './pressing';
import { type Hands, further, isUnfit, reports } from './reports';
import { type Pending, typeInReport } from './typing';
import { type Command, isForeign, wishOf } from './understand';

export interface ConversationOptions {
  readonly perform: Perform;
  /** The person on the school's list today; null for anybody else. */
  readonly actorOf: (who: Speaker) => Promise<PersonActor | null>;
  /** Where a page of ours opens in Teams. */
  readonly open: (path: string) => string;
  readonly now: () => number;
  readonly perMinute?: number;
}

const PER_MINUTE = 90;
const MOST_KNOWN = 20_000;

/** Turns what somebody says and presses into use cases, and what they answer into cards. It decides nothing. */
export function makeConversation(o: ConversationOptions): BotOptions['conversation'] {
  const allows = pace({ perMinute: o.perMinute ?? PER_MINUTE, now: o.now });
  const ordered = inOrder();
  const numbers = new Map<string, Phones>();
  const pending = new Map<string, Pending>();
  /** The message of the newest card, by person, as far as this process wrote it down. */
  const newest = new Map<string, string | null>();
  const remember = (who: Speaker, view: ReportView | null): void => {
    if (view) numbers.set(who.objectId, view.phones);
  };
  const phonesOf = async (h: Hands): Promise<Phones> => {
    const known = numbers.get(h.event.who.objectId);
    if (known) return known;
    return (await o.perform(useCases['reports.numbers'], h.actor, {})).phones;
  };
  const desk: Desk = { ...o, phonesOf, pending };
  return {
    answered,
    alone,
    failed: (who) => failedCard(numbers.get(who.objectId) ?? NATIONAL),
    shown: async (who, cardId) => {
      // Redrawn in its own place, as each press does: it is kept as the newest already.
      if (newest.get(who.objectId) === cardId) return null;
      const actor = await o.actorOf(who);
      const before = actor && (await o.perform(useCases['chat.shown'], actor, { cardId })).before;
      if (newest.size >= MOST_KNOWN) newest.clear();
      newest.set(who.objectId, cardId);
      return before;
    },
    handle: (event) =>
      ordered(event.who.objectId, async () => {
        const actor = await o.actorOf(event.who);
        if (!actor) return [show(event, alone(texts.unknownPerson))];
        if (!allows(event.who.objectId)) return [show(event, alone(texts.tooFast))];
        const hands = { actor, event, perform: o.perform };
        const { card, view, isLast } = await answerTo(hands, desk);
        remember(event.who, view ?? null);
        return [{ ...show(event, card), ...(isLast && { isLast }) }];
      }),
  };
}

const show = ({ kind }: BotEvent, card: CardJson): BotReply & { kind: 'show' | 'redraw' } => ({
  kind: kind === 'pressed' ? 'redraw' : 'show',
  card,
});

/** What stands around a turn. */
interface Desk extends ConversationOptions {
  readonly phonesOf: (h: Hands) => Promise<Phones>;
  readonly pending: Map<string, Pending>;
}

interface Shown {
  readonly card: CardJson;
  readonly view?: ReportView | null;
  /** The report is closed: what was on the card must not stay readable anywhere. */
  readonly isLast?: boolean;
}

async function answerTo(h: Hands, desk: Desk): Promise<Shown> {
  const { event } = h;
  try {
    switch (event.kind) {
      case 'installed':
        return { card: homeCard({ hasOpen: (await reports.current(h)) !== null, notes: [texts.welcome] }) };
      case 'said':
        return await said(h, desk, event);
      case 'pointed':
        return await pointed(h, event);
      case 'pressed':
        return await pressed(h, desk, event);
    }
  } catch (e) {
    if (!isUnfit(e)) throw e;
    return where(h, await reports.current(h), { notes: [texts.stale] });
  }
}

/** The card of a report as it stands; without one, what can be done. */
async function where(h: Hands, view: ReportView | null, said: Said = {}): Promise<Shown> {
  if (!view) return { card: await home(h, said.notes) };
  if (view.state !== 'open') return { card: endCard(view), view, isLast: true };
  const notes = [...(view.stale ? [texts.stale] : []), ...(said.notes ?? [])];
  return { card: stepCard(view, { ...said, notes }), view };
}

const home = async (h: Hands, notes: readonly string[] = []): Promise<CardJson> =>
  homeCard({ hasOpen: (await reports.current(h)) !== null, notes });

/** A repeat of what was done before changes nothing and gets the current card. */
const orCurrent = async (h: Hands, view: ReportView | null, said?: Said): Promise<Shown> =>
  where(h, view ?? (await reports.current(h)), said);

async function said(
  h: Hands,
  desk: Desk,
  { text, files }: { readonly text: string; readonly files: number },
): Promise<Shown> {
  const current = await reports.current(h);
  if (files > 0) return fileSent(h, desk, { text, current });
  if (!current) return wished(h, desk, text);
  const key = h.event.who.objectId;
  const typed = await typeInReport(h, current, text, {
    pending: desk.pending.get(key),
    keep: (next) => void (next ? desk.pending.set(key, next) : desk.pending.delete(key)),
  });
  if (typed.kind === 'command') return command(h, desk, typed.command);
  return orCurrent(h, typed.outcome.view, typed.outcome.said);
}

/** Nothing of it was opened. That it came is noted, and what else was typed is kept. */
async function fileSent(
  h: Hands,
  desk: Desk,
  { text, current }: { text: string; current: ReportView | null },
): Promise<Shown> {
  const noted = await reports.fileArrived(h, current);
  if (!noted) return current ? orCurrent(h, null, { hadFile: true }) : { card: fileCard(await desk.phonesOf(h)) };
  const words = tidy(text);
  const view = words.text === '' ? noted : await reports.say(further(h), noted, words.text);
  return orCurrent(h, view, { hadFile: true });
}

/** Typed while no report is open. */
async function wished(h: Hands, desk: Desk, typed: string): Promise<Shown> {
  const { danger, imagery } = wordsIn(typed);
  const wish = wishOf(typed, danger || imagery);
  switch (wish.kind) {
    case 'command':
      return command(h, desk, wish.command);
    case 'greeting':
      return { card: await home(h) };
    case 'ask':
      return { card: await rules(h, wish.question) };
    case 'tell':
      return begin(h, typed);
    case 'unclear':
      return { card: unclearCard(typed) };
  }
}

async function begin(h: Hands, typed: string): Promise<Shown> {
  const words = tidy(typed);
  const notes = [
    texts.kept,
    ...(words.taken > 0 ? [texts.linksTaken] : []),
    ...(words.isCut ? [texts.tooLong] : []),
    ...(isForeign(typed) ? [texts.foreign] : []),
    texts.typed,
  ];
  return orCurrent(h, await reports.begin(h, words.text), { notes });
}

async function rules(h: Hands, q: string): Promise<CardJson> {
  return answersCard(await h.perform(useCases['policies.ask'], h.actor, { q: q.slice(0, 200) }));
}

async function command(h: Hands, desk: Desk, asked: Command): Promise<Shown> {
  switch (asked) {
    case 'report':
    case 'start_again':
    case 'resume':
      return orCurrent(h, (await reports.current(h)) ?? (await reports.begin(h)));
    case 'help':
      return { card: helpCard(await desk.phonesOf(h)) };
    case 'agreements':
      return { card: agreementsCard(await h.perform(useCases['home.read'], h.actor, {}), desk.open) };
    case 'status':
      return { card: statusCard(await reports.mine(h), (await reports.current(h)) !== null) };
    case 'back':
    case 'stop':
      return where(h, await reports.current(h), { notes: [texts.noReport] });
  }
}

async function pressed(h: Hands, desk: Desk, { verb, data }: Extract<BotEvent, { kind: 'pressed' }>): Promise<Shown> {
  const reported = await pressReport(h, verb, data);
  // The last card of a report, pressed again: its receipt.
  if (reported) return where(h, reported.view ?? (await reports.current(h, data['reportId'])), reported.said);
  switch (verb) {
    case 'help':
    case 'agreements':
    case 'status':
      return command(h, desk, verb);
    case 'ask':
      return { card: await rules(h, typeof data['q'] === 'string' ? data['q'] : '') };
    case 'news':
      return { card: newsList(await h.perform(useCases['home.read'], h.actor, {}), desk.open) };
    case 'add': {
      await reports.add(h, { reportId: data['reportId'], text: data['text'] });
      return { card: alone(texts.added) };
    }
    default:
      return where(h, await reports.current(h));
  }
}

/** A message somebody points at: where it is, and its words only once pictures are ruled out. */
async function pointed(h: Hands, { link, text }: Extract<BotEvent, { kind: 'pointed' }>): Promise<Shown> {
  const current = await reports.current(h);
  if (!current) return orCurrent(h, await reports.begin(h, texts.pointer(link)), { notes: [texts.pointed] });
  const isCopied = mayKeepLinks(current) && text !== '';
  const view = await reports.say(h, current, isCopied ? text : texts.pointer(link));
  return orCurrent(h, view, { notes: [isCopied ? texts.pointedCopied : texts.pointed] });
}
