import { MISHAPS, type Story, tell } from '../adapters/graph/sweeping';

/** Every call of each story, struck by every mishap, and a worker that dies before and after every call. */
describe.each<Story>(['starter', 'leaver'])('every call of a %s', (story) => {
  let reference: unknown;
  let calls = 0;
  beforeAll(async () => {
    const told = await tell(story);
    await told.practice.graph.close();
    reference = told.truth;
    calls = told.calls;
  }, 120_000);

  test.each(MISHAPS.map((m) => [`${m.effect} ${m.retryAfter ?? ''}`, m] as const))(
    'struck by %s, ends as if nothing had gone wrong',
    async (_, mishap) => {
      // An envelope of twenty counts once as a call and once for each part.
      for (let nth = 1; nth <= calls * 4; nth += 1) {
        const told = await tell(story, { nth, mishap });
        await told.practice.graph.close();
        expect([nth, told.truth]).toEqual([nth, reference]);
        expect(told.falseDone).toEqual([]);
      }
    },
    3_600_000,
  );

  test('survives the death of the worker before and after it', async () => {
    for (const kill of ['before', 'after'] as const)
      for (let nth = 1; nth <= calls; nth += 1) {
        const told = await tell(story, { nth, kill });
        await told.practice.graph.close();
        expect([kill, nth, told.truth]).toEqual([kill, nth, reference]);
      }
  }, 3_600_000);
});
