import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ObligationState } from '../../../core/attestation/obligations';
import type { Tally } from '../../../core/attestation/views';
import type { Day } from '../../../core/ids';
import { dayInShort, dayInWords, momentInUtc, momentInWords } from './moment';
import { LOOKS, Paper, type TableColumn } from './paper';
import { TEXT_WIDTH } from './sheet';
import { packWords as words } from './words';

/** More would be a book that nobody prints; the spreadsheet has them all. */
const LISTED = 10_000;
/** Rows drawn before other work of the process gets its turn. */
const BATCH = 10;

const SHOWN: readonly ObligationState[] = ['signed', 'pending', 'question', 'excused', 'left'];
const COLOUR: Record<ObligationState, string> = {
  signed: '#17424f',
  pending: '#f5b841',
  question: '#c2571a',
  excused: '#9aa5b1',
  left: '#cbd2d9',
};

/** One person who has not signed. Everything in words as the page shows it, save the state and days. */
export interface NotSignedRow {
  readonly name: string;
  readonly role: string;
  readonly school: string;
  readonly department: string;
  readonly state: Exclude<ObligationState, 'signed'>;
  readonly reason: string;
  readonly dueOn: Day;
  readonly isOverdue: boolean;
  readonly remindedOn: Day | null;
}

/** What an inspector gets. Times are epoch milliseconds. */
export interface InspectionPack {
  readonly organisation: string;
  readonly agreement: { readonly title: string; readonly version: string };
  readonly campaign: { readonly opensOn: Day; readonly dueOn: Day; readonly closedOn: Day | null };
  readonly asOf: number;
  readonly madeBy: string;
  readonly approval: {
    readonly head: { readonly name: string; readonly on: Day } | null;
    readonly governors: { readonly on: Day; readonly minute: string } | null;
    readonly publishedOn: Day | null;
    readonly nextReviewOn: Day | null;
  };
  readonly total: Tally;
  readonly bySchool: readonly Tally[];
  readonly byRole: readonly Tally[];
  readonly byDepartment: readonly Tally[];
  /** Days on which somebody signed, oldest first. */
  readonly byDate: readonly { readonly day: Day; readonly signed: number }[];
  /** Days on which reminders went out, oldest first. */
  readonly reminders: readonly {
    readonly day: Day;
    readonly sent: number;
    readonly confirmed: number;
  }[];
  readonly notSigned: readonly NotSignedRow[];
  readonly checkpoint: { readonly size: number; readonly root: string; readonly at: number } | null;
}

/**
 * Completeness of one agreement as a tagged PDF: figures, approval of the version, reminders, and everyone who has not
 * signed with state and reason. Pages are drawn as the reader takes them, so that neither memory nor other requests
 * suffer from a long list. At most `listed` people are named.
 */
export function inspectionPdf(pack: InspectionPack, listed = LISTED): Readable {
  return Readable.from(drawn(pack, listed), { objectMode: false });
}

async function* drawn(pack: InspectionPack, listed: number): AsyncGenerator<Buffer> {
  const { title } = pack.agreement;
  const paper = new Paper({
    title: words.title(title),
    foot: words.foot(title, momentInWords(pack.asOf)),
    made: pack.asOf,
  });
  for (const step of steps(paper, pack, listed)) {
    step();
    const bytes = paper.sheet.read();
    if (bytes) yield bytes;
    await nextTurn();
  }
  paper.sheet.end();
  const rest = paper.sheet.read();
  if (rest) yield rest;
}

function* steps(paper: Paper, pack: InspectionPack, listed: number): Generator<() => void> {
  yield () => summary(paper, pack);
  yield () => approval(paper, pack);
  yield () => tallies(paper, words.bySchool, pack.bySchool, pack.total);
  yield () => tallies(paper, words.byRole, pack.byRole);
  yield () => tallies(paper, words.byDepartment, pack.byDepartment);
  yield () => dates(paper, pack);
  yield () => reminders(paper, pack);
  yield* notSigned(paper, pack.notSigned, listed);
  yield () => source(paper, pack);
}

function summary(paper: Paper, { agreement, campaign, organisation, asOf, madeBy, total }: InspectionPack): void {
  const { signed, pending, question, excused, left } = total.counts;
  const said = `${words.summary(signed, total.expected)} ${words.rest(pending, question, excused + left)}`;
  paper.title(words.title(agreement.title));
  paper.paragraph(said);
  paper.bar(
    SHOWN.map((state) => ({ count: total.counts[state], colour: COLOUR[state] })),
    said,
  );
  paper.paragraph(words.sum, LOOKS.small);
  paper.heading(words.about);
  paper.facts([
    [words.organisation, organisation],
    [words.agreement, agreement.title],
    [words.version, agreement.version],
    [words.opened, dayInWords(campaign.opensOn)],
    [words.due, dayInWords(campaign.dueOn)],
    ...(campaign.closedOn === null ? [] : [[words.closed, dayInWords(campaign.closedOn)] as const]),
    [words.asOf, momentInWords(asOf)],
    [words.madeBy, madeBy],
  ]);
}

function approval(paper: Paper, { approval: given }: InspectionPack): void {
  const { head, governors, publishedOn, nextReviewOn } = given;
  const day = (on: Day | null) => (on === null ? words.none : dayInWords(on));
  paper.heading(words.approval);
  paper.facts([
    [words.head, head ? words.by(head.name, dayInWords(head.on)) : words.none],
    [words.governors, governors ? words.minute(dayInWords(governors.on), governors.minute) : words.none],
    [words.published, day(publishedOn)],
    [words.review, day(nextReviewOn)],
  ]);
}

/** As wide as the words leave: the first column takes what the others do not. */
function tableOf(paper: Paper, first: string, others: readonly TableColumn[]) {
  const width = TEXT_WIDTH - others.reduce((sum, column) => sum + column.width, 0);
  return paper.table([{ heading: first, width }, ...others]);
}

const number = (heading: string, width: number): TableColumn => ({ heading, width, isNumber: true });

function tallies(paper: Paper, heading: string, all: readonly Tally[], total?: Tally): void {
  if (all.length === 0) return;
  paper.heading(heading);
  const { expected, overdue, share } = words.columns;
  const states = SHOWN.map((state) => number(words.states[state], 48));
  const table = tableOf(paper, '', [number(expected, 54), ...states, number(overdue, 52), number(share, 56)]);
  const row = (label: string, tally: Tally) => {
    const counts = [tally.expected, ...SHOWN.map((state) => tally.counts[state]), tally.overdue].map(String);
    table.row([label, ...counts, percent(tally)]);
  };
  for (const tally of all) row(tally.label || words.unnamed, tally);
  if (total) row(words.total, total);
  table.end();
}

/** Rounded down: 100 is said only when all have signed. */
const percent = ({ counts, expected }: Tally): string =>
  expected === 0 ? '–' : String(Math.floor((100 * counts.signed) / expected));

function dates(paper: Paper, { byDate }: InspectionPack): void {
  if (byDate.length === 0) return;
  paper.heading(words.byDate);
  const { day, signed, sum } = words.byDateColumns;
  const table = tableOf(paper, day, [number(signed, 110), number(sum, 110)]);
  let total = 0;
  for (const date of byDate) {
    total += date.signed;
    table.row([dayInWords(date.day), String(date.signed), String(total)]);
  }
  table.end();
}

function reminders(paper: Paper, { reminders: sent }: InspectionPack): void {
  paper.heading(words.reminders);
  if (sent.length === 0) return paper.paragraph(words.noReminders);
  const columns = words.reminderColumns;
  const table = tableOf(paper, columns.day, [
    number(columns.sent, 80),
    number(columns.confirmed, 90),
    number(columns.unknown, 120),
  ]);
  for (const { day, sent: all, confirmed } of sent)
    table.row([dayInWords(day), String(all), String(confirmed), String(all - confirmed)]);
  table.end();
}

function* notSigned(paper: Paper, all: readonly NotSignedRow[], listed: number): Generator<() => void> {
  const rows = all.slice(0, listed);
  yield () => {
    paper.heading(words.notSigned(all.length));
    if (all.length === 0) paper.paragraph(words.allSigned);
    if (all.length > listed) paper.paragraph(words.shortened(listed, all.length));
  };
  if (rows.length === 0) return;
  const of = words.rowColumns;
  const widths = { school: 74, role: 54, department: 62, state: 44, reason: 70, due: 50, reminded: 50 } as const;
  const columns = (Object.keys(widths) as (keyof typeof widths)[]).map((key) => ({
    heading: of[key],
    width: widths[key],
  }));
  const table = tableOf(paper, of.name, columns);
  for (let at = 0; at < rows.length; at += BATCH)
    yield () => {
      for (const person of rows.slice(at, at + BATCH)) table.row(cellsOf(person));
    };
  yield () => table.end();
}

const cellsOf = (person: NotSignedRow): string[] => [
  person.name,
  person.school,
  person.role,
  person.department,
  person.isOverdue ? words.overdue(words.states[person.state]) : words.states[person.state],
  person.reason,
  dayInShort(person.dueOn),
  person.remindedOn === null ? '–' : dayInShort(person.remindedOn),
];

function source(paper: Paper, { checkpoint }: InspectionPack): void {
  if (!checkpoint) return;
  paper.heading(words.log);
  paper.paragraph(words.logHow);
  paper.facts([
    [words.checkpoint, words.checkpointOf(checkpoint.size, momentInUtc(checkpoint.at))],
    [words.root, checkpoint.root, LOOKS.mono],
  ]);
}
