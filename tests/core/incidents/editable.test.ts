import type { Chart } from '../../../src/core/incidents/chart';
import { REPORT } from '../../../src/core/incidents/charts/report';
import { TRIAGE } from '../../../src/core/incidents/charts/triage';
import { editable } from '../../../src/core/incidents/editable';
import { SANCTIONS } from '../../../src/core/incidents/sanctions';
import { proveChart } from '../../../src/core/incidents/prove';
import { type Draft, draftOf, end, ownQuestion as question, routes, step } from './drafting';

test.each<[string, Chart, (draft: Draft) => unknown]>([
  ['nothing at all', TRIAGE, () => undefined],
  [
    'prompts, labels and who owns an end in words',
    TRIAGE,
    (d) => {
      step(d, 'T9').prompt = 'Begin support today.';
      step(d, 'T9').options[0]!.label = 'Begun';
      end(d, 'CLOSED').owner = 'Whoever owned it';
      step(d, 'T3e').guidance!.texts.email = 'Leave it where it is.';
    },
  ],
  ['times that no guidance sets', TRIAGE, (d) => (d.clocks.debrief.count = 3)],
  ['more words', REPORT, (d) => d.words.danger.push('the old quarry')],
  [
    'a question of its own on the way to closing',
    TRIAGE,
    (d) => {
      d.nodes.Q1 = question('T17r');
      step(d, 'T16').options[0]!.next = 'Q1';
      d.events.stop.from.push('Q1');
      d.events.renewed!.from.push('Q1');
      d.events.hand_on!.from.push('Q1');
    },
  ],
  [
    'one question of its own after the reporter’s words, and a second',
    REPORT,
    (d) => {
      d.nodes.Q1 = question('Q2');
      d.nodes.Q2 = question('X3');
      for (const o of step(d, 'R7').options) o.next = 'Q1';
      d.events.stop.from.push('Q1', 'Q2');
    },
  ],
  [
    'two questions in a row',
    TRIAGE,
    (d) => {
      d.nodes.Q1 = question('Q2');
      d.nodes.Q2 = question('T20');
      step(d, 'T19').options[0]!.next = 'Q1';
      d.events.stop.from.push('Q1', 'Q2');
    },
  ],
  [
    'the debrief before the technical tasks',
    TRIAGE,
    (d) => {
      for (const o of step(d, 'T17').options) o.next = 'T19';
      routes(d, 'T17r')[0]!.next = 'T19';
      step(d, 'T19').options[0]!.next = 'T18';
      for (const o of step(d, 'T18').options) o.next = 'T20';
    },
  ],
  [
    'no step for technical tasks',
    TRIAGE,
    (d) => {
      for (const o of step(d, 'T17').options) o.next = 'T19';
      routes(d, 'T17r')[0]!.next = 'T19';
      delete d.nodes.T18;
      d.events.stop.from = d.events.stop.from.filter((id) => id !== 'T18');
      d.events.hand_on!.from = d.events.hand_on!.from.filter((id) => id !== 'T18');
      d.events.renewed!.from = d.events.renewed!.from.filter((id) => id !== 'T18');
    },
  ],
  ['more that a step forbids', TRIAGE, (d) => step(d, 'T16').forbids.push('interview')],
  [
    'the names of categories, what is suggested for them, and rows of its own',
    TRIAGE,
    (d) => {
      d.tables = structuredClone(SANCTIONS);
      d.tables.pupils.rows[1]!.category = 'Games in lessons';
      d.tables.pupils.rows[1]!.ticked = ['class_teacher', 'inform_parents'];
      d.tables.pupils.columns[0]!.label = 'Tell the form tutor';
      d.tables.staff.rows.push({ id: 's_drone', category: 'Flying a drone', ticked: [], keywords: ['flew a drone'] });
    },
  ],
  [
    'its tables by leaving out a row that does not point to the police',
    TRIAGE,
    (d) => {
      d.tables = structuredClone(SANCTIONS);
      d.tables.pupils.rows = d.tables.pupils.rows.filter((r) => r.id !== 'p_device_misuse');
    },
  ],
])('a school may change %s', (what, chart, edit) => {
  const draft = draftOf(chart, edit);
  expect(editable(chart, draft)).toEqual([]);
  expect([what, proveChart(draft)]).toEqual([what, []]);
});

test.each<[string, string, Chart, (draft: Draft) => unknown]>([
  ['the nation', 'chart', REPORT, (d) => (d.start = 'R1')],
  ['a locked step out', 'T8', TRIAGE, (d) => delete d.nodes.T8],
  ['what an answer sets', 'R3', REPORT, (d) => delete step(d, 'R3').options[0]!.sets],
  ['where a locked answer leads', 'T8', TRIAGE, (d) => (step(d, 'T8').options[2]!.next = 'T9p')],
  ['a condition', 'T10', TRIAGE, (d) => delete step(d, 'T10').options[2]!.when],
  ['the need for a second person', 'T17', TRIAGE, (d) => delete step(d, 'T17').options[2]!.confirm],
  ['who hears of it', 'T18', TRIAGE, (d) => (step(d, 'T18').tells = [])],
  [
    'tables of the report’s chart',
    'tables',
    REPORT,
    (d) => {
      d.tables = structuredClone(SANCTIONS);
    },
  ],
  [
    'a column of the table',
    'tables.pupils',
    TRIAGE,
    (d) => {
      d.tables = structuredClone(SANCTIONS);
      d.tables.pupils.columns.pop();
    },
  ],
  [
    'a row to suggest what is no column',
    'tables.staff',
    TRIAGE,
    (d) => {
      d.tables = structuredClone(SANCTIONS);
      d.tables.staff.rows[0]!.ticked.push('detention');
    },
  ],
  [
    'two rows to one name',
    'tables.pupils',
    TRIAGE,
    (d) => {
      d.tables = structuredClone(SANCTIONS);
      d.tables.pupils.rows.push(structuredClone(d.tables.pupils.rows[1]!));
    },
  ],
  [
    'a row of one table to the name of one in the other',
    'tables.pupils',
    TRIAGE,
    (d) => {
      d.tables = structuredClone(SANCTIONS);
      d.tables.pupils.rows.push({ ...structuredClone(d.tables.pupils.rows[1]!), id: SANCTIONS.staff.rows[0]!.id });
    },
  ],
  [
    'a row away that points to the police',
    'tables.pupils',
    TRIAGE,
    (d) => {
      d.tables = structuredClone(SANCTIONS);
      d.tables.pupils.rows = d.tables.pupils.rows.filter((r) => r.id !== 'p_illegal_access');
    },
  ],
  [
    'the police away from a row',
    'tables.staff',
    TRIAGE,
    (d) => {
      d.tables = structuredClone(SANCTIONS);
      for (const row of d.tables.staff.rows) row.ticked = row.ticked.filter((column) => column !== 'police');
    },
  ],
  ['who does it', 'T15', TRIAGE, (d) => (step(d, 'T15').by = 'OWNER')],
  ['a router', 'T12r', TRIAGE, (d) => routes(d, 'T12r').shift()],
  ['a deadline', 'T21', TRIAGE, (d) => delete step(d, 'T21').deadline],
  ['an end’s clock', 'D1', REPORT, (d) => delete end(d, 'D1').deadline],
  ['a kind of step', 'D1', REPORT, (d) => (d.nodes.D1 = question('R0'))],
  ['what a step forbids', 'T6', TRIAGE, (d) => (step(d, 'T6').forbids = [])],
  ['a time that guidance sets', 'clocks.lado', TRIAGE, (d) => (d.clocks.lado.count = 5)],
  ['a word away', 'words', REPORT, (d) => d.words.imagery.pop()],
  ['what stopping does', 'events', TRIAGE, (d) => d.events.stop.from.pop()],
  ['a movable step to anywhere', 'T16', TRIAGE, (d) => (step(d, 'T16').options[0]!.next = 'CLOSED')],
  ['a router of the end to anywhere', 'T17r', TRIAGE, (d) => (routes(d, 'T17r')[0]!.next = 'T22')],
  [
    'a question in among the safety steps',
    'Q1',
    TRIAGE,
    (d) => {
      d.nodes.Q1 = question('T20');
      step(d, 'T9').options[0]!.next = 'Q1';
    },
  ],
  ['a question that leads back into them', 'Q1', TRIAGE, (d) => (d.nodes.Q1 = question('T2'))],
  [
    'a question that sets a flag',
    'Q1',
    TRIAGE,
    (d) => (d.nodes.Q1 = { ...question('T20'), always: ['lado'] } as Draft['nodes'][string]),
  ],
  [
    'a question that takes files',
    'Q1',
    TRIAGE,
    (d) => {
      d.nodes.Q1 = question('T20');
      step(d, 'Q1').options[0]!.clears = ['crime'];
    },
  ],
  [
    'a question the system answers',
    'Q1',
    TRIAGE,
    (d) => (d.nodes.Q1 = { ...question('T20'), by: 'SYSTEM' } as Draft['nodes'][string]),
  ],
  [
    'a question that tells somebody',
    'Q1',
    TRIAGE,
    (d) => (d.nodes.Q1 = { ...question('T20'), tells: [{ who: 'ICT', how: 'notice' }] } as Draft['nodes'][string]),
  ],
  ['an end of its own', 'Q1', TRIAGE, (d) => (d.nodes.Q1 = { kind: 'terminal', prompt: 'x', owner: 'x', action: 'x' })],
])('a school may not change %s', (_what, where, chart, edit) => {
  expect(editable(chart, draftOf(chart, edit)).map((p) => p.where)).toContain(where);
});
