import { REPORT } from '../../../../src/core/incidents/charts/report';
import { TRIAGE } from '../../../../src/core/incidents/charts/triage';
import { MOVABLE, editable } from '../../../../src/core/incidents/editable';
import { proveChart } from '../../../../src/core/incidents/prove';
import { SANCTIONS } from '../../../../src/core/incidents/sanctions';
import {
  movedEarlier,
  movedLater,
  withNewRow,
  withQuestion,
  withRow,
  withoutQuestion,
} from '../../../../tabs/cases/chart/useChart';

const mayMove = (id: string): boolean =>
  MOVABLE.triage.includes(id) || MOVABLE.report.includes(id) || id.startsWith('Q');

test('a shipped step moves past its neighbour and back, and the chart stays one that may be published', () => {
  const moved = movedLater(TRIAGE, 'T18', mayMove);
  expect(moved?.nodes['T17']).toMatchObject({ options: [{ next: 'T19' }, { next: 'T19' }, { next: 'T19' }] });
  expect(moved?.nodes['T18']).toMatchObject({ options: [{ next: 'T20' }, { next: 'T20' }] });
  expect([editable(TRIAGE, moved!), proveChart(moved!)]).toEqual([[], []]);
  expect(movedEarlier(moved!, 'T18', mayMove)).toEqual(TRIAGE);
});

test.each([
  ['T8', 'that keeps its place'],
  ['T15', 'before one that something else leads to'],
  ['T20', 'whose answers part'],
  ['T19', 'before one whose answers part'],
  ['T20a', 'at the end of what may be moved'],
  ['CLOSED', 'that is an end'],
])('%s, a step %s, does not move later', (id) => expect(movedLater(TRIAGE, id, mayMove)).toBeNull());

test('a step that several lead to, or none, does not move earlier', () => {
  expect(movedEarlier(TRIAGE, 'T18', mayMove)).toBeNull();
  expect(movedEarlier(TRIAGE, 'T0', mayMove)).toBeNull();
});

test('rows of the table are changed, added under a name of their own, and taken out', () => {
  const at = { audience: 'pupils' as const, id: 'p_device_misuse' };
  const [first] = SANCTIONS.pupils.rows;
  const renamed = withRow(TRIAGE, SANCTIONS, { ...at, id: first!.id }, { ...first!, category: 'Looking on purpose' });
  expect(renamed.tables?.pupils.rows[0]).toEqual({ ...first, category: 'Looking on purpose' });
  const once = withNewRow(renamed, renamed.tables!, 'pupils');
  const twice = withNewRow(once.chart, once.chart.tables!, 'pupils');
  expect([once.id, twice.id]).toEqual(['own_pupils_1', 'own_pupils_2']);
  const fewer = withRow(twice.chart, twice.chart.tables!, at, null);
  expect(fewer.tables?.pupils.rows.map((r) => r.id)).not.toContain('p_device_misuse');
  expect(fewer.tables?.staff).toEqual(SANCTIONS.staff);
  expect([editable(TRIAGE, fewer), proveChart(fewer)]).toEqual([[], []]);
});

test('a question of the school’s own is added, moves, and goes without a trace', () => {
  const asked = withQuestion(TRIAGE, 'T18', 'Who has the device?');
  const later = movedLater(asked, 'Q1', mayMove);
  expect(later?.nodes['T19']).toMatchObject({ options: [{ next: 'Q1' }] });
  expect([editable(TRIAGE, later!), proveChart(later!)]).toEqual([[], []]);
  expect(withoutQuestion(asked, 'Q1')).toEqual(TRIAGE);
  const reported = withQuestion(REPORT, 'R7', 'Which room was it in?');
  expect([editable(REPORT, reported), proveChart(reported)]).toEqual([[], []]);
});
