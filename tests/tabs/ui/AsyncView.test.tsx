import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CallFailed } from '../../../tabs/api';
import { AsyncView } from '../../../tabs/ui/AsyncView';
import { ServicesProvider } from '../../../tabs/ui/services';
import { STALE_MS, useLoad } from '../../../tabs/ui/useLoad';
import { PATIENCE_MS } from '../../../tabs/ui/Waiting';
import { fakeServices } from '../../support/page';

type Ask = (signal: AbortSignal) => Promise<string[]>;

function List({ ask, name = 'list' }: { ask: Ask; name?: string }) {
  const load = useLoad(name, ask);
  return (
    <AsyncView load={load} empty={{ when: (rows) => rows.length === 0, title: 'Nothing yet', next: 'It comes later.' }}>
      {(rows) => (
        <ul>
          {rows.map((row) => (
            <li key={row}>{row}</li>
          ))}
        </ul>
      )}
    </AsyncView>
  );
}

const draw = (ask: Ask, services = fakeServices()) =>
  render(
    <ServicesProvider value={services}>
      <List ask={ask} />
    </ServicesProvider>,
  );

/** A load that a test settles by hand. */
function byHand() {
  const waiting: { give: (rows: string[]) => void; fail: (error: unknown) => void; signal: AbortSignal }[] = [];
  const ask: Ask = (signal) => new Promise((give, fail) => waiting.push({ give, fail, signal }));
  return { ask, waiting };
}

const failed = (code: ConstructorParameters<typeof CallFailed>[0]) => new CallFailed(code);

const settled = () => act(() => jest.advanceTimersByTimeAsync(0));

beforeEach(() => void jest.useFakeTimers({ now: Date.UTC(2026, 10, 21, 9, 42) }));
afterEach(() => jest.useRealTimers());

test('nothing is drawn at first; after a moment grey lines stand in', async () => {
  draw(byHand().ask);
  expect(screen.queryByLabelText('Loading')).toBeNull();
  await act(() => jest.advanceTimersByTimeAsync(PATIENCE_MS));
  expect(screen.getByLabelText('Loading')).toBeTruthy();
});

test('data is drawn when it comes, and an empty list says what would be here', async () => {
  const { ask, waiting } = byHand();
  const { unmount } = draw(ask);
  await act(async () => waiting[0]?.give(['one', 'two']));
  expect(screen.getAllByRole('listitem').map((li) => li.textContent)).toEqual(['one', 'two']);
  unmount();
  draw(() => Promise.resolve([]));
  await settled();
  expect(screen.getByText('Nothing yet')).toBeTruthy();
  expect(screen.getByText('It comes later.')).toBeTruthy();
});

test('an error says what happened, what to do and the reference, and can be tried again', async () => {
  const body = { code: 'conflict' as const, message: 'x', requestId: 'r-77' };
  const ask = jest
    .fn<Promise<string[]>, []>()
    .mockRejectedValueOnce(new CallFailed('conflict', { body }))
    .mockResolvedValue(['one']);
  draw(ask);
  await settled();
  const alert = screen.getByRole('alert');
  expect(alert.textContent).toContain('Somebody changed this first');
  expect(alert.textContent).toContain('Reference: r-77');
  await userEvent
    .setup({ advanceTimers: jest.advanceTimersByTime })
    .click(screen.getByRole('button', { name: 'Try again' }));
  await settled();
  expect(screen.getByText('one')).toBeTruthy();
});

test('an error nobody foresaw is our fault, not the reader’s', async () => {
  draw(() => Promise.reject(new RangeError('deep inside')));
  await settled();
  expect(screen.getByRole('alert').textContent).toContain('Something went wrong on our side');
  expect(screen.getByRole('alert').textContent).not.toContain('deep inside');
});

test('offline, young data stays without a word; older than a minute it is called stale', async () => {
  const { ask, waiting } = byHand();
  draw(ask);
  await act(async () => waiting[0]?.give(['one']));
  await act(async () => void window.dispatchEvent(new Event('offline')));
  expect(waiting).toHaveLength(1);
  await act(() => jest.advanceTimersByTimeAsync(STALE_MS + 1));
  expect(waiting).toHaveLength(2);
  await act(async () => waiting[1]?.fail(failed('offline')));
  expect(screen.getByText('You are offline. This is how things stood at 09:42.')).toBeTruthy();
  expect(screen.getByText('one')).toBeTruthy();

  await act(async () => void window.dispatchEvent(new Event('online')));
  await act(async () => waiting[2]?.give(['two']));
  expect(screen.queryByText(/You are offline/)).toBeNull();
  expect(screen.getByText('two')).toBeTruthy();
});

test('what is gone does not stay on show', async () => {
  const { ask, waiting } = byHand();
  draw(ask);
  await act(async () => waiting[0]?.give(['secret']));
  await act(async () => void window.dispatchEvent(new Event('online')));
  await act(async () => waiting[1]?.fail(failed('not_found')));
  expect(screen.queryByText('secret')).toBeNull();
  expect(screen.getByRole('alert').textContent).toContain('We cannot find this page');
});

test('what was loaded before is there at once, while newer data is fetched', async () => {
  const services = fakeServices();
  const first = draw(() => Promise.resolve(['old']), services);
  await settled();
  first.unmount();
  const { ask, waiting } = byHand();
  draw(ask, services);
  expect(screen.getByText('old')).toBeTruthy();
  await act(async () => waiting[0]?.give(['new']));
  expect(screen.getByText('new')).toBeTruthy();
});

test('an answer to an older question never replaces a newer one', async () => {
  const services = fakeServices();
  const { ask, waiting } = byHand();
  const view = (name: string) => (
    <ServicesProvider value={services}>
      <List ask={ask} name={name} />
    </ServicesProvider>
  );
  const { rerender } = render(view('a'));
  rerender(view('b'));
  expect(waiting[0]?.signal.aborted).toBe(true);
  await act(async () => waiting[1]?.give(['b']));
  await act(async () => waiting[0]?.give(['a']));
  expect(screen.getByText('b')).toBeTruthy();
});

test('no token: the sign-in button calls sign-in straight from the click, then loads again', async () => {
  const signIn = jest.fn(() => Promise.resolve());
  const services = fakeServices({ auth: { token: () => Promise.resolve(''), signIn } });
  const ask = jest.fn<Promise<string[]>, []>().mockRejectedValueOnce(failed('sign_in')).mockResolvedValue(['mine']);
  draw(ask, services);
  await settled();
  await userEvent
    .setup({ advanceTimers: jest.advanceTimersByTime })
    .click(screen.getByRole('button', { name: 'Sign in' }));
  await settled();
  expect(signIn).toHaveBeenCalledTimes(1);
  expect(screen.getByText('mine')).toBeTruthy();
});

test('a sign-in that fails says so and leaves the button', async () => {
  const services = fakeServices({
    auth: { token: () => Promise.resolve(''), signIn: () => Promise.reject(new Error('popup_window_error')) },
  });
  draw(() => Promise.reject(failed('sign_in')), services);
  await settled();
  await userEvent
    .setup({ advanceTimers: jest.advanceTimersByTime })
    .click(screen.getByRole('button', { name: 'Sign in' }));
  await settled();
  expect(screen.getByRole('alert').textContent).toContain('allow pop-ups');
  expect(screen.getByRole('button', { name: 'Sign in' })).toBeTruthy();
});
