import { answered, begin, happened, pathOf, replay, tellsAt } from '../../../src/core/incidents/advance';
import type { Chart, Flag, NodeId, Progress } from '../../../src/core/incidents/chart';
import { Chart as ChartSchema } from '../../../src/core/incidents/chart';
import { REPORT } from '../../../src/core/incidents/charts/report';
import { TRIAGE } from '../../../src/core/incidents/charts/triage';
import { type Posts, type RoutingFacts, route } from '../../../src/core/incidents/routing';
import { answerWith, goOn, person } from './answering';

const [HEAD, LEAD, DEPUTY, CHAIR, VICE, GOVERNOR, ICT, TEACHER] = [1, 2, 3, 4, 5, 6, 7, 8].map(person) as [
  ReturnType<typeof person>,
  ...ReturnType<typeof person>[],
];
const POSTS: Posts = {
  head: [HEAD],
  safeguarding_lead: [LEAD!],
  deputy_safeguarding_lead: [DEPUTY!],
  chair_of_governors: [CHAIR!],
  vice_chair: [VICE!],
  safeguarding_governor: [GOVERNOR!],
  ict_manager: [ICT!],
};
const FACTS: RoutingFacts = {
  reporterId: TEACHER!,
  named: [],
  affected: [],
  removed: [],
  away: [],
  delegates: [],
  tellsLeadAboutHead: true,
};

const QUIET = { R1: 'no', R2: 'no', R3: 'no' };
const tell = (said: Record<string, string | string[]>): Progress => goOn(REPORT, begin(REPORT), said);
const work = (flags: readonly Flag[], said: Record<string, string | string[]>, until?: NodeId): Progress =>
  goOn(TRIAGE, begin(TRIAGE, { flags: [...flags] }), said, until);
const seen = (chart: Chart, progress: Progress): string =>
  pathOf(chart, progress)
    .filter((id) => chart.nodes[id]?.kind !== 'router')
    .join(' ');

const CALM = { T1: 'no', T1c: 'no', T2: 'no', T3: 'no', T4: 'no', T8: 'no', T9d: 'no', T12: 'no' };
const TO_THE_END = { T13: 'other_row', T20: 'no', T21: 'quiet', T22: 'all', T11: 'go_ahead' };

test('both charts are what their schema says, and survive JSON', () => {
  for (const chart of [REPORT, TRIAGE]) expect(ChartSchema.parse(JSON.parse(JSON.stringify(chart)))).toEqual(chart);
  expect(Object.keys(REPORT.nodes)).toHaveLength(32);
  expect(Object.keys(TRIAGE.nodes)).toHaveLength(58);
});

test('1: a pupil plays a game that is no schoolwork', () => {
  const report = tell({ ...QUIET, R4: ['pupil'], R5: ['pupils'] });
  expect(seen(REPORT, report)).toBe('R0 R1 R2 R3 R4 R5 R6 R7 R8 N2 D2');
  expect(route(report.flags, POSTS, FACTS)).toMatchObject({ row: 5, owner: LEAD, told: [DEPUTY] });
  const worked = work(report.flags, { ...CALM, ...TO_THE_END });
  expect(seen(TRIAGE, worked)).toBe(
    'T0 T1 T1c T2 T3 T4 T8 T9 T9p T9d T12 T12u T13 T14 T15 T16 T18 T19 T20 T21 T22 CLOSED',
  );
});

test('2: a picture of a Year 6 child goes round', () => {
  const report = tell({ R1: 'no', R2: 'yes', R2a: ['passed_on'], R4: ['pupil'], R5: ['pupils'] });
  expect(seen(REPORT, report)).toBe('R0 R1 R2 I2 R2a R4 R5 R6 R7 R8b N2 D1');
  expect(report.flags).toEqual(expect.arrayContaining(['imagery', 'crime']));
  expect(route(report.flags, POSTS, FACTS)).toMatchObject({ owner: LEAD, told: [DEPUTY, HEAD] });
  const worked = work(report.flags, { ...CALM, ...TO_THE_END, T3b: 'no', T3f: 'yes', T8: 'yes' });
  expect(seen(TRIAGE, worked)).toBe(
    'T0 T1 T1c T2 T3b T3c T3d T3e T3f T8 T8a T9 T9p T9d T10 T11 T12 T13 T14 T15 T16 T18 T19 T20 T21 T22 CLOSED',
  );
});

test('3: danger now, and it is about the head', () => {
  const said = { R1: 'yes', R2: 'no', R3: 'no', R4: ['head'], R5: ['pupils'] };
  const alert = goOn(REPORT, begin(REPORT), said, 'N1');
  expect(tellsAt(REPORT, alert)).toEqual([{ who: 'RECIPIENTS', how: 'ring' }]);
  expect(route(alert.flags, POSTS, FACTS)).toMatchObject({ row: 1, owner: CHAIR, told: [LEAD], excluded: [HEAD] });
  const report = goOn(REPORT, alert, said);
  expect(seen(REPORT, report)).toBe('R0 R1 I1 R4 N1 R2 R3 R5 R6 R7 R8 N2 D1');
  expect(seen(TRIAGE, work(report.flags, CALM, 'T9'))).toMatch(/ T6 T6a /);
});

test('4: a supply teacher writes to pupils, and the reporter is not sure that it is a crime', () => {
  const report = tell({ R1: 'no', R2: 'no', R3: 'not_sure', R4: ['adult'], R5: ['pupils'] });
  expect(report.node).toBe('D1');
  expect(route(report.flags, POSTS, { ...FACTS, named: [person(40)] })).toMatchObject({
    row: 3,
    owner: HEAD,
    told: [LEAD],
  });
  const worked = work(report.flags, { ...CALM, T4: 'not_sure', T6: 'yes' }, 'T11');
  expect(seen(TRIAGE, worked)).toMatch(/T4 T6 T6a T8 .*T10 T11$/);
});

test('5: a parent abuses a teacher online', () => {
  const report = tell({ ...QUIET, R4: ['outside'], R5: ['me'] });
  expect(route(report.flags, POSTS, FACTS)).toMatchObject({ row: 5, owner: LEAD });
  const worked = work(report.flags, { ...CALM, ...TO_THE_END, T13: 'no_row', T9p: 'no_pupil' });
  expect(seen(TRIAGE, worked)).toBe(
    'T0 T1 T1c T2 T3 T4 T9 T9p T9d T12 T12u T13 T14 T15 T16 T18 T19 T20 T21 T22 CLOSED',
  );
});

test('6: the ICT manager gets round the filter: technical tasks go outside', () => {
  const report = tell({ ...QUIET, R4: ['ict'], R5: ['nobody'] });
  expect(route(report.flags, POSTS, FACTS)).toMatchObject({ row: 3, owner: HEAD, excluded: [ICT] });
  const tasks = work(report.flags, { ...CALM, ...TO_THE_END, T6: 'no' }, 'T18');
  expect(tellsAt(TRIAGE, tasks)).toEqual([{ who: 'OUTSIDE_SUPPORT', how: 'by_person', when: 'subject_ict' }]);
  const others = work(['subject_pupil'], { ...CALM, ...TO_THE_END }, 'T18');
  expect(tellsAt(TRIAGE, others).map((t) => t.who)).toEqual(['ICT']);
});

test('7: “nudes” in the story brings the question about pictures back', () => {
  const report = tell({ ...QUIET, R4: ['pupil'], R5: ['pupils'], R7: 'They pass round nudes.', R8i: 'not_sure' });
  expect(seen(REPORT, report)).toBe('R0 R1 R2 R3 R4 R5 R6 R7 R8i I8 N2 D1');
  expect(report.flags).toContain('imagery');
  expect(answered(report).find((a) => a.node === 'R7')?.choices).toEqual(['text_imagery']);
});

test('8: lead and head are one person, and named: out of both posts', () => {
  const report = tell({ ...QUIET, R4: ['lead', 'head'], R5: ['pupils'] });
  const routed = route(report.flags, { ...POSTS, safeguarding_lead: [HEAD] }, FACTS);
  expect(routed).toMatchObject({ row: 1, owner: CHAIR, told: [], excluded: [HEAD] });
  expect(report.node).toBe('D1');
});

test('9: everybody on the chain is away: the numbers are shown', () => {
  const flags: Flag[] = ['subject_pupil'];
  expect(route(flags, POSTS, { ...FACTS, away: [HEAD, LEAD!, DEPUTY!, CHAIR!] }).owner).toBe('outside_contact');
  const check = goOn(REPORT, begin(REPORT), { ...QUIET, R4: ['pupil'] }, 'R8');
  const sent = answerWith(REPORT, happened(REPORT, check, 'learnt', ['no_recipient']), ['right']);
  expect(sent.node).toBe('N3');
  expect(answerWith(REPORT, sent, ['filed']).node).toBe('D3');
});

test('10: the pair finds something: all stops, and the safety questions come again', () => {
  const first = work(['subject_pupil'], { ...CALM, T12: 'yes' }, 'T12b');
  const found = goOn(TRIAGE, first, { ...CALM, T12b: 'yes', T4: 'yes' }, 'T11');
  expect(seen(TRIAGE, found)).toMatch(/T12a T12b T12c T2 T3 T4 T8 T9 T9p T9d T10 T11$/);
  expect(found.flags).toEqual(expect.arrayContaining(['surfaced', 'crime', 'agency_hold']));
  expect(replay(TRIAGE, found.answers, found.inputs)).toEqual(found);
});
