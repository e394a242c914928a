import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route } from 'wouter';
import { CallFailed } from '../../../tabs/api';
import { Sign } from '../../../tabs/sign/Sign';
import type { SigningView } from '../../../tabs/sign/steps';
import type { Signed } from '../../../tabs/sign/useSigning';
import type { Services } from '../../../tabs/ui/services';
import { PAUSE_MS } from '../../../tabs/ui/useDraft';
import { type Answers, type fakeApi, fakeHost, fakeServices, renderPage } from '../../support/page';
import { meOf } from '../../support/made-up';
import {
  ANSWERED,
  CAMPAIGN,
  FIRST,
  LOCK,
  NOW,
  OWN,
  SECOND,
  TELL,
  TERM,
  YEAR,
  changedView,
  documentOf,
  draftOf,
  keyOf,
  promise,
  questionOf,
  refusal,
  section,
  signingView,
} from './agreement';

beforeEach(() => {
  jest.useFakeTimers({ now: NOW, doNotFake: ['queueMicrotask'] });
  window.scrollTo = () => undefined;
});
afterEach(() => jest.useRealTimers());
const wait = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));
const settled = () => wait(0);
const user = userEvent.setup({ advanceTimers: (ms) => jest.advanceTimersByTime(ms) });

const SIGNED: Signed = { attestationId: 'a-1' as never, signedAt: NOW, alreadySigned: false };

interface Server {
  view: SigningView;
  answers: Answers;
}

/** A server that keeps drafts, and answers the page with whatever `view` is by then. */
function serverOf(first: SigningView, more: (server: Server) => Answers = () => ({})): Server {
  const server: Server = { view: first, answers: {} };
  server.answers = {
    'me.read': meOf('zoe'),
    'agreements.signing': () => server.view,
    'agreements.saveDraft': ({ draft }) => {
      server.view = { ...server.view, draft: { draft, savedAt: Date.now() } };
      return { savedAt: Date.now() };
    },
    'agreements.sign': SIGNED,
    ...more(server),
  };
  return server;
}

async function draw(server: Server, part: Partial<Services> = {}) {
  const services = fakeServices({ answers: server.answers, ...part });
  const drawn = renderPage(<Route path="/sign/:campaignId" component={Sign} />, services, `/sign/${CAMPAIGN}`);
  await settled();
  await settled();
  return { ...drawn, services };
}
const askedOf = (services: Services, name: string) =>
  (services.api as ReturnType<typeof fakeApi>).asked.filter((call) => call.name === name).map((call) => call.input);

const press = async (name: string | RegExp) => {
  await user.click(screen.getByRole('button', { name }));
  await settled();
};
const tick = async (...texts: string[]) => {
  for (const text of texts) await user.click(screen.getByRole('checkbox', { name: text }));
};
/** The heading of the step, which comes first. */
const step = () => screen.getAllByRole('heading', { level: 2 })[0]?.textContent;
const answerChecks = async () => {
  while (step() === 'Short check') {
    await user.click(screen.getAllByRole('radio')[0]!);
    await press('Check');
    await press('Next');
  }
};
/** Everything ticked, the check behind, the name to be typed. */
const atSignature = (part: Partial<SigningView> = {}) =>
  signingView({
    check: [],
    draft: { draft: draftOf({ section: 5, ticked: [OWN, LOCK, TERM].map(keyOf) }), savedAt: 1 },
    ...part,
  });
const type = (label: string | RegExp, text: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value: text } });
async function sign(name = 'Zoe Hartsmere') {
  type('Type your name', name);
  await press('Sign');
}

describe('before reading', () => {
  test('the first time one is told so, by when, how long it takes and what is ahead', async () => {
    await draw(serverOf(signingView()));
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Staff agreement');
    expect(step()).toBe('Your first time with this agreement');
    expect(
      screen.getByText(/^Due by Friday 4 September 2026\. Reading and signing takes about two minutes\.$/),
    ).toBeTruthy();
    expect(screen.getByText(/It has three sections and three sentences to agree to\..*short check/)).toBeTruthy();
  });

  test('afterwards one reads what changed: words marked, whole sections named, the rest folded away', async () => {
    await draw(serverOf(changedView()));
    expect(step()).toBe('What changed since you last signed');
    expect(screen.getByText('You signed version 1.0 on Wednesday 3 September 2025. This is version 2.0.')).toBeTruthy();
    expect(screen.getByText('Of the sentences you agree to, one is new and one is worded differently.')).toBeTruthy();
    const marks = [...document.querySelectorAll('li del, li ins')].map((mark) =>
      mark.outerHTML.replace(/ class="[^"]*"/g, ''),
    );
    expect(marks).toEqual(
      expect.arrayContaining(['<del><span>was: </span>term</del>', '<ins><span>now: </span>year</ins>']),
    );
    expect(screen.getByText('Worded differently')).toBeTruthy();
    const folded = screen.getByText('Two sections are the same').closest('details')!;
    expect(folded.open).toBe(false);
    expect(folded.textContent).toContain('My account');
  });

  test('when nothing changed one is told that, and may begin at once', async () => {
    const same = { versionLabel: '1.0', signedAt: NOW, changes: { sections: [], counts: {} as never } };
    await draw(serverOf(signingView({ since: same })));
    expect(step()).toBe('Nothing has changed since you last signed');
    await press('Start reading');
    expect(step()).toBe('Who this is for');
  });

  test('somebody who is excused is told that signing is still possible', async () => {
    await draw(serverOf(signingView({ state: 'excused' })));
    expect(screen.getByText(/You are excused from signing this at the moment/)).toBeTruthy();
  });
});

describe('reading and ticking', () => {
  test('one section at a time, with the way through always in view and the focus on the heading', async () => {
    await draw(serverOf(signingView()));
    await press('Start reading');
    expect(screen.getByText('Section 1 of 3')).toBeTruthy();
    expect(screen.getByRole('progressbar', { name: 'Section 1 of 3' })).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 2, name: 'Who this is for' }));
    expect(screen.getByText('There is nothing to tick in this section.')).toBeTruthy();
    await press('Next');
    expect(step()).toBe('My account');
    expect(screen.getAllByRole('checkbox')).toHaveLength(2);
    await press('Back');
    expect(step()).toBe('Who this is for');
  });

  test('there is one primary button, and none that ticks a whole section', async () => {
    await draw(serverOf(signingView({ draft: { draft: draftOf({ section: 2 }), savedAt: 1 } })));
    const names = screen.getAllByRole('button').map((button) => button.textContent);
    expect(names.filter((name) => /all/i.test(name)).sort()).toEqual(['All steps']);
    expect(names.filter((name) => name === 'Next')).toHaveLength(1);
  });

  test('going on with a sentence not ticked leads to it, and says so', async () => {
    await draw(serverOf(signingView()));
    await press('Start reading');
    await press('Next');
    await tick(OWN);
    await press('Next');
    const missing = screen.getByRole('checkbox', { name: LOCK });
    expect(step()).toBe('My account');
    expect(document.activeElement).toBe(missing);
    expect(missing.getAttribute('aria-invalid')).toBe('true');
    const described = missing
      .getAttribute('aria-describedby')!
      .split(' ')
      .map((at) => document.getElementById(at)?.textContent ?? '');
    expect(described.join('')).toBe('Not ticked yet');
    expect(screen.getByRole('status').textContent).toContain('One sentence is not ticked yet.');
    await tick(LOCK);
    expect(screen.queryByText('Not ticked yet')).toBeNull();
    await press('Next');
    expect(step()).toBe('Passwords');
  });

  test('Enter ticks, and the arrow keys go from tick to tick', async () => {
    await draw(serverOf(signingView({ draft: { draft: draftOf({ section: 2 }), savedAt: 1 } })));
    const [own, lock] = screen.getAllByRole<HTMLInputElement>('checkbox');
    act(() => own!.focus());
    await user.keyboard('{Enter}{ArrowDown}');
    expect(own!.checked).toBe(true);
    expect(document.activeElement).toBe(lock);
    await user.keyboard(' {ArrowDown}{ArrowUp}');
    expect(lock!.checked).toBe(true);
    expect(document.activeElement).toBe(own);
    expect(step()).toBe('My account');
  });

  test('sentences that are new or worded differently are marked so', async () => {
    await draw(
      serverOf(
        changedView({ draft: { draft: draftOf({ versionId: changedView().versionId, section: 3 }), savedAt: 1 } }),
      ),
    );
    expect(screen.getByRole('listitem').textContent).toContain('Worded differently');
  });

  test('text, lists, tables and pictures are drawn as what they are', async () => {
    const rich = section(
      'Rules',
      { kind: 'list', ordered: true, items: ['One', 'Two'] },
      { kind: 'table', caption: '', headers: ['What', 'Staff'], rows: [['Phones', 'at break']] },
      { kind: 'picture', alt: 'A lock', data: 'data:image/png;base64,AA==' },
      { kind: 'picture', alt: 'A key', data: null },
      promise('I agree.'),
    );
    const document_ = documentOf({ ...section('Part one'), blocks: [] }, rich);
    await draw(serverOf(signingView({ document: document_, draft: { draft: draftOf({ section: 1 }), savedAt: 1 } })));
    expect(screen.getByText('Part one')).toBeTruthy();
    expect(screen.getByText('Section 1 of 1')).toBeTruthy();
    expect(
      within(screen.getByRole('region', { name: 'Table: Rules' })).getByRole('columnheader', { name: 'Staff' }),
    ).toBeTruthy();
    expect(screen.getByRole('img', { name: 'A lock' })).toBeTruthy();
    expect(screen.getByText('A picture is missing here: A key')).toBeTruthy();
  });

  test('in a long agreement one can go back to any section that is done, and not past what is open', async () => {
    const long = documentOf(
      ...Array.from({ length: 19 }, (_, i) =>
        section(
          `Part ${i + 1}`,
          'Some text.',
          ...Array.from({ length: i < 3 ? 4 : 3 }, (_, n) => `I will do ${i}-${n}.`),
        ),
      ),
    );
    const ticked = long.sections
      .slice(0, 10)
      .flatMap((s) => s.blocks.flatMap((b) => (b.kind === 'statement' ? [b.key] : [])));
    await draw(
      serverOf(
        signingView({ document: long, check: [], draft: { draft: draftOf({ section: 11, ticked }), savedAt: 1 } }),
      ),
    );
    expect(screen.getByText('Section 11 of 19')).toBeTruthy();
    await press('All steps');
    const list = screen.getByRole('list', { name: 'All steps of this agreement' });
    const rows = within(list).getAllByRole<HTMLButtonElement>('button');
    expect(rows).toHaveLength(19 + 3);
    expect(rows.filter((row) => row.disabled)).toHaveLength(8 + 2);
    expect(rows[3]!.textContent).toBe('3. Part 3done');
    expect(rows[11]!.getAttribute('aria-current')).toBe('step');
    await user.click(rows[3]!);
    expect(step()).toBe('Part 3');
    expect(screen.queryByRole('list', { name: 'All steps of this agreement' })).toBeNull();
  });
});

describe('the short check', () => {
  const atCheck = () =>
    signingView({ draft: { draft: draftOf({ section: 4, ticked: [OWN, LOCK, TERM].map(keyOf) }), savedAt: 1 } });
  const choose = async (isRight: boolean) => {
    const item = atCheck().check[0]!;
    const option = item.options.find((each) => (each.id === item.answer) === isRight)!;
    await user.click(screen.getByRole('radio', { name: option.text }));
    await press('Check');
    return item.options.find((each) => each.id === item.answer)!.text;
  };

  test('a wrong answer brings the sentence back, and one goes on without a score', async () => {
    await draw(serverOf(atCheck()));
    expect(screen.getByText(/^Short check, question 1 of/)).toBeTruthy();
    const sentence = await choose(false);
    expect(screen.getByText('Not that one. The agreement says:').nextSibling?.textContent).toBe(sentence);
    expect(screen.getByRole('status').textContent).toContain(sentence);
    expect(document.body.textContent).not.toMatch(/score|correct|\d+ ?%|points/i);
    await press('Next');
    expect(screen.queryByText('Not that one. The agreement says:')).toBeNull();
  });

  test('a right answer says so, and one may think again before going on', async () => {
    await draw(serverOf(atCheck()));
    await choose(true);
    expect(screen.getByText('Yes. That is what the agreement says.', { selector: 'p' })).toBeTruthy();
    await choose(false);
    expect(screen.getByText('Not that one. The agreement says:', { selector: 'p' })).toBeTruthy();
  });

  test('without a choice one is asked for it', async () => {
    await draw(serverOf(atCheck()));
    await press('Check');
    expect(screen.getByText('Choose one of the sentences.', { selector: 'p' })).toBeTruthy();
    expect(document.activeElement).toBe(screen.getAllByRole('radio')[0]);
  });

  test('an agreement without a check goes straight on', async () => {
    await draw(
      serverOf(
        signingView({ check: [], draft: { draft: draftOf({ section: 3, ticked: [keyOf(TERM)] }), savedAt: 1 } }),
      ),
    );
    await press('Next');
    expect(step()).toBe('About you');
  });
});

describe('about me', () => {
  const atYou = (part: Partial<SigningView> = {}) =>
    signingView({ check: [], draft: { draft: draftOf({ section: 4 }), savedAt: 1 }, ...part });

  test('the school says who I am, and offers the numbers it knows', async () => {
    await draw(serverOf(atYou({ knownDevices: { laptop: 'LT-0412', ipad: '' } })));
    expect(screen.getByText('Teacher')).toBeTruthy();
    await press('Use LT-0412, as last time: Number of your school laptop');
    expect(screen.getByLabelText<HTMLInputElement>('Number of your school laptop').value).toBe('LT-0412');
    expect(screen.queryByRole('button', { name: /^Use/ })).toBeNull();
    type('Number of your school iPad', 'IP-7');
    await press('Next');
    expect(screen.getByText('School laptop: LT-0412. School iPad: IP-7.')).toBeTruthy();
    await press('Change the numbers');
    expect(step()).toBe('About you');
  });

  test('Enter in a field goes on', async () => {
    await draw(serverOf(atYou()));
    await user.type(screen.getByLabelText('Number of your school iPad'), 'IP-7{Enter}');
    expect(step()).toBe('Your signature');
  });
});

describe('signing', () => {
  test('the sentence says exactly what is declared, and what was read and ticked is what is sent', async () => {
    const { services } = await draw(serverOf(signingView()));
    await press('Start reading');
    await press('Next');
    await tick(OWN, LOCK);
    await press('Next');
    await tick(TERM);
    await press('Next');
    await answerChecks();
    await press('Next');
    expect(step()).toBe('Your signature');
    expect(
      screen.getByText(
        'I, Zoë Hartsmere, have read “Staff agreement”, version 1.0, and I agree to all three of its sentences. ' +
          'I accept my own part in keeping to it. I know that breaking it may lead to disciplinary action.',
      ),
    ).toBeTruthy();
    await sign();
    expect(askedOf(services, 'agreements.sign')).toEqual([
      {
        campaignId: CAMPAIGN,
        versionId: signingView().versionId,
        textHash: 'hash-1',
        ticked: [OWN, LOCK, TERM].map(keyOf),
        laptop: '',
        ipad: '',
        typedName: 'Zoe Hartsmere',
      },
    ]);
    expect(screen.getByRole('heading', { level: 2, name: 'Thank you, Zoë. You have signed.' })).toBe(
      document.activeElement,
    );
    expect(services.host.storage.get(`sign.${signingView().policyId}.${meOf('zoe').person.id}`)).toBeNull();
  });

  test('pressing twice signs once', async () => {
    let finish: (signed: Signed) => void = () => undefined;
    const answer = () => new Promise<Signed>((done) => (finish = done));
    const { services } = await draw(serverOf(atSignature(), () => ({ 'agreements.sign': answer })));
    await sign();
    await press('Signing…');
    expect(askedOf(services, 'agreements.sign')).toHaveLength(1);
    await act(async () => finish(SIGNED));
    expect(screen.getByText('Thank you, Zoë. You have signed.')).toBeTruthy();
  });

  test('what was signed on another device in the meantime shows the same receipt', async () => {
    const before: Signed = { ...SIGNED, signedAt: NOW - 60_000, alreadySigned: true };
    await draw(serverOf(atSignature(), () => ({ 'agreements.sign': before })));
    await sign();
    expect(step()).toBe('You have signed this');
    expect(screen.getByText(/That signature stands, and nothing was signed twice/)).toBeTruthy();
    expect(screen.getByText('Tuesday 1 September 2026 at 10:29')).toBeTruthy();
  });

  test('without a name one is asked for it', async () => {
    const { services } = await draw(serverOf(atSignature()));
    await press('Sign');
    expect(document.activeElement).toBe(screen.getByLabelText('Type your name'));
    expect(screen.getByText('Type your name to sign.')).toBeTruthy();
    expect(askedOf(services, 'agreements.sign')).toEqual([]);
  });

  test('sentences left open are named, each a press away, and nothing is sent', async () => {
    const draft = draftOf({ section: 5, ticked: [keyOf(TERM)], typedName: 'Zoë Hartsmere' });
    const { services } = await draw(serverOf(signingView({ check: [], draft: { draft, savedAt: 1 } })));
    await press('Sign');
    expect(screen.getByText('Two sentences are not ticked yet')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'My account: 2 to tick' }));
    expect(askedOf(services, 'agreements.sign')).toEqual([]);
    await press('My account: 2 to tick');
    expect(document.activeElement).toBe(screen.getByRole('checkbox', { name: OWN }));
  });

  test.each([
    [`ticked.${keyOf(LOCK)}`, 'My account', () => screen.getByRole('checkbox', { name: LOCK })],
    ['laptop', 'About you', () => screen.getByLabelText('Number of your school laptop')],
    ['typedName', 'Your signature', () => screen.getByLabelText('Type your name')],
  ])('what the server finds wrong with %s leads there', async (where, heading, control) => {
    await draw(
      serverOf(atSignature(), () => ({
        'agreements.sign': refusal('invalid_input', [{ where, what: 'Please change this.' }]),
      })),
    );
    await sign();
    expect(step()).toBe(heading);
    expect(document.activeElement).toBe(control());
    expect(screen.getByText('Please change this.')).toBeTruthy();
  });

  test('a problem that belongs to no field is told where the button is, with its reference', async () => {
    await draw(serverOf(atSignature(), () => ({ 'agreements.sign': refusal('unexpected') })));
    await sign();
    expect(screen.getByRole('alert').textContent).toContain('Reference: ref-1');
    expect(screen.getByLabelText<HTMLInputElement>('Type your name').value).toBe('Zoe Hartsmere');
  });

  test('offline nothing is signed and nothing is lost; the same press works later', async () => {
    let isOffline = true;
    await draw(
      serverOf(atSignature(), () => ({
        'agreements.sign': () => {
          if (isOffline) throw new CallFailed('offline');
          return SIGNED;
        },
      })),
    );
    await sign();
    expect(screen.getByRole('alert').textContent).toContain('You are offline, so nothing has been signed yet');
    isOffline = false;
    await press('Sign');
    expect(step()).toBe('Thank you, Zoë. You have signed.');
  });
});

describe('what is typed is kept', () => {
  test('after a reload one is where one was, with every tick', async () => {
    const server = serverOf(signingView());
    const host = fakeHost();
    const first = await draw(server, { host });
    await press('Start reading');
    await press('Next');
    await tick(OWN);
    first.unmount();
    await draw(server, { host });
    expect(step()).toBe('My account');
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: OWN }).checked).toBe(true);
    expect(screen.getByText('Welcome back. You are where you left off.')).toBeTruthy();
    await tick(LOCK);
    expect(screen.queryByText('Welcome back. You are where you left off.')).toBeNull();
  });

  test('another device goes on from the same place', async () => {
    const server = serverOf(signingView());
    const { services, unmount } = await draw(server);
    await press('Start reading');
    await press('Next');
    await tick(OWN);
    expect(screen.getByText('Saving…')).toBeTruthy();
    await wait(PAUSE_MS);
    expect(screen.getByText('Saved')).toBeTruthy();
    expect(askedOf(services, 'agreements.saveDraft')).toEqual([
      { campaignId: CAMPAIGN, draft: draftOf({ section: 2, ticked: [keyOf(OWN)] }) },
    ]);
    unmount();
    await draw(server, { host: fakeHost() });
    expect(step()).toBe('My account');
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: OWN }).checked).toBe(true);
  });

  test('a page left open follows what was done on another device since', async () => {
    const server = serverOf(signingView());
    await draw(server);
    server.view = {
      ...server.view,
      draft: { draft: draftOf({ section: 3, ticked: [OWN, LOCK].map(keyOf) }), savedAt: NOW + 5_000 },
    };
    await wait(70_000);
    act(() => void document.dispatchEvent(new Event('visibilitychange')));
    await settled();
    expect(step()).toBe('Passwords');
  });

  test('coming back from Home finds the last words, not those of the first load', async () => {
    const server = serverOf(signingView({ draft: { draft: draftOf({ section: 1 }), savedAt: 1 } }));
    const first = await draw(server);
    await press('Next');
    await tick(OWN);
    await wait(PAUSE_MS);
    first.unmount();
    renderPage(<Route path="/sign/:campaignId" component={Sign} />, first.services, `/sign/${CAMPAIGN}`);
    await settled();
    expect(step()).toBe('My account');
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: OWN }).checked).toBe(true);
  });

  test('without a connection the words are kept on the device, said once, and sent when it is back', async () => {
    let isOffline = true;
    await draw(
      serverOf(signingView(), () => ({
        'agreements.saveDraft': () => {
          if (isOffline) throw new CallFailed('offline');
          return { savedAt: Date.now() };
        },
      })),
    );
    await press('Start reading');
    await wait(PAUSE_MS);
    expect(screen.getByText('Kept on this device')).toBeTruthy();
    expect(screen.getByRole('status').textContent).toContain('What you typed is kept on this device');
    isOffline = false;
    act(() => void window.dispatchEvent(new Event('online')));
    await settled();
    expect(screen.getByText('Saved')).toBeTruthy();
    expect(screen.getByRole('status').textContent).toBe('Saved again.');
  });

  test('where the browser keeps nothing either, one is asked to keep the page open', async () => {
    const host = fakeHost();
    const server = serverOf(signingView(), () => ({ 'agreements.saveDraft': new CallFailed('offline') }));
    await draw(server, { host: { ...host, storage: { ...host.storage, lasts: false } } });
    await press('Start reading');
    await wait(PAUSE_MS);
    expect(screen.getByText('Not saved yet: keep this page open')).toBeTruthy();
  });

  test('another person on the same device sees nothing of it', async () => {
    const host = fakeHost();
    const first = await draw(serverOf(signingView()), { host });
    await press('Start reading');
    first.unmount();
    await draw(
      serverOf(signingView(), () => ({ 'me.read': meOf('tahira') })),
      { host },
    );
    expect(step()).toBe('Your first time with this agreement');
  });
});

describe('a newer version', () => {
  test('that comes out while one signs is said clearly, and nothing typed is lost', async () => {
    await draw(
      serverOf(atSignature(), (server) => ({
        'agreements.sign': () => {
          server.view = changedView({ since: null, check: [], draft: server.view.draft });
          throw refusal('version_superseded');
        },
      })),
    );
    await sign();
    await settled();
    expect(screen.getByText('This agreement has changed')).toBeTruthy();
    expect(screen.getByText(/two of four ticks still stand/)).toBeTruthy();
    expect(step()).toBe('Your first time with this agreement');
    await press('Start reading');
    await press('Next');
    expect(screen.getAllByRole<HTMLInputElement>('checkbox').every((box) => box.checked)).toBe(true);
    await press('Next');
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: YEAR }).checked).toBe(false);
    await tick(YEAR);
    await press('Next');
    await tick(TELL);
    await press('Next');
    await press('Next');
    expect(screen.getByLabelText<HTMLInputElement>('Type your name').value).toBe('Zoe Hartsmere');
  });

  test('a draft of an older text says so on arrival, with the ticks that still fit', async () => {
    const held = { draft: draftOf({ section: 3, ticked: [TERM].map(keyOf) }), savedAt: 1 };
    await draw(serverOf(changedView({ draft: held })));
    expect(screen.getByText(/Please tick the sentences again/)).toBeTruthy();
  });

  test('that has its own round leads there', async () => {
    await draw(serverOf(signingView({ isOpen: false, movedTo: 'next-one' as never })));
    expect(screen.getByText(/A newer version has taken its place/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Open the newer version' }).getAttribute('href')).toBe('/sign/next-one');
  });

  test('a round that is over says so and leads Home', async () => {
    await draw(serverOf(signingView({ isOpen: false })));
    expect(screen.getByText('This agreement can no longer be signed here')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Go to Home' }).getAttribute('href')).toBe('/home');
    expect(screen.queryByRole('checkbox')).toBeNull();
  });

  test('refused although nothing newer can be seen yet, one may try again', async () => {
    await draw(serverOf(atSignature(), () => ({ 'agreements.sign': refusal('version_superseded') })));
    await sign();
    expect(within(screen.getByRole('alert')).getByRole('button', { name: 'Try again' })).toBeTruthy();
  });
});

describe('questions', () => {
  const atPasswords = (part: Partial<SigningView> = {}) =>
    signingView({
      check: [],
      draft: { draft: draftOf({ section: 3, ticked: [OWN, LOCK].map(keyOf) }), savedAt: 1 },
      ...part,
    });
  const open = async (name: string) => {
    await press(name);
    await wait(500);
    return screen.getByRole('dialog', { name: 'Ask a question' });
  };
  const about = `I have a question about this: ${TERM}`;

  test('one about a sentence goes to its owner, and one can read on meanwhile', async () => {
    const asked = questionOf();
    const { services } = await draw(
      serverOf(atPasswords(), (server) => ({
        'agreements.ask': () => {
          server.view = { ...server.view, state: 'question', questions: [asked] };
          return { questionId: asked.questionId };
        },
      })),
    );
    const dialog = await open(about);
    expect(dialog.textContent).toContain(TERM);
    type('Your question', ' Does this include the class iPad? ');
    await press('Send my question');
    await wait(500);
    expect(askedOf(services, 'agreements.ask')).toEqual([
      { campaignId: CAMPAIGN, statementKey: keyOf(TERM), text: 'Does this include the class iPad?' },
    ]);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByRole('listitem').textContent).toContain('Tahira Nayyar has your question.');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: about }));
    await press('Next');
    expect(step()).toBe('About you');
    await press('Next');
    expect(screen.getByText('One sentence is not ticked yet')).toBeTruthy();
  });

  test('one about the whole agreement can be asked at the start', async () => {
    const { services } = await draw(
      serverOf(signingView(), () => ({ 'agreements.ask': { questionId: questionOf().questionId } })),
    );
    await open('I have a question, or cannot accept this yet');
    type('Your question', 'I cannot accept this yet.');
    await press('Send my question');
    expect(askedOf(services, 'agreements.ask')).toEqual([
      { campaignId: CAMPAIGN, statementKey: null, text: 'I cannot accept this yet.' },
    ]);
  });

  test('words of a question stay when its window is closed and the page is left, and an empty one is not sent', async () => {
    const host = fakeHost();
    const first = await draw(serverOf(atPasswords()), { host });
    await open(about);
    await press('Send my question');
    expect(screen.getByText('Type your question first.')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText('Your question'));
    type('Your question', 'What about');
    await press('Not now');
    await wait(500);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: about }));
    expect(askedOf(first.services, 'agreements.ask')).toEqual([]);
    first.unmount();
    await draw(serverOf(atPasswords()), { host });
    await open(about);
    expect(screen.getByLabelText<HTMLTextAreaElement>('Your question').value).toBe('What about');
  });

  test('a question that cannot be sent stays in its window with the reason', async () => {
    await draw(serverOf(atPasswords(), () => ({ 'agreements.ask': new CallFailed('offline') })));
    await open(about);
    type('Your question', 'Why?');
    await press('Send my question');
    expect(screen.getByRole('alert').textContent).toContain('You are offline');
    expect(screen.getByLabelText<HTMLTextAreaElement>('Your question').value).toBe('Why?');
  });

  test('the answer stands beside the sentence, which then wants its tick', async () => {
    await draw(serverOf(atPasswords({ questions: [questionOf(ANSWERED)] })));
    expect(screen.getByText('Tahira Nayyar answered on Tuesday 1 September 2026:').nextSibling?.textContent).toBe(
      'No, only your own login.',
    );
    await press('Next');
    expect(document.activeElement).toBe(screen.getByRole('checkbox', { name: TERM }));
  });

  test('wherever one comes in, an answer is a press away', async () => {
    await draw(serverOf(signingView({ questions: [questionOf(ANSWERED)] })));
    expect(screen.getByText('Your question has an answer')).toBeTruthy();
    await press(`Go to the sentence: ${TERM}`);
    expect(step()).toBe('Passwords');
    expect(document.activeElement).toBe(screen.getByRole('checkbox', { name: TERM }));
  });

  test('an answer about the whole agreement is shown on every step, folded', async () => {
    await draw(serverOf(atPasswords({ questions: [questionOf({ statement: null, ...ANSWERED })] })));
    expect(screen.getByText('Your question has an answer').closest('details')?.textContent).toContain(
      'No, only your own login.',
    );
  });

  test('one can take it back and sign after all', async () => {
    const { services } = await draw(
      serverOf(atPasswords({ state: 'question', questions: [questionOf()] }), (server) => ({
        'agreements.withdrawQuestion': () => {
          server.view = { ...server.view, state: 'pending', questions: [questionOf({ answeredAt: NOW })] };
          return { done: true };
        },
      })),
    );
    await press('I no longer need an answer');
    await settled();
    expect(askedOf(services, 'agreements.withdrawQuestion')).toEqual([{ campaignId: CAMPAIGN }]);
    expect(screen.queryByText(/has your question/)).toBeNull();
    expect(screen.getByRole('status').textContent).toBe('Done. Nobody is waiting to answer you now.');
  });

  test('taking back that fails says so', async () => {
    await draw(
      serverOf(atPasswords({ questions: [questionOf()] }), () => ({
        'agreements.withdrawQuestion': new CallFailed('offline'),
      })),
    );
    await press('I no longer need an answer');
    expect(screen.getByRole('alert').textContent).toBe('You are offline');
  });

  test('with a question open one may sign if everything is ticked', async () => {
    const draft = draftOf({ section: 5, ticked: [OWN, LOCK, TERM].map(keyOf) });
    await draw(serverOf(atPasswords({ questions: [questionOf({ statement: null })], draft: { draft, savedAt: 1 } })));
    expect(screen.getByText(/You can wait for the answer, or sign now/)).toBeTruthy();
    await sign();
    expect(step()).toBe('Thank you, Zoë. You have signed.');
  });
});

describe('the receipt', () => {
  const signed = (part: Partial<NonNullable<SigningView['signed']>> = {}) =>
    signingView({
      state: 'signed',
      signed: {
        attestationId: 'a-1' as never,
        signedAt: NOW,
        versionLabel: '1.0',
        acceptedAt: null,
        acceptedBy: null,
        ...part,
      },
    });

  test('coming back to a signed agreement shows its receipt and what happens next', async () => {
    await draw(serverOf(signed()));
    expect(step()).toBe('You have signed this');
    expect(screen.getByText('Tuesday 1 September 2026 at 10:30')).toBeTruthy();
    expect(screen.getByText('not yet')).toBeTruthy();
    expect(screen.getByText('Maya Fennick is asked to accept your agreement. You need do nothing.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Go to Home' })).toBeTruthy();
  });

  test('both files can be fetched, and a failure says what to do', async () => {
    URL.createObjectURL = () => 'blob:x';
    URL.revokeObjectURL = () => undefined;
    HTMLAnchorElement.prototype.click = () => undefined;
    const { services } = await draw(serverOf(signed()));
    await press('Download receipt (PDF)');
    await press('Download proof file');
    const names = (services.api as ReturnType<typeof fakeApi>).asked.map((call) => call.name);
    expect(names.slice(-2)).toEqual(['receiptPdf', 'receiptJson']);
    expect(screen.getByRole('status').textContent).toBe('receiptJson.bin saved');
    jest.spyOn(services.api, 'download').mockRejectedValueOnce(new CallFailed('offline'));
    await press('Download proof file');
    expect(screen.getByRole('alert').textContent).toContain('You are offline');
  });

  test.each([
    [{ acceptedAt: NOW, acceptedBy: 'Maya Fennick' }, 'Maya Fennick, Tuesday 1 September 2026'],
    [{ acceptedAt: NOW, acceptedBy: null }, 'Tuesday 1 September 2026'],
  ])('once accepted it says by whom and when', async (part, words) => {
    await draw(serverOf(signed(part)));
    expect(screen.getByText(words)).toBeTruthy();
    expect(screen.getByText(/has accepted your agreement/)).toBeTruthy();
  });

  test('without a line manager on the register the office is named', async () => {
    await draw(serverOf({ ...signed(), managerName: null }));
    expect(screen.getByText(/^Your line manager or the school office is asked/)).toBeTruthy();
  });

  test('signing elsewhere while this page stands open ends here with the receipt too', async () => {
    const server = serverOf(signingView());
    await draw(server);
    await press('Start reading');
    server.view = signed();
    await wait(70_000);
    act(() => void document.dispatchEvent(new Event('visibilitychange')));
    await settled();
    expect(step()).toBe('You have signed this');
  });
});

test('an agreement that is not mine is not there', async () => {
  await draw(serverOf(signingView(), () => ({ 'agreements.signing': new CallFailed('not_found') })));
  expect(screen.getByRole('alert').textContent).toContain('We cannot find this page');
});

test('the documents of these tests differ as the tests say', () => {
  expect([FIRST, SECOND].map((each) => each.sections.length)).toEqual([3, 4]);
});
