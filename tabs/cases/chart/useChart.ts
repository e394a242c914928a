import { useState } from 'react';
import type { Input, Output } from '../../../src/api/contract';
import { charts } from '../../../src/texts/en-gb';
import { useAnnounce } from '../../ui/Announcer';
import { useServices } from '../../ui/services';
import { useAction } from '../../ui/useAction';

export type ChartView = Output<'charts.read'>;
export type Chart = Input<'charts.saveDraft'>['chart'];
export type ChartId = Chart['id'];
type Step = Extract<Chart['nodes'][string], { kind: 'question' | 'instruction' | 'action' }>;
export type ClockName = keyof Chart['clocks'];

/** A node that people see something of; routers have no words. */
export const wordsOf = (chart: Chart, id: string) => {
  const node = chart.nodes[id];
  return node === undefined || node.kind === 'router' ? null : node;
};
export const stepOf = (chart: Chart, id: string): Step | null => {
  const node = wordsOf(chart, id);
  return node === null || node.kind === 'terminal' ? null : node;
};

const withNode = (chart: Chart, id: string, node: Chart['nodes'][string]): Chart => ({
  ...chart,
  nodes: { ...chart.nodes, [id]: node },
});

export function withPrompt(chart: Chart, id: string, prompt: string): Chart {
  const node = wordsOf(chart, id);
  return node === null ? chart : withNode(chart, id, { ...node, prompt });
}

export function withLabel(chart: Chart, id: string, key: string, label: string): Chart {
  const step = stepOf(chart, id);
  if (step === null) return chart;
  return withNode(chart, id, { ...step, options: step.options.map((o) => (o.key === key ? { ...o, label } : o)) });
}

export const withClock = (chart: Chart, name: ClockName, count: number): Chart => ({
  ...chart,
  clocks: { ...chart.clocks, [name]: { ...chart.clocks[name], count } },
});

export const withWord = (chart: Chart, list: 'danger' | 'imagery', word: string): Chart => ({
  ...chart,
  words: { ...chart.words, [list]: [...chart.words[list], word] },
});

export type Tables = ChartView['tables'];
export type Audience = keyof Tables;
export type Row = Tables[Audience]['rows'][number];

/** The chart with one row of a table changed, or taken out when it is null. */
export function withRow(chart: Chart, tables: Tables, at: { audience: Audience; id: string }, row: Row | null): Chart {
  const table = tables[at.audience];
  const rows = table.rows.flatMap((one) => (one.id !== at.id ? [one] : row === null ? [] : [row]));
  return { ...chart, tables: { ...tables, [at.audience]: { ...table, rows } } };
}

/** The chart with one more row, which the school then writes, and its name. */
export function withNewRow(chart: Chart, tables: Tables, audience: Audience): { chart: Chart; id: string } {
  const table = tables[audience];
  let n = 1;
  const nameOf = (): string => `own_${audience}_${n}`;
  while (table.rows.some((row) => row.id === nameOf())) n += 1;
  const id = nameOf();
  const row = { id, category: charts.edit.table.newRow, ticked: [], keywords: [] };
  return { chart: { ...chart, tables: { ...tables, [audience]: { ...table, rows: [...table.rows, row] } } }, id };
}

type Events = Chart['events'];
type EventOf = Events['stop'];
const everyEvent = (events: Events, change: (event: EventOf) => EventOf): Events =>
  // The same events, each with another list of places.
  Object.fromEntries(
    Object.entries(events).flatMap(([name, event]) => (event ? [[name, change(event)] as const] : [])),
  ) as unknown as Events;

/** A question of the school's own between a step and whatever came after it. */
export function withQuestion(chart: Chart, after: string, prompt: string): Chart {
  const step = stepOf(chart, after);
  if (step === null) return chart;
  let n = 1;
  while (chart.nodes[`Q${n}`] !== undefined) n += 1;
  const id = `Q${n}`;
  const next = step.options[0]?.next ?? '';
  const question: Step = {
    kind: 'question',
    by: 'OWNER',
    prompt,
    options: [{ key: 'done', label: charts.edit.answers, next }],
    fields: [{ key: 'said', label: charts.edit.answers, kind: 'text' }],
    multi: false,
    tells: [],
    forbids: [],
  };
  const moved = { ...step, options: step.options.map((o) => (o.next === next ? { ...o, next: id } : o)) };
  const events = everyEvent(chart.events, (e) => (e.from.includes(after) ? { ...e, from: [...e.from, id] } : e));
  return { ...withNode(withNode(chart, after, moved), id, question), events };
}

/** Takes such a question out: what led to it leads to what came after it. */
export function withoutQuestion(chart: Chart, id: string): Chart {
  const next = stepOf(chart, id)?.options[0]?.next ?? '';
  const past = (to: string): string => (to === id ? next : to);
  const nodes = Object.entries(chart.nodes)
    .filter(([other]) => other !== id)
    .map(([other, node]) => {
      if (node.kind === 'terminal') return [other, node];
      if (node.kind === 'router')
        return [other, { ...node, routes: node.routes.map((r) => ({ ...r, next: past(r.next) })) }];
      return [other, { ...node, options: node.options.map((o) => ({ ...o, next: past(o.next) })) }];
    });
  const events = everyEvent(chart.events, (e) => ({ ...e, from: e.from.filter((from) => from !== id) }));
  // Rebuilt from its own entries.
  return { ...chart, nodes: Object.fromEntries(nodes) as Chart['nodes'], events };
}

/** Where every answer of a step leads; null where its answers part. */
function onlyNext(chart: Chart, id: string): string | null {
  const nexts = new Set(stepOf(chart, id)?.options.map((o) => o.next));
  const [next] = nexts;
  return nexts.size === 1 && next !== undefined ? next : null;
}

const leadingTo = (chart: Chart, id: string): string[] =>
  Object.entries(chart.nodes).flatMap(([other, node]) => {
    const ways = node.kind === 'terminal' ? [] : node.kind === 'router' ? node.routes : node.options;
    return ways.some((way) => way.next === id) ? [other] : [];
  });

/**
 * The chart with a step after the one that now follows it; null where the two cannot change places: their answers part,
 * something else leads in between, or one of them keeps its place.
 */
export function movedLater(chart: Chart, id: string, mayMove: (id: string) => boolean): Chart | null {
  const next = onlyNext(chart, id);
  const after = next === null ? null : onlyNext(chart, next);
  if (next === null || after === null || after === id || ![id, next, ...leadingTo(chart, id)].every(mayMove))
    return null;
  if (leadingTo(chart, next).some((other) => other !== id)) return null;
  const way = (from: string, to: string): string => (from === id ? after : from === next ? id : to === id ? next : to);
  const nodes = Object.entries(chart.nodes).map(([other, node]) => {
    if (node.kind === 'terminal') return [other, node];
    if (node.kind === 'router')
      return [other, { ...node, routes: node.routes.map((r) => ({ ...r, next: way(other, r.next) })) }];
    return [other, { ...node, options: node.options.map((o) => ({ ...o, next: way(other, o.next) })) }];
  });
  // Rebuilt from its own entries.
  return { ...chart, nodes: Object.fromEntries(nodes) as Chart['nodes'] };
}

/** The same the other way round. */
export function movedEarlier(chart: Chart, id: string, mayMove: (id: string) => boolean): Chart | null {
  const [before, ...more] = leadingTo(chart, id);
  return before === undefined || more.length > 0 ? null : movedLater(chart, before, mayMove);
}

/** What is being written of a chart, and what can be done with it. */
export function useChart(view: ChartView, reload: () => void) {
  const { api } = useServices();
  const say = useAnnounce();
  const [written, setWritten] = useState<Chart | null>(null);
  const base = view.draft?.chart ?? view.chart;
  const rev = view.draft?.rev ?? 0;
  const saving = useAction(async () => {
    await api.call('charts.saveDraft', { rev: view.draft?.rev ?? null, chart: written ?? base });
    setWritten(null);
    say(charts.edit.saved);
    reload();
  });
  const proving = useAction(() => api.call('charts.prove', { id: view.id }));
  const publishing = useAction(async () => {
    const { version } = await api.call('charts.publish', { id: view.id, rev });
    say(charts.edit.published(version));
    reload();
  });
  const dropping = useAction(async () => {
    await api.call('charts.dropDraft', { id: view.id, rev });
    setWritten(null);
    say(charts.edit.dropped);
    reload();
  });
  return {
    chart: written ?? base,
    isChanged: written !== null,
    set: setWritten,
    saving,
    proving,
    publishing,
    dropping,
  };
}

export type ChartWork = ReturnType<typeof useChart>;
