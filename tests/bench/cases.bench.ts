import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { CaseFilter } from '../../src/core/incidents/case-store';
import { useCases } from '../../src/core/use-cases';
import { caseStore } from '../../src/adapters/store/cases';
import { type Store, kyselyOn, openStore } from '../../src/adapters/store/engine';
import type { Tables } from '../../src/adapters/store/tables';
import type { Session } from '../../src/adapters/store/unit';
import { migratedPlace } from '../support/engines';
import { type Incident, makeIncident } from '../support/incident';
import { TODAY } from '../support/school';
import { type BenchResult, percentile, passes } from './paired';

/** Half of them open; a page of either half is made of these alone, so that all of it can be opened. */
const REAL = 120;
const PAGE = 50;
const FEW = 100;
const TARGET = 1.5;
const TARGET_TIMES = 2;
const VIEWS: readonly CaseFilter['view'][] = ['open', 'closed'];

/** Old cases as years leave them: closed, of this school and others, the head barred from one in a hundred. */
const OLD = `insert into incident_case (tenant, id, reference, kind, school_id, owner_id, priority, state, node, rev,
  opened_at, closed_at, is_waiting, lead_sees, in_figures, barred, content)
  select $1, gen_random_uuid(), 'R-' || n, 'incident', $2, $3, 1 + n % 3, 'closed', 'CLOSED', 40,
    1500000000000 + n, 1500000000000 + n, false, n % 10 > 0, true,
    case when n % 100 = 0 then array[$4::uuid] else '{}' end, '\\x00'
  from generate_series(1, $5::int) n`;

/** The statements of the list, as nobody in particular and with nothing to open: what they cost by themselves. */
function bare(store: Store, it: Incident): (view: CaseFilter['view']) => Promise<unknown> {
  const content = { unlock: () => Promise.resolve(() => '{"flags":[]}') };
  const viewer = { personIds: [it.id('lead')], leadsAt: [it.school.schools.a] };
  const list = async (client: pg.PoolClient, view: CaseFilter['view']) => {
    const db = kyselyOn<Tables>(client);
    // Only what the list uses of a session is there.
    const session = {
      db,
      client,
      tenant: it.school.tenantId,
      now: it.school.now(),
      today: TODAY,
      random: randomBytes,
      content,
    };
    const at = caseStore(session as unknown as Session);
    const filter = { view, dueBy: it.school.now(), limit: PAGE, offset: 0 };
    return [await at.list(viewer, filter), await at.counts(viewer, filter)];
  };
  return (view) => store.transaction((client) => list(client, view), { readOnly: true });
}

async function times(rounds: number, arms: readonly (() => Promise<unknown>)[]): Promise<number[][]> {
  const took = arms.map((): number[] => []);
  for (let k = -5; k < rounds; k += 1)
    for (const [i, arm] of arms.entries()) {
      const began = performance.now();
      await arm();
      if (k >= 0) took[i]?.push(performance.now() - began);
    }
  return took;
}

/**
 * B6: the list of cases with exclusion in the database, opening what is sealed,
 * against the same SQL without policies and without anything to open; and how it grows from 100 to 1,000,000 cases.
 */
export async function run(o: { slices?: number; ms?: number; cases?: number } = {}): Promise<BenchResult> {
  const many = o.cases ?? 1_000_000;
  const rounds = (o.slices ?? 9) * 12;
  const place = await migratedPlace('postgres');
  const store = await openStore(place);
  try {
    const it = await makeIncident(store);
    for (let n = 0; n < REAL; n += 1) {
      const caseId = await it.open();
      if (n % 2 === 0)
        await it.school.unit.run(it.school.service, 'write', (w) =>
          w.cases.change(caseId, { state: 'closed', closedAt: it.school.now() }),
        );
    }
    const add = (count: number) =>
      store.query(OLD, [it.school.tenantId, it.school.schools.a, it.id('lead'), it.id('head'), count]);
    const viewer = { personIds: [it.id('lead')], leadsAt: [it.school.schools.a] };
    const ours = (view: CaseFilter['view']) =>
      it.school.unit.run(it.as('lead'), 'read', async (w) => {
        const filter = { view, dueBy: it.school.now(), limit: PAGE, offset: 0 };
        return [await w.cases.list(viewer, filter), await w.cases.counts(viewer, filter)] as const;
      });
    const both = async (): Promise<{ ratio: number; p95: number; floor: number }> => {
      await store.query('vacuum analyze');
      const floor = bare(store, it);
      const arms = VIEWS.flatMap((view) => [() => floor(view), () => ours(view)]);
      const took = await times(rounds, arms);
      const [floors, mine] = [0, 1].map((at) => took.flatMap((t, i) => (i % 2 === at ? t : [])));
      const [p95, base] = [percentile(mine ?? [], 0.95), percentile(floors ?? [], 0.95)];
      return { ratio: p95 / base, p95, floor: base };
    };
    await add(FEW);
    const small = await both();
    await add(many - FEW);
    const large = await both();
    const page = await it.school.perform(useCases['cases.list'], it.as('lead'), { view: 'open' });
    const { rows, total } = page;
    const grows = large.p95 / small.p95;
    return {
      id: 'B6',
      name: `case list/${many} cases, p95 against the same SQL bare`,
      ratio: large.ratio,
      min: Math.min(small.ratio, large.ratio),
      max: Math.max(small.ratio, large.ratio),
      op: '<=',
      target: TARGET,
      pass: passes(large.ratio, '<=', TARGET) && grows <= TARGET_TIMES && total === REAL / 2 && rows.length === PAGE,
      checks: {
        growsFrom100: Math.round(grows * 100) / 100,
        p95Ms: Math.round(large.p95 * 10) / 10,
        bareP95Ms: Math.round(large.floor * 10) / 10,
        openCases: total,
      },
    };
  } finally {
    await store.close();
    await place.drop();
  }
}
