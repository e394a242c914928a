import { wordsIn } from '../src/core/incidents/word-lists';
import type { ReportView } from '../src/core/incidents/report-views';
import { bot as texts } from '../src/texts/en-gb/bot';
import type { Said } from './cards/step';
import { mayKeepLinks, tidy } from './links';
import type { Outcome } from './pressing';
import { type Hands, further, reports } from './reports';
import { type Command, isAssent, isForeign, understand } from './understand';

/** What was typed for the fields of one question so far, while more are to come. */
export interface Pending {
  readonly reportId: string;
  readonly rev: number;
  readonly fields: Readonly<Record<string, string>>;
}

export interface Typing {
  readonly pending: Pending | undefined;
  readonly keep: (pending: Pending | undefined) => void;
}

export type Typed =
  | { readonly kind: 'report'; readonly outcome: Outcome }
  | { readonly kind: 'command'; readonly command: Command };

/** A message typed in the middle of a report: an answer, a command, or words that are kept. */
export async function typeInReport(h: Hands, view: ReportView, typed: string, typing: Typing): Promise<Typed> {
  const { step } = view;
  const at = { reportId: view.reportId, rev: view.rev };
  const isForm = step.fields.length > 0 && step.options.length <= 1;
  const meant = understand(typed, step.text || isForm ? { ...step, options: [] } : step);
  if (meant.kind === 'command') {
    if (meant.command === 'back' && view.canGoBack) return report(await reports.step(h, 'back', at));
    if (meant.command === 'stop') return report(await reports.step(h, 'stop', at));
    if (meant.command === 'start_again') return report(await reports.step(h, 'startAgain', at));
    return { kind: 'command', command: meant.command };
  }
  if (meant.kind === 'choices')
    return report(await reports.answer(h, { ...at, node: step.node, choices: [...meant.keys] }));
  const words = tidy(typed, mayKeepLinks(view));
  const said = notesOn(typed, words, view);
  if (isForm) return { kind: 'report', outcome: await typeField(h, view, words.text, { typing, said }) };
  if (step.text) {
    const answered = await reports.answer(h, { ...at, node: step.node, choices: [], text: inFull(view, words.text) });
    return report(answered, words.taken > 0 ? { notes: [texts.linksTaken] } : {});
  }
  const row = step.check ? categoryIn(typed, view) : null;
  if (row) return report(await reports.answer(h, { ...at, node: step.node, ...row }));
  if (step.people && isName(typed)) {
    const found = await reports.directory(h, typed.trim());
    if (found.length > 0) return report(view, { draft: { q: typed.trim(), found: found.slice(0, 8) } });
  }
  return report(await keep(h, view, words.text), { ...said, notes: [...said.notes, chooseOf(view)] });
}

const report = (view: ReportView | null, said?: Said): Typed => ({
  kind: 'report',
  outcome: { view, ...(said && { said }) },
});

/** Typed at the question itself, after other words were kept: both are the answer; a mere "yes" stands for those. */
function inFull({ keptWords }: ReportView, words: string): string {
  if (keptWords === null || keptWords === words) return words;
  return isAssent(words) ? keptWords : `${keptWords}\n${words}`;
}

/** The name of a category, typed where one may be chosen. */
function categoryIn(typed: string, { step }: ReportView) {
  const another = step.options.find(({ key }) => key === 'another');
  const field = step.fields.find(({ kind }) => kind === 'choice');
  const row = another && field && choiceIn(typed, field.options ?? []);
  return row ? { choices: [another.key], fields: { [field.key]: row } } : null;
}

/** Keeps words nobody asked for; when somebody was quicker, at the place where the report stands now. */
async function keep(h: Hands, view: ReportView, words: string): Promise<ReportView | null> {
  const first = await reports.say(h, view, words);
  return first?.stale === true && first.state === 'open' ? reports.say(further(h), first, words) : first;
}

function notesOn(typed: string, words: ReturnType<typeof tidy>, view: ReportView): { notes: string[] } {
  return {
    notes: [
      texts.kept,
      ...(words.taken > 0 ? [texts.linksTaken] : []),
      ...(words.isCut ? [texts.tooLong] : []),
      ...(isForeign(typed) ? [texts.foreign] : []),
      ...(view.keptWords === null ? [texts.typed] : []),
    ],
  };
}

/** The ways to answer, said in words. */
function chooseOf({ step }: ReportView): string {
  const labels = step.options.map(({ label }) => label);
  const last = labels.at(-1) ?? '';
  return texts.choosePlease(labels.length > 1 ? `${labels.slice(0, -1).join(', ')}${texts.listAnd}${last}` : last);
}

/** A few words without a danger in them may be a name of the staff list. */
function isName(typed: string): boolean {
  const { danger, imagery } = wordsIn(typed);
  return !danger && !imagery && /^[\p{L}.'’ -]{3,60}$/u.test(typed.trim()) && typed.trim().split(/\s+/).length <= 4;
}

/** One field after another, in the order of the card; several at once with a semicolon or a line between them. */
async function typeField(
  h: Hands,
  view: ReportView,
  words: string,
  { typing, said }: { typing: Typing; said: { notes: string[] } },
): Promise<Outcome> {
  const { step, reportId, rev } = view;
  const before = typing.pending?.reportId === reportId && typing.pending.rev === rev ? typing.pending.fields : {};
  const fields: Record<string, string> = { ...before };
  for (const part of words
    .split(/[;\n]+/)
    .map((p) => p.trim())
    .filter(Boolean)) {
    const next = step.fields.find((f) => fields[f.key] === undefined);
    if (!next) break;
    const value = next.kind === 'text' ? part : choiceIn(part, next.options ?? []);
    if (value !== null) fields[next.key] = value;
  }
  const open = step.fields.find((f) => fields[f.key] === undefined);
  if (!open) {
    typing.keep(undefined);
    const choices = step.options.length === 1 ? step.options.map(({ key }) => key) : [];
    return { view: await reports.answer(h, { reportId, rev, node: step.node, choices, fields }) };
  }
  const isUnderstood = Object.keys(fields).length > Object.keys(before).length;
  typing.keep({ reportId, rev, fields });
  const ask = texts.nextField(open.label, (open.options ?? []).map(({ label }) => label).join(', '));
  if (isUnderstood) return { view, said: { notes: [ask], draft: { fields } } };
  // No answer to what is asked: the words are kept, and with them the place in the form.
  const kept = await keep(h, view, words);
  if (kept) typing.keep({ reportId, rev: kept.rev, fields });
  return { view: kept, said: { notes: [...said.notes, ask], draft: { fields } } };
}

function choiceIn(part: string, options: readonly { key: string; label: string }[]): string | null {
  const meant = understand(part, { kind: 'question', multi: false, options });
  return meant.kind === 'choices' ? (meant.keys[0] ?? null) : null;
}
