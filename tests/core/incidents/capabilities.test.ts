import { begin, change, happened } from '../../../src/core/incidents/advance';
import { allows } from '../../../src/core/incidents/capabilities';
import { Capability, type Chart, type Progress } from '../../../src/core/incidents/chart';
import { REPORT } from '../../../src/core/incidents/charts/report';
import { TRIAGE } from '../../../src/core/incidents/charts/triage';
import { answerWith, goOn } from './answering';

const NO = { R1: 'no', R2: 'no', R3: 'no', R4: ['pupil'] };
const told = (until: string, said = {}): Progress => goOn(REPORT, begin(REPORT), { ...NO, ...said }, until);
const CALM = { T1: 'no', T1c: 'no', T2: 'no', T3: 'no', T4: 'no', T8: 'no', T9d: 'no' };
const worked = (until: string, said = {}, flags: Progress['flags'] = ['subject_pupil']): Progress =>
  goOn(TRIAGE, begin(TRIAGE, { flags }), { ...CALM, ...said }, until);
const open = (chart: Chart, at: Progress): string[] => Capability.options.filter((c) => allows(chart, at, c));

const NEVER = [
  'delete',
  'advise_delete',
  'preview',
  'fetch_link',
  'content_scan',
  'verdict',
  'auto_sanction',
  'auto_refer',
  'notify_subject',
  'purge',
];

test.each<[string, Chart, Progress, readonly Capability[], readonly Capability[]]>([
  [
    'a report before pictures are asked about',
    REPORT,
    told('R2'),
    [],
    ['mail_copy', 'upload', 'view_content', 'free_text'],
  ],
  ['a report after “no”', REPORT, told('R6'), ['mail_copy', 'free_text'], ['upload']],
  ['a report after “not sure”', REPORT, told('R6', { R2: 'not_sure' }), [], ['mail_copy', 'upload', 'view_content']],
  ['a report whose “no” is being changed', REPORT, change(REPORT, told('R6'), 'R2'), [], ['mail_copy']],
  [
    'a report in which a picture arrived',
    REPORT,
    happened(REPORT, told('R6'), 'learnt', ['imagery']),
    [],
    ['mail_copy'],
  ],
  ['a case before pictures are asked about', TRIAGE, worked('T2'), [], ['mail_copy', 'upload']],
  ['a case after “no”', TRIAGE, worked('T8'), ['mail_copy', 'interview'], ['upload', 'investigate']],
  [
    'a case at the one step for papers',
    TRIAGE,
    worked('T12u', { T12: 'no' }),
    ['upload', 'mail_copy'],
    ['investigate'],
  ],
  ['a case with a pair named', TRIAGE, worked('T12b', { T12: 'yes' }), ['investigate'], ['upload']],
  [
    'a case stopped',
    TRIAGE,
    happened(TRIAGE, worked('T13', { T12: 'no' }), 'stop'),
    [],
    ['mail_copy', 'investigate', 'view_content'],
  ],
  ['a case linked to another', TRIAGE, happened(TRIAGE, worked('T13', { T12: 'no' }), 'renewed'), [], ['mail_copy']],
  [
    'a case that stopped and went on',
    TRIAGE,
    answerWith(TRIAGE, happened(TRIAGE, worked('T13', { T12: 'no' }), 'stop'), ['stopped']),
    [],
    ['mail_copy'],
  ],
  [
    'a case whose agency wants it to wait',
    TRIAGE,
    worked('T11', { T4: 'yes' }),
    [],
    ['interview', 'contact_subject', 'investigate', 'sanction_entry', 'close'],
  ],
  [
    'a case with a picture in play',
    TRIAGE,
    worked('T9', { T3b: 'no' }, ['imagery', 'crime']),
    [],
    ['upload', 'mail_copy', 'view_content'],
  ],
  [
    'a case with the picture ruled out',
    TRIAGE,
    worked('T9', { T3b: 'ruled_out' }, ['imagery', 'crime']),
    ['interview'],
    ['upload', 'mail_copy', 'view_content'],
  ],
  [
    'a case that is closed',
    TRIAGE,
    worked('CLOSED', { T12: 'no', T13: 'other_row', T20: 'no', T21: 'quiet' }),
    ['view_content'],
    ['interview', 'investigate', 'close'],
  ],
  ['a router, where nobody is', TRIAGE, { ...worked('T8'), node: 'T7r' }, [], ['upload']],
  ['a node that is not there', TRIAGE, { ...worked('T8'), node: 'T99' }, [], ['upload']],
])('%s', (_what, chart, at, may, mayNot) => {
  const can = open(chart, at);
  expect(can).toEqual(expect.arrayContaining([...may]));
  for (const capability of [...mayNot, ...NEVER]) expect(can).not.toContain(capability);
});
