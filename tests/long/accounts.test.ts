import fc from 'fast-check';
import { QUOTA, provision } from '../adapters/graph/provisioning';
import { MISHAPS, STORIES, type Story, type Told, tell, toldOf } from '../adapters/graph/sweeping';

/** One of so many is struck; all of them when left out. */
const EACH = Number(process.env['EACH'] ?? 1);
/** Mishaps that are struck together with a death, drawn at random. */
const PAIRS = 120;

/** Everything that is asked in each story, struck by every mishap, and a worker that dies before and after every call. */
describe.each<Story>([...STORIES])('a %s', (story) => {
  let calm: Told;
  beforeAll(async () => {
    calm = await tell(story);
  }, 120_000);

  test.each(MISHAPS.map((m) => [`${m.effect} ${m.retryAfter ?? ''}`.trim(), m] as const))(
    'ends as if nothing had gone wrong, whatever is struck by %s',
    async (_, mishap) => {
      for (let nth = 1; nth <= calm.asks; nth += EACH)
        expect([nth, toldOf(await tell(story, { nth, mishap }))]).toEqual([nth, toldOf(calm)]);
    },
    3_600_000,
  );

  test.each(['before', 'after'] as const)(
    'survives the death of the worker %s every call',
    async (when) => {
      for (let nth = 1; nth <= calm.calls; nth += EACH) {
        const told = await tell(story, { kill: { nth, when } });
        expect([nth, told.died, toldOf(told)]).toEqual([nth, true, toldOf(calm)]);
      }
    },
    3_600_000,
  );

  test('survives a mishap and a death in one story', async () => {
    const deaths = fc.record({
      nth: fc.integer({ min: 1, max: calm.calls }),
      when: fc.constantFrom('before', 'after'),
    });
    const struck = fc.record({ nth: fc.integer({ min: 1, max: calm.asks }), mishap: fc.constantFrom(...MISHAPS) });
    await fc.assert(
      fc.asyncProperty(struck, deaths, async (one, kill) => {
        expect(toldOf(await tell(story, { ...one, kill }))).toEqual(toldOf(calm));
      }),
      { numRuns: PAIRS, endOnFailure: true },
    );
  }, 3_600_000);
});

test.each([
  ['one registration', false],
  ['split registrations', true],
] as const)(
  '500 starters and 300 leavers, %s: nothing twice, doors first, within the quota',
  async (_, isSplit) => {
    const seen = await provision({ starters: 500, leavers: 300, isSplit });
    expect(seen).toMatchObject({ duplicates: 0, missing: 0, stillOpen: 0, isDoorsFirst: true, states: { done: 800 } });
    expect(seen.writesPerStarter).toBeLessThanOrEqual(8);
    expect(seen.throttled).toBeLessThanOrEqual(0.01);
    expect(seen.mostInWindow).toBeLessThanOrEqual(QUOTA.writes);
    expect(seen.doorsProvedAfter).toBeLessThanOrEqual(60_000);
  },
  3_600_000,
);
