import { randomUUID } from 'node:crypto';
import type { Change } from '../../../src/core/accounts/step';
import type { Order } from '../../../src/core/accounts/directory';
import { graphDirectory } from '../../../src/adapters/graph/directory';
import { AppError } from '../../../src/core/errors';
import { REGISTRATIONS } from '../../../src/practice/graph/tokens';
import { type Practice, openPractice } from './virtual';

let at: Practice;
afterEach(() => at.graph.close());

const order = (key: string, id: string | null, change: Change, o: Partial<Order> = {}): Order => ({
  id: randomUUID(),
  key: change.do,
  ref: { key, id },
  change,
  lane: 'start',
  isRepeat: false,
  ...o,
});
const profile = {
  displayName: "Aoife O'Brien",
  givenName: 'Aoife',
  surname: "O'Brien",
  department: 'Year 3',
  jobTitle: 'Teacher',
};
const create = (addresses: readonly string[]): Change => ({
  do: 'create',
  profile,
  addresses,
  isOpen: true,
  as: 'staff',
  hiredOn: '2026-09-01' as never,
});
const send = async (...orders: Order[]) => {
  const outcomes = await at.directory.apply(orders);
  return orders.map((o) => outcomes.get(o.id));
};
const DOMAIN = 'harbourlights.example';
const named = (local: string) => `${local}@${DOMAIN}`;
const people = (key: string) => at.graph.controls.state().people.filter((p) => p.employeeId === key);
const make = async (key: string, local = key.toLowerCase()): Promise<string> => {
  const [outcome] = await send(order(key, null, create([named(local)])));
  if (outcome?.kind !== 'sent' || outcome.accountId === null) throw new Error(`not made: ${JSON.stringify(outcome)}`);
  await at.wait(60_000);
  return outcome.accountId;
};

test('a new account is there under our key, and is read back whole', async () => {
  at = await openPractice();
  const id = await make('T0001', 'a.obrien');
  const found = await at.directory.look([{ key: 'T0001', id }], 'account');
  expect(found.get('T0001')).toMatchObject({
    accounts: [
      {
        id,
        address: named('a.obrien'),
        profile,
        isOpen: true,
        isGuest: false,
        isProtected: false,
        groups: [],
        managerId: null,
      },
    ],
    deleted: null,
  });
});

test('a key nobody has is nobody; one that two people have is two', async () => {
  at = await openPractice({ school: 'trust' });
  const twice = String(at.graph.controls.person(at.graph.ids.people.doubled)?.employeeId);
  const found = await at.directory.look(
    [
      { key: 'NOBODY', id: null },
      { key: twice, id: null },
    ],
    'account',
  );
  expect(found.get('NOBODY')).toEqual({ accounts: [], deleted: null });
  expect(found.get(twice)?.accounts).toHaveLength(2);
});

test('an address somebody else has is passed over for the next; our own lost one is found again', async () => {
  at = await openPractice();
  await make('T0001', 'j.sample');
  const [next] = await send(order('T0002', null, create([named('j.sample'), named('jo.sample')])));
  expect(next?.kind).toBe('sent');
  expect(people('T0002').map((p) => p.userPrincipalName)).toEqual([named('jo.sample')]);
  const [none] = await send(order('T0003', null, create([named('j.sample')])));
  expect(none).toEqual({ kind: 'refused', code: 'address_taken' });
  const [own] = await send(order('T0001', null, create([named('j.sample')])));
  expect(own).toEqual({ kind: 'sent', accountId: people('T0001')[0]?.id });
});

test.each(['timeout-after', 'reset-after', 'cut-body', 'timeout-before', 'reset-before', 'status:503', 'status:500'])(
  'a create that ends in %s leaves one account, found by our key',
  async (effect) => {
    // Only where no answer comes is it not worth waiting for.
    at = await openPractice(effect.startsWith('timeout') ? { client: { timeoutMs: 400 } } : {});
    at.graph.controls.fault({ match: { method: 'POST', path: '/$batch' }, effect });
    let [outcome] = await send(order('T0001', null, create([named('a.obrien')])));
    for (let i = 0; outcome?.kind !== 'sent' && i < 3; i += 1) {
      const isRepeat = outcome?.kind === 'unclear';
      [outcome] = await send(order('T0001', null, create([named('a.obrien')]), { isRepeat }));
    }
    expect(people('T0001')).toHaveLength(1);
    expect(outcome).toEqual({ kind: 'sent', accountId: people('T0001')[0]?.id });
  },
  30_000,
);

test('the parts of a batch that are throttled are sent again after the wait they asked for, and no others', async () => {
  at = await openPractice();
  const ids = [await make('T0001'), await make('T0002'), await make('T0003')];
  const group = { id: at.graph.ids.groups.signed, name: 'signed' };
  const asked: { method: string; at: number; parts: number }[] = [];
  const transport = at.options.transport;
  const directory = graphDirectory({
    ...at.options,
    manyMembers: false,
    transport: (url, init) => {
      const { requests = [] } = JSON.parse((init.body as string | undefined) ?? '{}') as { requests?: unknown[] };
      asked.push({ method: String(init.method), at: at.now(), parts: requests.length });
      return transport(url, init);
    },
  });
  at.graph.controls.fault({
    match: { method: 'POST', path: '/groups/{group-id}/members/$ref', part: true, nth: 2 },
    effect: 'status:429',
    retryAfter: '7',
  });
  const orders = ids.map((id, i) =>
    order(`T000${i + 1}`, id, { do: 'join', group, isSensitive: false, givesLicence: false }),
  );
  const outcomes = await directory.apply(orders);
  expect([...outcomes.values()].map((o) => o.kind)).toEqual(['sent', 'sent', 'sent']);
  expect(asked.map((a) => a.parts)).toEqual([3, 1]);
  expect((asked[1]?.at ?? 0) - (asked[0]?.at ?? 0)).toBeGreaterThanOrEqual(7_000);
});

test('a wait longer than a minute is handed back, not sat through and not cut short', async () => {
  at = await openPractice();
  const id = await make('T0001');
  at.graph.controls.fault({ match: { method: 'PATCH', part: true }, effect: 'status:429', retryAfter: '300' });
  const [outcome] = await send(order('T0001', id, { do: 'close' }));
  expect(outcome).toEqual({ kind: 'later', notBefore: at.now() + 300_000 });
});

test('one person’s door: closed, sessions ended, password changed, in one request and in this order', async () => {
  at = await openPractice();
  const id = await make('T0001');
  const block: Change[] = [
    { do: 'close' },
    { do: 'end_sessions', since: at.now() },
    { do: 'new_password', since: at.now() },
  ];
  const outcomes = await send(...block.map((c) => order('T0001', id, c, { lane: 'block' })));
  expect(outcomes.map((o) => o?.kind)).toEqual(['sent', 'sent', 'sent']);
  await at.wait(10_000);
  const since = at.now() - 60_000;
  const [account] = (await at.directory.look([{ key: 'T0001', id }], 'account')).get('T0001')?.accounts ?? [];
  expect(account?.isOpen).toBe(false);
  expect(account?.sessionsFrom).toBeGreaterThan(since);
  expect(account?.passwordAt).toBeGreaterThan(since);
});

test('when closing is refused, sessions still end and the password still changes', async () => {
  at = await openPractice();
  const id = await make('T0001');
  at.graph.controls.fault({ match: { method: 'PATCH', body: { accountEnabled: false } }, effect: 'status:403' });
  const block: Change[] = [{ do: 'close' }, { do: 'end_sessions', since: 1 }, { do: 'new_password', since: 1 }];
  const outcomes = await send(...block.map((c) => order('T0001', id, c, { lane: 'block' })));
  expect(outcomes.map((o) => o?.kind)).toEqual(['refused', 'sent', 'sent']);
});

test('twenty join in one request; one bad apple among them does not keep out the others', async () => {
  at = await openPractice();
  const group = { id: at.graph.ids.groups.signed, name: 'signed' };
  const join: Change = { do: 'join', group, isSensitive: false, givesLicence: false };
  const ids = [await make('T0001'), await make('T0002')];
  const orders = [...ids.map((id, i) => order(`T000${i + 1}`, id, join)), order('GONE', randomUUID(), join)];
  const outcomes = await send(...orders);
  expect(outcomes.map((o) => o?.kind)).toEqual(['sent', 'sent', 'refused']);
  await at.wait(10_000);
  const read = await at.directory.look([{ key: 'T0001', id: ids[0] ?? '' }], 'account');
  expect(read.get('T0001')?.accounts[0]?.groups).toEqual([expect.objectContaining({ id: group.id, kind: 'assigned' })]);
  const [again] = await send(order('T0001', ids[0] ?? '', join));
  expect(again).toEqual({ kind: 'sent', accountId: null });
});

test('leaving a group one is not in is done already; a group of another master is not ours', async () => {
  at = await openPractice();
  const id = await make('T0001');
  const leave = (g: string): Change => ({ do: 'leave', group: { id: g, name: '' }, why: 'role' });
  const { signed, keyStage2Dynamic } = at.graph.ids.groups;
  expect(await send(order('T0001', id, leave(signed)))).toEqual([{ kind: 'sent', accountId: null }]);
  const join: Change = {
    do: 'join',
    group: { id: keyStage2Dynamic, name: '' },
    isSensitive: false,
    givesLicence: false,
  };
  expect(await send(order('T0001', id, join))).toEqual([{ kind: 'refused', code: 'owned_elsewhere' }]);
});

test('a head who holds a directory role is refused by Graph, and is seen to be protected where the reader may look', async () => {
  at = await openPractice();
  const id = at.graph.ids.people.head;
  const key = String(at.graph.controls.person(id)?.employeeId);
  const look = async () => (await at.directory.look([{ key, id }], 'account')).get(key)?.accounts[0]?.isProtected;
  expect(await look()).toBe(false);
  expect(await send(order(key, id, { do: 'close' }))).toEqual([{ kind: 'refused', code: 'no_permission' }]);
  await at.graph.close();
  const roles = [...(REGISTRATIONS['reader']?.roles ?? []), 'Directory.Read.All'];
  const appId = REGISTRATIONS['reader']?.appId ?? '';
  at = await openPractice({ registrations: { ...REGISTRATIONS, reader: { appId, roles } } });
  expect(await look()).toBe(true);
});

test('everything about the difficult leaver is read: methods, devices, owned teams, forwarding, nested groups, the mailbox', async () => {
  at = await openPractice();
  const { leaver } = at.graph.ids.people;
  const key = String(at.graph.controls.person(leaver)?.employeeId);
  const [account] = (await at.directory.look([{ key, id: leaver }], 'everything')).get(key)?.accounts ?? [];
  expect(account?.groups.map((g) => g.kind)).toEqual(expect.arrayContaining(['assigned', 'dynamic', 'mail']));
  expect(account?.licences.some((l) => l.viaGroup === null)).toBe(true);
  expect(account?.licences.some((l) => l.viaGroup !== null)).toBe(true);
  expect(account?.more).toMatchObject({ mailbox: 'own', reply: '' });
  expect(account?.more?.methods?.map((m) => m.type)).toContain('phoneMethods');
  expect(account?.more?.owned?.some((g) => g.owners === 1)).toBe(true);
  expect(account?.more?.forwards?.length).toBeGreaterThan(0);
});

test('deleted and restored: found among the deleted under its key, and back under its id', async () => {
  at = await openPractice();
  const id = await make('T0001');
  expect(await send(order('T0001', id, { do: 'delete', accountId: id }))).toEqual([{ kind: 'sent', accountId: null }]);
  await at.wait(60_000);
  expect((await at.directory.look([{ key: 'T0001', id }], 'account')).get('T0001')).toMatchObject({
    accounts: [],
    deleted: { id },
  });
  expect(await send(order('T0001', null, { do: 'restore', accountId: id }))).toEqual([{ kind: 'sent', accountId: id }]);
});

test('a guest with # in the address is invited once, sponsored and closed by id', async () => {
  at = await openPractice();
  const invite: Change = { do: 'invite', email: 'pat@agency.example', profile };
  const [outcome] = await send(order('G0001', null, invite));
  const id = outcome?.kind === 'sent' ? (outcome.accountId ?? '') : '';
  await at.wait(60_000);
  expect(at.graph.controls.person(id)?.userPrincipalName).toContain('#EXT#');
  const sponsor = String(people('S0001')[0]?.id ?? at.graph.controls.state().people[0]?.id);
  expect((await send(order('G0001', id, { do: 'set_sponsor', sponsorId: sponsor })))[0]?.kind).toBe('sent');
  expect((await send(order('G0001', id, { do: 'set_sponsor', sponsorId: sponsor })))[0]?.kind).toBe('sent');
  expect((await send(order('G0001', id, { do: 'close' })))[0]?.kind).toBe('sent');
  const [again] = await send(order('G0001', null, invite, { isRepeat: true }));
  expect(again).toEqual({ kind: 'sent', accountId: id });
});

test('while a pass works, a second one ends it only when somebody said so; what the tenant does not give is refused', async () => {
  at = await openPractice();
  const id = await make('T0001');
  const first = { minutes: 60, replaces: false };
  const pass = await at.directory.pass(id, first);
  expect(pass).toMatchObject({ kind: 'made', secret: expect.stringMatching(/^.{8,}$/) as unknown });
  await at.wait(10_000);
  expect(await at.directory.pass(id, first)).toEqual({ kind: 'held' });
  expect(at.graph.controls.passesHandedOut()).toBe(1);
  expect(await at.directory.pass(id, { ...first, replaces: true })).toMatchObject({ kind: 'made' });
  expect(await at.directory.pass(id, { minutes: 9_999, replaces: true })).toEqual({ kind: 'refused' });
});

test('a first password is set and has to be changed; one that the tenant does not take is refused', async () => {
  at = await openPractice();
  const id = await make('P0001');
  await at.wait(10_000);
  expect(await at.directory.password(id, 'Maple-otter-417')).toBe('set');
  expect(await at.directory.password(id, 'short')).toBe('refused');
});

test('domains and seats are told for the form', async () => {
  at = await openPractice();
  const seen = await at.directory.overview([]);
  expect(seen.domains).toContain(DOMAIN);
  expect(seen.seats.every((s) => Number.isInteger(s.left))).toBe(true);
  // A group gives as many as the scarcest of its products has left; one that gives none, or is not there, is not told.
  const { groups } = at.graph.controls.state();
  const giving = groups.find((g) => g.licences.length > 0);
  const plain = groups.find((g) => g.licences.length === 0);
  const nobody = '00000000-0000-4000-8000-000000000000';
  const { byGroup } = await at.directory.overview([giving?.id ?? '', plain?.id ?? '', nobody]);
  const left = seen.seats.filter((s) => giving?.licences.some((l) => l.skuId === s.sku)).map((s) => s.left);
  expect(byGroup).toEqual({ [giving?.id ?? '']: Math.min(...left) });
});

test('changes come page by page, then only what changed since; a link that has expired reads everything again', async () => {
  at = await openPractice();
  const all = async (link: string | null) => {
    const seen: string[] = [];
    let next: string | null = null;
    for await (const page of at.directory.changes(link)) {
      seen.push(...page.accounts.map((a) => a.id));
      next = page.next;
    }
    return { seen, next };
  };
  const first = await all(null);
  expect(new Set(first.seen).size).toBe(at.graph.controls.state().people.length);
  const id = await make('T0001');
  const second = await all(first.next);
  expect(new Set(second.seen)).toEqual(new Set([id]));
  await at.wait(8 * 86_400_000);
  const third = await all(second.next);
  expect(third.seen.length).toBeGreaterThan(first.seen.length - 1);
});

test('an expired token is fetched anew, once', async () => {
  at = await openPractice();
  let fresh = 0;
  const directory = graphDirectory({
    ...at.options,
    token: async (registration, isFresh) => {
      if (isFresh) fresh += 1;
      return isFresh ? at.graph.tokenFor(registration) : 'expired';
    },
  });
  expect((await directory.look([{ key: 'NOBODY', id: null }], 'account')).has('NOBODY')).toBe(true);
  expect(fresh).toBeGreaterThan(0);
});

test('a registration whose certificate was taken away is told as not connected: nothing was sent, and nobody is read', async () => {
  at = await openPractice();
  const directory = graphDirectory({
    ...at.options,
    token: () => Promise.reject(new AppError('not_signed_in', { detail: 'no token for the registration' })),
  });
  const asked = order('T0001', null, create([named('a.obrien')]));
  expect((await directory.apply([asked])).get(asked.id)).toEqual({ kind: 'refused', code: 'not_connected' });
  expect(people('T0001')).toEqual([]);
  expect((await directory.look([{ key: 'T0001', id: null }], 'account')).size).toBe(0);
  await expect(directory.overview([])).rejects.toMatchObject({ code: 'unavailable' });
});

test('a sign-in service that does not answer leaves it open whether anything was done', async () => {
  at = await openPractice();
  const token = () => Promise.reject(new AppError('unavailable', { detail: 'no token for the registration' }));
  const asked = order('T0001', null, create([named('a.obrien')]));
  const outcomes = await graphDirectory({ ...at.options, token }).apply([asked]);
  expect(outcomes.get(asked.id)).toMatchObject({ kind: 'unclear' });
});

test('the default way to sign in is refused as such while there is another, and goes when it is the last', async () => {
  at = await openPractice();
  const oid = at.graph.ids.people.julyFinisher;
  const key = String(at.graph.controls.person(oid)?.employeeId);
  const seen = await at.directory.look([{ key, id: oid }], 'everything');
  const methods = seen.get(key)?.accounts[0]?.more?.methods ?? [];
  const removal = (m: (typeof methods)[number]) => order(key, oid, { do: 'remove_method', method: m });
  const phones = methods.filter((m) => m.type === 'phoneMethods');
  const others = methods.filter((m) => m.type !== 'phoneMethods');
  expect([phones.length, others.length]).toEqual([1, 2]);
  expect(await send(...phones.map(removal))).toEqual([{ kind: 'refused', code: 'is_default' }]);
  const gone = { kind: 'sent', accountId: null };
  expect(await send(...others.map(removal))).toEqual([gone, gone]);
  expect(await send(...phones.map(removal))).toEqual([gone]);
});

test('when the deleted are not listed, whoever may be among them is not read, and the others are', async () => {
  at = await openPractice();
  const id = await make('T0001');
  at.graph.controls.fault({
    match: { path: '/directory/deletedItems/microsoft.graph.user' },
    effect: 'status:404',
    times: 100,
  });
  const refs = [
    { key: 'T0001', id },
    { key: 'NOBODY', id: null },
  ];
  expect([...(await at.directory.look(refs, 'account')).keys()]).toEqual(['T0001']);
});

test('people who cannot be read are missing from the answer, and are never taken for people who are not there', async () => {
  at = await openPractice();
  at.graph.controls.fault({ match: { path: '/users' }, effect: 'status:500', times: 100 });
  const found = await at.directory.look([{ key: 'T0001', id: null }], 'account');
  expect(found.size).toBe(0);
});
