import { allows } from '../capabilities';
import type { Capability, Chart, Flag, Node, NodeId, Option, Progress, Step, Terminal } from '../chart';
import { needsSecond } from '../fitting';
import { holds } from '../flags';
import type { Found } from './walk';

type Say = (property: number, node: NodeId, what: string) => void;

const stepIn = (chart: Chart, id: NodeId): Step | null => {
  const node = chart.nodes[id];
  return node && node.kind !== 'router' && node.kind !== 'terminal' ? node : null;
};
export const nextsOf = (node: Node): NodeId[] => {
  if (node.kind === 'terminal') return [];
  return node.kind === 'router' ? node.routes.map((r) => r.next) : node.options.map((o) => o.next);
};
const optionOf = (chart: Chart, id: NodeId, key: string): Option | undefined =>
  stepIn(chart, id)?.options.find((o) => o.key === key);

/** Rules that can be read off a chart without walking it. */
export function shapeOf(chart: Chart): Found[] {
  const found: Found[] = [];
  const say: Say = (property, node, what) => found.push({ property, what, path: [node] });
  checkParts(chart, say);
  checkLoops(chart, say);
  checkDoers(chart, say);
  checkUnsure(chart, say);
  checkClosed(chart, say);
  if (chart.id === 'triage') {
    checkPair(chart, say);
    checkSecond(chart, say);
    checkStop(chart, say);
    checkTechnical(chart, say);
  } else {
    checkEveryStop(chart, say);
  }
  return found;
}

/** 1 and 28: every way leads somewhere, and an answer names one way only. */
function checkParts(chart: Chart, say: Say): void {
  const events = Object.values(chart.events)
    .filter((e) => e !== undefined)
    .flatMap((e) => [e.next, ...e.from]);
  for (const id of [chart.start, ...events]) if (!chart.nodes[id]) say(1, id, `there is no node ${id}`);
  for (const [id, node] of Object.entries(chart.nodes)) {
    for (const next of nextsOf(node)) if (!chart.nodes[next]) say(1, id, `${id} leads to ${next}, which is not there`);
    if (node.kind === 'router' && node.routes.findIndex((r) => r.when === 'otherwise') !== node.routes.length - 1)
      say(1, id, `${id} has to end with “otherwise”`);
    const step = stepIn(chart, id);
    if (step && new Set(step.options.map((o) => o.key)).size < step.options.length)
      say(28, id, `two answers of ${id} have the same key, so that a stored answer would not tell which was meant`);
    if (step?.multi && new Set(step.options.map((o) => o.next)).size > 1)
      say(28, id, `ticks of ${id} lead to different places`);
  }
}

/** 2: what is left when nodes with a deadline (or with human answers) are taken out has no loop. */
function checkLoops(chart: Chart, say: Say): void {
  const hasDeadline = (node: Node): boolean => 'deadline' in node && node.deadline !== undefined;
  const isAsked = (node: Node): boolean => 'tells' in node && node.by !== 'SYSTEM';
  for (const id of loopsWithout(chart, hasDeadline)) say(2, id, `a loop through ${id} passes no deadline`);
  for (const id of loopsWithout(chart, isAsked)) say(2, id, `a loop through ${id} needs no person's answer`);
}

/** Nodes left over when those without a way in are taken away again and again. */
function loopsWithout(chart: Chart, isOut: (node: Node) => boolean): NodeId[] {
  let left = Object.entries(chart.nodes).filter(([, node]) => !isOut(node));
  for (let before = -1; before !== left.length;) {
    before = left.length;
    const reached = new Set(left.flatMap(([, node]) => nextsOf(node)));
    const leads = new Set(left.map(([id]) => id));
    left = left.filter(([id, node]) => reached.has(id) && nextsOf(node).some((next) => leads.has(next)));
  }
  return left.map(([id]) => id);
}

const SYSTEM: Readonly<Record<Chart['id'], readonly NodeId[]>> = { report: ['N1', 'N2', 'N3', 'N4'], triage: ['T1a'] };

/** 12: every end has an owner and an action, and every step of a case a doer. 18: what people do, the system does not. */
function checkDoers(chart: Chart, say: Say): void {
  const blank = ({ owner, action }: Terminal): boolean => owner.trim() === '' || action.trim() === '';
  for (const [id, node] of Object.entries(chart.nodes)) {
    if (node.kind === 'terminal' && blank(node)) say(12, id, `${id} ends without an owner or an action`);
    const step = stepIn(chart, id);
    if (step && chart.id === 'triage' && step.by === undefined) say(12, id, `nobody is named to do ${id}`);
    if (step?.by === 'SYSTEM' && !SYSTEM[chart.id].includes(id))
      say(18, id, `${id} would be done by the system; only a person may decide or ring`);
  }
  const lines = stepIn(chart, 'T15');
  if (lines?.options.some((o) => o.sets !== undefined)) say(18, 'T15', 'T15 would apply something by itself');
}

/** Safety questions: the answer that counts as the worst, and what it must do. */
const SAFETY: Readonly<
  Record<NodeId, { readonly as: string; readonly sets: readonly Flag[]; readonly next?: NodeId }>
> = {
  R1: { as: 'yes', sets: ['danger'] },
  R2: { as: 'yes', sets: ['imagery', 'crime'] },
  R3: { as: 'yes', sets: ['crime'] },
  R5: { as: 'pupils', sets: ['affected_pupil'] },
  R8i: { as: 'yes', sets: ['imagery', 'crime'] },
  T1: { as: 'yes', sets: [], next: 'T1a' },
  T2: { as: 'yes', sets: ['danger'], next: 'T2a' },
  T3: { as: 'yes', sets: ['imagery', 'crime'], next: 'T3c' },
  T3b: { as: 'no', sets: ['crime'], next: 'T3c' },
  T3f: { as: 'yes', sets: ['care'] },
  T4: { as: 'yes', sets: ['crime'] },
  T6: { as: 'yes', sets: [], next: 'T6a' },
  T8: { as: 'yes', sets: ['care'], next: 'T8a' },
  T9d: { as: 'yes', sets: ['dpo'], next: 'T9e' },
  T12: { as: 'yes', sets: [], next: 'T12a' },
  T12b: { as: 'yes', sets: [], next: 'T12c' },
  T20: { as: 'yes', sets: [], next: 'T20a' },
};

const effectOf = (o: Option): string =>
  JSON.stringify([[...(o.sets ?? [])].sort(), [...(o.clears ?? [])].sort(), o.next, o.when ?? null]);

/** 8: "not sure" does what "yes" does where safety is asked, and never where blame is. */
function checkUnsure(chart: Chart, say: Say): void {
  const ids = Object.keys(SAFETY).filter((id) => id.startsWith('R') === (chart.id === 'report'));
  for (const id of ids) {
    const rule = SAFETY[id]!;
    const [worst, unsure] = [optionOf(chart, id, rule.as), optionOf(chart, id, 'not_sure')];
    if (!worst || !unsure) {
      say(8, id, `${id} has to offer “${rule.as}” and “not sure”`);
      continue;
    }
    if (effectOf(worst) !== effectOf(unsure)) say(8, id, `“not sure” at ${id} does not count as “${worst.label}”`);
    const missing = rule.sets.filter((flag) => !worst.sets?.includes(flag));
    if (missing.length > 0 || (rule.next !== undefined && worst.next !== rule.next))
      say(8, id, `“${worst.label}” at ${id} no longer does what safety needs`);
  }
  if (optionOf(chart, 'T14', 'cannot_tell')?.sets?.length) say(8, 'T14', '“cannot tell” at T14 blames somebody');
  const unknown = optionOf(chart, 'R4', 'unknown');
  if (unknown?.sets?.some((flag) => flag !== 'subject_unknown')) say(8, 'R4', '“I do not know” at R4 names somebody');
}

/** At a node, as if the imagery question had been answered "no". */
const there = (chart: Chart, node: NodeId, flags: readonly Flag[]): Progress => ({
  chart: { id: chart.id, version: chart.version },
  node,
  flags: [...flags],
  answers: [{ node: chart.id === 'report' ? 'R2' : 'T3', choices: ['no'] }],
  kept: [],
  inputs: { flags: [] },
});
const IMAGERY: readonly Capability[] = ['upload', 'mail_copy', 'preview', 'view_content'];
const HELD: readonly Capability[] = ['interview', 'contact_subject', 'investigate', 'sanction_entry', 'close'];

/** 5, 6, 7 and 19: what is closed stays closed at every node, with and without a ruling-out. */
function checkClosed(chart: Chart, say: Say): void {
  const open = (id: NodeId, flags: readonly Flag[], list: readonly Capability[]): Capability[] =>
    list.filter((capability) => allows(chart, there(chart, id, flags), capability));
  for (const id of Object.keys(chart.nodes)) {
    open(id, ['imagery'], IMAGERY).forEach((c) => say(5, id, `${id} allows ${c} although there may be an image`));
    open(id, ['imagery', 'imagery_ruled_out'], IMAGERY).forEach((c) =>
      say(6, id, `ruling out gives ${c} back at ${id}`),
    );
    open(id, ['agency_hold', 'two_investigators'], HELD).forEach((c) =>
      say(19, id, `${id} allows ${c} while an agency leads`),
    );
    if (chart.id === 'report') open(id, [], ['upload']).forEach(() => say(7, id, `${id} allows an upload`));
  }
  for (const [id, node] of Object.entries(chart.nodes))
    if ('options' in node && node.options.some((o) => o.clears?.includes('imagery')))
      say(6, id, `${id} takes the imagery flag away`);
}

/** 22: two different people are named before anybody looks. */
function checkPair(chart: Chart, say: Say): void {
  const named = stepIn(chart, 'T12a')?.fields?.filter((f) => f.kind === 'person' && f.required) ?? [];
  if (named.length < 2) say(22, 'T12a', 'T12a has to name two people');
  for (const [id, node] of Object.entries(chart.nodes))
    if (id !== 'T12a' && nextsOf(node).includes('T12b')) say(22, id, `${id} leads to T12b past T12a`);
}

/** Options that need a reason and a second person, with the flags under which they are chosen. */
const DECIDED_BY_TWO: readonly (readonly [NodeId, string, readonly Flag[]])[] = [
  ['T3b', 'ruled_out', ['imagery', 'crime']],
  ['T4', 'no', ['crime']],
  ['T6', 'not_adult', ['subject_unknown']],
  ['T10', 'police_not_needed', ['crime']],
  ['T13a', 'not_police', ['row_police']],
  ['T17', 'not_told', []],
];

/** 24: nobody alone clears a crime, rules out an image, keeps parents in the dark or decides against the police. */
function checkSecond(chart: Chart, say: Say): void {
  for (const [id, key, flags] of DECIDED_BY_TWO) {
    const option = optionOf(chart, id, key);
    if (option && !needsSecond(option, flags))
      say(24, id, `“${option.label}” at ${id} needs a reason and a second person`);
  }
  for (const [id, node] of Object.entries(chart.nodes)) {
    for (const option of 'options' in node ? node.options : []) {
      const grave =
        option.clears?.includes('crime') === true ||
        option.sets?.includes('imagery_ruled_out') === true ||
        (option.sets?.includes('no_parents') === true && id !== 'T9p') ||
        (id === 'T10' && !option.sets?.includes('agency_hold')) ||
        (id === 'T13a' && option.next !== 'T10');
      if (grave && !needsSecond(option, ['crime', 'imagery']))
        say(24, id, `“${option.label}” at ${id} is decided by one person`);
    }
  }
}

/** 25 and 26: stopping leads from every open step to T12c and then to the safety questions, and nothing is dropped. */
function checkStop(chart: Chart, say: Say): void {
  const { stop, renewed } = chart.events;
  if (stop.next !== 'T12c' || !stepIn(chart, 'T12c')?.options.every((o) => o.next === 'T2'))
    say(25, 'T12c', 'stopping has to lead to T12c and then to T2');
  for (const id of openAfter(chart, 'T2'))
    if (!stop.from.includes(id)) say(25, id, `${id} has no way to stop when something new comes up`);
  if (renewed && renewed.next !== 'T2') say(26, renewed.next, 'a linked case has to go back to T2');
  for (const id of ['T1a', 'T1d', 'T12c', 'T21a'])
    if (stepIn(chart, id)?.options.some((o) => o.clears !== undefined)) say(26, id, `${id} drops a flag`);
}

/** Steps that can be reached after a node, apart from where stopping leads and from taking the case on. */
function openAfter(chart: Chart, from: NodeId): NodeId[] {
  const met = new Set<NodeId>();
  const todo = nextsOf(chart.nodes[from] ?? { kind: 'router', routes: [] });
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    const node = chart.nodes[id];
    if (!node || met.has(id) || id === from) continue;
    met.add(id);
    todo.push(...nextsOf(node));
  }
  return [...met].filter((id) => stepIn(chart, id) && id !== 'T12c');
}

/** 11: technical tasks go outside once the ICT manager is named. */
function checkTechnical(chart: Chart, say: Say): void {
  for (const [id, node] of Object.entries(chart.nodes))
    for (const tell of 'tells' in node ? node.tells : [])
      if (tell.who === 'ICT' && (tell.when === undefined || holds(tell.when, ['subject_ict'])))
        say(11, id, `${id} tells the ICT manager although they may be named`);
}

/** 14: a reporter can stop anywhere, and what then happens is the chart's to say. */
function checkEveryStop(chart: Chart, say: Say): void {
  for (const id of Object.keys(chart.nodes)) {
    const step = stepIn(chart, id);
    if (step && step.by !== 'SYSTEM' && !chart.events.stop.from.includes(id))
      say(14, id, `stopping at ${id} is not provided for`);
  }
}
