import { confirmStage } from '../../../src/core/accounts/approval';
import { batchHash, changeCounts, timeLeft } from '../../../src/core/accounts/batch';
import { seatsLeftFor } from '../../../src/core/accounts/seats';
import { PlanId } from '../../../src/core/accounts/store';
import { schedule } from '../../../src/core/accounts/schedule';
import { at, factsFrom, guid, holder, joined, nobody, office, teacher } from './builders';

const counts = { total: 20, asked: 0, waiting: 0, running: 10, settled: 10, stuck: 0 };

test('how long the rest takes is told from how it went so far, and not before anybody can say', () => {
  expect(timeLeft({ begunAt: 0, counts }, 60_000)).toBe(60_000);
  expect(timeLeft({ begunAt: null, counts }, 60_000)).toBeNull();
  expect(timeLeft({ begunAt: 0, counts: { ...counts, running: 0 } }, 60_000)).toBeNull();
  expect(timeLeft({ begunAt: 0, counts: { ...counts, settled: 4 } }, 60_000)).toBeNull();
});

test('a batch is approved under a name that any other plan changes', () => {
  const [a, b] = [PlanId.parse(guid(1)), PlanId.parse(guid(2))];
  const name = batchHash([{ planId: a, hash: 'x' }]);
  expect(batchHash([{ planId: a, hash: 'x' }])).toBe(name);
  expect(batchHash([{ planId: a, hash: 'y' }])).not.toBe(name);
  expect(batchHash([{ planId: b, hash: 'x' }])).not.toBe(name);
});

test('what a batch would change is told kind by kind, most first', () => {
  const stages = schedule(holder(), factsFrom([joined()]), nobody, at('2026-08-25'));
  const found = changeCounts([{ stages }, { stages }]);
  expect(found[0]?.do).toBe('join');
  expect(found).toContainEqual({ do: 'create', n: 2 });
  expect(found.map((c) => c.n)).toEqual([...found.map((c) => c.n)].sort((x, y) => y - x));
});

test('a role has as many licences left as the scarcest of its groups; what nobody counted is not known', () => {
  const [licence] = teacher.licenceGroups;
  const seats = { countedAt: 0, byGroup: { [licence?.id ?? '']: 3, [guid(77)]: 1 } };
  expect(seatsLeftFor(teacher, seats)).toBe(3);
  const two = { ...teacher, licenceGroups: [...teacher.licenceGroups, { id: guid(77), name: 'More' }] };
  expect(seatsLeftFor(two, seats)).toBe(1);
  expect(seatsLeftFor(office, null)).toBeNull();
  expect(seatsLeftFor({ ...teacher, licenceGroups: [] }, seats)).toBeNull();
});

test.each([
  [0, 'asked'],
  [12 * 3_600_000 - 1, 'asked'],
  [12 * 3_600_000, 'again'],
  [24 * 3_600_000, 'late'],
])('%i ms after a door was closed at once the second person is asked: %s', (gone, stage) => {
  expect(confirmStage(1_000, 1_000 + gone)).toBe(stage);
});
