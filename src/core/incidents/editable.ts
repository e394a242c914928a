import type { Problem } from '../errors';
import type { Chart, ClockName, Node, NodeId, Option, Step } from './chart';
import { FIXED_CLOCKS } from './charts/clocks';
import { type Audience, SANCTIONS, type SanctionTable } from './sanctions';
import { shortened } from './word-lists';

/**
 * Steps whose place a school may change, and between which it may put questions of its own: after the reporter's words,
 * and from choosing the row to watching. Everything else keeps its place and its effect (`incident-flow.md` section 8).
 */
export const MOVABLE: Readonly<Record<Chart['id'], readonly NodeId[]>> = {
  report: ['R7'],
  triage: ['T13', 'T13r', 'T13a', 'T14', 'T15', 'T16', 'T17r', 'T17', 'T18', 'T19', 'T20', 'T20a'],
};
/** The same for whoever draws the editor. */
export const OPEN_AFTER: Readonly<Record<Chart['id'], readonly NodeId[]>> = {
  report: MOVABLE.report,
  triage: ['T14', 'T15', 'T16', 'T18', 'T19', 'T20a'],
};
/** Where a movable step or a school's own question may lead. */
const LEADS_TO: Readonly<Record<Chart['id'], readonly NodeId[]>> = {
  report: ['X3'],
  triage: [...MOVABLE.triage, 'T10', 'T21'],
};
/** Movable steps that may be left out altogether; what is lost by the others no proof could see. */
const MAY_GO: readonly NodeId[] = ['T16', 'T18', 'T19', 'T20', 'T20a'];

/** Everything that keeps a school's draft from being published besides the proof; empty when it may be. */
export function editable(shipped: Chart, draft: Chart): Problem[] {
  return [
    ...sameFrame(shipped, draft),
    ...Object.keys(shipped.nodes).flatMap((id) => sameNode(shipped, draft, id)),
    ...Object.keys(draft.nodes).flatMap((id) => (shipped.nodes[id] ? [] : ownQuestion(shipped, draft, id))),
    ...sameTables(draft),
  ];
}

const AUDIENCES = ['pupils', 'staff'] as const;

/** Categories, what is suggested for each and how people say it are the school's; columns and the police are not. */
function sameTables(draft: Chart): Problem[] {
  const { tables } = draft;
  if (!tables) return [];
  if (draft.id !== 'triage') return [wrong('tables', 'The tables belong to the chart of how a case is worked.')];
  return AUDIENCES.flatMap((audience) => sameTable(audience, tables[audience]));
}

function sameTable(audience: Audience, table: SanctionTable): Problem[] {
  const was = SANCTIONS[audience];
  const where = `tables.${audience}`;
  const columnsOf = ({ columns }: SanctionTable) => columns.map(({ id, isSanction }) => [id, isSanction]);
  const known = new Set(was.columns.map((column) => column.id));
  const others = AUDIENCES.filter((one) => one !== audience).flatMap((one) => SANCTIONS[one].rows.map((r) => r.id));
  const twice = table.rows.filter(({ id }, i) => table.rows.findIndex((r) => r.id === id) !== i || others.includes(id));
  const police = was.rows.filter((r) => r.ticked.includes('police'));
  const kept = (id: string): boolean => table.rows.find((r) => r.id === id)?.ticked.includes('police') ?? false;
  return [
    ...(same(columnsOf(was), columnsOf(table)) ? [] : [wrong(where, 'The columns of the table are fixed.')]),
    ...twice.map(({ id }) => wrong(where, `There is another row with the name ${id}.`)),
    ...table.rows
      .filter((r) => r.ticked.some((column) => !known.has(column)))
      .map((r) => wrong(where, `“${r.category}” suggests something that is no column.`)),
    ...police
      .filter((r) => !kept(r.id))
      .map((r) => wrong(where, `“${r.category}” has to stay and to go on pointing to the police.`)),
  ];
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const wrong = (where: string, what: string): Problem => ({ where, what });

function sameFrame(shipped: Chart, draft: Chart): Problem[] {
  const isCommon = (id: NodeId): boolean => id in shipped.nodes && id in draft.nodes;
  const events = (chart: Chart) =>
    Object.entries(chart.events).map(([name, e]) => [name, e?.next, e?.from.filter(isCommon).sort()]);
  const frame = ({ id, nation, start }: Chart) => [id, nation, start];
  const clocks = (Object.keys(shipped.clocks) as ClockName[]).filter(
    (name) => FIXED_CLOCKS.includes(name) && !same(shipped.clocks[name], draft.clocks[name]),
  );
  const gone = shortened(draft.words, shipped.words);
  return [
    ...(same(frame(shipped), frame(draft))
      ? []
      : [wrong('chart', 'A chart keeps its kind, its nation and its start.')]),
    ...(same(events(shipped), events(draft))
      ? []
      : [wrong('events', 'What happens on stopping and linking is fixed.')]),
    ...clocks.map((name) => wrong(`clocks.${name}`, 'This time is set by national guidance and cannot be changed.')),
    ...gone.map((word) => wrong('words', `Put “${word}” back: words may be added, never taken away.`)),
  ];
}

const orderOf = (a: readonly string[] | undefined): string[] => [...(a ?? [])].sort();
const wayOf = ({ key, when, sets, clears, next, confirm }: Option, moves: boolean) => [
  key,
  when ?? null,
  orderOf(sets),
  orderOf(clears),
  confirm ?? null,
  ...(moves ? [] : [next]),
];

/** What a node does, without its words; for a movable one without where it leads. */
function effectOf(node: Node, moves: boolean): unknown {
  if (node.kind === 'terminal') return [node.kind, node.deadline ?? null];
  if (node.kind === 'router') return [node.kind, node.routes.map((r) => [r.when, ...(moves ? [] : [r.next])])];
  const { kind, by, multi, freeText, people, each, always, fills, deadline, tells } = node;
  const fields = (node.fields ?? []).map((f) => [f.key, f.kind, f.required ?? false, f.options?.map((o) => o.key)]);
  const ways = node.options.map((o) => wayOf(o, moves));
  return [kind, by, multi, freeText, people, each, always, fills, deadline, tells, fields, ways, node.guidance?.of].map(
    (part) => part ?? null,
  );
}

function sameNode(shipped: Chart, draft: Chart, id: NodeId): Problem[] {
  const [was, now] = [shipped.nodes[id]!, draft.nodes[id]];
  const moves = MOVABLE[shipped.id].includes(id);
  if (!now) return MAY_GO.includes(id) ? [] : [wrong(id, `${id} cannot be taken out.`)];
  const isSame = same(effectOf(was, moves), effectOf(now, moves));
  const strays = moves ? nextsOf(now).filter((next) => !mayLeadTo(shipped, next)) : [];
  const opened = forbidsOf(was).filter((c) => !forbidsOf(now).includes(c));
  return [
    ...(isSame ? [] : [wrong(id, `Only the words of ${id} can be changed, not what its answers do.`)]),
    ...strays.map((next) => wrong(id, `${id} cannot lead to ${next}.`)),
    ...opened.map((c) => wrong(id, `${id} has to go on forbidding ${c}.`)),
  ];
}

const mayLeadTo = (shipped: Chart, next: NodeId): boolean =>
  LEADS_TO[shipped.id].includes(next) || shipped.nodes[next] === undefined;
const forbidsOf = (node: Node): readonly string[] => ('forbids' in node ? node.forbids : []);
const nextsOf = (node: Node): NodeId[] =>
  'options' in node ? node.options.map((o) => o.next) : 'routes' in node ? node.routes.map((r) => r.next) : [];

/** A question of the school's own asks and records; it changes no flag, tells nobody and takes no file. */
function ownQuestion(shipped: Chart, draft: Chart, id: NodeId): Problem[] {
  const node = draft.nodes[id]!;
  if (node.kind !== 'question') return [wrong(id, `${id} can only be a question.`)];
  const entered = Object.entries(draft.nodes).filter(([, other]) => nextsOf(other).includes(id));
  const astray = entered.filter(([from]) => shipped.nodes[from] && !MOVABLE[shipped.id].includes(from));
  return [
    ...(isHarmless(node) ? [] : [wrong(id, `${id} may ask and record, and nothing else.`)]),
    ...nextsOf(node).flatMap((next) => (mayLeadTo(shipped, next) ? [] : [wrong(id, `${id} cannot lead to ${next}.`)])),
    ...astray.map(([from]) => wrong(id, `${id} cannot come after ${from}.`)),
  ];
}

const isHarmless = (step: Step): boolean =>
  step.by !== 'SYSTEM' &&
  step.tells.length === 0 &&
  [step.always, step.fills, step.freeText, step.people, step.each, step.guidance].every((part) => part === undefined) &&
  step.options.every((o) => o.sets === undefined && o.clears === undefined && o.when === undefined);
