import { PersonId } from '../src/core/ids';
import type { ReportView } from '../src/core/incidents/report-views';
import { bot as texts } from '../src/texts/en-gb/bot';
import { isRecord } from './activities';
import type { Draft, Said } from './cards/step';
import { mayKeepLinks, tidy } from './links';
import { type Hands, reports } from './reports';

type Data = Readonly<Record<string, unknown>>;

/** Where the press leads, and what is said with it; null for a repeat. */
export interface Outcome {
  readonly view: ReportView | null;
  readonly said?: Said;
}

/** Everything on a card is a claim: it is parsed by the use case, and names are looked up again by their ids. */
export async function pressReport(h: Hands, verb: string, data: Data): Promise<Outcome | undefined> {
  switch (verb) {
    case 'begin':
      return { view: await reports.begin(h, tidy(str(data['words'])).text) };
    case 'answer':
      return answer(h, data);
    case 'useKept':
      return useKept(h, data);
    case 'find':
      return find(h, data);
    case 'change':
      if (!str(data['change'])) return { view: await reports.current(h), said: { notes: [texts.chooseFirst] } };
      return { view: await reports.change(h, { ...at(data), node: data['change'] }) };
    case 'back':
    case 'stop':
      return { view: await reports.step(h, verb, at(data)) };
    case 'again':
      return { view: await reports.step(h, 'startAgain', at(data)) };
    default:
      return undefined;
  }
}

const at = (data: Data) => ({ reportId: data['reportId'], rev: data['rev'] });
const str = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): string[] => str(value).split(',').filter(Boolean);

/** The fields of the card, as the use case wants them. */
function fieldsOf(data: Data): Record<string, string> {
  const given = Object.entries(data).filter(([name, value]) => name.startsWith('f_') && str(value) !== '');
  return Object.fromEntries(given.map(([name, value]) => [name.slice(2), str(value)]));
}

async function answer(h: Hands, data: Data): Promise<Outcome> {
  const written = [str(data['text']), ...Object.values(fieldsOf(data))];
  // Only what was chosen, and no address to take out: what the report says so far makes no difference.
  const isPlain = list(data['choices']).length > 0 && written.every((words) => tidy(words).taken === 0);
  const current = isPlain ? null : await reports.current(h);
  const keepsLinks = current !== null && mayKeepLinks(current);
  const text = tidy(str(data['text']), keepsLinks);
  const fields = Object.entries(fieldsOf(data)).map(([key, value]) => [key, tidy(value, keepsLinks)] as const);
  const taken = text.taken + fields.reduce((sum, [, { taken: n }]) => sum + n, 0);
  const people = list(data['people']);
  if (current && isEmpty(current, data)) return { view: current, said: { notes: [texts.chooseFirst] } };
  const view = await reports.answer(h, {
    ...at(data),
    node: data['node'],
    choices: list(data['choices']),
    ...(text.text !== '' && { text: text.text }),
    ...(fields.length > 0 && { fields: Object.fromEntries(fields.map(([key, v]) => [key, v.text])) }),
    ...(people.length > 0 && { people }),
  });
  return { view, ...(taken > 0 && { said: { notes: [texts.linksTaken] } }) };
}

/** Sent without a choice where one is asked for; nothing of it is lost, because nothing was said. */
const isEmpty = ({ step, rev }: ReportView, data: Data): boolean =>
  step.node === data['node'] && rev === data['rev'] && !step.text && list(data['choices']).length === 0;

/** What was typed before is the answer, as it stands in the report: it is too long for a card. */
async function useKept(h: Hands, data: Data): Promise<Outcome> {
  const current = await reports.current(h);
  if (!current?.keptWords || current.step.node !== data['node']) return { view: current };
  return {
    view: await reports.answer(h, { ...at(data), node: data['node'], choices: [], text: current.keptWords }),
  };
}

/** The same card again, with what stood in it and the people found. */
async function find(h: Hands, data: Data): Promise<Outcome> {
  const view = await reports.current(h);
  if (!view || view.rev !== data['rev']) return { view };
  const q = str(data['q']).slice(0, 100).trim();
  const found = q.length < 2 ? [] : await reports.directory(h, q);
  const picks = new Set(list(data['people']));
  const known = pickedIn(data);
  const draft: Draft = {
    choices: str(data['choices']),
    fields: fieldsOf(data),
    q,
    found: found.slice(0, 8),
    picked: known.filter(({ id }) => picks.has(id)),
  };
  return { view, said: { draft } };
}

/** Names on the card are for the card alone; the answer sends ids, and those are looked up. */
function pickedIn(data: Data): { id: PersonId; name: string }[] {
  const given = Array.isArray(data['picked']) ? data['picked'] : [];
  return given.flatMap((one: unknown) => {
    const id = isRecord(one) ? PersonId.safeParse(one['id']) : undefined;
    return id?.success && isRecord(one) ? [{ id: id.data, name: str(one['name']) }] : [];
  });
}
