import fc from 'fast-check';
import type { Actual } from '../../../src/core/accounts/account';
import type { Case } from '../../../src/core/accounts/case';
import type { AccountEvent } from '../../../src/core/accounts/facts';
import { carryOut } from '../../../src/core/accounts/run';
import { schedule } from '../../../src/core/accounts/schedule';
import {
  PENDING,
  account,
  at,
  day,
  factsFrom,
  guid,
  having,
  holder,
  joined,
  member,
  more,
  nobody,
  teacher,
} from './builders';
import { type Fault, Killed, type LittleOptions, littleDesk, littleDirectory } from './little-directory';

const signed: AccountEvent = { at: at('2026-08-25'), kind: 'signed' };
const leaving: AccountEvent = {
  at: at('2027-05-01'),
  kind: 'leaving',
  lastWorkingDay: day('2027-07-21'),
  contractEnd: day('2027-08-31'),
};
const STARTING = at('2026-08-21');
const AFTER = at('2027-09-01');

interface Story {
  readonly events: readonly AccountEvent[];
  readonly actual: Actual;
  /** When it was approved, and when it runs. */
  readonly approvedAt: number;
  readonly now: number;
  readonly isEmergency?: boolean;
  readonly facts?: Parameters<typeof factsFrom>[1];
  readonly more?: Partial<Case>;
}

function tell(story: Story, o: Partial<LittleOptions> & { newEvents?: readonly AccountEvent[] } = {}) {
  const clock = { now: story.now };
  const facts = factsFrom(story.events, story.facts);
  const oid = story.actual.accounts[0]?.id ?? null;
  const who = holder({ oid });
  const first: Case = {
    id: 'case',
    holder: who,
    facts: factsFrom([...story.events, ...(o.newEvents ?? [])], story.facts),
    approved: schedule(who, facts, story.actual, story.approvedAt),
    isEmergency: story.isEmergency ?? false,
    results: [],
    snapshot: null,
    ...story.more,
  };
  const little = littleDirectory({ [who.key]: story.actual }, { now: () => clock.now, ...o });
  const kept = littleDesk([first]);
  const waits: number[] = [];
  const run = async (directory = little.directory): Promise<void> => {
    const wait = async (ms: number): Promise<void> => {
      waits.push(ms);
      clock.now += ms;
    };
    await carryOut(kept.cases(), { directory, desk: kept.desk, now: () => clock.now, wait });
  };
  const person = () => little.state.get(who.key) ?? nobody;
  return { clock, little, kept, run, person, waits, did: () => little.orders.map((x) => x.key) };
}

const starter: Story = { events: [joined()], actual: nobody, approvedAt: STARTING, now: STARTING };
const [TEACHERS] = teacher.groups;
const leaver: Story = {
  events: [joined(), signed, leaving],
  actual: having(account({ more: more({ methods: [{ id: 'm1', type: 'phoneMethods' }] }) })),
  approvedAt: at('2027-06-01'),
  now: AFTER,
};
const emergency: Story = {
  events: [joined(), signed, { at: AFTER, kind: 'blocked' }],
  actual: having(account()),
  approvedAt: AFTER,
  now: AFTER,
  isEmergency: true,
};

test('a starter is made, proved by reading, and waits for the signature', async () => {
  const s = tell(starter);
  await s.run();
  expect(s.did().map((k) => k.split(' ')[0])).toEqual(['create', 'set_manager', 'join', 'join']);
  expect(s.kept.result('create')).toMatchObject({ state: 'done', attempts: 1 });
  expect(s.kept.outcome()).toMatchObject({
    state: 'running',
    nextAt: at('2026-09-01', 0),
    findings: [],
    unapproved: [],
  });
  expect(s.little.orders.slice(1).every((x) => x.ref.id === guid(1001))).toBe(true);
  expect(s.waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(20_000);
});

test('signing opens the role without anybody approving again, and then the case is over', async () => {
  const s = tell({ ...starter, now: at('2026-09-01') }, { newEvents: [{ at: at('2026-08-30'), kind: 'signed' }] });
  await s.run();
  expect(s.kept.outcome()?.state).toBe('done');
  expect(s.person().accounts[0]?.groups.map((g) => g.name)).toEqual(
    expect.arrayContaining(['Teachers', 'Staff licence', 'Agreement signed']),
  );
});

test('running again when everything is done sends nothing', async () => {
  const s = tell(starter);
  await s.run();
  const sent = s.did().length;
  await s.run();
  expect(s.did()).toHaveLength(sent);
});

test('a leaver is read in full first, kept as it was, closed, emptied; what is left is found', async () => {
  const s = tell(leaver);
  await s.run();
  expect(s.did().slice(0, 4)).toEqual(['close', 'end_sessions', 'new_password', 'remove_method m1']);
  expect(s.kept.cases()[0]?.snapshot).toMatchObject({ isOpen: true, methods: ['phoneMethods'] });
  expect(s.kept.handOffs()).toEqual(['hand_off end_right:Door fob', 'hand_off end_right:Pupil records']);
  expect(s.kept.outcome()).toMatchObject({ state: 'running', nextAt: expect.any(Number) as number });
  expect(s.kept.outcome()?.findings.map((f) => f.kind)).toContain('shared_mailboxes');
  const settled = tell({ ...leaver, facts: { handedOff: s.kept.handOffs() } });
  await settled.run();
  expect(settled.kept.outcome()).toMatchObject({ state: 'done', nextAt: null });
});

test('the second date is run when it comes, and not before', async () => {
  const s = tell({ ...leaver, now: Date.parse('2027-08-31T22:50:00Z') });
  await s.run();
  expect(s.did()).toEqual([`leave ${TEACHERS?.id}`]);
  expect(s.kept.outcome()?.nextAt).toBe(Date.parse('2027-08-31T22:59:00Z'));
  s.clock.now = Date.parse('2027-08-31T22:59:00Z');
  await s.run();
  expect(s.did()).toContain('close');
});

test('what nobody approved is not done, except that a door that was to be closed is closed', async () => {
  const choir = member({ id: guid(30), name: 'Choir' });
  const s = tell(leaver);
  s.little.state.set('S0042', having(account({ groups: [...account().groups, choir] })));
  await s.run();
  expect(s.did()).toEqual(['close', 'end_sessions', 'new_password']);
  expect(s.kept.outcome()).toMatchObject({ state: 'changed', unapproved: [{ key: `leave ${choir.id}` }] });
});

test('a protected account is refused, whoever approved', async () => {
  const s = tell(leaver);
  s.little.state.set('S0042', having(account({ isProtected: true })));
  await s.run();
  expect(s.did()).toEqual([]);
  expect(s.kept.outcome()).toMatchObject({ state: 'refused', findings: [{ kind: 'protected' }] });
});

test('closing at once goes out before anything is read, all three together', async () => {
  const s = tell(emergency);
  const calls: string[] = [];
  await s.run({
    ...s.little.directory,
    look: async (refs, depth) => {
      calls.push('look');
      return s.little.directory.look(refs, depth);
    },
    apply: async (orders) => {
      calls.push(orders.map((x) => x.key).join('+'));
      return s.little.directory.apply(orders);
    },
  });
  expect(calls[0]).toBe('close+end_sessions+new_password');
  expect(calls.slice(1).every((c) => c === 'look')).toBe(true);
  expect(s.kept.outcome()?.state).toBe('done');
  expect(s.kept.result('close')?.state).toBe('done');
});

test('a close at once that was answered already is not sent blindly again; without an id there is nothing to send', async () => {
  const s = tell(emergency);
  await s.run();
  const sent = s.did().length;
  await s.run();
  expect(s.did()).toHaveLength(sent);
  const nobodyYet = tell({ ...emergency, actual: nobody });
  await nobodyYet.run();
  expect(nobodyYet.did()).toEqual([]);
});

test('a person who cannot be read is left for the next run', async () => {
  const s = tell(starter);
  s.little.state.delete('S0042');
  await s.run();
  expect(s.did()).toEqual([]);
  expect(s.kept.outcome()).toBeUndefined();
});

test('an account made in this case that does not show is late, not gone: no second one is made', async () => {
  const s = tell(starter);
  let looks = 0;
  const directory = {
    ...s.little.directory,
    look: async () => {
      looks += 1;
      const found = s.person();
      return new Map([['S0042', looks < 4 ? nobody : found]]);
    },
  };
  await s.run(directory);
  await s.run(directory);
  expect(s.little.created()).toBe(1);
  expect(s.person().accounts).toHaveLength(1);
});

test('a step that was refused is shown and not tried again; what does not build on it goes on', async () => {
  const s = tell(starter, { faults: ['ok', 'refused'] });
  await s.run();
  await s.run();
  expect(s.did().map((k) => k.split(' ')[0])).toEqual(['create', 'set_manager', 'join', 'join']);
  expect(s.kept.result('set_manager')).toMatchObject({ state: 'refused', code: 'no_permission' });
  expect(s.kept.outcome()?.state).toBe('stuck');
});

test.each(['not_connected', 'no_seats'] as const)(
  'what is refused until somebody has mended it elsewhere is tried again each half hour, and goes on by itself: %s',
  async (code) => {
    const s = tell(starter);
    const tried: number[] = [];
    let isMended = false;
    const directory = {
      ...s.little.directory,
      apply: (orders: Parameters<typeof s.little.directory.apply>[0]) => {
        if (isMended) return s.little.directory.apply(orders);
        tried.push(s.clock.now);
        return Promise.resolve(new Map(orders.map((o) => [o.id, { kind: 'refused', code } as const])));
      },
    };
    for (let minutes = 0; minutes < 300; minutes += 30) {
      await s.run(directory);
      expect(s.kept.result('create')).toMatchObject({ state: 'refused', code });
      expect(s.kept.outcome()).toMatchObject({ state: 'stuck', nextAt: s.clock.now + 30 * 60_000 });
      // Looked at sooner, for another reason: nothing is sent.
      s.clock.now += 60_000;
      await s.run(directory);
      s.clock.now += 29 * 60_000;
    }
    expect(tried).toHaveLength(10);
    isMended = true;
    await s.run(directory);
    expect(s.person().accounts).toHaveLength(1);
    expect(s.kept.outcome()?.state).not.toBe('stuck');
  },
);

test('without an account nothing else is tried', async () => {
  const s = tell(starter, { faults: ['refused'] });
  await s.run();
  await s.run();
  expect(s.did()).toEqual(['create']);
  expect(s.kept.outcome()?.state).toBe('stuck');
});

test('the way in is left only when the new membership has been read back', async () => {
  const waiting = having(account({ groups: [member(PENDING)] }));
  const events = [joined(), signed];
  const s = tell(
    { events, actual: waiting, approvedAt: at('2026-09-02'), now: at('2026-09-02') },
    { faults: ['refused'] },
  );
  await s.run();
  expect(s.did().filter((k) => k.startsWith('leave'))).toEqual([]);
  expect(s.person().accounts[0]?.groups.map((g) => g.id)).toContain(PENDING.id);
});

test('of a leaver everything else goes on when one step is refused', async () => {
  const s = tell(leaver, { faults: ['refused'] });
  await s.run();
  expect(s.did()).toContain(`leave ${TEACHERS?.id}`);
  expect(s.kept.outcome()?.state).toBe('stuck');
});

test('"not now" is honoured, does not count as a try, and the case is looked at again', async () => {
  const s = tell(starter, { faults: ['later'] });
  await s.run();
  expect(s.kept.result('create')).toMatchObject({ state: 'not_done', attempts: 0, notBefore: STARTING + 300_000 });
  expect(s.kept.outcome()?.state).toBe('running');
  await s.run();
  expect(s.did()).toEqual(['create']);
  s.clock.now = STARTING + 300_001;
  await s.run();
  expect(s.person().accounts).toHaveLength(1);
});

test('a directory that says yes and does nothing is never believed', async () => {
  const s = tell(emergency, { faults: Array.from({ length: 60 }, () => 'lie' as const) });
  for (let i = 0; i < 20; i += 1) {
    await s.run();
    expect(s.kept.result('close')?.state).not.toBe('done');
    s.clock.now += 400_000;
  }
  expect(s.kept.result('close')).toMatchObject({ state: 'not_done', attempts: 8 });
  expect(s.kept.outcome()?.state).toBe('stuck');
});

test('what cannot be proved at all is said so, and is not sent again and again', async () => {
  const s = tell({ ...leaver, facts: { handedOff: [] } });
  s.little.state.set('S0042', having(account({ more: more({ mailbox: 'own', reply: '' }) })));
  const directory = {
    ...s.little.directory,
    look: async (...args: Parameters<typeof s.little.directory.look>) => {
      const found = await s.little.directory.look(...args);
      const sent = s.did().includes('set_reply');
      return new Map(
        [...found].map(([k, v]) => [k, sent ? { ...v, accounts: v.accounts.map((a) => ({ ...a, more: null })) } : v]),
      );
    },
  };
  await s.run(directory);
  s.clock.now += 400_000;
  await s.run(directory);
  expect(s.kept.result('set_reply')?.state).toBe('cannot_tell');
  expect(s.did().filter((k) => k === 'set_reply')).toHaveLength(1);
});

test('somebody who undoes what was done is noticed, and it is done again', async () => {
  const s = tell(leaver);
  await s.run();
  const [a] = s.person().accounts;
  if (!a) throw new Error('the leaver has an account');
  s.little.state.set('S0042', having({ ...a, isOpen: true }));
  s.clock.now += 3_600_000;
  await s.run();
  expect(s.did().filter((k) => k === 'close')).toHaveLength(2);
  expect(s.kept.result('close')?.state).toBe('done');
});

test('no snapshot, no change: what is read again has to be what was kept', async () => {
  const s = tell(leaver);
  s.kept.desk.keep = () => Promise.resolve('another');
  await expect(s.run()).rejects.toMatchObject({ code: 'unexpected' });
  expect(s.did()).toEqual([]);
});

test('somebody deleted lately is had back, renamed, opened and put in the groups, in one go', async () => {
  const actual: Actual = { accounts: [], deleted: { id: guid(42), address: 'a.obrien@school.example' } };
  const s = tell({ ...starter, actual });
  await s.run();
  expect(s.did().map((k) => k.split(' ')[0])).toEqual(
    expect.arrayContaining(['restore', 'set_manager', 'set_profile', 'open', 'join']),
  );
  expect(s.kept.result('restore')?.state).toBe('done');
  expect(s.person().accounts[0]).toMatchObject({ id: guid(42), isOpen: true });
});

const fault = fc.constantFrom<Fault>('ok', 'ok', 'unclear before', 'unclear after', 'silent', 'later', 'lie');
const runs = { numRuns: Number(process.env['RUNS'] ?? 100) };
const steady = ({ accounts }: Actual) =>
  accounts.map((a) => ({ ...a, id: '', groups: a.groups.map((g) => g.id).sort(), more: a.more && { ...a.more } }));

test.each([
  ['a starter', starter],
  ['a leaver', leaver],
  ['somebody closed at once', emergency],
])(
  '%s ends as without faults, whatever the directory answers, with one account',
  async (_, story) => {
    const reference = tell(story);
    await reference.run();
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { maxLength: 7 }), async (faults) => {
        const s = tell(story, { faults: [...faults] });
        for (let i = 0; i < 14; i += 1) {
          await s.run();
          s.clock.now += 400_000;
        }
        expect(steady(s.person())).toEqual(steady(reference.person()));
        expect(s.person().accounts).toHaveLength(1);
      }),
      runs,
    );
  },
  60_000,
);

test.each([
  ['a starter', starter],
  ['a leaver', leaver],
  ['somebody closed at once', emergency],
])(
  '%s: stopped before or after any call and begun again, it ends the same, with nothing done twice',
  async (_, story) => {
    const reference = tell(story);
    await reference.run();
    for (let call = 1; call <= reference.little.calls(); call += 1)
      for (const when of ['before', 'after'] as const) {
        const s = tell(story, { kill: { call, when } });
        await expect(s.run()).rejects.toBeInstanceOf(Killed);
        await s.run();
        expect([call, when, steady(s.person())]).toEqual([call, when, steady(reference.person())]);
        expect(s.little.created()).toBe(reference.little.created());
        expect(s.kept.outcome()?.state).toBe(reference.kept.outcome()?.state);
      }
  },
);

test('whatever is in the pending group at the end has not signed', async () => {
  const s = tell(starter);
  await s.run();
  expect(s.person().accounts[0]?.groups.map((g) => g.id)).toContain(PENDING.id);
});
