import fc from 'fast-check';
import { fillPath, objectAddress, queryOf, quoted } from '../../../src/adapters/graph/address';
import { answerOf, retryAt } from '../../../src/adapters/graph/answer';
import { OPERATIONS, type Operation, REMOVALS } from '../../../src/adapters/graph/operations';
import { Pacer } from '../../../src/adapters/graph/pacer';
import { graphTransport, practiceTransport } from '../../../src/adapters/graph/transport';

describe('addresses', () => {
  test('nothing in a value can end a path early or begin another', () => {
    expect(fillPath('/users/{user}', { user: 'ann_gmail.com#EXT#@school.example' })).toBe(
      '/users/ann_gmail.com%23EXT%23%40school.example',
    );
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((s) => !/^\.{1,2}$/.test(s)),
        (value) => {
          const url = new URL(`https://graph.microsoft.com/v1.0${fillPath('/users/{user}/manager', { user: value })}`);
          expect(decodeURIComponent(url.pathname.split('/')[3] ?? '')).toBe(value);
          expect([url.hash, url.search, url.pathname.split('/').length]).toEqual(['', '', 5]);
        },
      ),
    );
  });

  test('a value that is missing is refused: the address would be another', () => {
    expect(() => fillPath('/users/{user}/manager', {})).toThrow(RangeError);
    expect(() => fillPath('/users/{user}/manager', { user: '' })).toThrow(RangeError);
  });

  test('a filter says what was meant, O’Brien and ampersands included', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const asked = queryOf({ $filter: `employeeId eq ${quoted(value)}`, $top: 1 });
        const said = new URLSearchParams(asked.slice(1)).get('$filter') ?? '';
        expect(said.slice('employeeId eq '.length + 1, -1).replaceAll("''", "'")).toBe(value);
      }),
    );
    expect(queryOf({})).toBe('');
    expect(objectAddress('users', 'a#b')).toBe('https://graph.microsoft.com/v1.0/users/a%23b');
  });
});

describe('the list of operations', () => {
  const all = Object.entries<Operation>(OPERATIONS);

  test('removes nobody from a group, a manager or a sponsor without /$ref: that would delete the person', () => {
    const removals = all.filter(([, o]) => o.method === 'DELETE').map(([, o]) => o.path);
    expect(removals.filter((p) => /members|owners|manager|sponsors/.test(p)).every((p) => p.endsWith('/$ref'))).toBe(
      true,
    );
    expect(removals.filter((p) => !/authentication|\$ref$/.test(p))).toEqual(['/users/{user}']);
  });

  test('gives the registration that edits groups no operation on a person, and lets one alone delete', () => {
    const by = (r: string) => all.filter(([, o]) => o.by === r).map(([, o]) => o);
    expect(
      by('groups').every((o) => o.path.startsWith('/groups/') && o.scopes.join() === 'GroupMember.ReadWrite.All'),
    ).toBe(true);
    expect(all.filter(([, o]) => o.path === '/users/{user}' && o.method === 'DELETE').map(([, o]) => o.by)).toEqual([
      'deleter',
    ]);
    expect(by('reader').every((o) => o.method === 'GET')).toBe(true);
    expect(Object.values(REMOVALS).every((name) => OPERATIONS[name].by === 'credentials')).toBe(true);
  });

  test('creates are the three that must not be repeated blindly', () => {
    expect(all.filter(([, o]) => o.manner === 'create').map(([name]) => name)).toEqual([
      'createUser',
      'invite',
      'createPass',
    ]);
    expect(all.every(([, o]) => (o.manner === 'read') === (o.method === 'GET'))).toBe(true);
  });
});

describe('answers', () => {
  const now = Date.parse('2026-09-14T08:00:00Z');
  test.each([
    ['7', 7_000],
    ['0.5', 500],
    ['300', 300_000],
    ['Mon, 14 Sep 2026 08:05:00 GMT', 300_000],
    ['Mon, 14 Sep 2026 07:00:00 GMT', 0],
    ['soon', 60_000],
    ['', 60_000],
    ['-3', 60_000],
    [null, 5_000],
  ])('Retry-After %s is %d ms', (header, ms) => {
    expect(retryAt(header, now) - now).toBe(ms);
  });

  const of = (status: number, body: unknown, after: string | null = null) =>
    answerOf({ status, body, header: () => after }, now);

  test.each([
    [of(200, {}), 'ok'],
    [of(204, undefined), 'ok'],
    [of(201, null), 'unclear'],
    [of(200, undefined), 'unclear'],
    [of(429, {}), 'later'],
    [of(423, {}), 'later'],
    [of(409, { error: { code: 'Directory_ConcurrencyViolation' } }), 'later'],
    [of(409, { error: { details: [{ code: 'ObjectConflict' }] } }), 'refused'],
    [of(500, {}), 'unclear'],
    [of(502, null), 'unclear'],
    [of(503, {}, '7'), 'unclear'],
    [of(504, {}), 'unclear'],
    [of(400, {}), 'refused'],
    [of(404, null), 'refused'],
  ])('%# is read as %o', (answer, kind) => {
    expect(answer.kind).toBe(kind);
  });

  test('a refusal keeps its code and details, a busy server the time it asks for', () => {
    const error = {
      code: 'Request_BadRequest',
      message: 'x',
      details: [{ code: 'ObjectConflict', target: 'userPrincipalName' }],
    };
    expect(of(400, { error })).toMatchObject({ code: 'Request_BadRequest', details: [{ code: 'ObjectConflict' }] });
    expect(of(503, {}, '7')).toEqual({ kind: 'unclear', notBefore: now + 7_000 });
    expect(of(400, 'nonsense')).toMatchObject({ code: '', details: [] });
  });
});

describe('pace', () => {
  function paced(o: { writes: number; inFlight?: number }) {
    const clock = { now: 0 };
    const waits: { at: number; resolve: () => void }[] = [];
    const wait = (ms: number) => new Promise<void>((resolve) => void waits.push({ at: clock.now + ms, resolve }));
    const pacer = new Pacer({ now: () => clock.now, wait, windowMs: 1_000, inFlight: 100, ...o });
    const went: { name: string; at: number }[] = [];
    const ask = (name: string, lane: 'block' | 'start' | 'slow', writes = 1) =>
      pacer.run(lane, writes, async () => void went.push({ name, at: clock.now }));
    const flush = () => new Promise((r) => setImmediate(r));
    const pass = async (until: number) => {
      await flush();
      for (let next = waits[0]; next && next.at <= until; next = waits[0]) {
        waits.shift();
        clock.now = Math.max(clock.now, next.at);
        next.resolve();
        await flush();
      }
      clock.now = until;
    };
    return { pacer, went, ask, pass, clock };
  }

  test('no stretch of the window holds more writes than the quota, however many are asked for', async () => {
    const p = paced({ writes: 8 });
    const all = Array.from({ length: 30 }, (_, i) => p.ask(`w${i}`, 'slow'));
    await p.pass(20_000);
    await Promise.all(all);
    for (const { at } of p.went)
      expect(p.went.filter((w) => w.at > at - 1_000 && w.at <= at).length).toBeLessThanOrEqual(8);
    expect(p.went).toHaveLength(30);
  });

  test('a block passes everybody who waits, and has room of its own', async () => {
    const p = paced({ writes: 8 });
    for (let i = 0; i < 10; i += 1) void p.ask(`slow ${i}`, 'slow');
    void p.ask('start', 'start');
    void p.ask('block', 'block');
    await p.pass(0);
    expect(p.went.at(-1)?.name).toBe('block');
    await p.pass(1_000);
    expect(p.went[7]?.name).toBe('start');
    await p.pass(10_000);
    expect(p.went).toHaveLength(12);
  });

  test('reads cost nothing of the quota; a batch larger than the quota still goes, alone', async () => {
    const p = paced({ writes: 4 });
    void p.ask('big', 'slow', 20);
    void p.ask('read', 'slow', 0);
    await p.pass(0);
    expect(p.went.map((w) => w.name)).toEqual(['big', 'read']);
    void p.ask('after', 'slow');
    await p.pass(999);
    expect(p.went).toHaveLength(2);
    await p.pass(1_000);
    expect(p.went).toHaveLength(3);
  });

  test('a read passes writes that wait for the window; a smaller write does not', async () => {
    const p = paced({ writes: 4 });
    void p.ask('first', 'start', 3);
    void p.ask('waits', 'start', 3);
    void p.ask('small', 'slow', 1);
    void p.ask('read', 'slow', 0);
    await p.pass(0);
    expect(p.went.map((w) => w.name)).toEqual(['first', 'read']);
    await p.pass(1_000);
    expect(p.went.map((w) => w.name).slice(2)).toEqual(['waits']);
    await p.pass(2_000);
    expect(p.went.map((w) => w.name).slice(3)).toEqual(['small']);
  });

  test('nothing goes while Graph said to wait, and everything but a block is slower when the quota is nearly used', async () => {
    const p = paced({ writes: 100 });
    p.pacer.pause(500);
    void p.ask('paused', 'block');
    await p.pass(499);
    expect(p.went).toEqual([]);
    await p.pass(500);
    expect(p.went.map((w) => w.at)).toEqual([500]);
    p.pacer.heard(0.79);
    p.pacer.heard(0.85);
    void p.ask('slow', 'slow');
    void p.ask('block', 'block');
    await p.pass(600);
    expect(p.went.map((w) => w.name)).toEqual(['paused', 'block']);
    await p.pass(2_000);
    expect(p.went.map((w) => w.name)).toEqual(['paused', 'block', 'slow']);
  });

  test('only so many are on their way at a time; one that fails makes room like any other', async () => {
    const p = paced({ writes: 100, inFlight: 1 });
    const first = p.pacer.run('slow', 1, () => Promise.reject(new Error('lost')));
    void p.ask('next', 'slow');
    await expect(first).rejects.toThrow('lost');
    await p.pass(0);
    expect(p.went.map((w) => w.name)).toEqual(['next']);
  });
});

test('no other host is ever asked, in practice or for real', () => {
  const elsewhere = new URL('https://graph.microsoft.com.evil.example/v1.0/users');
  expect(() => graphTransport(elsewhere, {})).toThrow('not Microsoft Graph');
  expect(() => practiceTransport(1)(elsewhere, {})).toThrow('not Microsoft Graph');
});
