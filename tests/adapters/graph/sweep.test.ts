import type { Directory } from '../../../src/core/accounts/directory';
import type { Transport } from '../../../src/adapters/graph/transport';
import { MISHAPS, STORIES, type Story, type Told, tell, toldOf } from './sweeping';

const nameOf = ({ effect, retryAfter }: (typeof MISHAPS)[number]): string => [effect, retryAfter].join(' ').trim();

const ONCE_FOUND: Readonly<Record<Story, readonly (readonly [effect: string, nth: number])[]>> = {
  starter: [
    ['status:429 300', 3],
    ['status:404', 3],
    ['cut-body', 44],
  ],
  leaver: [
    ['status:429 300', 23],
    ['status:404', 23],
    ['lie', 23],
    ['cut-body', 7],
  ],
};

/** Two calls of each kind of mishap; in the long tests each is struck by each. */
describe.each<Story>([...STORIES])('a %s', (story) => {
  let calm: Told;
  beforeAll(async () => {
    calm = await tell(story);
    expect(calm).toMatchObject({ accounts: 1, state: 'done', falseDone: [], tooEarly: [] });
  }, 60_000);

  test.each(MISHAPS.map((m, i) => [nameOf(m), m, i] as const))(
    'ends as if nothing had gone wrong: %s',
    async (_, mishap, i) => {
      for (const share of [0.05, 0.5]) {
        const nth = 1 + ((Math.floor(calm.asks * share) + 7 * i) % calm.asks);
        expect([nth, toldOf(await tell(story, { nth, mishap }))]).toEqual([nth, toldOf(calm)]);
      }
    },
    60_000,
  );

  // Each was an ending of its own before: the list of the deleted, a list without its body, the default way to sign in.
  test.each(ONCE_FOUND[story].map(([effect, nth]) => [effect, nth] as const))(
    'ends as if nothing had gone wrong, as it once did not: %s at %d',
    async (effect, nth) => {
      const mishap = MISHAPS.find((m) => nameOf(m) === effect);
      expect(toldOf(await tell(story, { nth, ...(mishap && { mishap }) }))).toEqual(toldOf(calm));
      expect(mishap).toBeDefined();
    },
    60_000,
  );

  test.each(['before', 'after'] as const)(
    'ends the same when the worker dies %s a call',
    async (when) => {
      for (const share of [0.1, 0.3, 0.6]) {
        const kill = { nth: 1 + Math.floor(calm.calls * share), when };
        const told = await tell(story, { kill });
        expect([kill, told.died, toldOf(told)]).toEqual([kill, true, toldOf(calm)]);
      }
    },
    60_000,
  );
});

describe('the sweep sees', () => {
  const replying =
    (change: (text: string) => string, headers: Record<string, string> = {}): ((send: Transport) => Transport) =>
    (send) =>
    async (url, init) => {
      const answer = await send(url, init);
      const all = new Headers(answer.headers);
      for (const [name, value] of Object.entries(headers)) all.set(name, value);
      all.delete('content-length');
      const text = await answer.text();
      return new Response(answer.status === 204 ? null : change(text), { status: answer.status, headers: all });
    };

  test('a client that does not wait as long as it is told', async () => {
    const hasty = replying((text) => text.replaceAll('"Retry-After":"7"', '"Retry-After":"0"'), { 'retry-after': '0' });
    const early: string[] = [];
    for (let nth = 5; nth <= 25; nth += 5) {
      const mishap = { effect: 'status:429', retryAfter: '7' };
      early.push(...(await tell('starter', { nth, mishap, planted: { wrap: hasty } })).tooEarly);
    }
    expect(early).not.toEqual([]);
  }, 60_000);

  test('a reader that takes a success answer for the truth', async () => {
    const shut = (d: Directory): Directory => ({
      ...d,
      look: async (refs, depth) =>
        new Map(
          [...(await d.look(refs, depth))].map(([key, seen]) => [
            key,
            { ...seen, accounts: seen.accounts.map((a) => ({ ...a, isOpen: false })) },
          ]),
        ),
    });
    expect((await tell('leaver', { planted: { directory: shut } })).falseDone).toContain('close');
  }, 60_000);
});
