import { MISHAPS, type Story, tell } from './sweeping';

/** A few calls of each story; every one of them is struck in the long tests. */
const SOME = { starter: [1, 3, 5, 8], leaver: [1, 4, 9] } as const;

describe.each<Story>(['starter', 'leaver'])('a %s', (story) => {
  let reference: unknown;
  beforeAll(async () => {
    const told = await tell(story);
    await told.practice.graph.close();
    reference = told.truth;
    expect(told.accounts).toBe(1);
  }, 60_000);

  test.each(MISHAPS.map((m) => [`${m.effect} ${m.retryAfter ?? ''}`, m] as const))(
    'ends as if nothing had gone wrong: %s',
    async (_, mishap) => {
      for (const nth of SOME[story]) {
        const told = await tell(story, { nth, mishap });
        await told.practice.graph.close();
        expect([nth, told.truth]).toEqual([nth, reference]);
        expect(told.falseDone).toEqual([]);
      }
    },
    60_000,
  );

  test('ends the same when the worker dies before or after a call', async () => {
    for (const kill of ['before', 'after'] as const)
      for (const nth of SOME[story]) {
        const told = await tell(story, { nth, kill });
        await told.practice.graph.close();
        expect([kill, nth, told.truth]).toEqual([kill, nth, reference]);
      }
  }, 60_000);
});
