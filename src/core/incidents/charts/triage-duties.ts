import type { Node } from '../chart';
import { NOW, SAME_DAY, action, notice, question, to, yesOrNo } from './parts';

const WAITING = ['interview', 'contact_subject', 'investigate', 'sanction_entry'] as const;
const CALL = [
  { key: 'contact', label: 'Who you spoke to', kind: 'text' },
  { key: 'at', label: 'When', kind: 'time' },
  { key: 'reference', label: 'Reference', kind: 'text' },
  { key: 'advice', label: 'What they advised', kind: 'text' },
] as const;
const PARENTS = ['parents_told', 'parents_later', 'no_parents'] as const;
/** A later answer about parents takes the place of an earlier one. */
const parents = (now: (typeof PARENTS)[number]) => ({
  sets: [now],
  clears: PARENTS.filter((flag) => flag !== now),
});

/** What a school must do for children and about adults before anything else. */
export const DUTIES: Record<string, Node> = {
  T5r: {
    kind: 'router',
    routes: [
      { when: 'adult_possible', next: 'T6' },
      { when: 'otherwise', next: 'T7r' },
    ],
  },
  T6: question({
    by: 'MANAGER',
    prompt:
      'Might the adult have: harmed a child or possibly done so; committed an offence against or about a child; acted ' +
      'so as to show they may be a risk to children; acted, in or out of school, so that they may be unsuitable to ' +
      'work with children?',
    options: [
      to('T6a', 'yes', 'Yes'),
      to('T6a', 'not_sure', 'Not sure'),
      to('T6b', 'no', 'No'),
      to('T7r', 'not_adult', 'Not about an adult here', { clears: ['subject_unknown'], confirm: true }),
    ],
    deadline: SAME_DAY,
    forbids: ['contact_subject', 'interview'],
  }),
  T6a: action({
    by: 'MANAGER',
    prompt:
      'Ring the LADO before asking the adult anything, telling them, or looking into it. Then the HR adviser; for ' +
      'supply or contractors, the employer. Suspension is the manager’s decision after weighing other options. Record ' +
      'name, time, advice.',
    options: [to('T7r', 'recorded', 'Recorded')],
    fields: [...CALL],
    always: ['lado'],
    deadline: { clock: 'lado', sooner: [{ when: { any: ['danger', 'care'] }, clock: 'now' }] },
    tells: [{ who: 'HR', how: 'by_person' }],
    forbids: [...WAITING],
  }),
  T6b: action({
    by: 'MANAGER',
    prompt:
      'Record a low-level concern: what, context, who raised it, what was done, why it is below the harm tests. Look ' +
      'for a pattern. If in doubt ring the LADO.',
    options: [to('T7r', 'recorded', 'Recorded')],
    always: ['low_level'],
    deadline: { clock: 'low_level' },
  }),
  T7r: {
    kind: 'router',
    routes: [
      { when: { any: ['affected_pupil', 'subject_pupil', 'lado'] }, next: 'T8' },
      { when: 'otherwise', next: 'T9' },
    ],
  },
  T8: question({
    by: 'OWNER',
    prompt: 'Is any child, affected or responsible, suffering significant harm or likely to?',
    options: yesOrNo('T8a', 'T9', { sets: ['care'] }),
    deadline: SAME_DAY,
  }),
  T8a: action({
    by: 'OWNER',
    prompt:
      'Ring social care, then send their form. Extremism: the Prevent route. Sexual contact online by an adult: CEOP ' +
      'as well. Record name, time, reference, advice on telling parents.',
    options: [to('T9', 'recorded', 'Recorded')],
    fields: [...CALL],
    always: ['care'],
    deadline: SAME_DAY,
  }),
  T9: action({
    by: 'OWNER',
    prompt:
      'Start support now; it never waits for an agency. A trusted adult for each child; keep the children apart if ' +
      'needed; check how staff are.',
    options: [to('T9p', 'started', 'Started')],
    deadline: SAME_DAY,
  }),
  T9p: question({
    by: 'OWNER',
    prompt: 'Have parents been told?',
    options: [
      to('T9d', 'told', 'Told', parents('parents_told')),
      to('T9d', 'not_yet', 'Not yet (would raise risk, or an agency asked us to wait)', parents('parents_later')),
      to('T9d', 'no_pupil', 'No pupil involved', parents('no_parents')),
    ],
    deadline: SAME_DAY,
    forbids: ['tell_parents_auto'],
  }),
  T9d: question({
    by: 'OWNER',
    prompt: 'Was personal data lost, shared or seen by the wrong person?',
    options: yesOrNo('T9e', 'T10r', { sets: ['dpo'] }),
    deadline: SAME_DAY,
  }),
  T9e: action({
    by: 'OWNER',
    prompt: 'Tell the data protection officer now. They decide on the regulator and the people affected.',
    options: [to('T10r', 'told', 'Told')],
    deadline: { clock: 'now', outside: 'regulator' },
    tells: [{ who: 'DPO', how: 'by_person' }],
  }),
};

/** Calls that are due, and waiting for whoever leads. */
export const AGENCIES: Record<string, Node> = {
  T10r: {
    kind: 'router',
    routes: [
      { when: { any: ['crime', 'lado', 'care', 'police_told', 'agency_hold'] }, next: 'T10' },
      { when: 'otherwise', next: 'T12' },
    ],
  },
  T10: action({
    by: 'OWNER',
    prompt:
      'Make every call that is due: police 999 or 101 if it may be a crime, LADO, social care, IWF form. Keep the ' +
      'device unused and logs safe. Only an authorised person restricts an account. Record agency, person, time, ' +
      'reference, advice. “Police told” includes police advice taken on 101.',
    options: [
      to('T11', 'police_told', 'Calls made and police told', {
        sets: ['agency_hold', 'police_told'],
        clears: ['iwf_due'],
      }),
      to('T11', 'police_not_due', 'Calls made and police not due', {
        when: { not: 'crime' },
        sets: ['agency_hold'],
        clears: ['iwf_due'],
      }),
      to('T10x', 'police_not_needed', 'Police not needed', {
        when: { any: [{ not: 'imagery' }, 'imagery_ruled_out'] },
        confirm: true,
      }),
    ],
    fields: [{ key: 'agency', label: 'Agency', kind: 'text' }, ...CALL],
    deadline: { clock: 'same_day', sooner: [{ when: 'danger', clock: 'now' }] },
    forbids: ['view_content', 'interview', 'contact_subject'],
  }),
  T10x: {
    kind: 'router',
    routes: [
      { when: { any: ['lado', 'care', 'agency_hold'] }, next: 'T11' },
      { when: 'otherwise', next: 'T12' },
    ],
  },
  T11: question({
    by: 'OWNER',
    prompt: 'What has the agency said? (With several agencies, answer for the one that still wants you to wait.)',
    options: [
      to('T11c', 'no_answer', 'No answer yet'),
      to('T11c', 'wait', 'They ask us to wait', { sets: ['agency_hold'] }),
      to('T12', 'go_ahead', 'Finished, or we may go ahead', { clears: ['agency_hold'] }),
      to('T12', 'no_further', 'No further action by them', { clears: ['agency_hold'] }),
      to('T16', 'nothing_to_do', 'Nothing for the school to do', { clears: ['agency_hold'] }),
    ],
    deadline: { clock: 'next_day' },
    forbids: [...WAITING],
  }),
  T11c: action({
    by: 'OWNER',
    prompt: 'Chase on the date set. No reply: ask for the agency’s manager, then use the local escalation route.',
    options: [to('T11', 'chased', 'Chased')],
    fields: [{ key: 'next', label: 'Chase again on', kind: 'day' }],
    deadline: { clock: 'chase' },
    tells: [notice('MANAGER', { after: 2 })],
    forbids: [...WAITING],
  }),
};

/** Answers of the closing question about parents, by the same rule. */
export const CLOSING_PARENTS = [
  to('T18', 'told', 'Told', parents('parents_told')),
  to('T18', 'on_a_date', 'Will be told on a set date', parents('parents_later')),
  to('T18', 'not_told', 'Will not be told', { ...parents('no_parents'), confirm: true }),
];

export const LOOKING: Record<string, Node> = {
  T12: question({
    by: 'MANAGER',
    prompt: 'Must anyone look at a device, account, log or page to find out what happened?',
    options: yesOrNo('T12a', 'T12r'),
    deadline: { clock: 'decide_to_look' },
  }),
  T12a: action({
    by: 'MANAGER',
    prompt:
      'Before anybody looks, name two investigators who are not named, affected, close to anyone, or the reporter. Use ' +
      'the clean device set aside for this. Access is logged; notes say where and what in words.',
    options: [to('T12b', 'named', 'Named')],
    fields: [
      { key: 'first', label: 'First investigator', kind: 'person', required: true },
      { key: 'second', label: 'Second investigator', kind: 'person', required: true },
      { key: 'device', label: 'Which clean device', kind: 'text', required: true },
    ],
    always: ['two_investigators'],
    deadline: NOW,
    tells: [notice('PAIR')],
  }),
  T12b: question({
    by: 'PAIR',
    prompt: 'Did anything look as if it might be illegal, show someone under 18, or mean that a child was harmed?',
    each: true,
    options: yesOrNo('T12c', 'T12r'),
    deadline: SAME_DAY,
  }),
  T12c: action({
    by: 'PAIR_OR_OWNER',
    prompt:
      'Stop. Screen off or lid closed. Copy, print and delete nothing. Write the time and, in words, where you were.',
    options: [to('T2', 'stopped', 'Stopped')],
    fields: [
      { key: 'at', label: 'When', kind: 'time' },
      { key: 'where', label: 'Where you were, in words', kind: 'text' },
    ],
    always: ['surfaced', 'crime'],
    deadline: NOW,
    tells: [notice('OWNER')],
    forbids: ['view_content', 'investigate'],
  }),
  T12r: {
    kind: 'router',
    routes: [
      { when: 'imagery', next: 'T13' },
      { when: 'otherwise', next: 'T12u' },
    ],
  },
  T12u: action({
    by: 'PAIR_OR_OWNER',
    prompt:
      'Add papers if you need them: letters, notes, lawful screenshots of words. Never a picture of a child. “Nothing ' +
      'to add” is fine.',
    options: [to('T13', 'added', 'Added'), to('T13', 'nothing', 'Nothing to add')],
  }),
};
