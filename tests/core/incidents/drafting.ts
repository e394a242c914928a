import type { Chart, Node, Option, Step, Terminal } from '../../../src/core/incidents/chart';

type Open<T> = T extends readonly (infer U)[]
  ? Open<U>[]
  : T extends object
    ? { -readonly [K in keyof T]: Open<T[K]> }
    : T;
/** A chart that a test may write into. */
export type Draft = Open<Chart>;

export const draftOf = (chart: Chart, change: (draft: Draft) => unknown): Chart => {
  const draft = structuredClone(chart) as Draft;
  change(draft);
  return draft;
};
export const step = (draft: Draft, id: string): Open<Step> => draft.nodes[id] as Open<Step>;
export const end = (draft: Draft, id: string): Open<Terminal> => draft.nodes[id] as Open<Terminal>;
export const option = (draft: Draft, id: string, key: string): Open<Option> =>
  step(draft, id).options.find((o) => o.key === key)!;
export const routes = (draft: Draft, id: string) => (draft.nodes[id] as Open<Extract<Node, { kind: 'router' }>>).routes;

/** A question of a school's own, leading there. */
export const ownQuestion = (next: string): Open<Node> => ({
  kind: 'question',
  by: 'OWNER',
  prompt: 'Which room was it in?',
  options: [{ key: 'told', label: 'Told', next }],
  multi: false,
  tells: [],
  forbids: [],
});
