import type { Account } from '../../../src/core/accounts/account';
import { type Case, type StepResult, standpoint } from '../../../src/core/accounts/case';
import { carryOut } from '../../../src/core/accounts/run';
import { schedule } from '../../../src/core/accounts/schedule';
import { account, at, day, factsFrom, guid, having, holder, joined, more, nobody } from './builders';
import { littleDesk, littleDirectory } from './little-directory';

const AFTER = at('2027-09-01');
const method = { id: 'm1', type: 'phoneMethods' };
const there = account({ more: more({ methods: [method] }) });
const facts = factsFrom([
  joined(),
  { at: at('2026-08-25'), kind: 'signed' },
  { at: at('2027-05-01'), kind: 'leaving', lastWorkingDay: day('2027-07-21'), contractEnd: day('2027-08-31') },
]);
const who = holder({ oid: there.id });

const leaver = (o: Partial<Case> = {}): Case => ({
  ...{ id: 'case', holder: who, facts, isEmergency: false, results: [], snapshot: null },
  approved: schedule(who, facts, having(there), AFTER),
  ...o,
});

const closed: Account = {
  ...there,
  ...{ isOpen: false, sessionsFrom: AFTER, passwordAt: AFTER, groups: [], licences: [] },
  more: more({ reply: 'I no longer work here. Please write to the office.' }),
};

const result = (o: Partial<StepResult>): StepResult => ({
  ...{ key: 'close', change: { do: 'close' }, state: 'sent', at: AFTER, attempts: 1 },
  ...{ orderId: 'o', code: null, notBefore: null },
  ...o,
});

test('what was approved and cannot be read is not taken for done', () => {
  const blind = having({ ...closed, more: more({ methods: null }) });
  expect(standpoint(leaver(), blind, AFTER).unseen.map((s) => s.key)).toEqual(['remove_method m1']);
  expect(standpoint(leaver(), having(closed), AFTER).unseen).toEqual([]);
});

test('whoever reads the account alone looked at nothing beside it, and says nothing about it', () => {
  expect(standpoint(leaver(), having({ ...closed, more: null }), AFTER).unseen).toEqual([]);
  expect(standpoint(leaver(), nobody, AFTER).unseen).toEqual([]);
});

test('a plan whose rows cannot all be read stays open, and is looked at again within the half hour', async () => {
  const little = littleDirectory({ S0042: having({ ...closed, more: more({ methods: null }) }) }, { now: () => AFTER });
  const kept = littleDesk([leaver()]);
  const wait = (): Promise<void> => Promise.resolve();
  await carryOut(kept.cases(), { directory: little.directory, desk: kept.desk, now: () => AFTER, wait });
  expect(kept.outcome()).toMatchObject({ state: 'running', nextAt: AFTER + 30 * 60_000 });
  expect(little.orders).toEqual([]);
});

test('what nobody answered is sent for as long as it takes, ever more seldom', async () => {
  const clock = { now: AFTER };
  const down = Array.from({ length: 20 }, () => 'unclear before' as const);
  const little = littleDirectory(
    { S0042: having({ ...closed, isOpen: true }) },
    { now: () => clock.now, faults: down },
  );
  const kept = littleDesk([leaver()]);
  const sent: number[] = [];
  for (let i = 0; i < 500 && (little.state.get('S0042')?.accounts[0]?.isOpen ?? false); i += 1) {
    const before = little.orders.length;
    const wait = async (ms: number): Promise<void> => void (clock.now += ms);
    await carryOut(kept.cases(), { directory: little.directory, desk: kept.desk, now: () => clock.now, wait });
    if (little.orders.length > before) sent.push(clock.now);
    clock.now += 180_000;
  }
  expect(little.state.get('S0042')?.accounts[0]?.isOpen).toBe(false);
  expect(little.orders).toHaveLength(21);
  const gaps = sent.slice(1).map((t, i) => t - (sent[i] ?? 0));
  expect(Math.max(...gaps)).toBeLessThanOrEqual(20 * 60_000);
  expect(gaps.at(-1)).toBeGreaterThan(10 * 60_000);
});

test('doors are shut before anything else is sent, and proved by a look at the account alone', async () => {
  const seen: string[] = [];
  const little = littleDirectory({ S0042: having(there), S0043: nobody }, { now: () => AFTER });
  const { look, apply } = little.directory;
  const directory: typeof little.directory = {
    ...little.directory,
    look: (refs, depth) => (seen.push(`look ${depth} ${refs.map((r) => r.key).join()}`), look(refs, depth)),
    apply: (orders) => (seen.push(`${orders[0]?.lane} ${orders[0]?.key}`), apply(orders)),
  };
  const starter = holder({ key: 'S0043', id: who.id });
  const begun = factsFrom([joined({ at: AFTER, on: day('2027-09-01') })]);
  const other: Case = {
    ...leaver({ id: guid(2), holder: starter, facts: begun }),
    approved: schedule(starter, begun, nobody, AFTER),
  };
  const kept = littleDesk([leaver(), other]);
  const wait = (): Promise<void> => Promise.resolve();
  await carryOut(kept.cases(), { directory, desk: kept.desk, now: () => AFTER, wait });
  const doors = seen.findLastIndex((s) => s.startsWith('block'));
  expect(seen.findIndex((s) => s === 'start create')).toBeGreaterThan(doors);
  expect(seen.slice(doors).find((s) => s.includes('S0042'))).toBe('look account S0042');
});

test('a step that is proved only beside the account is left open by whoever reads less', () => {
  const sent = result({ key: 'remove_method m1', change: { do: 'remove_method', method }, at: AFTER });
  const s = standpoint(leaver({ results: [sent] }), having({ ...closed, more: null }), AFTER + 1_000);
  expect(s.settled.find((r) => r.key === sent.key)).toBeUndefined();
  expect(s.isQuiet).toBe(false);
});

test('the default way to sign in, refused while there is another, waits for that one and goes last', () => {
  const other = { id: 'm2', type: 'emailMethods' };
  const both = account({ more: more({ methods: [method, other] }) });
  const approved = schedule(who, facts, having(both), AFTER);
  const change = { do: 'remove_method', method } as const;
  const refused = result({ key: 'remove_method m1', change, state: 'refused', code: 'is_default' });
  const left = (methods: Account['more'] & object) => having({ ...closed, more: methods });
  const reply = 'I no longer work here. Please write to the office.';
  const early = standpoint(
    leaver({ approved, results: [refused] }),
    left(more({ methods: [method, other], reply })),
    AFTER,
  );
  expect([early.ready.map((s) => s.key), early.stuck]).toEqual([['remove_method m2'], []]);
  const last = standpoint(leaver({ approved, results: [refused] }), left(more({ methods: [method], reply })), AFTER);
  expect([last.ready.map((s) => s.key), last.stuck]).toEqual([['remove_method m1'], []]);
});

test('a copy of the directory that is behind takes nothing back of what another proved, and has nothing sent again', () => {
  const done = result({ state: 'done', at: AFTER });
  const behind = having({ ...closed, isOpen: true });
  const soon = standpoint(leaver({ results: [done] }), behind, AFTER + 59_000);
  expect([soon.settled.map((r) => r.key).includes('close'), soon.ready, soon.stuck, soon.isQuiet]).toEqual([
    ...[false, [], [], false],
  ]);
  const later = standpoint(leaver({ results: [done] }), behind, AFTER + 60_000);
  expect(later.settled).toContainEqual({ ...done, state: 'not_done', attempts: 0 });
  expect(later.ready.map((s) => s.key)).toEqual(['close']);
});

test('a busy directory is asked again when it said, and proves nothing while it cannot be read', async () => {
  const clock = { now: AFTER };
  const little = littleDirectory({ S0042: having({ ...closed, isOpen: true }) }, { now: () => clock.now });
  const sent: number[] = [];
  let unread = 0;
  const directory: typeof little.directory = {
    ...little.directory,
    apply: async (orders) => {
      sent.push(clock.now);
      unread = 3;
      if (sent.length > 1) return little.directory.apply(orders);
      return new Map(orders.map((o) => [o.id, { kind: 'unclear', notBefore: AFTER + 50_000 }]));
    },
    look: (refs, depth) => (unread-- > 0 ? Promise.resolve(new Map()) : little.directory.look(refs, depth)),
  };
  const kept = littleDesk([leaver()]);
  const wait = async (ms: number): Promise<void> => void (clock.now += ms);
  for (let i = 0; i < 4; i += 1) {
    await carryOut(kept.cases(), { directory, desk: kept.desk, now: () => clock.now, wait });
    clock.now += 20_000;
  }
  expect(sent).toHaveLength(2);
  expect((sent[1] ?? 0) - AFTER).toBeGreaterThanOrEqual(50_000);
  expect(kept.result('close')?.state).toBe('done');
});
