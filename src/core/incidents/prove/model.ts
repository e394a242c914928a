import type { Chart, Node, NodeId, Option, Step } from '../chart';
import { type Condition, Flag, NAMES_AN_ADULT, mentioned } from '../flags';
import { liveAt } from './live';

/** A chart with its flags as bits, so that hundreds of thousands of states can be walked in a moment. */
export interface Model {
  readonly chart: Chart;
  readonly ids: readonly NodeId[];
  readonly at: ReadonlyMap<NodeId, number>;
  readonly nodes: readonly ModelNode[];
  /** For each node the flags that still matter there. */
  readonly live: readonly number[];
  /** How many bits the flags take. */
  readonly width: number;
  /** The bits of these flags; of flags that no rule and no condition asks about, none. */
  readonly mask: (...flags: readonly Flag[]) => number;
}

export type Holds = (flags: number) => boolean;

export interface ModelNode {
  readonly id: NodeId;
  readonly node: Node;
  readonly step: Step | null;
  /** Seen and answered by a person. */
  readonly isSeen: boolean;
  readonly routes: readonly { readonly when: Holds; readonly to: number }[];
  readonly ways: readonly Way[];
}

/** One way to answer: an option, or for many ticks all that have the same effect. */
export interface Way {
  readonly option: Option;
  readonly when: Holds;
  readonly sets: number;
  readonly clears: number;
  readonly to: number;
}

/** What the rules themselves ask about, whether or not a condition does. */
const WATCHED: Readonly<Record<Chart['id'], readonly Flag[]>> = {
  report: ['danger', 'imagery', 'crime', 'who_asked', 'has_text', 'no_recipient'],
  triage: ['imagery', 'imagery_ruled_out', 'crime', 'agency_hold', 'police_told'],
};
/** Conditions on which the way through a chart depends, and in a report who is told. */
const conditionsOf = (node: Node, isReport: boolean): Condition[] => {
  if (node.kind === 'terminal') return [];
  if (node.kind === 'router') return node.routes.flatMap((r) => (r.when === 'otherwise' ? [] : [r.when]));
  const told = isReport ? node.tells.flatMap((t) => t.when ?? []) : [];
  return [...node.options.flatMap((o) => o.when ?? []), ...told];
};

/**
 * Gives bits to flags. Flags that no condition ever tells apart share one: the adults who may be named, and flags that
 * stand side by side wherever they stand, so that the number of states stays small and nothing is left out.
 */
function bitsOf(chart: Chart): { of: Map<Flag, number>; width: number } {
  const conditions = Object.values(chart.nodes).flatMap((n) => conditionsOf(n, chart.id === 'report'));
  const asked = new Set([...WATCHED[chart.id], ...conditions.flatMap(mentioned)]);
  const of = new Map<Flag, number>();
  let width = 0;
  const share = (flags: readonly Flag[]): void => {
    const free = flags.filter((flag) => asked.has(flag) && !of.has(flag));
    for (const flag of free) of.set(flag, width);
    if (free.length > 0) width += 1;
  };
  const alone = new Set(conditions.flatMap((c) => mentionedAlone(c)));
  share(NAMES_AN_ADULT.filter((flag) => !alone.has(flag)));
  for (const group of [
    ['affected_pupil', 'subject_pupil'],
    ['parents_told', 'no_parents'],
  ] as const)
    if (conditions.every((c) => standTogether(c, group))) share(group);
  for (const flag of Flag.options) share([flag]);
  return { of, width };
}

/** Flags of adults that a condition names one by one. */
const mentionedAlone = (condition: Condition): Flag[] =>
  mentioned(condition).filter(
    (flag) => NAMES_AN_ADULT.includes(flag) && JSON.stringify(condition).includes(`"${flag}"`),
  );

function standTogether(condition: Condition, group: readonly Flag[]): boolean {
  if (typeof condition === 'string') return !group.some((flag) => flag === condition);
  if ('not' in condition) return standTogether(condition.not, group);
  if ('all' in condition) return condition.all.every((part) => standTogether(part, group));
  const inside = group.filter((flag) => condition.any.includes(flag));
  if (inside.length === group.length)
    return condition.any.filter((part) => !inside.some((f) => f === part)).every((part) => standTogether(part, group));
  return condition.any.every((part) => standTogether(part, group));
}

/** Turns a chart into bits. Every way has to lead somewhere. */
export function modelOf(chart: Chart): Model {
  const { of, width } = bitsOf(chart);
  const ids = Object.keys(chart.nodes);
  const at = new Map(ids.map((id, i) => [id, i]));
  const mask = (...flags: readonly Flag[]): number =>
    flags.reduce((bits, flag) => bits | (of.has(flag) ? 1 << of.get(flag)! : 0), 0);
  const nodes = ids.map((id) => modelNode({ at, mask }, id, chart.nodes[id]!));
  const watched = mask(...WATCHED[chart.id], ...NAMES_AN_ADULT, 'subject_unknown');
  return { chart, ids, at, width, mask, nodes, live: liveAt(chart, nodes, mask, watched) };
}

type Names = Pick<Model, 'at' | 'mask'>;

function modelNode({ at, mask }: Names, id: NodeId, node: Node): ModelNode {
  const to = (next: NodeId): number => at.get(next)!;
  const step = node.kind === 'router' || node.kind === 'terminal' ? null : node;
  const routes =
    node.kind === 'router' ? node.routes.map((r) => ({ when: compiled(r.when, mask), to: to(r.next) })) : [];
  const always = mask(...(step?.always ?? []));
  const single = (step?.options ?? []).map((option) => ({
    option,
    when: option.when === undefined ? () => true : compiled(option.when, mask),
    sets: mask(...(option.sets ?? [])) | always,
    clears: mask(...(option.clears ?? [])),
    to: to(option.next),
  }));
  const ways = step?.multi ? manyTicks(single) : single;
  return { id, node, step, isSeen: step !== null && step.by !== 'SYSTEM', routes, ways };
}

/** Every effect that any number of ticks can have, each once. */
function manyTicks(single: readonly Way[]): Way[] {
  const found = new Map<string, Way>();
  const keyOf = (w: Way): string => `${w.sets} ${w.clears} ${w.to}`;
  for (const way of single) {
    for (const other of [...found.values()]) {
      const both = { ...other, sets: other.sets | way.sets, clears: other.clears | way.clears };
      if (!found.has(keyOf(both))) found.set(keyOf(both), both);
    }
    if (!found.has(keyOf(way))) found.set(keyOf(way), way);
  }
  return [...found.values()];
}

function compiled(condition: Condition | 'otherwise', mask: Model['mask']): Holds {
  if (condition === 'otherwise') return () => true;
  if (typeof condition === 'string') {
    const bits = mask(...mentioned(condition));
    return (flags) => (flags & bits) !== 0;
  }
  if ('not' in condition) {
    const inner = compiled(condition.not, mask);
    return (flags) => !inner(flags);
  }
  const parts = ('all' in condition ? condition.all : condition.any).map((part) => compiled(part, mask));
  return 'all' in condition
    ? (flags) => parts.every((part) => part(flags))
    : (flags) => parts.some((part) => part(flags));
}

/** Does a condition of the chart hold? */
export const holdsIn = (model: Model, condition: Condition | undefined): Holds =>
  condition === undefined ? () => true : compiled(condition, model.mask);
