import type { PersonId } from '../ids';
import { answered, offered, stepAt, stepBefore } from './advance';
import type { Answer, Chart, Node, Step, Tables } from './chart';
import type { Report } from './report';
import type { Phones, ReceiptView, Receipt, ReportView, SaidView, StepView } from './report-views';
import type { ReportWords } from './report-words';
import { suggest } from './suggest';

/** What showing a report needs besides it. */
export interface Showing {
  readonly chart: Chart;
  readonly phones: Phones;
  /** Of everybody picked at a question. */
  readonly names: ReadonlyMap<PersonId, string>;
  /** The post of whoever deals with it, once that is known. */
  readonly to: string;
  readonly words: ReportWords;
  /** What categories are offered from. */
  readonly tables: Tables;
}

/** Where the summary stands: the step that sends. */
const CHECKS = ['R8', 'R8b', 'R8i'];
const WORDS_AT = 'R7';
const CATEGORY_AT = 'R8';
const NSPCC = '0808 800 5000';

/** The numbers of the settings. What is blank there is null here. */
export const phonesOf = (set: Readonly<Record<string, string | undefined>>): Phones => ({
  lead: set['safeguarding_phone'] || null,
  head: set['head_phone'] || null,
  chair: set['chair_phone'] || null,
  socialCare: set['social_care_phone'] || null,
  nspcc: NSPCC,
  police: '101',
  emergency: '999',
});

/** A report as it stands, for its reporter. */
export function viewOf(report: Report, showing: Showing, stale = false): ReportView {
  const { chart } = showing;
  const { progress, warning } = report.content;
  const isOpen = report.state === 'open';
  return {
    reportId: report.id,
    rev: report.rev,
    state: report.state,
    stale,
    step: stepView(report, showing),
    summary: saidIn(report, showing),
    keptWords: keptWords(report),
    warning: isOpen ? warning : null,
    canGoBack: isOpen && stepBefore(chart, progress) !== null,
    phones: showing.phones,
    receipt: receiptOf(report, showing.to),
  };
}

export type PassedOn = Report & { readonly state: 'sent' | 'unfinished'; readonly sentAt: number };

/** A report that was passed on, with what was said since. */
export const receiptView = (report: PassedOn, showing: Showing, added: ReceiptView['added']): ReceiptView => ({
  reportId: report.id,
  state: report.state,
  receipt: { number: report.number, to: showing.to, sentAt: report.sentAt },
  said: saidIn(report, showing),
  keptWords: keptWords(report),
  added,
});

const receiptOf = ({ number, sentAt }: Report, to: string): Receipt | null =>
  sentAt === null ? null : { number, to, sentAt };

const keptWords = ({ content }: Report): string | null => content.kept.map((k) => k.text).join('\n') || null;

function stepView(report: Report, showing: Showing): StepView {
  const { chart } = showing;
  const { progress } = report.content;
  const step = stepAt(chart, progress);
  const suggestions = progress.node === CATEGORY_AT ? suggestionsFor(report, showing.tables) : [];
  const prompt = filled(promptAt(chart, progress.node), report, showing);
  const none = { options: [], multi: false, text: false, fields: [], people: false };
  const asked =
    step === null
      ? { kind: 'terminal' as const, ...none }
      : askedIn(step, report, { suggestions, tables: showing.tables });
  return { node: progress.node, prompt, suggestions, check: CHECKS.includes(progress.node), ...asked };
}

type Suggestions = StepView['suggestions'];

function askedIn(
  step: Step,
  { content }: Report,
  { suggestions, tables }: { readonly suggestions: Suggestions; readonly tables: Tables },
) {
  const open = step.freeText ? [] : offered(step, content.progress.flags);
  // Nothing fits the words: there is nothing to be right about.
  const hidden = content.progress.node === CATEGORY_AT && suggestions.length === 0 ? ['right'] : [];
  return {
    kind: step.kind === 'instruction' ? ('instruction' as const) : ('question' as const),
    options: open.flatMap(({ key, label }) => (hidden.includes(key) ? [] : [{ key, label }])),
    multi: step.multi,
    text: step.freeText === true,
    fields: (step.fields ?? []).map(({ key, label, kind, options }) => ({
      key,
      label,
      ...(kind === 'choice'
        ? {
            kind: 'choice' as const,
            options: options ?? likelyFirst(categoryChoices(content.progress.flags, tables), suggestions),
          }
        : { kind: 'text' as const }),
    })),
    people: step.people === true,
  };
}

/** Pupils' rows, staff's rows, or both: by who seems responsible. */
function audiencesOf(flags: readonly string[]): ('pupils' | 'staff')[] {
  const adults = flags.some((f) => /^subject_(adult|head|dsl|deputy|ict|chair|self)$/.test(f));
  return adults ? (flags.includes('subject_pupil') ? ['pupils', 'staff'] : ['staff']) : ['pupils'];
}

const categoryChoices = (flags: readonly string[], tables: Tables) =>
  audiencesOf(flags).flatMap((audience) =>
    tables[audience].rows.map(({ id, category }) => ({ key: id, label: category })),
  );

/** All that may be chosen, what the words are most like before the rest. */
function likelyFirst(all: ReturnType<typeof categoryChoices>, suggestions: Suggestions) {
  const likely = suggestions.flatMap(({ rowId }) => all.filter(({ key }) => key === rowId));
  return [...likely, ...all.filter((choice) => !likely.includes(choice))];
}

/** Which rows the reporter's words are most like; at most three, none when nothing fits. A hint and no more. */
export function suggestionsFor({ content }: Report, tables: Tables): Suggestions {
  const words = answered(content.progress).find((a) => a.node === WORDS_AT)?.text ?? '';
  return audiencesOf(content.progress.flags)
    .flatMap((audience) => suggest(words, tables[audience]))
    .slice(0, 3);
}

/** The row the reporter agreed with or chose: one of the tables as they were then (`isCategory`). */
export const categoryOf = ({ content }: Report): string | null =>
  answered(content.progress).find((a) => a.node === CATEGORY_AT)?.fields?.['row'] ?? null;

export const isCategory = (row: string, flags: readonly string[], tables: Tables): boolean =>
  categoryChoices(flags, tables).some(({ key }) => key === row);

/** Whether anything that is shown of a report comes from the tables. */
export const showsCategory = ({ content: { progress } }: Report): boolean =>
  progress.node === CATEGORY_AT || answered(progress).some((a) => a.node === CATEGORY_AT);

function saidIn(report: Report, showing: Showing): SaidView[] {
  const { chart } = showing;
  return answered(report.content.progress).flatMap((answer) => {
    const step = chart.nodes[answer.node];
    if (answer.event !== undefined || step?.kind !== 'question') return [];
    const question = filled(step.prompt, report, showing);
    const said = saidAt(step, answer, showing, report);
    return [{ node: answer.node, question, answer: said, canChange: report.state === 'open' }];
  });
}

function saidAt(step: Step, answer: Answer, { names, tables }: Showing, report: Report): string {
  if (answer.text !== undefined) return answer.text;
  const chosen = step.options.filter((o) => answer.choices.includes(o.key)).map((o) => o.label);
  const people = (answer.people ?? []).map((id) => names.get(id) ?? '');
  const fields = (step.fields ?? []).flatMap(({ key, label, options }) => {
    const value = answer.fields?.[key]?.trim() ?? '';
    const choices = options ?? categoryChoices(report.content.progress.flags, tables);
    return value === '' ? [] : [`${label}: ${choices.find((o) => o.key === value)?.label ?? value}`];
  });
  // A button that only goes on says nothing beside what was filled in.
  return [
    ...(fields.length > 0 && chosen.length === 1 && answer.node !== CATEGORY_AT ? [] : chosen),
    ...people,
    ...fields,
  ].join('; ');
}

/** Routers are passed at once: nobody is ever at one. */
const promptAt = (chart: Chart, node: string): string =>
  (chart.nodes[node] as Exclude<Node, { kind: 'router' }>).prompt;

/** Fills the gaps of a prompt from the school's settings and from the report itself. */
function filled(prompt: string, report: Report, { phones, to, words, tables }: Showing): string {
  const gaps: Readonly<Record<string, () => string>> = {
    'lead phone': () => words.ring('lead', phones.lead),
    'head phone': () => words.ring('head', phones.head),
    'chair phone': () => words.ring('chair', phones.chair),
    lead: () => words.ring('lead', phones.lead),
    'social care': () => words.ring('social_care', phones.socialCare),
    NSPCC: () => words.ring('nspcc', phones.nspcc),
    role: () => to,
    number: () => report.number,
    'suggested category': () => suggestionsFor(report, tables)[0]?.category ?? words.noCategory,
  };
  return prompt.replace(/\{([^{}]+)\}/g, (whole, gap: string) => gaps[gap]?.() ?? whole);
}
