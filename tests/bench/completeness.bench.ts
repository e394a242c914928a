import http from 'node:http';
import type { Output } from '../../src/api/contract';
import type { CampaignId } from '../../src/core/ids';
import { useCases } from '../../src/core/use-cases';
import { makeLantern } from '../support/over-http';
import { TODAY } from '../support/school';
import { type BenchResult, median, passes, percentile } from './paired';

const MANY = 100_000;
const FEW = 60;
const YEARS = 5;
/** Of the fixture, in the school that the rounds are opened in. */
const OTHERS = 2;
const TARGET_MS = 100;
const TARGET_TIMES = 2;
/** What the page asks for at first: see `tabs/agreements/useCompleteness.ts`. */
const ROWS = 200;

/** People as an authority has them: a school for each 500, and in each school the same dozen of posts. */
const PEOPLE = `insert into person
  (tenant, id, oid, staff_number, given_name, family_name, school_id, job_role, department, manager_id, starts_on)
  select $1, gen_random_uuid(), null, 'C-' || n, 'Person', 'Example ' || n, s.ids[1 + n / 500 % cardinality(s.ids)],
    (array['teaching', 'support', 'leadership', 'office'])[1 + n % 4], (array['Key Stage 1', 'Key Stage 2', 'Office'])[1 + n % 3],
    null, date '2015-09-01'
  from generate_series(1, $2::int) n, (select array_agg(id) as ids from school where tenant = $1 and name like 'Example School %') s`;
const SCHOOLS = `insert into school (tenant, id, name)
  select $1, gen_random_uuid(), 'Example School ' || n from generate_series(1, $2::int) n`;
/** One in twenty has not signed yet, one in fifty is excused. */
const OBLIGATIONS = `insert into obligation
  (tenant, campaign_id, person_id, state, reason, due_on, since, school_id, job_role, department, name)
  select tenant, $2, id, case when n % 20 = 0 then 'pending' when n % 50 = 1 then 'excused' else 'signed' end, null,
    $3::date, $3::date, school_id, job_role, department, given_name || ' ' || family_name
  from (select *, row_number() over () as n from person where tenant = $1 and staff_number like 'C-%') p`;
const SIGNATURES = `insert into attestation
  (tenant, id, campaign_id, person_id, policy_id, version_id, signed_at, how, job_role, laptop, ipad)
  select o.tenant, gen_random_uuid(), o.campaign_id, o.person_id, c.policy_id, c.version_id, 1789000000000, 'screen', o.job_role, '', ''
  from obligation o join campaign c on c.tenant = o.tenant and c.id = o.campaign_id
  where o.tenant = $1 and o.campaign_id = $2 and o.state = 'signed'`;

interface Trust {
  /** Milliseconds until the page has everything it shows first, and how many rows that is. */
  load(): Promise<{ ms: number; rows: number; expected: number }>;
  close(): Promise<void>;
}

/** A trust with the yearly round of five years; the last one is open. */
async function makeTrust(people: number): Promise<Trust> {
  const at = await makeLantern({ engine: 'postgres', more: { perMinute: 1_000_000 } });
  const { school } = at;
  const { store } = at.lantern;
  await store.query(SCHOOLS, [school.tenantId, Math.ceil(people / 500)]);
  await store.query(PEOPLE, [school.tenantId, people]);
  const { policyId } = await school.agreement();
  let campaignId: CampaignId | undefined;
  for (let year = 0; year < YEARS; year++) {
    if (campaignId) await school.perform(useCases['campaigns.close'], school.actor('trustHead'), { campaignId });
    // Over few; the many are written by the database itself.
    campaignId = await school.campaign(policyId, { schools: [school.schools.b] });
    await store.query(OBLIGATIONS, [school.tenantId, campaignId, TODAY]);
    await store.query(SIGNATURES, [school.tenantId, campaignId]);
  }
  if (!campaignId) throw new Error('no round was started');
  // As the server's own housekeeping does within the minute.
  await store.query('vacuum analyze');
  const url = await at.app?.listen({ port: 0, host: '127.0.0.1' });
  const token = await at.token('trustHead', { expiresIn: 36_000 });
  const agent = new http.Agent({ keepAlive: true });
  const ask = (path: string): Promise<string> =>
    new Promise((resolve, reject) => {
      http
        .get(`${url}${path}`, { agent, headers: { authorization: `Bearer ${token}` } }, (answer) => {
          let text = '';
          answer.setEncoding('utf8').on('data', (part: string) => (text += part));
          answer.on('end', () =>
            answer.statusCode === 200 ? resolve(text) : reject(new Error(`${answer.statusCode}: ${text}`)),
          );
        })
        .on('error', reject);
    });
  const load = async () => {
    const start = performance.now();
    const [summary, list] = await Promise.all([
      ask(`/api/campaigns/${campaignId}/completeness`),
      ask(`/api/campaigns/${campaignId}/people?limit=${ROWS}&offset=0`),
    ]);
    const ms = performance.now() - start;
    const { total } = JSON.parse(summary) as Output<'completeness.read'>; // the contract's
    const { rows } = JSON.parse(list) as Output<'completeness.list'>; // the contract's
    return { ms, rows: rows.length, expected: total.expected };
  };
  return {
    load,
    close: async () => {
      agent.destroy();
      await at.close();
    },
  };
}

/**
 * How long the completeness page of an authority takes over HTTP, and that a row of it costs no more than twice a row
 * of a small school's.
 */
export async function run(o: { slices?: number } = {}): Promise<BenchResult> {
  const [few, many] = [await makeTrust(FEW), await makeTrust(MANY)];
  const pairs = o.slices ?? 40;
  try {
    const visit = async (trust: Trust) => {
      const { ms, rows } = await trust.load();
      return { ms, perRow: ms / rows };
    };
    for (const trust of [few, many, few, many]) await trust.load();
    const seen = { floor: [] as number[], ours: [] as number[] };
    const ratios: number[] = [];
    const blanks: number[] = [];
    for (let k = 0; k < pairs; k++) {
      const first = await visit(few);
      const big = await visit(many);
      const second = await visit(few);
      // The dearer row of the two visits around it would flatter us.
      ratios.push(big.perRow / Math.min(first.perRow, second.perRow));
      blanks.push(k % 2 === 0 ? second.ms / first.ms : first.ms / second.ms);
      seen.floor.push(first.ms, second.ms);
      seen.ours.push(big.ms);
    }
    const shown = await many.load();
    const p95 = percentile(seen.ours, 0.95);
    const ratio = median(ratios);
    return {
      id: 'completeness',
      name: `${MANY} people x ${YEARS} years, p95 ${Math.round(p95)} ms of ${TARGET_MS}, time of a row against ${FEW} people`,
      op: '<=',
      target: TARGET_TIMES,
      ratio,
      min: Math.min(...ratios),
      max: Math.max(...ratios),
      pass: passes(ratio, '<=', TARGET_TIMES) && p95 <= TARGET_MS,
      floor: figures(seen.floor),
      ours: figures(seen.ours),
      nullRatio: median(blanks),
      checks: { everybodyIsCounted: shown.expected === MANY + OTHERS, rowsShown: shown.rows, p95Ms: Math.round(p95) },
    };
  } finally {
    await few.close();
    await many.close();
  }
}

const figures = (ms: readonly number[]) => ({
  perSecond: ms.map((one) => 1_000 / one),
  p50: median(ms),
  p99: percentile(ms, 0.99),
  rssMb: Math.round(process.memoryUsage.rss() / 2 ** 20),
});
