import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Input } from '../../../src/api/contract';
import { outlook as words } from '../../../src/texts/en-gb';
import { CallFailed } from '../../../tabs/api';
import type { MailDetails, MailHost, Selection } from '../../../tabs/outlook/mail-host';
import { Pane } from '../../../tabs/outlook/Pane';
import type { MyMail } from '../../../tabs/outlook/useMail';
import { type Answers, fakeApi, fakeServices, renderPage } from '../../support/page';
import { mine, promptOf, view } from './views';

type View = ReturnType<typeof view>;
const MAILBOX = 'mary@school.example';
const DETAILS: MailDetails = { sender: { name: 'You know who', address: 'you@x.example' }, at: Date.UTC(2026, 10, 2) };

/** Outlook as the pane knows it, with something open. */
class Outlook implements MailHost {
  selection: Selection = { kind: 'mail', places: [{ mailbox: MAILBOX, itemId: 'a' }], left: 0 };
  looked = 0;
  given = 0;
  private listeners: (() => void)[] = [];

  current = () => Promise.resolve(this.selection);
  changed = (listener: () => void) => void this.listeners.push(listener);
  details = () => {
    this.looked += 1;
    return Promise.resolve(DETAILS);
  };
  asEml = () => {
    this.given += 1;
    return Promise.resolve(new Uint8Array([1]));
  };
  theme = () => null;
  themeChanged = () => undefined;

  open(itemId: string) {
    this.selection = { kind: 'mail', places: [{ mailbox: MAILBOX, itemId }], left: 0 };
    return act(async () => {
      for (const changed of this.listeners) changed();
    });
  }
}

const WAY = ['R0', 'R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'D1'];
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  R0: ['continue'],
  R1: ['yes', 'not_sure', 'no'],
  R2: ['yes', 'not_sure', 'no'],
  R3: ['yes', 'not_sure', 'no'],
  R4: ['pupil', 'adult', 'outside', 'unknown'],
  R5: ['me', 'pupils', 'staff', 'outside', 'nobody', 'not_sure'],
  R6: ['done'],
  R8: ['not_sure'],
};

/** The ordinary way through the chart. */
function standAt(node: string): View {
  const said = WAY.slice(1, WAY.indexOf(node));
  const options = (OPTIONS[node] ?? []).map((key) => ({ key, label: key }));
  const kind = node === 'D1' ? 'terminal' : node === 'R0' ? 'instruction' : 'question';
  const rev = WAY.indexOf(node);
  const state = node === 'D1' ? 'sent' : 'open';
  const prompt = promptOf(node);
  return view({ node, kind, prompt, options, text: node === 'R7' }, said, { rev, state });
}

interface Faults {
  /** What fails, as often as is told. */
  answer?: number;
  capture?: number;
}

interface School {
  /** Another device has answered danger with yes by the time this one answers it. */
  readonly isOvertaken?: boolean;
  readonly captured?: Partial<MyMail>;
  readonly report?: View;
  readonly known?: MyMail[];
  /** Where danger leads: with an answer about pictures that is used again, past that question. */
  readonly afterDanger?: string;
}

/** A server with one report, whose chart goes its ordinary way. */
function server(o: School = {}) {
  const faults: Faults = {};
  const fail = (what: keyof Faults, code: 'offline' | 'unavailable') => {
    if ((faults[what] ?? 0) <= 0) return;
    faults[what] = (faults[what] ?? 0) - 1;
    throw new CallFailed(code);
  };
  const answers: Answers = {
    'me.read': new CallFailed('offline'),
    'reports.current': { report: o.report ?? null },
    'evidence.mine': { mails: o.known ?? [] },
    'reports.begin': standAt('R0'),
    'reports.answer': ({ node }: Input<'reports.answer'>) => {
      fail('answer', 'offline');
      if (node === 'R1' && o.isOvertaken)
        return view({ node: 'I1', kind: 'instruction', prompt: 'Ring 999 now.' }, ['R1'], { rev: 9, stale: true });
      return standAt((node === 'R1' && o.afterDanger) || (WAY[WAY.indexOf(node) + 1] ?? 'D1'));
    },
    'reports.change': ({ node }: Input<'reports.change'>) => standAt(node),
    'reports.directory': { people: [] },
    'evidence.flag': ({ messages }: Input<'evidence.flag'>) => ({
      mails: messages.map(({ itemId }) => mine(itemId, 'waiting')),
    }),
    'evidence.capture': ({ mailId }: Input<'evidence.capture'>) => {
      fail('capture', 'unavailable');
      return mine(mailId.slice(2), 'kept', 'r1', o.captured);
    },
  };
  return { api: fakeApi(answers), faults };
}

function draw(host = new Outlook(), { api, faults } = server()) {
  const uploads: string[] = [];
  const services = fakeServices({
    api: {
      ...api,
      upload: (name) => {
        uploads.push(name);
        return Promise.resolve(mine('a', 'kept', 'r1', { supplied: true }) as never);
      },
    },
  });
  const drawn = renderPage(<Pane mailHost={host} />, services);
  const asked = (name: string) => api.asked.filter((a) => a.name === name).map((a) => a.input);
  return { ...drawn, host, api, faults, asked, uploads };
}

const user = userEvent.setup({ advanceTimers: (ms) => jest.advanceTimersByTime(ms) });
const press = async (name: string) => user.click(await screen.findByRole('button', { name }));
const group = (name: string) => screen.findByRole('group', { name });
const say = async (question: string, answer: keyof typeof words.answers) =>
  user.click(within(await group(question)).getByRole('button', { name: words.answers[answer] }));
const tick = async (question: string, option: string) =>
  user.click(within(await group(question)).getByRole('checkbox', { name: option }));
const fill = async () => {
  await tick(words.why, words.reasons.threatening);
  await tick(words.who, words.whoOptions.outside);
  await tick(words.affected, words.affectedOptions.me);
};
const flagIt = async () => {
  await say(words.danger, 'no');
  await say(words.imagery, 'no');
  await fill();
  await press(words.send);
};

beforeEach(() => {
  jest.useFakeTimers();
  window.scrollTo = () => undefined;
});
afterEach(() => jest.useRealTimers());

test('opening the pane begins nothing and looks at nothing but which mail is open', async () => {
  const { api, host } = draw();
  await group(words.danger);
  expect(api.asked.map((a) => a.name).sort()).toEqual(['evidence.mine', 'me.read', 'reports.current']);
  expect(host.looked).toBe(0);
});

test('who sent it and when is asked of Outlook only once pictures were answered', async () => {
  const { host } = draw();
  await say(words.danger, 'no');
  expect(host.looked).toBe(0);
  await say(words.imagery, 'no');
  await screen.findByText(words.from('You know who <you@x.example>'));
});

test('danger stays where it was once it is answered, so that pictures do not move from under a finger', async () => {
  const { asked } = draw();
  const no = async (question: string) => within(await group(question)).getByRole('button', { name: words.answers.no });
  const pictures = await group(words.imagery);
  await say(words.danger, 'no');
  await waitFor(() => expect(asked('evidence.flag')).toHaveLength(1));
  await act(() => Promise.resolve());
  expect((await no(words.danger)).getAttribute('aria-pressed')).toBe('true');
  expect(document.activeElement).toBe(await no(words.danger));
  expect(await group(words.imagery)).toBe(pictures);
  expect((await no(words.imagery)).getAttribute('aria-disabled')).not.toBe('true');
});

describe('a wrong press', () => {
  const answersTo = (asked: (name: string) => unknown[]) =>
    (asked('reports.answer') as Input<'reports.answer'>[]).map(({ node, choices }) => `${node} ${choices.join()}`);

  test('is put right by another press while its question stands', async () => {
    const { asked } = draw();
    await say(words.danger, 'no');
    await waitFor(() => expect(asked('evidence.flag')).toHaveLength(1));
    await say(words.danger, 'no');
    await say(words.danger, 'yes');
    await waitFor(() => expect(answersTo(asked)).toEqual(['R0 continue', 'R1 no', 'R1 yes']));
    await act(() => Promise.resolve());
    expect(asked('reports.change')).toEqual([{ reportId: 'r1', rev: 2, node: 'R1' }]);
  });
  test('can be gone back to from the screens after it: that question alone is asked', async () => {
    const refused = { state: 'not_taken', trouble: 'no_permission' } as const;
    const { asked, uploads, host } = draw(new Outlook(), server({ captured: refused }));
    await say(words.danger, 'no');
    await say(words.imagery, 'no');
    await press(words.change.R2('as said'));
    await group(words.imagery);
    expect(screen.queryByRole('group', { name: words.danger })).toBeNull();
    await say(words.imagery, 'not_sure');
    await fill();
    await press(words.send);
    await screen.findByText(words.trouble.no_permission);
    expect(answersTo(asked).slice(0, 4)).toEqual(['R0 continue', 'R1 no', 'R2 no', 'R2 not_sure']);
    // The no is taken back: nothing of this mail leaves the client.
    expect([uploads, host.given]).toEqual([[], 0]);
  });
  test.each([
    ['no', 0],
    ['yes', 1],
  ] as const)('%s, with danger said on another device meanwhile: a no takes nothing back', async (answer, changes) => {
    const { asked } = draw(new Outlook(), server({ isOvertaken: true }));
    await say(words.danger, answer);
    await screen.findByText('Ring 999 now.');
    await act(() => jest.advanceTimersByTimeAsync(100));
    // A yes is said again, at most as often as answers are sent at once.
    expect(asked('reports.change').length > 0 ? 1 : 0).toBe(changes);
  });
  test('about pictures counts too where the chart would use an earlier answer again', async () => {
    const known = [mine('a', 'waiting')];
    const { asked } = draw(new Outlook(), server({ report: standAt('R1'), known, afterDanger: 'R3' }));
    await press(words.resume.go);
    await say(words.danger, 'no');
    await say(words.imagery, 'yes');
    await waitFor(() => expect(answersTo(asked)).toEqual(['R1 no', 'R2 yes']));
    await act(() => Promise.resolve());
    expect(asked('reports.change')).toEqual([expect.objectContaining({ node: 'R2' })]);
  });
});

test('an ordinary flag: the chart is answered in its own order, then the mail is kept', async () => {
  const { asked, host } = draw();
  await flagIt();
  await screen.findByText(words.kept);
  expect(document.activeElement?.textContent).toBe(words.titleDone(1));
  expect((asked('reports.answer') as Input<'reports.answer'>[]).map((a) => a.node)).toEqual(WAY.slice(0, -1));
  expect(asked('reports.begin')).toEqual([{ source: 'outlook' }]);
  expect(asked('evidence.capture')).toEqual([{ mailId: 'm-a' }]);
  expect(host.given).toBe(0);
});

test('the connection is lost: said, and gone on with by itself when it is back', async () => {
  const { faults, asked } = draw();
  await say(words.danger, 'no');
  await say(words.imagery, 'no');
  await fill();
  faults.answer = 1;
  await press(words.send);
  await screen.findByText(words.offline);
  await act(async () => void window.dispatchEvent(new Event('online')));
  await screen.findByText(words.kept);
  expect((asked('reports.answer') as Input<'reports.answer'>[]).filter((a) => a.node === 'R3')).toHaveLength(2);
});

test('Lantern does not answer while the mail is being kept: said plainly, and tried again', async () => {
  const { faults, asked } = draw();
  faults.capture = 2;
  await flagIt();
  await screen.findByText(words.off);
  await act(() => jest.advanceTimersByTimeAsync(4_000 + 8_000));
  await screen.findByText(words.kept);
  expect(screen.queryByText(words.off)).toBeNull();
  expect(asked('evidence.capture')).toHaveLength(3);
});

test('a mail that could not be kept says why, and what happens instead', async () => {
  draw(new Outlook(), server({ captured: { state: 'not_taken', trouble: 'gone' } }));
  await flagIt();
  await screen.findByText(words.trouble.gone);
  await screen.findByText(words.leave);
});

describe('where the server may not read the mailbox', () => {
  const refused = { state: 'not_taken', trouble: 'no_permission' } as const;
  test('this client gives what it has, marked as its own', async () => {
    const { uploads, host } = draw(new Outlook(), server({ captured: refused }));
    await flagIt();
    await screen.findByText(words.states.supplied);
    expect([uploads, host.given]).toEqual([['evidence.supply'], 1]);
  });
  test('nothing is given once another mail is open', async () => {
    const host = new Outlook();
    const { uploads } = draw(host, server({ captured: refused }));
    await say(words.danger, 'no');
    await say(words.imagery, 'no');
    await fill();
    host.selection = { kind: 'mail', places: [{ mailbox: MAILBOX, itemId: 'b' }], left: 0 };
    await press(words.send);
    await screen.findByText(words.trouble.no_permission);
    expect([uploads, host.given]).toEqual([[], 0]);
  });
  test('nothing is given of a mail that was flagged before, for nobody was asked about pictures here', async () => {
    const known = [mine('a', 'not_taken', 'r1', { trouble: 'no_permission' })];
    const { uploads, host, asked } = draw(new Outlook(), server({ captured: refused, known }));
    await screen.findByText(words.trouble.no_permission);
    expect([uploads, host.given, asked('evidence.capture').length]).toEqual([[], 0, 1]);
  });
});

describe('a pinned pane', () => {
  test('follows what is opened next, until something is pressed', async () => {
    const { host, asked } = draw();
    await group(words.danger);
    await host.open('b');
    expect(asked('evidence.mine')).toHaveLength(2);
    await say(words.danger, 'no');
    await host.open('c');
    expect(asked('evidence.mine')).toHaveLength(2);
  });
  test('follows again once the report is sent', async () => {
    const { host } = draw();
    await flagIt();
    await screen.findByText(words.kept);
    await host.open('b');
    await group(words.danger);
  });
});

test('begun before, it goes on where it stopped, with what was ticked', async () => {
  const first = draw();
  await say(words.danger, 'no');
  await say(words.imagery, 'no');
  await tick(words.why, words.reasons.bullying);
  first.unmount();
  const { services } = first;
  const next = server({ report: standAt('R3'), known: [mine('a', 'waiting')] });
  renderPage(<Pane mailHost={new Outlook()} />, { ...services, api: next.api });
  await press(words.resume.go);
  const box = within(await group(words.why)).getByRole('checkbox', { name: words.reasons.bullying });
  expect(box).toHaveProperty('checked', true);
});

test('added to a report of something else, pictures are asked of this mail too', async () => {
  const { api } = server({ report: standAt('R3') });
  const call = { ...api };
  const changes: unknown[] = [];
  const services = fakeServices({
    api: {
      ...call,
      call: (name, input, more) => {
        if (name !== 'reports.change') return api.call(name, input, more);
        changes.push(input);
        return Promise.resolve(view({ ...standAt('R2').step }, ['R1']) as never);
      },
    },
  });
  renderPage(<Pane mailHost={new Outlook()} />, services);
  await press(words.join.go);
  await group(words.imagery);
  expect(changes).toEqual([{ reportId: 'r1', rev: 3, node: 'R2' }]);
});
