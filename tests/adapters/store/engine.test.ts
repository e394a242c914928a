import { randomUUID } from 'node:crypto';
import { Kysely } from 'kysely';
import { type Store, isUniqueViolation, kyselyOn, writer } from '../../../src/adapters/store/engine';
import { AppError } from '../../../src/core/errors';
import { engines, withStore } from '../../support/engines';

interface Tables {
  mark: { id: number; word: string };
}

const words = async (store: Store): Promise<string[]> => {
  const { rows } = await store.query<{ word: string }>('select word from mark order by id');
  return rows.map((r) => r.word);
};

describe.each(engines)('the store on %s', (engine) => {
  const at = withStore(engine);
  beforeAll(() => at.store.query('create table mark (id int primary key, word text not null)'));
  beforeEach(() => at.store.query('truncate mark'));

  test('keeps what a transaction did, and answers what its work answered', async () => {
    const answer = await at.store.transaction(async (c) => {
      await c.query(`insert into mark values (1, 'kept')`);
      return 'done';
    });
    expect(answer).toBe('done');
    expect(await words(at.store)).toEqual(['kept']);
  });

  test('keeps nothing of a transaction whose work throws, and passes its error on unchanged', async () => {
    const refusal = new AppError('not_found');
    const work = at.store.transaction(async (c) => {
      await c.query(`insert into mark values (1, 'lost')`);
      throw refusal;
    });
    await expect(work).rejects.toBe(refusal);
    expect(await words(at.store)).toEqual([]);
  });

  test('keeps its connection when work throws or SQL fails', async () => {
    const sessions = new Set<unknown>();
    const note = async (): Promise<void> => {
      const { rows } = await at.store.query<{ pid: number }>('select pg_backend_pid() as pid');
      sessions.add(rows[0]?.pid);
    };
    await note();
    await at.store.transaction(() => Promise.reject(new AppError('conflict'))).catch(note);
    await at.store.transaction(() => Promise.reject(new TypeError('a slip'))).catch(note);
    await at.store.query('select 1/0').catch(note);
    expect(sessions.size).toBe(1);
  });

  test('does not lose updates made side by side', async () => {
    await at.store.query(`insert into mark values (0, '')`);
    const add = () => at.store.transaction((c) => c.query(`update mark set word = word || 'x' where id = 0`));
    await Promise.all(Array.from({ length: 50 }, add));
    expect(await words(at.store)).toEqual(['x'.repeat(50)]);
  });

  test('is not harmed by 400 mixed good and failing calls', async () => {
    await at.store.query(`insert into mark values (1, 'there')`);
    const kinds: ((i: number) => Promise<unknown>)[] = [
      (i) => at.store.query('select $1::int as i', [i]),
      () => at.store.query('select 1/0'),
      () => at.store.query(`begin; insert into mark values (2, 'half'); select 1/0`),
      (i) => at.store.transaction((c) => c.query('select $1::int as i', [i])),
      () => at.store.transaction((c) => c.query(`insert into mark values (1, 'again')`)),
      () =>
        at.store.db
          .selectFrom('nowhere' as never)
          .selectAll()
          .execute(),
      () => at.store.query('not SQL at all'),
      () => at.store.transaction(() => Promise.reject(new AppError('conflict'))),
    ];
    const calls = Array.from({ length: 400 }, (_, i) => kinds[i % kinds.length]!(i));
    const outcomes = await Promise.allSettled(calls);
    outcomes.forEach((outcome, i) => {
      const good = i % kinds.length === 0 || i % kinds.length === 3;
      expect(outcome.status).toBe(good ? 'fulfilled' : 'rejected');
      if (outcome.status === 'fulfilled') expect(outcome.value).toMatchObject({ rows: [{ i }] });
    });
    expect(await words(at.store)).toEqual(['there']);
  });

  test('lets work that a transaction left behind use the store once it has ended', async () => {
    let later: Promise<unknown> | undefined;
    let ended = (): void => undefined;
    const end = new Promise<void>((resolve) => (ended = resolve));
    await at.store.transaction(async () => {
      later = end.then(() => at.store.query('select 1'));
    });
    ended();
    await expect(later).resolves.toBeDefined();
  });

  test('answers what was left to the commit together with it, and keeps nothing when that fails', async () => {
    await at.store.transaction(async (c, withCommit) => {
      withCommit(c.query(`insert into mark values (1, 'kept')`));
    });
    expect(await words(at.store)).toEqual(['kept']);
    const failing = at.store.transaction(async (c, withCommit) => {
      await c.query(`insert into mark values (2, 'lost')`);
      withCommit(c.query('select 1/0'));
    });
    await expect(failing).rejects.toMatchObject({ code: '22012' });
    expect(await words(at.store)).toEqual(['kept']);
  });

  test('names the first failure as the reason, not what failed because of it', async () => {
    const work = at.store.transaction(async (c, withCommit) => {
      withCommit(c.query('select 1/0'));
      await c.query('select 1');
    });
    await expect(work).rejects.toMatchObject({ code: '22012' });
  });

  test('says so when an SQL error was swallowed, because the server keeps nothing then', async () => {
    const work = at.store.transaction(async (c) => {
      await c.query(`insert into mark values (1, 'lost')`);
      await c.query('select 1/0').catch(() => undefined);
    });
    await expect(work).rejects.toMatchObject({
      code: 'unexpected',
      detail: expect.stringContaining('caught') as unknown,
    });
    expect(await words(at.store)).toEqual([]);
  });

  test('gives Kysely the transaction, and no way to end it', async () => {
    await at.store.transaction(async (c) => {
      const db = kyselyOn<Tables>(c);
      expect(db).toBeInstanceOf(Kysely);
      await db.insertInto('mark').values({ id: 1, word: 'mine' }).execute();
      const nested = db.transaction().execute(() => Promise.resolve());
      await expect(nested).rejects.toMatchObject({ code: 'unexpected' });
      const { numUpdatedRows } = await db.updateTable('mark').set({ word: 'ours' }).executeTakeFirstOrThrow();
      expect(numUpdatedRows).toBe(1n);
    });
    expect(await words(at.store)).toEqual(['ours']);
  });

  test('a write nobody waits for keeps its place, and says by itself why nothing was kept', async () => {
    const writing = (...ids: number[]) =>
      at.store.transaction(async (c, withCommit) => {
        const [db, write] = [kyselyOn<Tables>(c), writer(c, withCommit)];
        for (const id of ids) write(db.insertInto('mark').values({ id, word: `mark ${id}` }));
        return (await db.selectFrom('mark').select('id').orderBy('id').execute()).map((row) => row.id);
      });
    expect(await writing(1, 2)).toEqual([1, 2]);
    expect(isUniqueViolation(await writing(3, 2).catch((e: unknown) => e), 'mark_pkey')).toBe(true);
    expect(await words(at.store)).toEqual(['mark 1', 'mark 2']);
  });

  test('names the key that refused a row', async () => {
    await at.store.query(`insert into mark values (1, 'first')`);
    const second = at.store.transaction((c) => c.query(`insert into mark values (1, 'second')`));
    const e: unknown = await second.catch((x: unknown) => x);
    expect(isUniqueViolation(e)).toBe(true);
    expect(isUniqueViolation(e, 'mark_pkey')).toBe(true);
    expect(isUniqueViolation(e, 'another_key')).toBe(false);
    expect(isUniqueViolation(await at.store.query('select 1/0').catch((x: unknown) => x))).toBe(false);
  });

  test('refuses writes in a read-only transaction, as our mistake and not as an outage', async () => {
    const write = at.store.transaction((c) => c.query(`insert into mark values (1, 'x')`), { readOnly: true });
    await expect(write).rejects.toMatchObject({ code: '25006' });
    const read = at.store.transaction((c) => c.query('select 1 as one'), { readOnly: true });
    expect((await read).rows).toEqual([{ one: 1 }]);
  });

  test('runs as the role asked for, which cannot do what it may not, and is itself again afterwards', async () => {
    const who = async () => (await at.store.query<{ who: string }>('select current_user as who')).rows[0]?.who;
    const login = await who();
    const asWeb = at.store.transaction((c) => c.query('select current_user as who'), { role: 'app_web' });
    expect((await asWeb).rows).toEqual([{ who: 'app_web' }]);
    const read = at.store.transaction((c) => c.query('select * from mark'), { role: 'app_web' });
    await expect(read).rejects.toMatchObject({ code: '42501' });
    const make = at.store.transaction((c) => c.query('create table web_own (id int)'), { role: 'app_web' });
    await expect(make).rejects.toMatchObject({ code: '42501' });
    expect(await who()).toBe(login);
  });

  test('keeps the plans of statements where asked to, and nowhere else', async () => {
    const ask = 'show plan_cache_mode';
    const plans = [
      (await at.store.transaction((c) => c.query(ask), { keepPlans: true })).rows,
      (await at.store.transaction((c) => c.query(ask))).rows,
    ];
    expect(plans).toEqual([[{ plan_cache_mode: 'force_generic_plan' }], [{ plan_cache_mode: 'auto' }]]);
  });

  test('tells the statements whose they are, and forgets it afterwards', async () => {
    const ask = `select nullif(current_setting('app.tenant', true), '') as tenant, nullif(current_setting('app.oid', true), '') as oid`;
    const settings = { tenant: randomUUID(), oid: randomUUID() };
    const inside = await at.store.transaction((c) => c.query(ask), { settings });
    expect(inside.rows).toEqual([settings]);
    const job = await at.store.transaction((c) => c.query(ask), { settings: { tenant: settings.tenant } });
    expect(job.rows).toEqual([{ tenant: settings.tenant, oid: null }]);
    expect((await at.store.query(ask)).rows).toEqual([{ tenant: null, oid: null }]);
  });

  const somebody = '3f2a5f0e-0000-4000-8000-000000000001';
  test.each(['', 'none', `${somebody}'; drop table mark; --`, `${somebody}\n`])(
    'takes nothing but a UUID for a tenant: %j',
    async (tenant) => {
      const work = at.store.transaction(() => Promise.resolve(), { settings: { tenant } });
      await expect(work).rejects.toMatchObject({ code: 'unexpected' });
      expect(await words(at.store)).toEqual([]);
    },
  );

  test.each([
    ['40001', 3, 'kept'],
    ['40P01', 3, 'kept'],
    ['40001', 4, 'unavailable'],
  ])('runs work again that was undone by another (%s, %i times): %s', async (state, failures, outcome) => {
    let runs = 0;
    const work = at.store.transaction(async (c) => {
      await c.query(`insert into mark values (1, 'kept')`);
      if (runs++ < failures) await c.query(`do $$ begin raise exception 'clash' using errcode = '${state}'; end $$`);
    });
    if (outcome === 'kept') await work;
    else await expect(work).rejects.toMatchObject({ code: outcome });
    expect(await words(at.store)).toEqual(outcome === 'kept' ? ['kept'] : []);
  });

  test('reads a day as text and a 64-bit number as a number, or not at all', async () => {
    const { rows } = await at.store.query(
      `select date '2026-10-25' as day, count(*) as n, 9007199254740991 as most, null::date as none from mark`,
    );
    expect(rows).toEqual([{ day: '2026-10-25', n: 0, most: Number.MAX_SAFE_INTEGER, none: null }]);
    await expect(at.store.query('select 9007199254740993 as beyond')).rejects.toMatchObject({ code: 'unexpected' });
    expect((await at.store.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});
