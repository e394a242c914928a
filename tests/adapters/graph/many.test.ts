import { QUOTA, provision } from './provisioning';

const MANY = { starters: 24, leavers: 12 };

/** A few of what `npm run bench -- accounts` measures with hundreds. */
describe.each([
  ['one registration', false],
  ['split registrations', true],
] as const)('starters and leavers at once, %s', (_, isSplit) => {
  test('every door is shut first and proved within a minute; each starter gets one account with few writes', async () => {
    const seen = await provision({ ...MANY, isSplit });
    expect(seen).toMatchObject({ duplicates: 0, missing: 0, stillOpen: 0, isDoorsFirst: true, throttled: 0 });
    expect(seen.states).toEqual({ done: MANY.starters + MANY.leavers });
    expect(seen.writesPerStarter).toBeLessThanOrEqual(8);
    expect(seen.writesPerLeaver).toBe(15);
    expect(seen.mostInWindow).toBeLessThanOrEqual(QUOTA.writes);
    expect(seen.doorsProvedAfter).toBeLessThanOrEqual(60_000);
  }, 120_000);
});
