import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { ServicesProvider } from '../../../tabs/ui/services';
import { PAUSE_MS, useDraft } from '../../../tabs/ui/useDraft';
import { fakeHost, fakeServices } from '../../support/page';

const NOW = Date.UTC(2026, 8, 1, 9);

function start(o: {
  services?: ReturnType<typeof fakeServices>;
  held?: { value: string; savedAt: number };
  save?: (value: string) => Promise<{ savedAt: number }>;
}) {
  const services = o.services ?? fakeServices();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <ServicesProvider value={services}>{children}</ServicesProvider>
  );
  const { held = null } = o;
  const hook = renderHook(() => useDraft('sign.c1.p1', { initial: '', held, ...(o.save && { save: o.save }) }), {
    wrapper,
  });
  return { services, ...hook };
}

beforeEach(() => void jest.useFakeTimers({ now: NOW }));
afterEach(() => jest.useRealTimers());
const wait = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

test('typed words are there again after a reload', () => {
  const first = start({});
  act(() => first.result.current.set('hello'));
  expect(first.result.current.state).toBe('device');
  first.unmount();
  expect(start({ services: first.services }).result.current.value).toBe('hello');
});

test('a pause in typing sends the newest words once', async () => {
  const save = jest.fn((_: string) => Promise.resolve({ savedAt: NOW + 5 }));
  const { result } = start({ save });
  act(() => result.current.set('h'));
  await wait(PAUSE_MS / 2);
  act(() => result.current.set((last) => `${last}i`));
  await wait(PAUSE_MS - 1);
  expect(save).not.toHaveBeenCalled();
  await wait(1);
  expect(save.mock.calls).toEqual([['hi']]);
  expect(result.current.state).toBe('saved');
});

test('words typed while a save is on its way are sent after it', async () => {
  const done: ((v: { savedAt: number }) => void)[] = [];
  const save = jest.fn((_: string) => new Promise<{ savedAt: number }>((resolve) => done.push(resolve)));
  const { result } = start({ save });
  act(() => result.current.set('a'));
  await wait(PAUSE_MS);
  expect(result.current.state).toBe('saving');
  act(() => result.current.set('ab'));
  await act(async () => done[0]?.({ savedAt: NOW + 1 }));
  expect(result.current.state).not.toBe('saved');
  await wait(PAUSE_MS);
  expect(save.mock.calls.map(([value]) => value)).toEqual(['a', 'ab']);
});

test('without a connection the words wait on the device and go when it is back', async () => {
  const save = jest
    .fn<Promise<{ savedAt: number }>, [string]>()
    .mockRejectedValueOnce(new Error('offline'))
    .mockResolvedValue({ savedAt: NOW + 9 });
  const { result } = start({ save });
  act(() => result.current.set('kept'));
  await wait(PAUSE_MS);
  expect(result.current).toMatchObject({ value: 'kept', state: 'device' });
  await act(async () => void window.dispatchEvent(new Event('online')));
  expect(save).toHaveBeenCalledTimes(2);
  expect(result.current.state).toBe('saved');
});

test('a server that stays away is asked less and less often', async () => {
  const save = jest.fn(() => Promise.reject(new Error('down')));
  const { result } = start({ save });
  act(() => result.current.set('x'));
  for (const [pause, calls] of [
    [1, 1],
    [1, 1],
    [1, 2],
    [3, 2],
    [1, 3],
  ] as const) {
    await wait(PAUSE_MS * pause);
    expect(save).toHaveBeenCalledTimes(calls);
  }
});

test.each([
  ['the server’s draft when this device has none', undefined, { value: 'theirs', savedAt: 10 }, 'theirs'],
  [
    'unsent words of this device that go on from it',
    { value: 'mine', at: 5, base: 10, dirty: true },
    { value: 'theirs', savedAt: 10 },
    'mine',
  ],
  [
    'another device’s later draft',
    { value: 'mine', at: 5, base: 1, dirty: true },
    { value: 'theirs', savedAt: 10 },
    'theirs',
  ],
  [
    'unsent words typed after the other device saved',
    { value: 'mine', at: 20, base: 1, dirty: true },
    { value: 'theirs', savedAt: 10 },
    'mine',
  ],
  [
    'the server’s draft over an old copy',
    { value: 'mine', at: 5, base: 5, dirty: false },
    { value: 'theirs', savedAt: 10 },
    'theirs',
  ],
  [
    'what this device saved over an older answer of the server',
    { value: 'mine', at: 5, base: 20, dirty: false },
    { value: 'theirs', savedAt: 10 },
    'mine',
  ],
  [
    'what this device saved last, as the server has it',
    { value: 'mine', at: 5, base: 10, dirty: false },
    { value: 'mine', savedAt: 10 },
    'mine',
  ],
  [
    'the device’s words when the server lost its draft',
    { value: 'mine', at: 5, base: 5, dirty: false },
    undefined,
    'mine',
  ],
])('begins with %s', (_, local, held, wanted) => {
  const services = fakeServices();
  if (local) services.host.storage.set('sign.c1.p1', JSON.stringify(local));
  const { result } = start({ services, ...(held && { held }), save: () => Promise.resolve({ savedAt: 1 }) });
  expect(result.current.value).toBe(wanted);
});

test('words of which the server has only an older copy are sent again', async () => {
  const services = fakeServices();
  services.host.storage.set('sign.c1.p1', JSON.stringify({ value: 'mine', at: 5, base: 20, dirty: false }));
  const save = jest.fn((_: string) => Promise.resolve({ savedAt: 30 }));
  const { result } = start({ services, held: { value: 'older', savedAt: 10 }, save });
  await wait(PAUSE_MS);
  expect(save.mock.calls).toEqual([['mine']]);
  expect(result.current).toMatchObject({ value: 'mine', state: 'saved' });
});

test('words that cannot be read are treated as none', () => {
  const services = fakeServices();
  services.host.storage.set('sign.c1.p1', '{"value":');
  expect(start({ services }).result.current.value).toBe('');
});

test('a browser that keeps nothing is said, not hidden', () => {
  const host = fakeHost();
  const services = fakeServices({ host: { ...host, storage: { ...host.storage, lasts: false } } });
  const { result } = start({ services });
  act(() => result.current.set('x'));
  expect(result.current.state).toBe('screen');
});

test('after sending, nothing is left on the device', () => {
  const { result, services } = start({});
  act(() => result.current.set('x'));
  act(() => result.current.clear());
  expect(services.host.storage.get('sign.c1.p1')).toBeNull();
});
