import type { Node } from '../chart';
import { BY_PRIORITY, NOW, SAME_DAY, action, instruction, notice, question, to, yesOrNo } from './parts';

const UNSEEN = ['view_content'] as const;

/** Who owns the case, and whether it is one already held. */
export const OWNING: Record<string, Node> = {
  T0: action({
    by: 'OWNER',
    prompt: 'Open the report and confirm that you have it. Ring the reporter if the story is thin.',
    options: [to('T1', 'opened', 'I have it')],
    deadline: BY_PRIORITY,
    tells: [{ who: 'REPORTER', how: 'receipt' }],
    forbids: ['investigate'],
  }),
  T1: question({
    by: 'OWNER',
    prompt: 'Are you named in this, affected by it, related to or close to anyone in it?',
    options: yesOrNo('T1a', 'T1c'),
    deadline: { ...BY_PRIORITY, since: 'T0' },
    forbids: ['investigate'],
  }),
  T1a: action({
    by: 'SYSTEM',
    prompt: 'Your access has ended. The case goes to the next unconflicted person.',
    options: [to('T1', 'someone_left', 'Someone is left'), to('T1b', 'nobody_left', 'Nobody is left')],
    always: ['handed_over'],
    deadline: NOW,
    tells: [notice('NEXT')],
    forbids: ['investigate'],
  }),
  T1b: action({
    by: 'LAST_PERSON',
    prompt:
      'Ring the LADO or social care, and the local authority or trust contact. They say who will own this. ' +
      'Social care: {social care}. Outside contact: {outside contact}.',
    options: [to('HANDED', 'rung', 'Rung')],
    fields: [
      { key: 'office', label: 'Which office took it', kind: 'text', required: true },
      { key: 'reference', label: 'Their reference', kind: 'text' },
    ],
    deadline: NOW,
    tells: [{ who: 'OUTSIDE_CONTACT', how: 'by_person' }],
    forbids: ['investigate'],
  }),
  T1c: question({
    by: 'OWNER',
    prompt: 'Is this the same event as a case you already hold?',
    options: [
      to('T1d', 'yes', 'Yes'),
      to('T2', 'no', 'No'),
      // Not a safety question: two cases can be linked later, one cannot be taken apart.
      to('T2', 'not_sure', 'Not sure'),
    ],
  }),
  T1d: action({
    by: 'OWNER',
    prompt: 'Link the two. The link keeps every flag from both and everyone excluded from either.',
    options: [to('MERGED', 'linked', 'Linked')],
    deadline: SAME_DAY,
    tells: [notice('OTHER_OWNER')],
  }),
};

/** Danger first, imagery second, a possible crime third. */
export const SAFE: Record<string, Node> = {
  T2: question({
    by: 'OWNER',
    prompt: 'Is anyone in danger now?',
    options: yesOrNo('T2a', 'T3r', { sets: ['danger'] }),
    deadline: NOW,
  }),
  T2a: action({
    by: 'OWNER',
    prompt:
      'Ring 999. Keep the child or adult safe and with a trusted person. Record the time and the incident number.',
    options: [to('T3r', 'rung', 'Rung')],
    fields: [
      { key: 'at', label: 'When you rang', kind: 'time' },
      { key: 'reference', label: 'Incident number', kind: 'text' },
    ],
    always: ['police_told'],
    deadline: NOW,
    tells: [notice('MANAGER')],
    forbids: ['interview'],
  }),
  T3r: {
    kind: 'router',
    routes: [
      { when: 'imagery', next: 'T3b' },
      { when: 'otherwise', next: 'T3' },
    ],
  },
  T3: question({
    by: 'OWNER',
    prompt:
      'Could a nude, part-nude or sexual image of someone under 18 be involved, real, drawn or AI-made? Decide from ' +
      'what people have said. Do not look.',
    options: yesOrNo('T3c', 'T4r', { sets: ['imagery', 'crime'] }),
    forbids: [...UNSEEN],
  }),
  T3b: question({
    by: 'OWNER',
    prompt:
      'The report says such an image may be involved. Has that since been ruled out, without anybody looking for it?',
    options: [
      to('T4r', 'ruled_out', 'Ruled out', { sets: ['imagery_ruled_out'], confirm: true }),
      to('T3c', 'no', 'No', { sets: ['crime'], clears: ['imagery_ruled_out'] }),
      to('T3c', 'not_sure', 'Not sure', { sets: ['crime'], clears: ['imagery_ruled_out'] }),
    ],
    forbids: [...UNSEEN],
  }),
  T3c: instruction(
    'T3d',
    {
      by: 'OWNER',
      prompt:
        'Nobody views, copies, prints, shares, saves or deletes. Nobody asks a child to show, send or delete. Set the ' +
        'device aside, unused, and follow police advice about power and storage. Record who, where and when, never ' +
        'what it shows. Only the DSL, and only in the rare case national advice allows, may view; that decision is ' +
        'written down with a witness and never happens inside this system.',
      deadline: NOW,
      forbids: [...UNSEEN],
    },
    'read',
    'I have read this',
  ),
  T3d: question({
    by: 'OWNER',
    prompt: 'Where is it?',
    multi: true,
    options: [
      to('T3e', 'online', 'Website or app', { sets: ['iwf_due'] }),
      to('T3e', 'school_device', 'School device or account'),
      to('T3e', 'own_device', 'Somebody’s own device'),
      to('T3e', 'email', 'An email'),
      to('T3e', 'passed_on', 'Passed between pupils'),
      to('T3e', 'heard', 'Only heard about it'),
      to('T3e', 'not_sure', 'Not sure'),
    ],
    forbids: [...UNSEEN],
  }),
  T3e: action({
    by: 'OWNER',
    prompt: 'Do the steps for each place ticked.',
    options: [to('T3f', 'done', 'Done')],
    guidance: {
      of: 'T3d',
      texts: {
        online:
          'The DSL types the address into the IWF’s own form (https://report.iwf.org.uk); it is never typed or stored ' +
          'here. Police too. A child may use Childline’s Report Remove with support.',
        school_device:
          'Set it aside, unused and locked away. Record its label, place and holder. Only an authorised person ' +
          'restricts the account, and nothing is removed. Follow police advice.',
        own_device:
          'Do not search for the picture. Keep the device safe if school policy allows. Take police advice. Parents ' +
          'are told by your decision.',
        email: 'Leave the item where it is: no reply, forward, delete or capture. Lantern holds a pointer only.',
        passed_on: 'The DSL calls an initial review meeting. The answers to the next question are its record.',
        heard: 'Talk to the reporter and to the child’s trusted adult. Do not ask a child what it shows.',
        not_sure: 'Talk to the reporter and to the child’s trusted adult. Do not ask a child what it shows.',
      },
    },
    deadline: SAME_DAY,
    forbids: [...UNSEEN],
  }),
  T3f: question({
    by: 'OWNER',
    prompt:
      'Is any of these true? An adult is involved; there was pressure, blackmail or grooming, or doubt that the child ' +
      'could agree; the acts are violent or unusual for the age; sexual acts and anyone shown is under 13; someone is ' +
      'at risk now, such as self-harm.',
    options: yesOrNo('T4r', 'T4r', { sets: ['care'] }),
    deadline: SAME_DAY,
    forbids: [...UNSEEN],
  }),
  T4r: {
    kind: 'router',
    routes: [
      { when: { all: ['imagery', { not: 'imagery_ruled_out' }] }, next: 'T5r' },
      { when: 'otherwise', next: 'T4' },
    ],
  },
  T4: question({
    by: 'OWNER',
    prompt:
      'Could any of this be a crime? Threats, violence, sexual contact or grooming, blackmail, hate or racist crime, ' +
      'extremism, hacking or malware, fraud, obscene or extreme material, drugs or weapons, harassment or stalking.',
    options: yesOrNo('T5r', 'T5r', { sets: ['crime'] }, { clears: ['crime'], confirm: 'crime' }),
    deadline: SAME_DAY,
  }),
};
