import fc from 'fast-check';
import { type Arena, command, leaks, makeArena } from '../support/adversaries';
import { withStore } from '../support/engines';

const RUNS = 10_000;
/** Logged with the result, so that a run can be had again. */
const SEED = Number(process.env['SEED'] ?? 20_261_130);

describe('ten thousand sequences of adversaries', () => {
  const at = withStore('postgres');
  let arena: Arena;
  beforeAll(async () => {
    arena = await makeArena(at.store);
  }, 60_000);

  test(`none reveals a hidden case (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 6 }), async (commands) => {
        expect(await leaks(arena, commands)).toEqual([]);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  }, 7_200_000);
});
