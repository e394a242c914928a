import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CallFailed } from '../../../tabs/api';
import { Home } from '../../../tabs/home/Home';
import type { fakeApi } from '../../support/page';
import { type Answers, fakeServices, renderPage } from '../../support/page';
import { HOME, meOf } from '../../support/made-up';

const NOW = Date.UTC(2026, 10, 21, 9, 30);
beforeEach(() => void jest.useFakeTimers({ now: NOW, doNotFake: ['queueMicrotask'] }));
afterEach(() => jest.useRealTimers());
const settled = () => act(() => jest.advanceTimersByTimeAsync(0));

async function draw(answers: Answers = {}) {
  const drawn = renderPage(
    <Home />,
    fakeServices({ answers: { 'me.read': meOf('zoe'), 'home.read': HOME, ...answers } }),
  );
  await settled();
  return drawn;
}
const task = (part: object) => ({ ...HOME, tasks: [{ ...HOME.tasks[0]!, ...part }] });

test('Home greets by name and says how much needs me', async () => {
  await draw();
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Good morning, Zoë');
  expect(screen.getByText('Two things need you.')).toBeTruthy();
});

test('each thing is a card with one way to do it, the most urgent first', async () => {
  await draw();
  const cards = within(screen.getByRole('list', { name: 'What needs you' })).getAllByRole('listitem');
  expect(cards.map((card) => card.textContent)).toEqual([
    'Read and sign: Staff Acceptable Use AgreementWas due on Friday 4 September 2026Read and sign',
    '12 agreements are waiting for you to acceptLook and accept',
  ]);
  expect(within(cards[0]!).getByRole('link').getAttribute('href')).toMatch(/^\/sign\//);
});

test.each([
  ['2026-11-21', 'Due today'],
  ['2026-11-22', 'Due tomorrow'],
  ['2026-11-27', 'Due by Friday 27 November 2026'],
  ['2026-11-20', 'Was due on Friday 20 November 2026'],
])('an agreement due on %s says: %s', async (dueOn, words) => {
  await draw({ 'home.read': task({ dueOn }) as never });
  expect(screen.getByText(words)).toBeTruthy();
});

test('with nothing to do, Home says so and when I last signed', async () => {
  await draw({ 'home.read': { ...HOME, tasks: [] } });
  expect(screen.getByText('You are up to date.')).toBeTruthy();
  expect(
    screen.getByText('You last signed Staff Acceptable Use Agreement on Wednesday 3 September 2025.'),
  ).toBeTruthy();
});

test('a newcomer is told what will be here', async () => {
  await draw({ 'home.read': { tasks: [], signed: [] } });
  expect(screen.getByText(/nothing for you to sign at the moment/)).toBeTruthy();
  expect(screen.getByText(/You have not signed an agreement here yet/)).toBeTruthy();
});

test('each signed agreement gives its receipt under its school year', async () => {
  URL.createObjectURL = () => 'blob:x';
  URL.revokeObjectURL = () => undefined;
  HTMLAnchorElement.prototype.click = () => undefined;
  const { services } = await draw();
  const year = screen.getByRole('list', { name: '2025/26' });
  expect(year.textContent).toContain('version 2.0 · signed 3 September 2025 · accepted 9 September 2025');
  await userEvent
    .setup({ advanceTimers: jest.advanceTimersByTime })
    .click(within(year).getByRole('button', { name: 'Receipt for Staff Acceptable Use Agreement, 2025/26 (PDF)' }));
  await settled();
  expect((services.api as ReturnType<typeof fakeApi>).asked.at(-1)?.name).toBe('receiptPdf');
  expect(screen.getByRole('status').textContent).toBe('receiptPdf.bin saved');
});

test('the phone numbers are there to dial, and a missing safeguarding number is said aloud', async () => {
  const { unmount } = await draw();
  expect(screen.getByRole('link', { name: '01632 960 123' }).getAttribute('href')).toBe('tel:01632960123');
  unmount();
  const me = meOf('zoe');
  await draw({ 'me.read': { ...me, phones: { ...me.phones, safeguarding: null } } });
  expect(screen.getByText(/has not put its safeguarding number here yet/)).toBeTruthy();
});

test('somebody the school does not know sees that in place of the page, and nothing else', async () => {
  await draw({ 'me.read': new CallFailed('not_registered') });
  expect(screen.getByRole('alert')).toBeTruthy();
  expect(screen.queryByText('What needs you')).toBeNull();
});

test('when only the register is out of reach the rest of the page stands', async () => {
  await draw({ 'me.read': new CallFailed('offline') });
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Home');
  expect(screen.getByRole('list', { name: 'What needs you' })).toBeTruthy();
});

const TASK = { taskId: 't1', kind: 'do', text: 'Reset the filter', dueOn: '2026-11-20', madeAt: 1 } as const;
const ASK = { taskId: 't2', kind: 'ask', text: 'ABCD-2345', dueOn: '2026-11-21', madeAt: 1 } as const;

test('what somebody asked me to do stands with what needs me, late ones said so, and is done from there', async () => {
  let open: readonly object[] = [TASK, ASK];
  const { services } = await draw({
    'home.read': { ...HOME, tasks: [] },
    'tasks.mine': () => ({ tasks: open }) as never,
    'tasks.finish': () => {
      open = [];
      return { done: true } as never;
    },
  });
  await settled();
  expect(screen.getByText('Two things need you.')).toBeTruthy();
  expect(screen.queryByText(/You last signed/)).toBeNull();
  expect(screen.getByText('Was due on Friday 20 November 2026')).toBeTruthy();
  expect(screen.getByText('Ask whether the office you rang has taken on ABCD-2345')).toBeTruthy();
  const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
  await user.click(screen.getByRole('button', { name: 'Mark as done: Reset the filter' }));
  await user.click(screen.getByRole('button', { name: 'Mark as done' }));
  expect(screen.getByText('Write a few words.')).toBeTruthy();
  await user.type(screen.getByLabelText('What you did'), 'Reset at nine');
  await user.click(screen.getByRole('button', { name: 'Mark as done' }));
  await settled();
  const { asked } = services.api as ReturnType<typeof fakeApi>;
  expect(asked.filter((a) => a.name === 'tasks.finish')).toEqual([
    { name: 'tasks.finish', input: { taskId: 't1', said: 'Reset at nine' } },
  ]);
  expect(screen.queryByText('Reset the filter')).toBeNull();
  expect(screen.getByText('You are up to date.')).toBeTruthy();
});
