import {
  type Act,
  OBLIGATION_STATES,
  type ObligationState,
  act,
  isOverdue,
} from '../../../src/core/attestation/obligations';
import { day, obligation } from '../../support/people';
import { refusal } from '../../support/refusal';

const TODAY = day('2026-10-01');
const excuse: Act = { kind: 'excuse', reason: ' Needs it read aloud ', reviewOn: day('2026-11-01') };

describe('what people do to an obligation', () => {
  test.each<[Act, Partial<Record<ObligationState, ObligationState | 'same'>>]>([
    [{ kind: 'sign' }, { pending: 'signed', question: 'signed', excused: 'signed', left: 'signed', signed: 'same' }],
    [{ kind: 'ask' }, { pending: 'question', question: 'same' }],
    [{ kind: 'answer' }, { question: 'pending', pending: 'same', signed: 'same', excused: 'same', left: 'same' }],
    [excuse, { pending: 'excused', question: 'excused', excused: 'excused' }],
  ])('%j', (done, outcomes) => {
    for (const state of OBLIGATION_STATES) {
      const before = obligation(1, { state, reason: state === 'excused' ? 'away' : null });
      const expected = outcomes[state];
      if (expected === undefined) expect(refusal(() => act(before, done, TODAY)).code).toBe('conflict');
      else if (expected === 'same') expect(act(before, done, TODAY)).toBe(before);
      else expect(act(before, done, TODAY)).toMatchObject({ state: expected, since: TODAY, dueOn: before.dueOn });
    }
  });

  test('an excuse keeps its reason and the day to look again; every other state has neither', () => {
    const excused = act(obligation(1), excuse, TODAY);
    expect(excused).toMatchObject({ reason: 'Needs it read aloud', reviewOn: '2026-11-01' });
    expect(act(excused, { kind: 'sign' }, TODAY)).toMatchObject({ reason: null, reviewOn: null });
    expect(act(obligation(1), { ...excuse, reviewOn: null }, TODAY).reviewOn).toBeNull();
  });

  test.each([
    ['no reason', { reason: '  ', reviewOn: null }, 'reason'],
    ['a reason that the rules give themselves', { reason: 'away', reviewOn: null }, 'reason'],
    ['a day to look again that has come', { reason: 'On paper', reviewOn: TODAY }, 'reviewOn'],
  ])('an excuse with %s is refused', (_, given, where) => {
    const refused = refusal(() => act(obligation(1), { kind: 'excuse', ...given }, TODAY));
    expect(refused).toMatchObject({ code: 'invalid_input', problems: [{ where }] });
  });
});

describe('being overdue', () => {
  test.each<[ObligationState, string, boolean]>([
    ['pending', '2026-10-16', false],
    ['pending', '2026-10-17', true],
    ['question', '2026-10-17', true],
    ['signed', '2026-10-17', false],
    ['excused', '2026-10-17', false],
    ['left', '2026-10-17', false],
  ])('%s on %s: %s', (state, today, expected) => {
    expect(isOverdue(obligation(1, { state }), day(today))).toBe(expected);
  });
});
