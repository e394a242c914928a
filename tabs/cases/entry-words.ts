import { casePages as words } from '../../src/texts/en-gb';
import { longDate, shortDate } from '../ui/dates';
import { type CaseView, moment, type TimelineRow } from './words';

type Entry = TimelineRow['entry'];
type EntryOf<Kind extends Entry['kind']> = Extract<Entry, { kind: Kind }>;
type Details = { readonly [Kind in Entry['kind']]: (e: EntryOf<Kind>, view: CaseView) => readonly string[] };

const given = (...lines: (string | null | undefined | false)[]): string[] =>
  lines.filter((line): line is string => typeof line === 'string' && line !== '');

/** A member of the case, or somebody named in it, by id; an id we have no name for stays unsaid. */
function nameOf(id: string | null, view: CaseView): string {
  if (id === null) return '';
  const person = view.people.find((p) => p.key === id)?.who.name;
  return person ?? view.members.find((m) => m.id === id)?.name ?? view.seconds.find((s) => s.id === id)?.name ?? '';
}

const said = (row: TimelineRow): string[] =>
  row.said ? [`${row.said.question}`, row.said.answers.join(', ')].filter((line) => line !== '') : [];

const answerWords = (answer: EntryOf<'answer'>['answer']): string[] => given(answer.text, answer.reason);

/** What each kind of entry says below its title. */
const DETAILS: Details = {
  opened: (e) => given(e.unfinished && words.what.unfinished),
  unsealed: () => [],
  joined: () => [],
  answer: (e) => answerWords(e.answer),
  proposal: (e) => answerWords(e.answer),
  second: (e) => given(e.reason),
  asked: (e, view) => given(nameOf(e.secondId, view)),
  each: (e) => answerWords(e.answer),
  note: (e) => [e.text],
  concern: (e) => [e.text, e.context, e.did, e.why],
  correction: (e) => given(e.text, e.reason && `${words.story.correctionWhy}: ${e.reason}`),
  person: (e) => [
    `${e.who.name}: ${e.parts.length === 0 ? words.parties.noPart : e.parts.map((p) => words.parties.parts[p]).join(', ')}`,
  ],
  owner: (e, view) => given(nameOf(e.ownerId, view)),
  investigators: (e, view) => given(e.pair.map((id) => nameOf(id, view)).join(', '), e.device),
  sanctions: (e, view) => [
    ...given(nameOf(e.personKey, view)),
    ...e.lines.map((l) => `${labelOf(l.column, view)}: ${words.acts.sanctions[l.decision]}. ${l.reason}`),
  ],
  support: (e, view) => given(nameOf(e.personKey, view), e.plan),
  parents: (e) => given(words.parties.parents.decisions[e.decision], e.on && longDate(e.on), e.reason),
  task: (e, view) => given(e.text, nameOf(e.doerId, view) || e.office, words.acts.dueOn(shortDate(e.dueOn))),
  task_done: (e) => given(e.said),
  referral: (e) =>
    given(words.referrals.agencies[e.agency], e.contact, moment(e.at), e.reference, e.advice, chaseOf(e.chaseOn)),
  chased: (e) => given(e.said, e.reference, chaseOf(e.chaseOn)),
  link: (e) => given(e.reference, words.acts.links.whys[e.why]),
  debrief: (e) => given(longDate(e.on), e.text),
  monitoring: (e) => [longDate(e.until)],
  outcome: (e) => given(words.acts.outcome.outcomes[e.outcome], words.acts.outcome.classes[e.retention], e.reason),
  paper: (e) => [e.name, words.papers.fingerprint(e.sha256)],
  papers_sealed: () => [words.papers.sealed],
  mail: (e) => [words.papers.fingerprint(e.sha256)],
  mail_trouble: () => [],
  mails_sealed: () => [words.papers.sealed],
  closed: () => [],
  reopened: (e) => given(e.reason),
  upload_refused: () => [words.papers.off],
  export_asked: (e, view) => given(e.recipient, e.reason, nameOf(e.secondId, view)),
  export_agreed: (e) => given(e.reason),
  exported: (e) => given(e.recipient, e.reason),
};

const chaseOf = (day: string | null): string => (day === null ? '' : words.referrals.chaseDue(shortDate(day)));

const labelOf = (column: string, view: CaseView): string =>
  view.suggestions.flatMap((s) => s.lines).find((l) => l.column === column)?.label ?? column;

export function titleOf(row: TimelineRow, view: CaseView): string {
  const { entry } = row;
  if (entry.kind === 'second' || entry.kind === 'export_agreed') return words.entry.second(entry.agrees);
  if (entry.kind !== 'correction') return words.entry[entry.kind];
  return words.entry.correction(view.timeline.find((other) => other.id === entry.of)?.number ?? 0);
}

/** The lines below an entry's title: what was asked and answered, then what the entry itself says. */
export function detailsOf(row: TimelineRow, view: CaseView): string[] {
  // The table has a member for each kind, and the kind picks it.
  const own = DETAILS[row.entry.kind] as (e: Entry, view: CaseView) => readonly string[];
  return [...said(row), ...own(row.entry, view)];
}
