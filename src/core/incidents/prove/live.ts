import type { Chart, Condition, Flag } from '../chart';
import { mentioned } from '../flags';
import type { ModelNode } from './model';

type Mask = (...flags: Flag[]) => number;

const partsOf = (when: Condition | 'otherwise' | undefined): Condition[] =>
  when === undefined || when === 'otherwise' ? [] : [when];

/** The flags that a node itself asks about. */
function asks({ node }: ModelNode, mask: Mask): number {
  if (node.kind === 'terminal') return 0;
  const conditions =
    node.kind === 'router'
      ? node.routes.flatMap((r) => partsOf(r.when))
      : [...node.options.flatMap((o) => partsOf(o.when)), ...node.tells.flatMap((t) => partsOf(t.when))];
  return mask(...conditions.flatMap(mentioned));
}

/** The flags that every answer of a node gives a new value. */
const settles = ({ ways }: ModelNode): number =>
  ways.length === 0 ? 0 : ways.reduce((all, way) => all & (way.sets | way.clears), ~0);

/**
 * For each node the flags that can still matter from there on. The others need not be told apart, which leaves a small
 * part of the states and loses none that behaves differently. `always` are the flags that the rules themselves watch.
 */
export function liveAt(chart: Chart, nodes: readonly ModelNode[], mask: Mask, always: number): number[] {
  const at = new Map(nodes.map((n, i) => [n.id, i]));
  const events = Object.values(chart.events).filter((e) => e !== undefined);
  const beside = nodes.map(({ id }) => events.filter((e) => e.from.includes(id)).map((e) => at.get(e.next)!));
  const own = nodes.map((n) => always | asks(n, mask));
  const live = [...own];
  for (let isNew = true; isNew;) {
    isNew = false;
    nodes.forEach((n, i) => {
      const after = [...n.ways, ...n.routes].reduce((bits, way) => bits | live[way.to]!, 0) & ~settles(n);
      const next = beside[i]!.reduce((bits, to) => bits | live[to]!, own[i]! | after);
      if (next !== live[i]) isNew = true;
      live[i] = next;
    });
  }
  return live;
}
