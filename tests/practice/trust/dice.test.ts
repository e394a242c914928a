import fc from 'fast-check';
import { diceFor, uuidOf } from '../../../src/practice/trust/dice';

const numRuns = Number(process.env.RUNS ?? 60);

test('throws stay within their bounds and repeat for the same seed and purpose', () => {
  fc.assert(
    fc.property(fc.integer(), fc.string(), fc.integer({ min: 1, max: 1000 }), (seed, purpose, n) => {
      const [a, b] = [diceFor(seed, purpose), diceFor(seed, purpose)];
      for (let i = 0; i < 20; i += 1) {
        const thrown = a.below(n);
        expect(thrown).toBe(b.below(n));
        expect(thrown >= 0 && thrown < n).toBe(true);
      }
    }),
    { numRuns },
  );
});

test('shuffling keeps every item', () => {
  fc.assert(
    fc.property(fc.integer(), fc.array(fc.integer()), (seed, items) => {
      const byValue = (list: readonly number[]): number[] => [...list].sort((x, y) => x - y);
      expect(byValue(diceFor(seed, 'cards').shuffled(items))).toEqual(byValue(items));
    }),
    { numRuns },
  );
});

test('throws are spread evenly', () => {
  const dice = diceFor(1, 'evenly');
  const counts = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < 6000; i += 1) counts[dice.below(6)]! += 1;
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

test('nothing can be picked from an empty list', () => {
  expect(() => diceFor(1, 'empty').pick([])).toThrow(RangeError);
});

test('an id is a version 8 UUID made from its key alone', () => {
  fc.assert(
    fc.property(fc.string(), (key) => {
      expect(uuidOf(key)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(uuidOf(key)).toBe(uuidOf(key));
    }),
    { numRuns },
  );
  expect(uuidOf('a')).not.toBe(uuidOf('b'));
});
