import { AppError, invalid } from '../errors';
import type { Answer, Chart, Flag, Inputs, NodeId, Option, Progress, Step, Tell } from './chart';
import { type Condition, holds, inOrder } from './flags';
import { checkAnswer } from './fitting';
import { wordsIn } from './word-lists';

const conflict = (detail: string): AppError => new AppError('conflict', { detail });

/** The step somebody is at; null at an end. @throws AppError `conflict` for another chart or version. */
export function stepAt(chart: Chart, progress: Progress): Step | null {
  if (chart.id !== progress.chart.id || chart.version !== progress.chart.version)
    throw conflict('another chart version');
  const node = chart.nodes[progress.node];
  return node && node.kind !== 'router' && node.kind !== 'terminal' ? node : null;
}

/** What may be answered now. */
export const offered = (step: Step, flags: readonly Flag[]): Option[] =>
  step.options.filter((option) => option.when === undefined || holds(option.when, flags));

/** A step that a person sees, as against one that the system does. */
const isSeen = (step: Step | null): step is Step => step !== null && step.by !== 'SYSTEM';

/** Follows routers to the next node that is not one. `through` names every node met, that one included. */
export function settle(chart: Chart, from: NodeId, flags: readonly Flag[]): { node: NodeId; through: NodeId[] } {
  const through: NodeId[] = [];
  for (let id = from; through.length <= Object.keys(chart.nodes).length;) {
    through.push(id);
    const node = chart.nodes[id];
    if (node?.kind !== 'router') return { node: id, through };
    id = node.routes.find((route) => route.when === 'otherwise' || holds(route.when, flags))?.next ?? '';
  }
  throw new AppError('unexpected', { detail: `chart ${chart.id}: routers run in a circle at ${from}` });
}

/**
 * At the beginning of a chart. A triage begins with the flags of its report; a closed case begins anew where the chart
 * says. @throws AppError `invalid_input` for any other beginning.
 */
export function begin(chart: Chart, inputs: Inputs = { flags: [] }): Progress {
  const start = inputs.start ?? chart.start;
  if (start !== chart.start && start !== chart.events.reopen?.next)
    throw invalid('start', 'The chart cannot begin there.');
  const flags = inOrder(inputs.flags);
  const { id, version } = chart;
  const { node } = settle(chart, start, flags);
  return { chart: { id, version }, node, flags, answers: [], kept: [], inputs };
}

/**
 * The next place, given an answer. Routers are followed; answers kept from before a change are used again as far as
 * they still fit. Which option a text falls under is worked out here, whatever the caller says.
 *
 * @throws AppError `conflict` when the answer is for another node or version, `invalid_input` naming what does not fit.
 */
export function advance(chart: Chart, progress: Progress, answer: Answer): Progress {
  const step = stepAt(chart, progress);
  if (answer.node !== progress.node || answer.event !== undefined || step === null) throw conflict('not asked now');
  let at = take(chart, progress, step.freeText ? { ...answer, choices: [wordsOption(chart, answer)] } : answer);
  for (let again = reusable(chart, at); again !== null; again = reusable(chart, at)) at = take(chart, at, again);
  return at;
}

function wordsOption(chart: Chart, { text = '' }: Answer): string {
  const { danger, imagery } = wordsIn(text, chart.words);
  if (danger && imagery) return 'text_both';
  return danger ? 'text_danger' : imagery ? 'text_imagery' : 'text';
}

/** Flags that no answer takes away again, whatever a chart says. */
const NEVER_CLEARED: readonly Flag[] = ['danger', 'imagery'];

function take(chart: Chart, progress: Progress, answer: Answer): Progress {
  const step = stepAt(chart, progress);
  if (step === null) throw conflict('not asked now');
  const before = inOrder([...progress.flags, ...(answer.facts ?? [])]);
  const chosen = checkAnswer(step, offered(step, before), answer, before);
  const cleared = chosen.flatMap((o) => o.clears ?? []).filter((flag) => !NEVER_CLEARED.includes(flag));
  const flags = inOrder([
    ...before.filter((flag) => !cleared.includes(flag)),
    ...chosen.flatMap((o) => o.sets ?? []),
    ...(step.always ?? []),
    ...filled(chart, step, progress),
  ]);
  const { node } = settle(chart, chosen[0]!.next, flags);
  const kept = progress.kept.filter((k) => k.node !== answer.node);
  return { ...progress, node, flags, answers: [...progress.answers, answer], kept };
}

/** What steps never answered count as. */
function filled(chart: Chart, step: Step, progress: Progress): Flag[] {
  const said = new Set(answered(progress).flatMap((a) => (a.event === undefined ? [a.node] : [])));
  return (step.fills ?? []).flatMap(({ node, option }) => {
    const other = chart.nodes[node];
    if (said.has(node) || other?.kind !== 'question') return [];
    return other.options.find((o) => o.key === option)?.sets ?? [];
  });
}

/**
 * The answer to use again for the question now reached: one kept from before a change, or, where a later alert leads
 * back past a question, the one that counts. An instruction is always shown again.
 */
function reusable(chart: Chart, progress: Progress): Answer | null {
  const step = stepAt(chart, progress);
  if (chart.id !== 'report' || step?.kind !== 'question') return null;
  const said = [...answered(progress), ...progress.kept].filter((a) => a.event === undefined);
  const again = said.findLast((a) => a.node === progress.node);
  const keys = new Set(offered(step, progress.flags).map((o) => o.key));
  return again?.choices.every((key) => keys.has(key)) ? again : null;
}

/** An answer, or event, and where it met the reader. */
interface Passed {
  readonly answer: Answer;
  readonly node: NodeId;
  readonly flags: readonly Flag[];
}

/** What was said up to the newest change of each answer; everything after a changed one has to be said, or used, again. */
const untilChanged = <T extends { readonly node: NodeId }>(list: readonly T[], node: NodeId): T[] =>
  list.slice(
    0,
    list.findLastIndex((other) => other.node === node),
  );

/** The answers that count now. Events stand among them. */
export const answered = (progress: Progress): Answer[] =>
  progress.answers.reduce<Answer[]>(
    (list, a) => (a.event === 'change' ? untilChanged(list, a.node) : [...list, a]),
    [],
  );

/** Everything said, anew: where it leads, and where each answer that still counts met the reader. */
function walk(chart: Chart, answers: readonly Answer[], inputs: Inputs): { at: Progress; passed: Passed[] } {
  let at = begin(chart, inputs);
  let passed: Passed[] = [];
  for (const answer of answers) {
    const { node, flags } = at;
    at = answer.event === 'change' ? askAgain(chart, at, answer.node, passed) : again(chart, at, answer);
    passed = answer.event === 'change' ? untilChanged(passed, answer.node) : [...passed, { answer, node, flags }];
  }
  return { at, passed };
}

/** What holds on to a report even when the answer that brought it is changed: nobody talks a danger away. */
const STICKY: readonly Flag[] = ['danger', 'imagery', 'crime', 'has_text', 'words_danger', 'words_imagery'];

/**
 * Asks one step of a report again; the other answers are used again where they still fit. Flags of safety stay, and an
 * alert goes out anew, because whom it may reach can have changed.
 *
 * @throws AppError `conflict` when that step was not answered, or when nothing may be changed any more.
 */
export const change = (chart: Chart, progress: Progress, node: NodeId): Progress =>
  askAgain(chart, progress, node, walk(chart, progress.answers, progress.inputs).passed);

function askAgain(chart: Chart, progress: Progress, node: NodeId, passed: readonly Passed[]): Progress {
  const met = passed.findLast((p) => p.node === node && p.answer.event === undefined);
  if (chart.id !== 'report' || !isSeen(stepAt(chart, progress)) || !met || !isSeen(stepOf(chart, node)))
    throw conflict('that cannot be changed now');
  const said = [...progress.kept, ...answered(progress)].filter((a) => a.event === undefined && a.node !== node);
  const kept = said.filter((a) => isSeen(stepOf(chart, a.node)));
  const flags = inOrder([...met.flags, ...progress.flags.filter((flag) => STICKY.includes(flag))]);
  const answers = [...progress.answers, { node, choices: [], event: 'change' as const }];
  return { ...progress, node, flags, answers, kept };
}

function stepOf(chart: Chart, id: NodeId): Step | null {
  const node = chart.nodes[id];
  return node && node.kind !== 'router' && node.kind !== 'terminal' ? node : null;
}

/** The step before this one, to be answered again; null at the first and where nothing may be changed. */
export function stepBefore(chart: Chart, progress: Progress): NodeId | null {
  if (chart.id !== 'report' || !isSeen(stepAt(chart, progress))) return null;
  const seen = answered(progress).filter((a) => a.event === undefined && isSeen(stepOf(chart, a.node)));
  return seen.at(-1)?.node ?? null;
}

/** One step back. @throws AppError `conflict` where there is none. */
export function back(chart: Chart, progress: Progress): Progress {
  const node = stepBefore(chart, progress);
  if (node === null) throw conflict('there is no step before this one');
  return change(chart, progress, node);
}

/** What, when it is learnt in the middle of a case, calls for the safety questions to be asked again. */
const ASK_AGAIN: readonly Condition[] = ['imagery', 'adult_possible', { any: ['affected_pupil', 'subject_pupil'] }];
/** What somebody may add from outside the answers at any open step. */
const LEARNABLE = /^(imagery|no_recipient|subject_|affected_)/;

/**
 * Something happened that is no answer: `stop`, `hand_on`, `renewed` (another case was linked: its flags are `facts`)
 * and `learnt` (somebody else is named or affected, a file was sent all the same, nobody can be reached).
 *
 * @throws AppError `conflict` where that cannot happen.
 */
export function happened(
  chart: Chart,
  progress: Progress,
  event: 'stop' | 'hand_on' | 'renewed' | 'learnt',
  facts: readonly Flag[] = [],
): Progress {
  if (stepAt(chart, progress) === null) throw conflict('it has ended');
  if (event === 'learnt' && !facts.every((fact) => LEARNABLE.test(fact))) throw conflict('that is not learnt');
  // A picture of a child is never without a possible crime.
  const told = facts.includes('imagery') ? [...facts, 'crime' as const] : facts;
  const flags = inOrder([...progress.flags, ...told]);
  const rule = event === 'learnt' ? chart.events.renewed : chart.events[event];
  const applies = rule?.from.includes(progress.node) === true;
  if (event !== 'learnt' && !applies) throw conflict('that cannot happen here');
  const isNew = ASK_AGAIN.some((c) => holds(c, flags) && !holds(c, progress.flags));
  const moves = applies && (event !== 'learnt' || isNew);
  const { node } = settle(chart, moves ? rule.next : progress.node, flags);
  const entry: Answer = { node: progress.node, choices: [], event, ...(facts.length > 0 && { facts: [...facts] }) };
  return { ...progress, node, flags, answers: [...progress.answers, entry] };
}

/** The same progress, made anew from what was said: every stored report and case can be checked by it. */
export const replay = (chart: Chart, answers: readonly Answer[], inputs: Inputs): Progress =>
  walk(chart, answers, inputs).at;

function again(chart: Chart, at: Progress, answer: Answer): Progress {
  if (answer.node !== at.node) throw conflict('the answers do not follow one another');
  if (answer.event === undefined || answer.event === 'change') return take(chart, at, answer);
  return happened(chart, at, answer.event, answer.facts);
}

/** Every node passed, routers too, and the present one last: what the picture lights. */
export function pathOf(chart: Chart, progress: Progress): NodeId[] {
  const { passed } = walk(chart, progress.answers, progress.inputs);
  const first = settle(chart, progress.inputs.start ?? chart.start, inOrder(progress.inputs.flags)).through;
  const later = passed.flatMap(({ node: from, answer }, i) => {
    const { node, flags } = passed[i + 1] ?? progress;
    const next = stepOf(chart, from)?.options.find((o) => o.key === answer.choices[0])?.next;
    return next === undefined ? [node] : settle(chart, next, flags).through;
  });
  return [...first, ...later];
}

/** Who is to hear of it when the present step completes, with what is known before it does. */
export function tellsAt(chart: Chart, progress: Progress): Tell[] {
  const passed = progress.answers.filter((a) => a.node === progress.node && a.event === undefined).length + 1;
  return (stepAt(chart, progress)?.tells ?? []).filter(
    (tell) => (tell.when === undefined || holds(tell.when, progress.flags)) && passed >= (tell.after ?? 1),
  );
}

/** Of several people's answers to the same step, the one that counts: the first in the order of its options. */
export const together = (step: Step, choices: readonly string[]): string | undefined =>
  step.options.find((option) => choices.includes(option.key))?.key;
