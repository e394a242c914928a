import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Output } from '../../../../src/api/contract';
import { caseMail as words, errors, frame } from '../../../../src/texts/en-gb';
import { CallFailed } from '../../../../tabs/api';
import { MailPart } from '../../../../tabs/cases/mail/MailPart';
import { type Answers, fakeApi, fakeServices, renderPage } from '../../../support/page';

type CaseMail = Output<'evidence.ofCase'>['mails'][number];
type Opened = Output<'evidence.open'>;

const CASE = 'c1' as CaseMail['id'] & Opened['caseId'];
const mail: CaseMail = {
  id: 'm1' as CaseMail['id'],
  flaggedBy: 'Mary Seacole',
  flaggedAt: 0,
  wishes: [],
  mailbox: 'mary@school.example',
  facts: {
    immutableId: 'A',
    internetMessageId: '<1@x.example>',
    subject: 'You will be sorry',
    from: { name: '', address: 'you@x.example' },
    sender: null,
    to: [],
    cc: [],
    sentAt: '',
    receivedAt: '',
    headers: [],
    attachments: [],
  },
  copy: { sha256: 'a'.repeat(64), size: 9, origin: 'graph', takenAt: 0 },
  mismatch: false,
  trouble: null,
  tag: 'set',
  canOpen: true,
  shut: null,
  sealed: false,
  custody: [],
};
const opened: Opened = {
  caseId: CASE,
  id: mail.id,
  unchanged: true,
  origin: null,
  reading: {
    subject: '',
    from: null,
    to: [],
    cc: [],
    date: '',
    messageId: '',
    headers: [],
    attachments: [],
    gaps: [],
  },
  text: 'I know which car is yours.',
  html: null,
  links: [],
  attachments: [{ name: 'note.txt', type: 'text/plain', size: 4, sha256: null, password: 'aaaa-bbbb' }],
};

/** The part "Mail" of a case, where the sign-in has grown old until somebody signs in anew. */
function draw(old: readonly ('evidence.ofCase' | 'evidence.open' | 'mailAttachment')[], shown = { mail, opened }) {
  const signIns: unknown[] = [];
  const orRefuse = <T,>(name: (typeof old)[number], answer: T): T => {
    if (old.includes(name) && signIns.length === 0) throw new CallFailed('step_up');
    return answer;
  };
  const answers: Answers = {
    'evidence.ofCase': () => orRefuse('evidence.ofCase', { mails: [shown.mail] }),
    'evidence.open': () => orRefuse('evidence.open', shown.opened),
    'evidence.senders': { lines: [] },
    'me.read': new CallFailed('offline'),
  };
  const api = fakeApi(answers);
  const services = fakeServices({
    api: {
      ...api,
      // As `api` does for a file that is asked for too late.
      download: (name, ...rest) =>
        Promise.resolve()
          .then(() => orRefuse('mailAttachment', name))
          .then(() => api.download(name, ...rest)),
    },
    auth: {
      token: () => Promise.resolve('t'),
      signIn: (how) => Promise.resolve(void signIns.push(how)),
    },
  });
  renderPage(<MailPart caseId={CASE} />, services);
  return { signIns, press: (name: string) => screen.findByRole('button', { name }).then((b) => userEvent.click(b)) };
}

const openIt = words.open('You will be sorry');

test.each(['evidence.ofCase', 'evidence.open'] as const)(
  'a sign-in that is too old for %s is made anew on the spot, and the mail is there',
  async (call) => {
    const { signIns, press } = draw([call]);
    if (call === 'evidence.open') await press(openIt);
    await screen.findByText(errors.of('step_up').title);
    await press(frame.signInAgain);
    if (call === 'evidence.ofCase') await press(openIt);
    await screen.findByText(opened.text);
    expect(signIns).toEqual([{ anew: true }]);
  },
);

test('headers stand side by side: each of the copy beside the service’s own, and what only one of them has', async () => {
  const h = (name: string, value: string) => ({ name, value });
  const reading = { ...opened.reading, headers: [h('Received', 'from a\r\n by b'), h('X-Only-Copy', '1')] };
  const headers = [h('received', 'from a by b'), h('X-Only-Service', '2')];
  const facts = mail.facts && { ...mail.facts, headers };
  const { press } = draw([], { mail: { ...mail, facts }, opened: { ...opened, reading } });
  await press(openIt);
  await screen.findByText(opened.text);
  await userEvent.click(screen.getByText(words.headers));
  const rows = within(screen.getByRole('region', { name: words.headers })).getAllByRole('row');
  expect(
    rows.slice(1).map((row) =>
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ),
  ).toEqual([
    ['from a by b', 'from a by b'],
    ['1', ''],
    ['', '2'],
  ]);
});

test('a mail’s layout stands in a frame that may do nothing and fetch nothing', async () => {
  const { press } = draw([], { mail, opened: { ...opened, html: '<p>Hello</p>' } });
  await press(openIt);
  const frame = await screen.findByTitle(words.layout);
  expect(frame.getAttribute('sandbox')).toBe('');
  expect(frame.getAttribute('srcdoc')).toContain("default-src 'none'");
});

test('an attachment asked for too late: sign in, press once more, and the reason that was typed is still there', async () => {
  URL.createObjectURL = () => 'blob:x';
  URL.revokeObjectURL = () => undefined;
  HTMLAnchorElement.prototype.click = () => undefined;
  const { press } = draw(['mailAttachment']);
  await press(openIt);
  await press(words.attachment.take('note.txt'));
  await userEvent.type(screen.getByRole('textbox'), 'For the police');
  await press(words.attachment.go);
  await press(frame.signInAgain);
  await screen.findByText(frame.signedIn.next);
  expect(screen.getByRole('textbox')).toHaveProperty('value', 'For the police');
  await press(words.attachment.go);
  const section = within(screen.getByRole('region', { name: words.attachments }));
  await section.findByText(words.attachment.password('aaaa-bbbb'));
});
