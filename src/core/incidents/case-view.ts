import { fullName } from '../people/person';
import type { PersonId } from '../ids';
import { answered, offered, pathOf } from './advance';
import { allows } from './capabilities';
import type { CaseInHand } from './case-in-hand';
import { EXPORT_ALONE, recordsIn } from './case-pack';
import { doerOf, doersOf, heirsFor, secondsFor } from './case-people';
import { contactsFor } from './case-contacts';
import { missingFor } from './case-fold';
import type { CaseAbility, CaseStepView, CaseView, SanctionSuggestion, TimelineRow } from './case-views';
import { type Answer, Capability, type Chart, type Progress, type Step, type Terminal } from './chart';
import { needsSecond } from './fitting';
import { tablesOf } from './sanctions';

/** What was asked and said at one node, in the words of the chart it was said on. */
export function saidAt(chart: Chart, answer: Answer): { question: string; answers: string[] } | null {
  const node = chart.nodes[answer.node];
  if (!node || node.kind === 'router' || node.kind === 'terminal' || answer.event !== undefined) return null;
  const labels = node.options.filter((o) => answer.choices.includes(o.key)).map((o) => o.label);
  const fields = (node.fields ?? []).flatMap((f) => {
    const value = answer.fields?.[f.key];
    const label = f.options?.find((o) => o.key === value)?.label ?? value;
    return label ? [`${f.label}: ${label}`] : [];
  });
  return {
    question: node.prompt,
    answers: [...(node.freeText ? [] : labels), ...fields, ...(answer.text ? [answer.text] : [])],
  };
}

/** The whole case for somebody who may see it. */
export async function viewOf(c: CaseInHand): Promise<CaseView> {
  const { row, state, work } = c;
  const nameOf = await namesIn(c);
  // A case is a school's of the register.
  const school = (await work.people.schools()).find((s) => s.id === row.schoolId)!;
  // Whoever stays only to ring outside is in the way of the story.
  const isLeaving = c.progress?.node === 'T1b';
  return {
    caseId: row.id,
    reference: row.reference,
    rev: row.rev,
    kind: row.kind,
    schoolId: row.schoolId,
    schoolName: school.name,
    priority: row.priority,
    state: row.state,
    flags: c.flags,
    openedAt: row.openedAt,
    closedAt: row.closedAt,
    owner: row.ownerId && { id: row.ownerId, name: nameOf(row.ownerId) },
    members: c.members.flatMap((m) =>
      m.until === null ? [{ id: m.personId, name: nameOf(m.personId), part: m.part }] : [],
    ),
    report: isLeaving ? null : await reportOf(c),
    step: await stepOf(c, nameOf),
    contacts: contactsFor(c.progress?.node ?? '', c.flags, { set: await work.settings.all(), words: work.words }),
    path: c.chart && c.progress ? pathOf(c.chart, c.progress) : [],
    chartVersion: c.chart?.version ?? null,
    waiting: waitingFor(c, nameOf),
    timeline: isLeaving ? [] : await timelineOf(c, nameOf),
    people: isLeaving ? [] : state.people,
    sanctions: state.sanctions,
    suggestions: suggestionsFor(c),
    support: isLeaving ? [] : state.support,
    parents: state.parents,
    tasks: isLeaving ? [] : state.tasks,
    referrals: isLeaving ? [] : state.referrals,
    links: await linksFor(c),
    papers: isLeaving ? [] : state.papers,
    exporting: state.exporting && { ...state.exporting, isForMe: c.isMe(state.exporting.secondId) },
    exportNeedsSecond: recordsIn(c) > EXPORT_ALONE,
    pair: (state.pair ?? []).map((id) => ({ id, name: nameOf(id) })),
    device: state.device,
    monitoringUntil: state.monitoringUntil,
    outcome: state.outcome,
    missing: missingFor(state, c.flags, work.now),
    looks: await looksAt(c),
    seconds: await secondsFor(c),
    heirs: await heirsFor(c),
    abilities: abilitiesOn(c),
  };
}

type NameOf = (id: PersonId) => string;

async function namesIn(c: CaseInHand): Promise<NameOf> {
  const ids = [
    ...c.members.map((m) => m.personId),
    ...c.entries.flatMap((e) => (e.by === null ? [] : [e.by])),
    ...(c.state.pair ?? []),
    ...(c.row.ownerId ? [c.row.ownerId] : []),
    ...(c.state.waiting ? [c.state.waiting.secondId] : []),
  ];
  const people = await c.work.people.byIds(ids);
  // Nobody is ever taken off the register.
  return (id) => fullName(people.get(id)!);
}

async function reportOf(c: CaseInHand): Promise<CaseView['report']> {
  const report = c.row.reportId && (await c.work.reports.byId(c.row.reportId));
  if (!report) return null;
  const { progress } = report.content;
  const chart = await c.work.charts.version('report', progress.chart.version);
  const reporter = (await c.work.people.person(report.reporterId))!;
  return {
    reportId: report.id,
    reporterId: report.reporterId,
    reporterName: fullName(reporter),
    sentAt: report.sentAt,
    isUnfinished: report.state === 'unfinished',
    kept: report.content.kept,
    answers: answered(progress).flatMap((a) => {
      const said = saidAt(chart, a);
      return said ? [{ node: a.node, question: said.question, answer: said.answers.join('\n') }] : [];
    }),
    additions: (await c.work.reports.additions(report.id)).map((a) => ({ at: a.addedAt, text: a.text })),
  };
}

async function stepOf(c: CaseInHand, nameOf: NameOf): Promise<CaseStepView | null> {
  const { chart, progress, step } = c;
  if (!chart || !progress) return null;
  const node = chart.nodes[progress.node];
  // Where no step is, the chart has ended.
  if (!step) return terminal(progress.node, (node as Terminal).prompt, c.row.dueAt);
  const doers = await doersOf(c, doerOf(step));
  return {
    node: progress.node,
    kind: step.kind,
    prompt: await filled(c, step.prompt),
    options: offered(step, progress.flags).map((o) => ({
      key: o.key,
      label: o.label,
      confirm: needsSecond(o, progress.flags),
    })),
    multi: step.multi,
    fields: fieldsOf(c, step.fields ?? []),
    by: doerOf(step),
    doers: doers.map((id) => ({ id, name: nameOf(id) })),
    mayAnswer: c.state.waiting === null && doers.some((id) => c.isMe(id)),
    answeredBy: c.state.each.map((a) => a.by!),
    dueAt: c.row.dueAt,
    forbids: Capability.options.filter((capability) => !allows(chart, progress, capability)),
    advice: adviceOf(step, progress),
  };
}

/** The numbers and days of a prompt, and what is missing from the settings said plainly. */
async function filled(c: CaseInHand, prompt: string): Promise<string> {
  const set = await c.work.settings.all();
  const values: Readonly<Record<string, string | null | undefined>> = {
    'social care': set.social_care_phone,
    'outside contact': [set.outside_contact, set.outside_contact_phone].filter((part) => part).join(', '),
    date: c.state.monitoringUntil,
  };
  return prompt.replace(/\{([a-z ]+)\}/g, (_, name: string) => values[name] || c.work.words.notSet);
}

const terminal = (node: string, prompt: string, dueAt: number | null): CaseStepView => ({
  node,
  kind: 'terminal',
  prompt,
  options: [],
  multi: false,
  fields: [],
  by: 'SYSTEM',
  doers: [],
  mayAnswer: false,
  answeredBy: [],
  dueAt,
  forbids: [],
  advice: [],
});

type Fields = NonNullable<NonNullable<CaseInHand['step']>['fields']>;

/** The rows of the table are the choices of the one field that names none of its own. */
const fieldsOf = (c: CaseInHand, fields: Fields): CaseStepView['fields'] =>
  fields.map((f) => ({
    key: f.key,
    label: f.label,
    kind: f.kind,
    options: f.options ?? (f.key === 'row' ? rowsFor(c).map((s) => ({ key: s.row, label: s.category })) : []),
    required: f.required === true,
  }));

function adviceOf({ guidance }: Step, progress: Progress): string[] {
  if (!guidance) return [];
  // Whatever advises on an answer comes after it.
  const { choices } = answered(progress).findLast((a) => a.node === guidance.of)!;
  return Object.entries(guidance.texts).flatMap(([key, text]) => (choices.includes(key) ? [text] : []));
}

/** Every row of the tables for those responsible; both where nobody is named yet. */
function rowsFor(c: CaseInHand): SanctionSuggestion[] {
  const kinds = new Set(c.state.people.filter((p) => p.parts.includes('instigator')).map((p) => p.who.kind));
  const isWanted = {
    pupils: kinds.has('pupil') || !kinds.has('staff'),
    staff: kinds.has('staff') || !kinds.has('pupil'),
  };
  const tables = tablesOf(c.course.chart);
  return (['pupils', 'staff'] as const).flatMap((audience) =>
    isWanted[audience]
      ? tables[audience].rows.map((r) => ({
          audience,
          row: r.id,
          category: r.category,
          lines: tables[audience].columns
            .filter((column) => r.ticked.includes(column.id))
            .map(({ id, label, isSanction }) => ({ column: id, label, isSanction })),
        }))
      : [],
  );
}

/** For an accident only teaching, support and technical steps are listed. */
function suggestionsFor(c: CaseInHand): SanctionSuggestion[] {
  if (!c.progress) return [];
  const isAccident = answered(c.progress).findLast((a) => a.node === 'T14')?.choices[0] === 'accident';
  return rowsFor(c).map((s) => (isAccident ? { ...s, lines: s.lines.filter((l) => !l.isSanction) } : s));
}

function waitingFor(c: CaseInHand, nameOf: NameOf): CaseView['waiting'] {
  const { waiting } = c.state;
  if (!waiting || !c.chart) return null;
  // What waits is an answer of a step, with its reason.
  const said = saidAt(c.chart, waiting.answer)!;
  return {
    proposalId: waiting.id,
    node: waiting.answer.node,
    question: said.question,
    answers: said.answers,
    reason: waiting.answer.reason!,
    by: waiting.by && { id: waiting.by, name: nameOf(waiting.by) },
    second: { id: waiting.secondId, name: nameOf(waiting.secondId) },
    isForMe: c.isMe(waiting.secondId),
  };
}

async function timelineOf(c: CaseInHand, nameOf: NameOf): Promise<TimelineRow[]> {
  const seen = new Set((await linksFor(c)).map((l) => l.caseId));
  return c.entries
    .filter(({ entry }) => entry.kind !== 'link' || seen.has(entry.caseId))
    .map(({ id, number, at, by, entry }) => ({
      id,
      number,
      at,
      byId: by,
      byName: by && nameOf(by),
      entry,
      said: c.chart && 'answer' in entry ? saidAt(c.chart, entry.answer) : null,
    }));
}

/** Only links to cases that whoever looks may meet: the store shows no others. */
async function linksFor(c: CaseInHand): Promise<CaseView['links']> {
  const links: CaseView['links'][number][] = [];
  for (const link of c.state.links) if (await c.work.cases.byId(link.caseId)) links.push(link);
  return links;
}

async function looksAt(c: CaseInHand): Promise<CaseView['looks']> {
  const entries = (await c.work.ledger.entriesFor(c.row.id)).filter((e) => e.kind === 'incident.read');
  // Written by `entryFor` and by nothing else; retention may have taken the content away.
  const looks = entries.flatMap((e) =>
    e.payload === null ? [] : [{ at: e.at, id: (JSON.parse(e.payload) as { by: { person: PersonId } }).by.person }],
  );
  const people = await c.work.people.byIds(looks.map((l) => l.id));
  return looks.map(({ at, id }) => ({ at, name: fullName(people.get(id)!) })).reverse();
}

/** Whether the person works the case, beyond being told of it. */
export const worksOn = (c: CaseInHand): boolean =>
  c.isMe(c.ownerId) ||
  c.members.some((m) => m.until === null && m.part !== 'told' && c.isMe(m.personId)) ||
  // The lead of the school sees it by the post and may work it, unless somebody was named who changes that.
  (c.row.leadSees && !c.members.some((m) => m.until === null && c.isMe(m.personId)));

/** What may be offered now; each is checked again where it is done. */
function abilitiesOn(c: CaseInHand): CaseAbility[] {
  const { chart, progress, row, state } = c;
  const works = worksOn(c);
  const isOpen = row.state === 'open';
  const isOwner = c.isMe(row.ownerId);
  const may = (capability: Capability): boolean => !!chart && !!progress && allows(chart, progress, capability);
  const at = progress?.node ?? '';
  const given: Record<CaseAbility, boolean> = {
    answer: isOpen && works && c.step !== null && state.waiting === null,
    second: isOpen && state.waiting !== null && c.isMe(state.waiting.secondId),
    stop: isOpen && works && (chart?.events.stop.from.includes(at) ?? false),
    hand_on: isOpen && isOwner && (chart?.events.hand_on?.from.includes(at) ?? false),
    note: row.state !== 'sealed' && row.state !== 'handed',
    name_person: isOpen && works,
    refer: isOpen && works,
    investigators: isOpen && works && at === 'T12a',
    sanctions: isOpen && works && at === 'T15' && may('sanction_entry'),
    record: isOpen && works,
    task: isOpen && works,
    link: isOpen && works,
    ask_second: isOpen && works,
    add_paper: isOpen && works && may('upload'),
    close: isOpen && at === 'T22' && may('close') && c.having('second').some((id) => c.isMe(id)),
    reopen: row.state === 'closed' && works,
    export: works,
  };
  // The table above has every ability as a key.
  return (Object.keys(given) as CaseAbility[]).filter((ability) => given[ability]);
}
