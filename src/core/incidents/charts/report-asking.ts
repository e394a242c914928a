import type { Node } from '../chart';
import { NOW, action, instruction, question, to, yesOrNo } from './parts';

const ANY_IMAGERY = ['free_text', 'view_content'] as const;

export const DO_NOT =
  'Do not look again, copy, print, save, share, forward or delete. Do not ask anybody to show, send or delete it. ' +
  'Leave the device unused. Do not describe the picture to me. Ring {lead phone} as soon as you can. ' +
  'Nobody is in trouble for telling.';

/** Danger and imagery come before everything else; a possible crime is asked where imagery has not answered it. */
export const SAFETY: Record<string, Node> = {
  R0: instruction('R1', {
    prompt:
      'This goes only to the people here who deal with worries about safety. If anyone is in danger, ring 999 before ' +
      'you type. Never send pictures, screenshots, files or links here. Give only the names that are needed. If you ' +
      'stop half-way, I may pass on what you have told me.',
    forbids: ['free_text'],
  }),
  R1: question({
    prompt: 'Is anyone in danger right now?',
    options: yesOrNo('I1', 'R2', { sets: ['danger'] }),
    forbids: ['free_text'],
  }),
  I1: instruction('R4', {
    prompt:
      'Ring 999 now. Then ring {lead phone}; if it is about the lead, ring {head phone}; if it is about the head, ring ' +
      '{chair phone}. I will alert someone too, after one question.',
    deadline: NOW,
    forbids: ['free_text'],
  }),
  R2: question({
    prompt:
      'Could this involve a nude, part-nude or sexual picture or video of anyone under 18? Drawings and AI-made ' +
      'pictures count. Do not check.',
    options: yesOrNo('I2', 'R3', { sets: ['imagery', 'crime'] }),
    forbids: [...ANY_IMAGERY],
  }),
  I2: instruction('R2a', { prompt: DO_NOT, deadline: NOW, forbids: [...ANY_IMAGERY] }),
  R2a: question({
    prompt: 'Where is it, as far as you know?',
    multi: true,
    options: [
      to('X1', 'online', 'Website or app'),
      to('X1', 'school_device', 'School device or account'),
      to('X1', 'own_device', 'Somebody’s own device'),
      to('X1', 'email', 'An email'),
      to('X1', 'passed_on', 'Passed between pupils'),
      to('X1', 'heard', 'Only heard about it'),
      to('X1', 'not_sure', 'Not sure'),
    ],
    forbids: [...ANY_IMAGERY],
  }),
  R3: question({
    prompt:
      'Could any of this be a crime? For example threats, violence, sexual messages or contact, blackmail, hate or ' +
      'racist abuse, extremism, hacking, fraud, stalking, drugs or weapons.',
    options: yesOrNo('X1', 'X1', { sets: ['crime'] }),
    forbids: ['free_text'],
  }),
};

/** Who is responsible is asked before anybody hears of it, so that no alert reaches the person it is about. */
export const PEOPLE: Record<string, Node> = {
  X1: {
    kind: 'router',
    routes: [
      { when: 'who_asked', next: 'R5' },
      { when: 'otherwise', next: 'R4' },
    ],
  },
  R4: question({
    prompt:
      'Who seems to be responsible? Tick all that fit. I ask so that this does not go to them. Add a name only if you ' +
      'are sure who it is.',
    multi: true,
    people: true,
    options: [
      to('X2', 'pupil', 'A pupil', { sets: ['subject_pupil'] }),
      to('X2', 'adult', 'An adult who works or helps here', { sets: ['subject_adult'] }),
      to('X2', 'head', 'Headteacher', { sets: ['subject_head'] }),
      to('X2', 'lead', 'Safeguarding lead', { sets: ['subject_dsl'] }),
      to('X2', 'deputy', 'Deputy lead', { sets: ['subject_deputy'] }),
      to('X2', 'ict', 'ICT manager', { sets: ['subject_ict'] }),
      to('X2', 'chair', 'Chair of governors', { sets: ['subject_chair'] }),
      to('X2', 'me', 'Me', { sets: ['subject_self'] }),
      to('X2', 'outside', 'Someone outside', { sets: ['subject_outside'] }),
      to('X2', 'nobody', 'Nobody (accident)', { sets: ['subject_none'] }),
      to('X2', 'unknown', 'I do not know', { sets: ['subject_unknown'] }),
    ],
    always: ['who_asked'],
  }),
  X2: {
    kind: 'router',
    routes: [
      { when: { all: ['danger', { not: 'alerted' }] }, next: 'N1' },
      { when: 'otherwise', next: 'R5' },
    ],
  },
  N1: action({
    by: 'SYSTEM',
    prompt: 'An urgent report is being written. Ring {reporter} now.',
    options: [to('R2', 'sent', 'Sent')],
    always: ['alerted'],
    deadline: NOW,
    tells: [{ who: 'RECIPIENTS', how: 'ring' }],
  }),
  R5: question({
    prompt: 'Who is affected? Tick all that fit. A pupil can be both responsible and affected.',
    multi: true,
    options: [
      to('R6', 'pupils', 'Pupils', { sets: ['affected_pupil'] }),
      to('R6', 'staff', 'Staff or another adult here', { sets: ['affected_staff'] }),
      to('R6', 'me', 'Me', { sets: ['affected_staff'] }),
      to('R6', 'outside', 'Someone outside', { sets: ['affected_other'] }),
      to('R6', 'nobody', 'Nobody I know of'),
      to('R6', 'not_sure', 'Not sure', { sets: ['affected_pupil'] }),
    ],
  }),
};

export const STORY: Record<string, Node> = {
  R6: question({
    prompt:
      'When and where did it happen, and how do you know? “About” is fine. If a child told you: do not promise secrecy ' +
      'and do not question them further.',
    fields: [
      { key: 'when', label: 'When', kind: 'text' },
      { key: 'where', label: 'Where', kind: 'text' },
      {
        key: 'known',
        label: 'How you know',
        kind: 'choice',
        options: [
          { key: 'saw', label: 'I saw it' },
          { key: 'child', label: 'A child told me' },
          { key: 'parent', label: 'A parent told me' },
          { key: 'adult', label: 'Another adult told me' },
          { key: 'alert', label: 'A filter or monitoring alert' },
          { key: 'email', label: 'An email' },
        ],
      },
    ],
    options: [to('R7', 'done', 'Done')],
  }),
  R7: question({
    prompt:
      'What happened, in your own words? Write what you saw or were told, with the person’s actual words where you can. ' +
      'Facts, not opinions. Do not describe any picture.',
    freeText: true,
    options: [
      to('X3', 'text', 'Words'),
      to('X3', 'text_danger', 'Words that speak of danger', { sets: ['words_danger'] }),
      to('X3', 'text_imagery', 'Words that speak of pictures', { sets: ['words_imagery'] }),
      to('X3', 'text_both', 'Words that speak of both', { sets: ['words_danger', 'words_imagery'] }),
    ],
    always: ['has_text'],
  }),
  X3: {
    kind: 'router',
    routes: [
      { when: { all: ['words_danger', { not: 'danger' }] }, next: 'I7' },
      { when: 'otherwise', next: 'X4' },
    ],
  },
  I7: instruction('X4', {
    prompt: 'Your words suggest that someone may not be safe. If so, ring 999 now and then {lead phone}.',
    always: ['danger'],
    deadline: NOW,
  }),
  X4: {
    kind: 'router',
    routes: [
      { when: 'imagery', next: 'R8b' },
      { when: 'words_imagery', next: 'R8i' },
      { when: 'otherwise', next: 'R8' },
    ],
  },
};
