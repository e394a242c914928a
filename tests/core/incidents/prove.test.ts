import type { Chart } from '../../../src/core/incidents/chart';
import { REPORT } from '../../../src/core/incidents/charts/report';
import { TRIAGE } from '../../../src/core/incidents/charts/triage';
import { prove, proveChart } from '../../../src/core/incidents/prove';
import { forbiddenIn, sentencesOf } from '../../../src/core/incidents/prove/texts';
import { SANCTIONS } from '../../../src/core/incidents/sanctions';
import { type Draft, draftOf, end, option, ownQuestion, routes, step } from './drafting';

/** Each fault is one thing somebody could get wrong in a draft: which chart, which property, what. */
const FAULTS: readonly (readonly [number, string, Chart, (draft: Draft) => void])[] = [
  [1, 'an answer leads nowhere', REPORT, (d) => (option(d, 'R3', 'no').next = 'R99')],
  [1, 'a step that nobody can reach', REPORT, (d) => (d.nodes.R9 = ownQuestion('X3'))],
  [
    1,
    'a case that can never be closed',
    TRIAGE,
    (d) => {
      option(d, 'T22', 'all').next = 'T22a';
      for (const way of step(d, 'T22').options) way.next = 'T22a';
    },
  ],
  [1, 'a router that may find no way', TRIAGE, (d) => (routes(d, 'T13r').at(-1)!.when = 'row_police')],
  [
    1,
    'a step at which nothing is offered',
    TRIAGE,
    (d) => {
      for (const o of step(d, 'T9').options) o.when = 'unfinished';
    },
  ],
  [1, 'stopping leads nowhere', REPORT, (d) => (d.events.stop.next = 'E9')],
  [2, 'watching for ever without a date', TRIAGE, (d) => delete step(d, 'T21').deadline],
  [2, 'a loop that nobody has to answer', TRIAGE, (d) => (option(d, 'T1a', 'someone_left').next = 'T1a')],
  [
    3,
    'a ninth question before the words',
    REPORT,
    (d) => {
      d.nodes.Q1 = ownQuestion('R7');
      for (const o of step(d, 'R6').options) o.next = 'Q1';
      d.events.stop.from.push('Q1');
    },
  ],
  [
    3,
    'a third question of its own after the words',
    REPORT,
    (d) => {
      for (const [id, next] of [
        ['Q1', 'Q2'],
        ['Q2', 'Q3'],
        ['Q3', 'X3'],
      ] as const)
        d.nodes[id] = ownQuestion(next);
      for (const o of step(d, 'R7').options) o.next = 'Q1';
      d.events.stop.from.push('Q1', 'Q2', 'Q3');
    },
  ],
  [
    3,
    'a question after the words that changes what is known',
    REPORT,
    (d) => {
      d.nodes.Q1 = ownQuestion('X3');
      option(d, 'Q1', 'told').sets = ['crime'];
      for (const o of step(d, 'R7').options) o.next = 'Q1';
      d.events.stop.from.push('Q1');
    },
  ],
  [4, 'pictures before danger', REPORT, (d) => (step(d, 'R0').options[0]!.next = 'R2')],
  [
    4,
    'words before pictures',
    REPORT,
    (d) => {
      option(d, 'R1', 'no').next = 'R6';
      step(d, 'R6').options[0]!.next = 'R2';
    },
  ],
  [5, 'papers although there may be a picture', TRIAGE, (d) => routes(d, 'T12r').shift()],
  [6, 'ruling out takes the flag away', TRIAGE, (d) => (option(d, 'T3b', 'ruled_out').clears = ['imagery'])],
  [6, 'sending takes the flag away', REPORT, (d) => (option(d, 'R8', 'right').clears = ['imagery'])],
  [8, '“not sure” about pictures is no', REPORT, (d) => (option(d, 'R2', 'not_sure').next = 'R3')],
  [8, '“not sure” about crime sets nothing', REPORT, (d) => delete option(d, 'R3', 'not_sure').sets],
  [
    8,
    'no “not sure” about harm',
    TRIAGE,
    (d) => (step(d, 'T8').options = step(d, 'T8').options.filter((o) => o.key !== 'not_sure')),
  ],
  [
    8,
    'a yes to danger that flags nothing',
    REPORT,
    (d) => {
      for (const key of ['yes', 'not_sure']) delete option(d, 'R1', key).sets;
    },
  ],
  [8, '“I do not know” blames the head', REPORT, (d) => (option(d, 'R4', 'unknown').sets = ['subject_head'])],
  [8, '“cannot tell” counts as deliberate', TRIAGE, (d) => (option(d, 'T14', 'cannot_tell').sets = ['deliberate'])],
  [
    9,
    'an alert before it is known whom it is about',
    REPORT,
    (d) => {
      step(d, 'I1').options[0]!.next = 'N1';
      step(d, 'N1').options[0]!.next = 'R4';
    },
  ],
  [
    9,
    'an unfinished report goes to whoever is first',
    REPORT,
    (d) => (step(d, 'N4').tells = [{ who: 'RECIPIENTS', how: 'ring' }]),
  ],
  [11, 'tasks for an ICT manager who is named', TRIAGE, (d) => delete step(d, 'T18').tells[0]!.when],
  [12, 'an end that nobody owns', REPORT, (d) => (end(d, 'D2').owner = ' ')],
  [12, 'a step that nobody does', TRIAGE, (d) => delete step(d, 'T9').by],
  [12, 'an end that skips filing', REPORT, (d) => (routes(d, 'X5').at(-1)!.next = 'D2')],
  [13, 'nobody can be reached, and nobody says so', REPORT, (d) => routes(d, 'X5').shift()],
  [
    13,
    'an unfinished report waits for nobody',
    REPORT,
    (d) => {
      for (const o of step(d, 'N4').options) o.next = 'D4';
    },
  ],
  [
    13,
    'the numbers are gone from the last screen',
    REPORT,
    (d) => (end(d, 'D3').prompt = 'I cannot reach anybody. Receipt {number}.'),
  ],
  [
    14,
    'stopping throws words away',
    REPORT,
    (d) => (routes(d, 'E1')[0]!.when = { any: ['danger', 'imagery', 'crime', 'adult_named'] }),
  ],
  [
    14,
    'no way to stop at a step',
    REPORT,
    (d) => (d.events.stop.from = d.events.stop.from.filter((id) => id !== 'R6')),
  ],
  [
    15,
    '999 is gone from the danger screen',
    REPORT,
    (d) => (step(d, 'I1').prompt = 'Ring {lead phone}, {head phone} or {chair phone}.'),
  ],
  [
    15,
    'danger skips the 999 step of a case',
    TRIAGE,
    (d) => {
      for (const key of ['yes', 'not_sure']) option(d, 'T2', key).next = 'T3';
    },
  ],
  [
    16,
    'a prompt that judges',
    TRIAGE,
    (d) => (step(d, 'T13').prompt = 'What she did is clearly illegal. Choose a row.'),
  ],
  [16, 'an answer that accuses', TRIAGE, (d) => (option(d, 'T14', 'deliberate').label = 'He did it')],
  [
    16,
    'a category that judges',
    TRIAGE,
    (d) => {
      d.tables = structuredClone(SANCTIONS);
      d.tables.pupils.rows[0]!.category = 'What he looked at is illegal';
    },
  ],
  [
    17,
    'a suggestion to delete',
    TRIAGE,
    (d) => {
      d.tables = structuredClone(SANCTIONS);
      d.tables.staff.columns[0]!.label = 'Delete the file';
    },
  ],
  [17, 'advice to delete', REPORT, (d) => (step(d, 'R6').prompt += ' Delete the message when you have read it.')],
  [18, 'the system decides about sanctions', TRIAGE, (d) => (step(d, 'T15').by = 'SYSTEM')],
  [18, 'a line applied by itself', TRIAGE, (d) => (option(d, 'T15', 'decided').sets = ['deliberate'])],
  [19, 'going on while an agency asks to wait', TRIAGE, (d) => (option(d, 'T11', 'wait').next = 'T12')],
  [19, 'closing while an agency asks to wait', TRIAGE, (d) => (option(d, 'T11', 'no_answer').next = 'CLOSED')],
  [20, 'an adult without the harm tests', TRIAGE, (d) => (routes(d, 'T5r')[0]!.next = 'T7r')],
  [
    20,
    'a yes to harm without the LADO',
    TRIAGE,
    (d) => {
      for (const key of ['yes', 'not_sure']) option(d, 'T6', key).next = 'T7r';
    },
  ],
  [21, '“police not needed” with a picture in play', TRIAGE, (d) => delete option(d, 'T10', 'police_not_needed').when],
  [21, 'no call with a picture in play', TRIAGE, (d) => (routes(d, 'T10r')[0]!.when = 'lado')],
  [22, 'looking without a pair', TRIAGE, (d) => (option(d, 'T12', 'no').next = 'T12b')],
  [
    22,
    'a pair of one',
    TRIAGE,
    (d) => (step(d, 'T12a').fields = step(d, 'T12a').fields!.filter((f) => f.key !== 'second')),
  ],
  [22, 'nobody named at all', TRIAGE, (d) => delete step(d, 'T12a').fields],
  [23, 'waiting before support', TRIAGE, (d) => (step(d, 'T8a').options[0]!.next = 'T10')],
  [24, 'one person clears a crime', TRIAGE, (d) => delete option(d, 'T4', 'no').confirm],
  [24, 'one person keeps parents in the dark', TRIAGE, (d) => delete option(d, 'T17', 'not_told').confirm],
  [24, 'one person decides against the police', TRIAGE, (d) => delete option(d, 'T13a', 'not_police').confirm],
  [25, 'no stop at a step', TRIAGE, (d) => (d.events.stop.from = d.events.stop.from.filter((id) => id !== 'T16'))],
  [25, 'stopping skips the stop', TRIAGE, (d) => (d.events.stop.next = 'T2')],
  [25, 'stopping does not ask anew', TRIAGE, (d) => (step(d, 'T12c').options[0]!.next = 'T13')],
  [26, 'linking goes on where it was', TRIAGE, (d) => (d.events.renewed!.next = 'T13')],
  [26, 'linking drops a flag', TRIAGE, (d) => (step(d, 'T21a').options[0]!.clears = ['lado'])],
  [28, 'two answers by one name', TRIAGE, (d) => (option(d, 'T14', 'accident').key = 'deliberate')],
  [28, 'ticks that part ways', REPORT, (d) => (option(d, 'R5', 'staff').next = 'R7')],
];

test('the charts as shipped break no safety property', () => expect(prove(REPORT, TRIAGE)).toEqual([]));

test.each(FAULTS)('property %i: %s', (property, _what, chart, change) => {
  const breaches = proveChart(draftOf(chart, change));
  const found = breaches.filter((b) => b.property === property);
  expect(found.map((b) => b.property)).toContain(property);
  for (const { path, what } of found) {
    expect(path.length).toBeGreaterThan(0);
    expect(what).not.toBe('');
  }
});

test('a breach names a way that leads to it, from the start', () => {
  const draft = draftOf(TRIAGE, (d) => routes(d, 'T12r').shift());
  const [breach] = proveChart(draft).filter((b) => b.property === 5);
  expect(breach?.path.at(0)).toMatch(/^T[01]$/);
  expect(breach?.path).toEqual(expect.arrayContaining(['T3r', 'T12', 'T12u']));
  breach?.path.slice(1).forEach((id, i) => {
    const node = draft.nodes[breach.path[i]!]!;
    const nexts =
      node.kind === 'router'
        ? node.routes.map((r) => r.next)
        : 'options' in node
          ? node.options.map((o) => o.next)
          : [];
    const events = Object.values(draft.events).flatMap((e) => (e?.from.includes(breach.path[i]!) ? [e.next] : []));
    expect([...nexts, ...events]).toContain(id);
  });
});

test('flags that a school’s own conditions tell apart are told apart', () => {
  const alone = draftOf(TRIAGE, (d) => {
    routes(d, 'T17r').unshift({ when: { all: ['parents_told', { not: 'subject_ict' }] }, next: 'T18' });
    routes(d, 'T7r').unshift({ when: { not: { any: [{ all: ['affected_pupil', 'subject_head'] }] } }, next: 'T8' });
    routes(d, 'T10r').unshift({
      when: { any: ['affected_pupil', 'subject_pupil', { not: 'adult_named' }] },
      next: 'T10',
    });
  });
  expect(proveChart(alone)).toEqual([]);
  const both = draftOf(TRIAGE, (d) => (routes(d, 'T7r')[0]!.when = 'affected_pupil'));
  expect(proveChart(both)).toEqual([]);
});

test('a chart may do without handing on, linking and opening again', () => {
  const bare = draftOf(TRIAGE, (d) => {
    delete d.events.renewed;
    delete d.events.hand_on;
    delete d.events.reopen;
  });
  expect(proveChart(bare)).toEqual([]);
});

test('a chart that lost a whole step is told so, whichever it is', () => {
  for (const id of ['T2', 'T12a', 'T12c', 'T15', 'T14', 'T4'])
    expect(proveChart(draftOf(TRIAGE, (d) => delete d.nodes[id])).map((b) => b.property)).toContain(1);
  for (const id of ['R4', 'D3', 'R1'])
    expect(proveChart(draftOf(REPORT, (d) => delete d.nodes[id])).map((b) => b.property)).toContain(1);
});

test.each([
  ['Could this be a crime?', []],
  ['If it is illegal, ring the police.', []],
  ['Do not delete anything.', []],
  ['This is not illegal. Carry on.', [16]],
  ['It was a crime.', [16]],
  ['The teacher did it.', [16]],
  ['She is guilty.', [16]],
  ['That broke the law.', [16]],
  ['No offence was committed.', [16]],
  ['They have committed an offence.', [16]],
  ['Please wipe the phone.', [17]],
  ['Get rid of the picture', [17]],
  ['Erase it and that is unlawful.', [16, 17]],
])('“%s” breaks %j', (text, properties) => {
  expect(forbiddenIn(text).map((f) => f.property)).toEqual(properties);
});

test('no sentence of either chart passes judgement or advises deletion', () => {
  const said = [...sentencesOf(REPORT), ...sentencesOf(TRIAGE)];
  expect(said.length).toBeGreaterThan(200);
  // What people do is called by its name, and a name advises nothing.
  const found = said.flatMap(({ text, isName }) => forbiddenIn(text).filter((f) => !isName || f.property === 16));
  expect(found).toEqual([]);
});
