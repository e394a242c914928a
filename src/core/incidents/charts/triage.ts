import type { Chart, Node } from '../chart';
import { WORDS } from '../word-lists';
import { CLOCKS } from './clocks';
import { SAME_DAY, action, notice, question, to, yesOrNo } from './parts';
import { AGENCIES, CLOSING_PARENTS, DUTIES, LOOKING } from './triage-duties';
import { OWNING, SAFE } from './triage-first';

const OUTCOME: Record<string, Node> = {
  T13: question({
    by: 'MANAGER',
    prompt: 'Which row of the school’s table fits best, for each person responsible? One is suggested; you choose.',
    fields: [{ key: 'row', label: 'Row', kind: 'choice' }],
    options: [
      to('T13r', 'police_row', 'A row that points to the police', { sets: ['row_police'] }),
      to('T14', 'other_row', 'Another row', { clears: ['row_police'] }),
      to('T14', 'no_row', 'No row (outside person, accident, no breach)', { clears: ['row_police'] }),
    ],
    deadline: { clock: 'category' },
  }),
  T13r: {
    kind: 'router',
    routes: [
      { when: { all: ['row_police', { not: 'police_told' }] }, next: 'T13a' },
      { when: 'otherwise', next: 'T14' },
    ],
  },
  T13a: question({
    by: 'MANAGER',
    prompt: 'The school’s table points to the police for this row, and they have not been told. What next?',
    options: [
      to('T10', 'ring', 'Ring them or take their advice', { sets: ['crime'] }),
      to('T14', 'not_police', 'Not for the police', { confirm: true }),
    ],
    deadline: SAME_DAY,
  }),
  T14: question({
    by: 'MANAGER',
    prompt:
      'Accident or deliberate? First time or repeated? Beside it stands whether and when the person agreed the ' +
      'acceptable use policy, and which version.',
    fields: [
      {
        key: 'before',
        label: 'Has it happened before?',
        kind: 'choice',
        options: [
          { key: 'first', label: 'First time' },
          { key: 'repeated', label: 'Repeated' },
          { key: 'cannot_tell', label: 'Cannot tell' },
        ],
      },
    ],
    options: [
      to('T15', 'accident', 'Accident'),
      to('T15', 'deliberate', 'Deliberate', { sets: ['deliberate'] }),
      to('T15', 'cannot_tell', 'Cannot tell'),
    ],
  }),
  T15: action({
    by: 'MANAGER',
    prompt:
      'The school’s suggested actions are listed. Accept, change or decline each one, with a reason, a doer and a ' +
      'date. For an accident only teaching, support and technical steps are listed.',
    options: [to('T16', 'decided', 'Every line is decided')],
    deadline: { clock: 'actions' },
    tells: [notice('DOERS')],
  }),
  T16: action({
    by: 'OWNER',
    prompt:
      'Support plan for everyone hurt and for everyone responsible who is a child; support for staff, including ' +
      'reporting abuse to the platform.',
    options: [to('T17r', 'planned', 'Planned')],
  }),
  T17r: {
    kind: 'router',
    routes: [
      { when: { any: ['parents_told', 'no_parents'] }, next: 'T18' },
      { when: 'otherwise', next: 'T17' },
    ],
  },
  T17: question({
    by: 'OWNER',
    prompt: 'Have parents now been told?',
    fields: [{ key: 'on', label: 'On which day', kind: 'day' }],
    options: CLOSING_PARENTS,
    forbids: ['tell_parents_auto'],
  }),
  T18: action({
    by: 'OWNER',
    prompt:
      'Technical tasks: filter change, password reset, access given back or kept off, device returned. The task text ' +
      'names the system, not the story.',
    options: [to('T19', 'set', 'Tasks set'), to('T19', 'none', 'None needed')],
    tells: [
      notice('ICT', { when: { not: 'subject_ict' } }),
      { who: 'OUTSIDE_SUPPORT', how: 'by_person', when: 'subject_ict' },
    ],
  }),
  T19: action({
    by: 'OWNER',
    prompt: 'Thank the reporter, ask how they are, say what they may be told. Debrief staff who dealt with it.',
    options: [to('T20', 'done', 'Done')],
    deadline: { clock: 'debrief' },
    tells: [{ who: 'REPORTER', how: 'receipt' }],
  }),
};

const CLOSING: Record<string, Node> = {
  T20: question({
    by: 'MANAGER',
    prompt: 'Should a policy, the filter, teaching or training change?',
    options: yesOrNo('T20a', 'T21'),
  }),
  T20a: action({
    by: 'MANAGER',
    prompt: 'Name who will change what, by when.',
    options: [to('T21', 'set', 'Set')],
    fields: [
      { key: 'who', label: 'Who', kind: 'person' },
      { key: 'what', label: 'What', kind: 'text' },
      { key: 'by', label: 'By when', kind: 'day' },
    ],
    always: ['change_due'],
    tells: [notice('CHANGE_OWNER')],
  }),
  T21: question({
    by: 'OWNER',
    prompt: 'Watch until {date}. Has it happened again?',
    options: [
      to('T21a', 'again', 'Happened again'),
      to('T22', 'quiet', 'Quiet until the date'),
      to('T21', 'watching', 'Still watching'),
    ],
    deadline: { clock: 'monitoring' },
  }),
  T21a: action({
    by: 'OWNER',
    prompt: 'Link the new report to this case.',
    options: [to('T2', 'linked', 'Linked')],
    always: ['repeat'],
    deadline: SAME_DAY,
    tells: [notice('MANAGER')],
  }),
  T22: question({
    by: 'SECOND',
    prompt:
      'Is it all there: reasons, outcomes, every action done or owned, parents decided, agencies finished, retention class?',
    options: [to('CLOSED', 'all', 'All there'), to('T22a', 'missing', 'Something is missing')],
    deadline: { clock: 'last_check' },
  }),
  T22a: action({
    by: 'OWNER',
    prompt: 'Finish what is missing.',
    options: [to('T22', 'finished', 'Finished')],
    deadline: { clock: 'last_check' },
    forbids: ['close'],
  }),
};

const ENDS: Record<string, Node> = {
  CLOSED: {
    kind: 'terminal',
    prompt: 'Closed. Can be reopened.',
    owner: 'The owner stays answerable',
    action: 'Retention is reviewed on its date; the case is reopened if anything new appears.',
  },
  HANDED: {
    kind: 'terminal',
    prompt: 'Handed to an outside body. Sealed inside the school.',
    owner: 'The outside body, recorded by name of office',
    action: 'The reference number is kept, and they are chased each working day until they accept.',
  },
  MERGED: {
    kind: 'terminal',
    prompt: 'Linked to another case.',
    owner: 'The owner of the other case',
    action: 'That case goes back to the question about danger.',
  },
};

const nodes = { ...OWNING, ...SAFE, ...DUTIES, ...AGENCIES, ...LOOKING, ...OUTCOME, ...CLOSING, ...ENDS };

const stepsOf = (part: Readonly<Record<string, Node>>): string[] =>
  Object.entries(part).flatMap(([id, node]) => (node.kind === 'router' || node.kind === 'terminal' ? [] : [id]));
const onceSafe = stepsOf(nodes).filter((id) => !(id in OWNING));

/** What the owner of a case works through (`incident-flow.md` section 3). */
export const TRIAGE: Chart = {
  id: 'triage',
  version: 1,
  nation: 'England',
  start: 'T0',
  nodes,
  events: {
    stop: { from: onceSafe.filter((id) => id !== 'T2' && id !== 'T12c'), next: 'T12c' },
    hand_on: { from: stepsOf(nodes).filter((id) => id !== 'T1a' && id !== 'T1b'), next: 'T1a' },
    renewed: { from: onceSafe, next: 'T2' },
    reopen: { from: ['CLOSED'], next: 'T1' },
  },
  clocks: CLOCKS,
  words: WORDS,
};
