import {
  advance,
  answered,
  back,
  begin,
  change,
  happened,
  offered,
  pathOf,
  replay,
  settle,
  stepAt,
  stepBefore,
  tellsAt,
  together,
} from '../../../src/core/incidents/advance';
import type { Answer, Chart, Progress, Step } from '../../../src/core/incidents/chart';
import { REPORT } from '../../../src/core/incidents/charts/report';
import { TRIAGE } from '../../../src/core/incidents/charts/triage';
import type { AppError } from '../../../src/core/errors';
import { needsSecond } from '../../../src/core/incidents/fitting';
import { answerWith, filledIn, goOn, person } from './answering';

const QUIET = { R1: 'no', R2: 'no', R3: 'no', R4: ['pupil'], R5: ['pupils'] };
const told = (until: string, said: Record<string, string | string[]> = {}): Progress =>
  goOn(REPORT, begin(REPORT), { ...QUIET, ...said }, until);
const worked = (until: string, said: Record<string, string | string[]> = {}): Progress =>
  goOn(
    TRIAGE,
    begin(TRIAGE, { flags: ['subject_pupil'] }),
    { T1: 'no', T1c: 'no', T2: 'no', T3: 'no', T4: 'no', ...said },
    until,
  );
const problemsOf = (run: () => unknown): string[] => {
  try {
    run();
  } catch (e) {
    return (e as AppError).problems.map((p) => p.where);
  }
  return [];
};
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (e) {
    return (e as AppError).code;
  }
  return 'nothing';
};

describe('an answer', () => {
  const r6 = told('R6');
  const r4 = told('R4');
  const pair = worked('T12a', { T8: 'no', T9d: 'no', T12: 'yes' });
  test.each<[string, Progress, Chart, Partial<Answer>, string[]]>([
    ['no choice', r6, REPORT, { choices: [] }, ['choices']],
    ['a choice that is not there', r6, REPORT, { choices: ['gone'] }, ['choices']],
    ['a choice twice', r4, REPORT, { choices: ['pupil', 'pupil'] }, ['choices']],
    ['two choices where one is asked', told('R1'), REPORT, { choices: ['yes', 'no'] }, ['choices']],
    ['words where none are taken', told('R1'), REPORT, { choices: ['no'], text: 'hello' }, ['text']],
    ['people where none are picked', told('R1'), REPORT, { choices: ['no'], people: [person(1)] }, ['people']],
    ['a field that is not there', r6, REPORT, { choices: ['done'], fields: { colour: 'red' } }, ['fields.colour']],
    [
      'a choice field with something else',
      r6,
      REPORT,
      { choices: ['done'], fields: { known: 'dream' } },
      ['fields.known'],
    ],
    ['no words where they are asked', told('R7'), REPORT, { choices: [], text: '   ' }, ['text']],
    ['nobody named', pair, TRIAGE, { choices: ['named'] }, ['fields.first', 'fields.second', 'fields.device']],
    [
      'one person twice',
      pair,
      TRIAGE,
      { choices: ['named'], fields: { first: person(1), second: person(1), device: 'the blue one' } },
      ['fields'],
    ],
  ])('%s is refused by name', (_what, at, chart, answer, where) => {
    const whole = { node: at.node, choices: [], ...answer };
    expect(problemsOf(() => advance(chart, at, whole))).toEqual(where);
  });

  test('fits with its fields left empty, or people picked where they may be', () => {
    expect(advance(REPORT, r6, { node: 'R6', choices: ['done'] }).node).toBe('R7');
    expect(advance(REPORT, r6, { node: 'R6', choices: ['done'], fields: { known: 'child', when: ' ' } }).node).toBe(
      'R7',
    );
    expect(advance(REPORT, r4, { node: 'R4', choices: ['adult'], people: [person(7)] }).answers.at(-1)?.people).toEqual(
      [person(7)],
    );
  });

  test.each<[string, () => unknown]>([
    ['for another node', () => advance(REPORT, r6, { node: 'R1', choices: ['no'] })],
    ['for another version', () => advance({ ...REPORT, version: 2 }, r6, { node: 'R6', choices: ['done'] })],
    ['for another chart', () => advance(TRIAGE, r6, { node: 'R6', choices: ['done'] })],
    ['that is an event', () => advance(REPORT, r6, { node: 'R6', choices: ['done'], event: 'stop' })],
    ['at an end', () => advance(REPORT, told('D2'), { node: 'D2', choices: ['done'] })],
    ['that does not follow', () => replay(REPORT, [{ node: 'R5', choices: ['pupils'] }], { flags: [] })],
    ['after the end', () => replay(REPORT, [...told('D2').answers, { node: 'D2', choices: ['x'] }], { flags: [] })],
  ])('%s is a conflict', (_what, run) => expect(codeOf(run)).toBe('conflict'));

  test('is offered only while its condition holds', () => {
    const at = worked('T10', { T4: 'yes', T8: 'no', T9d: 'no' });
    const keys = (flags: Progress['flags']) => offered(TRIAGE.nodes.T10 as Step, flags).map((o) => o.key);
    expect(keys(at.flags)).toEqual(['police_told', 'police_not_needed']);
    expect(keys([])).toEqual(['police_told', 'police_not_due', 'police_not_needed']);
    expect(keys(['imagery', 'crime'])).toEqual(['police_told']);
    expect(keys(['imagery', 'imagery_ruled_out'])).toContain('police_not_needed');
  });
});

describe('words', () => {
  test.each([
    ['A boy took a rubber.', 'text', 'R8'],
    ['He has a knife in his bag.', 'text_danger', 'I7'],
    ['They share nudes.', 'text_imagery', 'R8i'],
    ['He has nudes and she ran away.', 'text_both', 'I7'],
  ])('“%s” counts as %s, whatever the caller chose', (text, choice, node) => {
    const at = advance(REPORT, told('R7'), { node: 'R7', choices: ['text'], text });
    expect([at.answers.at(-1)?.choices, at.node]).toEqual([[choice], node]);
  });

  test('missing altogether are asked for', () => {
    expect(problemsOf(() => advance(REPORT, told('R7'), { node: 'R7', choices: ['text'] }))).toEqual(['text']);
  });
});

describe('a reason and a second person', () => {
  const t4 = (flags: Progress['flags']) =>
    goOn(TRIAGE, begin(TRIAGE, { flags }), { T1: 'no', T1c: 'no', T2: 'no', T3: 'no' }, 'T4');
  const no = { node: 'T4', choices: ['no'] };
  test.each<[string, Partial<Answer>, string[]]>([
    ['neither', {}, ['reason', 'second']],
    ['no reason', { by: person(1), second: person(2) }, ['reason']],
    ['the same person twice', { reason: 'Because so.', by: person(1), second: person(1) }, ['second']],
    ['nobody first', { reason: 'Because so.', second: person(1) }, ['second']],
    ['both', { reason: 'Because so.', by: person(1), second: person(2) }, []],
  ])('are needed to clear a crime: %s', (_what, more, where) => {
    expect(problemsOf(() => advance(TRIAGE, t4(['crime']), { ...no, ...more }))).toEqual(where);
  });

  test('are not needed where nobody said crime', () => {
    expect(advance(TRIAGE, t4([]), no).flags).toEqual([]);
    const option = (TRIAGE.nodes.T4 as Step).options.at(-1)!;
    expect([needsSecond(option, ['crime']), needsSecond(option, [])]).toEqual([true, false]);
    expect(needsSecond((TRIAGE.nodes.T3b as Step).options[0]!, [])).toBe(true);
  });
});

describe('danger and imagery', () => {
  test('are never taken away, even by a chart that says so', () => {
    const bad = structuredClone(TRIAGE);
    const t2 = bad.nodes.T2 as Step;
    t2.options.at(-1)!.clears = ['danger', 'imagery', 'crime'];
    const at = goOn(bad, begin(bad, { flags: ['danger', 'imagery', 'crime'] }), { T1: 'no', T1c: 'no' }, 'T2');
    expect(advance(bad, at, { node: 'T2', choices: ['no'] }).flags).toEqual(['danger', 'imagery']);
  });

  test('stay when an earlier answer is changed', () => {
    const at = told('R8', { R1: 'yes' });
    const changed = answerWith(REPORT, change(REPORT, at, 'R1'), ['no']);
    expect(changed.flags).toContain('danger');
    expect(goOn(REPORT, changed, {}).flags).toContain('danger');
  });
});

describe('going back', () => {
  test('asks the steps before again, one by one', () => {
    const at = told('R6');
    expect(stepBefore(REPORT, at)).toBe('R5');
    const again = back(REPORT, back(REPORT, at));
    expect(again.node).toBe('R4');
    const on = answerWith(REPORT, again, ['head']);
    expect([on.node, on.flags.includes('subject_pupil'), on.flags.includes('subject_head')]).toEqual([
      'R5',
      false,
      true,
    ]);
    expect(answered(on).map((a) => a.node)).toEqual(['R0', 'R1', 'R2', 'R3', 'R4']);
  });

  test('from the summary changes one answer only', () => {
    const at = told('R8');
    const on = answerWith(REPORT, change(REPORT, at, 'R3'), ['yes']);
    expect([on.node, on.flags.includes('crime')]).toEqual(['R8', true]);
    expect(on.kept.map((a) => a.node)).not.toContain('R3');
  });

  test('an answer that no longer fits is asked anew', () => {
    const draft = structuredClone(REPORT);
    (draft.nodes.R5 as Step).options[0]!.when = { not: 'crime' };
    const at = goOn(draft, begin(draft), QUIET, 'R8');
    expect(answerWith(draft, change(draft, at, 'R3'), ['yes']).node).toBe('R5');
  });

  test('to “yes” on danger shows 999, and whoever is alerted is alerted anew after a change of who', () => {
    const shown = answerWith(REPORT, change(REPORT, told('R8'), 'R1'), ['yes']);
    expect(shown.node).toBe('I1');
    const alert = answerWith(REPORT, shown, ['continue']);
    expect([alert.node, alert.flags.includes('subject_pupil')]).toEqual(['N1', true]);
    const done = answerWith(REPORT, alert, ['sent']);
    expect(done.node).toBe('R8');
    const otherwise = answerWith(REPORT, change(REPORT, done, 'R4'), ['head']);
    expect(otherwise.node).toBe('N1');
    expect(answerWith(REPORT, otherwise, ['sent']).node).toBe('R8');
  });

  test('never loses danger that the words brought', () => {
    const at = goOn(REPORT, told('R7', { R7: 'x' }), { ...QUIET, R7: 'She wants to die.' }, 'R8');
    const again = change(REPORT, at, 'R4');
    expect(again.flags).toEqual(expect.arrayContaining(['danger', 'has_text', 'words_danger']));
    const alert = answerWith(REPORT, again, ['pupil']);
    expect(alert.node).toBe('N1');
    // The words bring their warning once more, and then it is where it was.
    const warned = answerWith(REPORT, alert, ['sent']);
    expect(warned.node).toBe('R8');
    expect(goOn(REPORT, warned, {}).node).toBe('D1');
  });

  test.each<[string, () => unknown]>([
    ['before the first step', () => back(REPORT, begin(REPORT))],
    ['once it is being filed', () => back(REPORT, told('N2'))],
    ['once it is sent', () => change(REPORT, told('D2'), 'R1')],
    ['to a step not answered', () => change(REPORT, told('R3'), 'R7')],
    ['to what the system did', () => change(REPORT, told('R5', { R1: 'yes' }), 'N1')],
    ['in a case, where corrections are new entries', () => change(TRIAGE, worked('T9'), 'T2')],
    ['in a case by one step', () => back(TRIAGE, worked('T9'))],
  ])('is a conflict %s', (_what, run) => expect(codeOf(run)).toBe('conflict'));

  test('any number of times takes no longer and replays the same', () => {
    let at = told('R8');
    for (let n = 0; n < 60; n++) at = answerWith(REPORT, change(REPORT, at, 'R3'), [n % 2 ? 'no' : 'yes']);
    expect(at.node).toBe('R8');
    expect(replay(REPORT, at.answers, at.inputs)).toEqual(at);
  });
});

describe('what happens besides answers', () => {
  test('stopping before anything was said sends nothing; after that it is passed on as unfinished', () => {
    expect(happened(REPORT, told('R2'), 'stop').node).toBe('D5');
    const stopped = happened(REPORT, told('R6', { R3: 'yes' }), 'stop');
    expect(stopped.node).toBe('N4');
    const filed = answerWith(REPORT, stopped, ['filed']);
    expect([filed.node, filed.flags]).toEqual([
      'D4',
      ['crime', 'who_asked', 'unfinished', 'subject_pupil', 'affected_pupil'],
    ]);
  });

  test('an unfinished report counts what was not reached as not known, and rings two people', () => {
    const stopped = happened(REPORT, told('R4', { R3: 'yes' }), 'stop');
    expect(tellsAt(REPORT, stopped).map((t) => t.who)).toEqual(['TWO_POSTS']);
    const filed = answerWith(REPORT, stopped, ['filed']);
    expect(filed.flags).toEqual(['crime', 'unfinished', 'subject_unknown', 'affected_pupil']);
    const nobody = happened(REPORT, told('R4', { R3: 'yes' }), 'stop', ['no_recipient']);
    expect(offered(stepAt(REPORT, nobody)!, nobody.flags).map((o) => o.key)).toEqual(['filed_outside']);
    expect(answerWith(REPORT, nobody, ['filed_outside']).node).toBe('D3');
  });

  test('a picture sent all the same is imagery and crime, before the question was asked', () => {
    const at = happened(REPORT, told('R1'), 'learnt', ['imagery']);
    expect([at.node, at.flags]).toEqual(['R1', ['imagery', 'crime']]);
    expect(goOn(REPORT, at, QUIET, 'N2').answers.at(-1)?.node).toBe('R8b');
  });

  test('naming an adult in the middle of a case asks the safety questions again; naming another pupil does not', () => {
    const at = worked('T14', { T8: 'no', T9d: 'no', T12: 'no', T13: 'other_row' });
    const named = happened(TRIAGE, at, 'learnt', ['subject_adult']);
    expect([named.node, named.flags.includes('subject_adult')]).toEqual(['T2', true]);
    expect(happened(TRIAGE, at, 'learnt', ['subject_pupil', 'affected_other']).node).toBe('T14');
    expect(happened(TRIAGE, begin(TRIAGE), 'learnt', ['subject_adult']).node).toBe('T0');
  });

  test('something new stops a case, and linking or handing on moves it, with every flag kept', () => {
    const at = worked('T14', { T8: 'no', T9d: 'no', T12: 'no', T13: 'other_row' });
    expect(happened(TRIAGE, at, 'stop').node).toBe('T12c');
    const linked = happened(TRIAGE, at, 'renewed', ['lado', 'imagery']);
    expect([linked.node, linked.flags]).toEqual([
      'T2',
      expect.arrayContaining([...at.flags, 'lado', 'imagery', 'crime']),
    ]);
    expect(happened(TRIAGE, at, 'hand_on').node).toBe('T1a');
    expect(pathOf(TRIAGE, linked).slice(-2)).toEqual(['T14', 'T2']);
  });

  test.each<[string, () => unknown]>([
    ['at the end', () => happened(REPORT, told('D2'), 'stop')],
    ['where the chart has no such event', () => happened(REPORT, told('R2'), 'hand_on')],
    ['where it may not happen', () => happened(TRIAGE, begin(TRIAGE), 'stop')],
    ['for what nobody learns from outside', () => happened(TRIAGE, worked('T9'), 'learnt', ['police_told'])],
  ])('is a conflict %s', (_what, run) => expect(codeOf(run)).toBe('conflict'));
});

test('a closed case begins again where the chart says, and nowhere else', () => {
  expect(begin(TRIAGE, { flags: ['lado'], start: 'T1' })).toMatchObject({ node: 'T1', flags: ['lado'] });
  expect(codeOf(() => begin(TRIAGE, { flags: [], start: 'T13' }))).toBe('invalid_input');
  expect(codeOf(() => begin(REPORT, { flags: [], start: 'R4' }))).toBe('invalid_input');
});

test('the manager hears of the second chase, not of the first', () => {
  const at = worked('T11c', { T4: 'yes', T8: 'no', T9d: 'no', T11: 'wait' });
  expect(tellsAt(TRIAGE, at)).toEqual([]);
  const second = goOn(TRIAGE, answerWith(TRIAGE, at, ['chased']), { T11: 'wait' }, 'T11c');
  expect(tellsAt(TRIAGE, second).map((t) => t.who)).toEqual(['MANAGER']);
  expect(tellsAt(REPORT, told('D2'))).toEqual([]);
});

test('of two answers to one question the graver counts', () => {
  const both = TRIAGE.nodes.T12b as Step;
  expect(together(both, ['no', 'not_sure'])).toBe('not_sure');
  expect(together(both, ['no', 'yes'])).toBe('yes');
  expect(together(both, [])).toBeUndefined();
});

test('a chart whose routers run in a circle, or nowhere, is refused, never followed for ever', () => {
  const circle = structuredClone(TRIAGE);
  circle.nodes.T3r = { kind: 'router', routes: [{ when: 'otherwise', next: 'T4r' }] };
  circle.nodes.T4r = { kind: 'router', routes: [{ when: 'otherwise', next: 'T3r' }] };
  expect(codeOf(() => settle(circle, 'T3r', []))).toBe('unexpected');
  circle.nodes.T3r = { kind: 'router', routes: [{ when: 'imagery', next: 'T4r' }] };
  expect(settle(circle, 'T3r', []).node).toBe('');
});

test('the path names routers too, where somebody went back as well', () => {
  const at = answerWith(REPORT, change(REPORT, told('R8'), 'R3'), ['yes']);
  expect(pathOf(REPORT, at)).toEqual(['R0', 'R1', 'R2', 'R3', 'X1', 'R4', 'X2', 'R5', 'R6', 'R7', 'X3', 'X4', 'R8']);
});

test('an unknown fill is no answer', () => {
  const draft = structuredClone(REPORT);
  (draft.nodes.N4 as Step).fills = [
    { node: 'X1', option: 'no' },
    { node: 'R4', option: 'gone' },
  ];
  const at = happened(draft, goOn(draft, begin(draft), { ...QUIET, R3: 'yes' }, 'R4'), 'stop');
  expect(advance(draft, at, filledIn(stepAt(draft, at)!, 'N4', ['filed'])).flags).toEqual(['crime', 'unfinished']);
});

test('an answer to a step that the chart does not have is passed over on the way back', () => {
  const at = begin(REPORT);
  expect(stepBefore(REPORT, { ...at, answers: [{ node: 'Z9', choices: [] }] })).toBeNull();
});
