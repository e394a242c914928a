import { setImmediate } from 'node:timers/promises';
import type { Obligation } from '../../core/attestation/obligations';
import type { Attestation, Standing } from '../../core/attestation/store';
import type { CampaignId, PersonId } from '../../core/ids';
import type { Session } from './unit';

// What the bulk lane asks of the database, thousands of times in the September rush. The statements have names, so that
// each connection parses and plans them once, for batches of any size. The plan has to look each pair up by its key,
// though in the first minutes of a campaign next to nothing is signed: that each pair's campaign is one of `$2`, and
// `limit 1`, say nothing new, but have the planner expect few rows.

/** What people are asked to sign. */
export type Asked = Pick<Standing, 'campaign' | 'version'>;
type Pair = { readonly campaignId: CampaignId; readonly personId: PersonId };
type Row = Obligation & { readonly asked: string } & { readonly [K in `a_${keyof Attestation}`]: unknown };

const OBLIGATION = `o.campaign_id as "campaignId", o.person_id as "personId", o.state, o.reason,
  o.review_on as "reviewOn", o.due_on as "dueOn", o.since, o.same_as as "sameAs"`;
const ATTESTATION = {
  id: 'id',
  campaignId: 'campaign_id',
  personId: 'person_id',
  policyId: 'policy_id',
  versionId: 'version_id',
  signedAt: 'signed_at',
  how: 'how',
  jobRole: 'job_role',
  laptop: 'laptop',
  ipad: 'ipad',
  acceptedBy: 'accepted_by',
  acceptedAt: 'accepted_at',
} as const satisfies Record<keyof Attestation, string>;
const names = Object.entries(ATTESTATION);

/** `xmin` is another after every change of the row: as long as both are the same, so is what is asked. */
const STANDINGS = `select ${OBLIGATION}, ${names.map(([key, column]) => `a.${column} as "a_${key}"`).join(', ')},
    (select concat_ws(' ', c.id, c.xmin, v.id, v.xmin) from campaign c
     join policy_version v on v.tenant = c.tenant and v.id = c.version_id
     where c.tenant = $1 and c.id = n.campaign_id) as asked
  from unnest($3::uuid[], $4::uuid[]) as n (campaign_id, person_id)
  join obligation o on o.tenant = $1 and o.campaign_id = n.campaign_id and o.person_id = n.person_id
  left join lateral (select * from attestation a
    where a.tenant = $1 and a.campaign_id = n.campaign_id and a.person_id = n.person_id limit 1) a on true
  where n.campaign_id = any($2::uuid[])`;

/** The most of what is being signed that a process remembers. */
const MOST_ASKED = 100;

/**
 * What each of these people has to sign, and the signature that stands already; one answer for each pair, in order.
 * `read` gets what is not remembered, or has changed.
 */
export async function standings(
  s: Session,
  pairs: readonly Pair[],
  read: (campaignId: CampaignId) => Promise<Asked | null>,
): Promise<(Standing | null)[]> {
  const values = [s.tenant, campaignsOf(pairs), pairs.map((p) => p.campaignId), pairs.map((p) => p.personId)];
  const { rows } = await s.client.query<Row>({ name: 'standings', text: STANDINGS, values });
  const known = (s.cache.asked ??= new Map());
  if (known.size > MOST_ASKED) known.clear();
  const found = new Map<string, Standing>();
  for (const row of rows) {
    const asked = known.get(row.asked) ?? (await read(row.campaignId));
    if (!asked) continue;
    known.set(row.asked, asked);
    found.set(keyOf(row), { ...ownOf(row), ...asked });
  }
  return pairs.map((pair) => found.get(keyOf(pair)) ?? null);
}

const keyOf = (p: Pair): string => `${p.campaignId} ${p.personId}`;
const campaignsOf = (pairs: readonly Pair[]): CampaignId[] => [...new Set(pairs.map((p) => p.campaignId))];

function ownOf(row: Row): Omit<Standing, keyof Asked> {
  const { campaignId, personId, state, reason, reviewOn, dueOn, since, sameAs } = row;
  const obligation = { campaignId, personId, state, reason, reviewOn, dueOn, since, sameAs };
  if (row.a_id === null) return { obligation, earlier: null };
  const earlier = Object.fromEntries(names.map(([key]) => [key, row[`a_${key as keyof Attestation}`]]));
  return { obligation, earlier: earlier as unknown as Attestation }; // its columns, by the names above
}

const SIGN = `with added as (
    insert into attestation (tenant, id, campaign_id, person_id, policy_id, version_id, signed_at, how, job_role, laptop, ipad)
    select $1, * from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::bigint[], $9::text[],
      $10::text[], $11::text[], $12::text[])
    on conflict (tenant, campaign_id, person_id) do nothing
    returning id, campaign_id, person_id),
  settled as (
    update obligation o set state = 'signed', reason = null, review_on = null, since = $13
    from added n
    where o.tenant = $1 and o.campaign_id = n.campaign_id and o.person_id = n.person_id
      and n.campaign_id = any($2::uuid[]))
  select expect(count(*) = cardinality($3::uuid[])) from added`;

/**
 * One statement for the whole batch: the signatures, and their obligations turned to `signed`. The unique index on
 * campaign and person decides who signed first, whatever else happens at the same time; the order of people is always
 * the same, so that two batches never wait for each other. Whoever has signed meanwhile undoes the batch, which is run
 * again and finds that signature.
 */
export async function sign(s: Session, attestations: readonly Attestation[]): Promise<void> {
  if (attestations.length === 0) return;
  const rows = [...attestations].sort((a, b) => (a.personId < b.personId ? -1 : 1));
  const column = <K extends keyof Attestation>(key: K): Attestation[K][] => rows.map((r) => r[key]);
  const values = [
    s.tenant,
    campaignsOf(rows),
    column('id'),
    column('campaignId'),
    column('personId'),
    column('policyId'),
    column('versionId'),
    column('signedAt'),
    column('how'),
    column('jobRole'),
    column('laptop'),
    column('ipad'),
    s.today,
  ];
  s.withCommit(s.client.query({ name: 'sign', text: SIGN, values }));
  // One alone goes out now, and is written while its entry in the log is made. Many would hold up the other writer.
  if (rows.length === 1) await setImmediate();
}
