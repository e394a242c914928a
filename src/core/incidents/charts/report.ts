import type { Chart, Node } from '../chart';
import { WORDS } from '../word-lists';
import { CLOCKS } from './clocks';
import { DO_NOT, PEOPLE, SAFETY, STORY } from './report-asking';
import { BY_PRIORITY, NOW, action, instruction, notice, question, to, yesOrNo } from './parts';

const SENDING: Record<string, Node> = {
  R8: question({
    prompt: 'Check and send. This looks most like “{suggested category}”. Is that right?',
    fields: [{ key: 'row', label: 'Which one?', kind: 'choice' }],
    options: [
      to('X5', 'right', 'That is right', { sets: ['category_suggested'] }),
      to('X5', 'another', 'Choose another', { sets: ['category_suggested'] }),
      to('X5', 'none', 'None of these'),
      to('X5', 'not_sure', 'Not sure'),
    ],
  }),
  R8b: question({
    prompt: 'Check and send. I will not ask you any more about the picture.',
    options: [to('X5', 'send', 'Send')],
    forbids: ['view_content'],
  }),
  R8i: question({
    prompt:
      'Your words mention pictures. Could any be a nude, part-nude or sexual picture or video of someone under 18? ' +
      'Answer, check and send.',
    options: yesOrNo('I8', 'X5', { sets: ['imagery', 'crime'] }),
    forbids: ['view_content'],
  }),
  I8: instruction('X5', { prompt: DO_NOT, deadline: NOW, forbids: ['view_content'] }),
  X5: {
    kind: 'router',
    routes: [
      { when: 'no_recipient', next: 'N3' },
      { when: 'otherwise', next: 'N2' },
    ],
  },
  N2: action({
    by: 'SYSTEM',
    prompt: 'The report is filed, its owner is named, and a receipt takes the place of the card.',
    options: [to('X6', 'filed', 'Filed')],
    deadline: NOW,
    tells: [notice('RECIPIENTS')],
  }),
  N3: action({
    by: 'SYSTEM',
    prompt:
      'The report is filed with the outside contact. Every number to ring is shown, and the chain is tried again.',
    options: [to('D3', 'filed', 'Filed')],
    deadline: NOW,
    tells: [notice('NEXT')],
  }),
  X6: {
    kind: 'router',
    routes: [
      { when: { any: ['danger', 'imagery', 'crime', 'adult_named'] }, next: 'D1' },
      { when: 'otherwise', next: 'D2' },
    ],
  },
};

const FIRST_ON_CHAIN = 'The first person on the chain who is not excluded and can be reached';

const ENDS: Record<string, Node> = {
  D1: {
    kind: 'terminal',
    prompt:
      'Sent to {role}. Now ring them; do not wait for a reply. You may also ring the police or social care yourself. ' +
      'Talk to nobody else about it. Receipt {number}.',
    owner: FIRST_ON_CHAIN,
    action: 'The reporter rings; the owner opens the case.',
    deadline: BY_PRIORITY,
  },
  D2: {
    kind: 'terminal',
    prompt:
      'Sent to {role}. They will look at it by the end of the school day. Talk to nobody else about it. You may not be ' +
      'told the outcome. Receipt {number}.',
    owner: FIRST_ON_CHAIN,
    action: 'The owner opens the case.',
    deadline: { clock: 'p3_acknowledged' },
  },
  D3: {
    kind: 'terminal',
    prompt:
      'I cannot reach anybody who should deal with this. Ring {social care}, or the police, or {NSPCC} yourself now. ' +
      'Your report is saved: receipt {number}.',
    owner: 'The outside contact named in the settings',
    action: 'The reporter rings an agency; the chain is tried again until somebody opens the case.',
    deadline: NOW,
  },
  E1: {
    kind: 'router',
    routes: [
      { when: { any: ['danger', 'imagery', 'crime', 'adult_named', 'has_text'] }, next: 'N4' },
      { when: 'otherwise', next: 'D5' },
    ],
  },
  N4: action({
    by: 'SYSTEM',
    prompt: 'What there is so far is filed as unfinished.',
    options: [
      to('D4', 'filed', 'Filed', { when: { not: 'no_recipient' } }),
      // Nobody on the chain: it must end with the numbers shown, stopped half-way or not.
      to('D3', 'filed_outside', 'Filed with the outside contact', { when: 'no_recipient' }),
    ],
    always: ['unfinished'],
    fills: [
      { node: 'R4', option: 'unknown' },
      { node: 'R5', option: 'not_sure' },
    ],
    deadline: NOW,
    tells: [
      { who: 'RECIPIENTS', how: 'ring', when: 'who_asked' },
      // Nobody said yet who is responsible: two posts, so that one conflicted person cannot sit on it.
      { who: 'TWO_POSTS', how: 'ring', when: { not: 'who_asked' } },
    ],
  }),
  D4: {
    kind: 'terminal',
    prompt: 'You stopped, so I have passed on what you had told me.',
    owner: FIRST_ON_CHAIN,
    action: 'The owner rings the reporter, then opens the case.',
    deadline: BY_PRIORITY,
  },
  D5: {
    kind: 'terminal',
    prompt: 'Nothing has been sent. If you are worried, speak to {lead}.',
    owner: 'The reporter',
    action: 'None is recorded beyond a count of abandoned drafts.',
  },
};

const nodes = { ...SAFETY, ...PEOPLE, ...STORY, ...SENDING, ...ENDS };

/** What the bot asks a reporter, one to one (`incident-flow.md` section 2). */
export const REPORT: Chart = {
  id: 'report',
  version: 1,
  nation: 'England',
  start: 'R0',
  nodes,
  events: {
    stop: {
      from: ['R0', 'R1', 'I1', 'R2', 'I2', 'R2a', 'R3', 'R4', 'R5', 'R6', 'R7', 'I7', 'R8', 'R8b', 'R8i', 'I8'],
      next: 'E1',
    },
  },
  clocks: CLOCKS,
  words: WORDS,
};
