import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type Store, openStore } from '../../src/adapters/store/engine';
import type { PersonActor } from '../../src/core/access/actor';
import { PersonId } from '../../src/core/ids';
import type { Person } from '../../src/core/people/person';
import { useCases } from '../../src/core/use-cases';
import { type Engine, migratedPlace } from '../support/engines';
import { makeSchool } from '../support/school';
import { type BenchResult, paired, passes, warmUp } from './paired';

/** Enough for what a fast machine signs in two slices, half of them over. */
const PEOPLE = 24_000;
const TARGET = 0.5;
const CLIENTS = 32;
/** Signatures before the first that is measured. */
const WARM = 3_000;

interface Options {
  readonly slices?: number;
  readonly ms?: number;
  /** Milliseconds of work added to each signature: the harness must see it. */
  readonly planted?: number;
}

/** What did the work. */
async function engineOf(store: Store): Promise<string> {
  const { rows } = await store.query<{ version: string }>('select version()');
  return (rows[0]?.version ?? '').split(' ').slice(0, 2).join(' ');
}

/** A school of many people and as many rounds as the bench uses up; answers one new signature at each call. */
async function makeRush(engine: Engine) {
  const place = await migratedPlace(engine);
  const store = await openStore(place);
  const school = await makeSchool(store);
  const base = school.actor('teacher');
  const actors = Array.from({ length: PEOPLE }, (_, i): PersonActor => {
    const id = PersonId.parse(randomUUID());
    const person: Person = { ...base.person, id, oid: id, staffNumber: `B-${i}`, familyName: `Example ${i}` };
    return { ...base, person, oid: id };
  });
  await school.unit.run(school.service, 'write', (work) => work.people.add(actors.map((a) => a.person)));
  let sheet = await nextRound();
  let used = 0;

  async function nextRound() {
    const { policyId } = await school.agreement({ title: `Agreement ${randomUUID()}` });
    const campaignId = await school.campaign(policyId);
    return school.signing(campaignId, 'colleague');
  }
  return {
    store,
    /** Whom the database works for. */
    someone: { role: 'app_web', settings: { tenant: base.tenantId, oid: base.oid, person: [base.person.id] } } as const,
    signed: () => used,
    sign: async () => {
      const actor = actors[used++ % PEOPLE];
      if (!actor) throw new Error('nobody is left to sign');
      const typedName = `${actor.person.givenName} ${actor.person.familyName}`;
      const { alreadySigned } = await school.perform(useCases['agreements.sign'], actor, { ...sheet, typedName });
      if (alreadySigned) throw new Error('somebody signed twice');
    },
    /** Between slices: a new round when the present one would not last another. */
    refill: async (least: number) => {
      if (PEOPLE - (used % PEOPLE) > least) return;
      used += PEOPLE - (used % PEOPLE);
      sheet = await nextRound();
    },
    close: async () => {
      await store.close();
      await place.drop();
    },
  };
}

const floorTable = `create table if not exists bench_floor (id uuid primary key, at bigint, what text)`;

/** B2: signatures through the only door, against a bare one-row INSERT that is committed. */
async function rush(engine: Engine, o: Options): Promise<BenchResult> {
  const school = await makeRush(engine);
  try {
    await school.store.query(floorTable);
    const floor = () =>
      school.store.query('insert into bench_floor values ($1, $2, $3)', [randomUUID(), Date.now(), 'agreement']);
    const ours = async () => {
      await school.sign();
      if (o.planted !== undefined) burn(o.planted);
    };
    const times = { slices: o.slices ?? 9, ms: o.ms ?? 700 };
    await warmUp({ clients: CLIENTS, floor, ours }, WARM);
    const blank = await paired({ clients: CLIENTS, floor, ours: floor, ...times, slices: 3 });
    const r = await pairedWithRefill(school, { clients: CLIENTS, floor, ours, ...times });
    const { rows } = await school.store.query<{ signatures: number; entries: number }>(
      `select (select count(*)::int from attestation) as signatures,
         (select count(*)::int from ledger_leaf where kind = 'attestation.signed') as entries`,
    );
    const [row] = rows;
    return result(`B2`, `attestation/${CLIENTS} clients${engine === 'embedded' ? '/pglite' : ''}`, r, blank.ratio, {
      engine: await engineOf(school.store),
      signatures: row?.signatures ?? 0,
      entriesMatch: row !== undefined && row.signatures === row.entries,
    });
  } finally {
    await school.close();
  }
}

/**
 * B2s: one client, against a transaction of as many statements, begun for a person as ours is, that does nothing, except
 * that it leaves a mark in the server's log: without one its commit would not wait for the disk, and the disk alone would be measured.
 */
async function single(engine: Engine, o: Options): Promise<BenchResult> {
  const school = await makeRush(engine);
  try {
    // The first signature reads what is remembered from then on.
    await school.sign();
    const statements = await countStatements(() => school.sign());
    const empty = (first: string) => () =>
      school.store.transaction(async (client) => {
        // Begin and commit are two of them.
        for (let i = 0; i < statements - 2; i++) await client.query(i === 0 ? first : 'select 1');
      }, school.someone);
    const floor = empty(`select pg_logical_emit_message(true, 'bench', '')`);
    const times = { slices: o.slices ?? 9, ms: o.ms ?? 700 };
    await warmUp({ clients: 1, floor, ours: () => school.sign() }, WARM);
    const blank = await paired({ clients: 1, floor, ours: floor, ...times, slices: 3 });
    const r = await pairedWithRefill(school, { clients: 1, floor, ours: () => school.sign(), ...times });
    // For whoever wants to know it: the same transaction with nothing to put on the disk.
    const unsynced = await paired({ clients: 1, floor: empty('select 1'), ours: floor, ...times, slices: 3 });
    const name = `attestation/1 client${engine === 'embedded' ? '/pglite' : ''}`;
    return result('B2s', name, r, blank.ratio, {
      engine: await engineOf(school.store),
      statements,
      floorToUnsynced: Number(unsynced.ratio.toFixed(2)),
    });
  } finally {
    await school.close();
  }
}

type Figures = Awaited<ReturnType<typeof paired>>;

function result(
  id: string,
  name: string,
  r: Figures,
  nullRatio: number,
  checks: NonNullable<BenchResult['checks']>,
): BenchResult {
  return { id, name, op: '>=', target: TARGET, ...r, pass: passes(r.ratio, '>=', TARGET), nullRatio, checks };
}

type PairedOptions = Parameters<typeof paired>[0];

/** One pair at a time, so that starting a new round falls between the slices. */
async function pairedWithRefill(school: Awaited<ReturnType<typeof makeRush>>, o: PairedOptions): Promise<Figures> {
  const seen: Figures[] = [];
  for (let k = 0; k < (o.slices ?? 9); k++) {
    await school.refill(PEOPLE / 2);
    seen.push(await paired({ ...o, slices: 1 }));
  }
  const sorted = [...seen].sort((a, b) => a.ratio - b.ratio);
  const middle = sorted[sorted.length >> 1];
  if (!middle) throw new Error('nothing was measured');
  const arm = (which: 'floor' | 'ours') => ({
    ...middle[which],
    perSecond: seen.flatMap((s) => s[which].perSecond),
  });
  return {
    ratio: middle.ratio,
    min: Math.min(...seen.map((s) => s.min)),
    max: Math.max(...seen.map((s) => s.max)),
    floor: arm('floor'),
    ours: arm('ours'),
  };
}

/** How many statements go to the server for one call. */
async function countStatements(work: () => Promise<unknown>): Promise<number> {
  const original = pg.Client.prototype.query;
  let count = 0;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    count++;
    return (original as (...a: unknown[]) => unknown).apply(this, args); // overloads of the driver
  } as typeof original;
  try {
    await work();
    return count;
  } finally {
    pg.Client.prototype.query = original;
  }
}

function burn(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

export const benches = {
  B2: (o: Options) => rush('postgres', o),
  'B2/pglite': (o: Options) => rush('embedded', o),
  B2s: (o: Options) => single('postgres', o),
  'B2s/pglite': (o: Options) => single('embedded', o),
};
