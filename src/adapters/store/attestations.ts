import { sql } from 'kysely';
import type { Attestation, AttestationStore, Question, SheetEntry } from '../../core/attestation/store';
import { Campaign, type Obligation } from '../../core/attestation/obligations';
import type { AttestationId, CampaignId, PersonId } from '../../core/ids';
import { completenessCounts, completenessList, countersignQueue } from './completeness';
import { chunks, withinScope } from './people';
import { policyStore } from './policies';
import { type Asked, sign, standings } from './signing';
import type { Tables } from './tables';
import type { Session } from './unit';

const OBLIGATION = ['campaignId', 'personId', 'state', 'reason', 'reviewOn', 'dueOn', 'since', 'sameAs'] as const;
const ATTESTATION = [
  'id',
  'campaignId',
  'personId',
  'policyId',
  'versionId',
  'signedAt',
  'how',
  'jobRole',
  'laptop',
  'ipad',
  'acceptedBy',
  'acceptedAt',
] as const satisfies readonly (keyof Attestation)[];
const QUESTION = [
  'id',
  'campaignId',
  'personId',
  'statementKey',
  'text',
  'askedAt',
  'ownerId',
  'answer',
  'answeredBy',
  'answeredAt',
] as const satisfies readonly (keyof Question)[];

type Pair = { readonly campaignId: CampaignId; readonly personId: PersonId };

const asCampaign = ({ audience, ...row }: Omit<Tables['campaign'], 'tenant'>): Campaign =>
  Campaign.parse({ ...row, audience: JSON.parse(audience) as unknown });

export function attestationStore(s: Session): AttestationStore {
  const { db, tenant } = s;
  const campaigns = () =>
    db
      .selectFrom('campaign')
      .select([
        'id',
        'policyId',
        'versionId',
        'title',
        'trigger',
        'audience',
        'opensOn',
        'dueOn',
        'closedOn',
        'startedBy',
      ]);
  const campaign = async (id: CampaignId): Promise<Campaign | null> => {
    const row = await campaigns().where('id', '=', id).executeTakeFirst();
    return row ? asCampaign(row) : null;
  };
  const asked = async (id: CampaignId): Promise<Asked | null> => {
    const found = await campaign(id);
    const version = found && (await policyStore(s).version(found.versionId));
    return found && version ? { campaign: found, version } : null;
  };
  const obligations = () => db.selectFrom('obligation').select(OBLIGATION);
  const attestations = () => db.selectFrom('attestation').select(ATTESTATION);
  const questions = () => db.selectFrom('question').select(QUESTION);
  return {
    campaigns: async () => (await campaigns().orderBy('opensOn', 'desc').orderBy('title').execute()).map(asCampaign),
    campaign,
    addCampaign: async ({ audience, ...campaign }) => {
      await db
        .insertInto('campaign')
        .values({ tenant, ...campaign, audience: JSON.stringify(audience) })
        .execute();
    },
    closeCampaign: async (id, on) => {
      await db
        .updateTable('campaign')
        .set({ closedOn: on })
        .where('id', '=', id)
        .where('closedOn', 'is', null)
        .execute();
    },
    changeCampaignVersion: async (id, versionId) => {
      await db.updateTable('campaign').set({ versionId }).where('id', '=', id).execute();
    },

    obligations: (campaignId) => obligations().where('campaignId', '=', campaignId).orderBy('personId').execute(),
    obligation: async (campaignId, personId) =>
      (await obligations().where('campaignId', '=', campaignId).where('personId', '=', personId).executeTakeFirst()) ??
      null,
    obligationsOf: (personId) => obligations().where('personId', '=', personId).execute(),
    obligationsFor: async (pairs) => byPair(pairs, await obligations().where(anyOf(pairs)).execute()),
    saveObligations: (rows) => saveObligations(s, rows),
    counts: (campaignId, scope, today) => completenessCounts(s, campaignId, scope, today),
    list: (campaignId, scope, filter) => completenessList(s, campaignId, scope, filter),

    standings: (pairs) => standings(s, pairs, asked),
    sign: (rows) => sign(s, rows),
    attestation: async (id) => (await attestations().where('id', '=', id).executeTakeFirst()) ?? null,
    attestationFor: async (campaignId, personId) =>
      (await attestations().where('campaignId', '=', campaignId).where('personId', '=', personId).executeTakeFirst()) ??
      null,
    attestationsOf: (personId) => attestations().where('personId', '=', personId).orderBy('signedAt', 'desc').execute(),
    toCountersign: (scope, not) => countersignQueue(s, scope, not),
    attestationsByIds: async (ids) => {
      if (ids.length === 0) return new Map();
      const rows = await attestations()
        .where('id', 'in', [...ids])
        .execute();
      return new Map(rows.map((r) => [r.id, r]));
    },
    accept: async (accepted, at) => {
      const { rows } = await s.client.query<{ id: AttestationId }>(
        `update attestation a set accepted_by = n.by, accepted_at = $4
         from unnest($2::uuid[], $3::uuid[]) as n (id, by)
         where a.tenant = $1 and a.id = n.id and a.accepted_at is null returning a.id`,
        [tenant, column(accepted, 'id'), column(accepted, 'by'), at],
      );
      return new Set(rows.map((r) => r.id));
    },

    draft: async (campaignId, personId) => {
      const row = await db
        .selectFrom('signingDraft')
        .select(['draft', 'savedAt'])
        .where('campaignId', '=', campaignId)
        .where('personId', '=', personId)
        .executeTakeFirst();
      // Written by `saveDraft` below and by nothing else.
      return row ? { draft: JSON.parse(row.draft) as never, savedAt: row.savedAt } : null;
    },
    saveDraft: async (campaignId, personId, draft, at) => {
      const kept = { draft: JSON.stringify(draft), savedAt: at };
      await db
        .insertInto('signingDraft')
        .values({ tenant, campaignId, personId, ...kept })
        .onConflict((c) => c.columns(['tenant', 'campaignId', 'personId']).doUpdateSet(kept))
        .execute();
    },

    addQuestion: async (question) => {
      await db
        .insertInto('question')
        .values({ tenant, ...question })
        .execute();
    },
    question: async (id) => (await questions().where('id', '=', id).executeTakeFirst()) ?? null,
    questionsOf: (campaignId, personId) =>
      questions().where('campaignId', '=', campaignId).where('personId', '=', personId).orderBy('askedAt').execute(),
    openQuestions: (scope) =>
      questions()
        .where('answeredAt', 'is', null)
        .where('personId', 'in', db.selectFrom('person').select('id').where(withinScope(scope)))
        .orderBy('askedAt')
        .execute(),
    answer: async ({ id, answer, answeredBy, answeredAt }) => {
      await db.updateTable('question').set({ answer, answeredBy, answeredAt }).where('id', '=', id).execute();
    },
    moveQuestions: async (from, to) => {
      await db.updateTable('question').set({ campaignId: to }).where('campaignId', '=', from).execute();
    },
    ...classSheets(s),
  };
}

/** Row comparison with two arrays: one statement, however many pairs. */
const anyOf = (pairs: readonly Pair[]) =>
  sql<boolean>`(campaign_id, person_id) in (select * from unnest(${pairs.map((p) => p.campaignId)}::uuid[], ${pairs.map((p) => p.personId)}::uuid[]))`;

function byPair<Row extends Pair>(pairs: readonly Pair[], rows: readonly Row[]): (Row | null)[] {
  const found = new Map(rows.map((r) => [`${r.campaignId} ${r.personId}`, r]));
  return pairs.map((p) => found.get(`${p.campaignId} ${p.personId}`) ?? null);
}

const column = <T, K extends keyof T>(rows: readonly T[], key: K): T[K][] => rows.map((r) => r[key]);

/** So many rows at once that what the planner knows of the table is no longer so. */
const MANY = 500;

/** School, role, department, manager and name are taken from the register as it stands now. */
async function saveObligations(s: Session, rows: readonly Obligation[]): Promise<void> {
  for (const some of chunks(rows, 20_000))
    await s.client.query(
      `insert into obligation (tenant, campaign_id, person_id, state, reason, review_on, due_on, since, same_as,
         school_id, job_role, department, manager_id, name)
       select $1, n.campaign_id, n.person_id, n.state, n.reason, n.review_on, n.due_on, n.since, n.same_as,
         p.school_id, p.job_role, p.department, p.manager_id, trim(p.given_name || ' ' || p.family_name)
       from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::date[], $7::date[], $8::date[], $9::uuid[])
         as n (campaign_id, person_id, state, reason, review_on, due_on, since, same_as)
       join person p on p.tenant = $1 and p.id = n.person_id
       on conflict (tenant, campaign_id, person_id) do update set state = excluded.state, reason = excluded.reason,
         review_on = excluded.review_on, due_on = excluded.due_on, since = excluded.since, same_as = excluded.same_as,
         school_id = excluded.school_id, job_role = excluded.job_role, department = excluded.department,
         manager_id = excluded.manager_id, name = excluded.name`,
      [
        s.tenant,
        column(some, 'campaignId'),
        column(some, 'personId'),
        column(some, 'state'),
        column(some, 'reason'),
        column(some, 'reviewOn'),
        column(some, 'dueOn'),
        column(some, 'since'),
        column(some, 'sameAs'),
      ],
    );
  if (rows.length >= MANY) await s.client.query('select look_again_at_obligations()');
}

type Sheets = Pick<AttestationStore, 'pupils' | 'addPupils' | 'changePupils' | 'sheet' | 'sheets' | 'recordSheet'>;

function classSheets({ db, tenant }: Session): Sheets {
  const pupil = [
    'id',
    'schoolId',
    'number',
    'className',
    'year',
    'givenName',
    'familyName',
    'bornOn',
    'send',
    'startsOn',
    'endsOn',
  ] as const;
  const newest = () =>
    db
      .selectFrom('sheetEntry')
      .innerJoin('pupil', 'pupil.id', 'sheetEntry.pupilId')
      .distinctOn('sheetEntry.pupilId')
      .select([
        'pupilId',
        'versionId',
        'pupilMark',
        'parentSignedOn',
        'goneThroughWith',
        'consent',
        'paperKept',
        'recordedBy',
        'recordedAt',
      ])
      .orderBy('sheetEntry.pupilId')
      .orderBy('sheetEntry.number', 'desc');
  const asEntries = (rows: readonly (Omit<SheetEntry, 'consent'> & { consent: string })[]): SheetEntry[] =>
    // Written by `recordSheet` below and by nothing else.
    rows.map((r) => ({ ...r, consent: JSON.parse(r.consent) as SheetEntry['consent'] }));
  return {
    pupils: (schoolId) =>
      db
        .selectFrom('pupil')
        .select(pupil)
        .$if(schoolId !== null, (q) => q.where('schoolId', '=', schoolId))
        .orderBy('schoolId')
        .orderBy('className')
        .orderBy('familyName')
        .orderBy('givenName')
        .execute(),
    addPupils: async (rows) => {
      let added = 0;
      for (const some of chunks(rows)) {
        const { numInsertedOrUpdatedRows: n } = await db
          .insertInto('pupil')
          .values(some.map((p) => ({ tenant, ...p })))
          .onConflict((c) => c.columns(['tenant', 'schoolId', 'number']).where('number', 'is not', null).doNothing())
          .executeTakeFirstOrThrow();
        added += Number(n);
      }
      return added;
    },
    changePupils: async (rows) => {
      for (const some of chunks(rows))
        await db
          .insertInto('pupil')
          .values(some.map((p) => ({ tenant, ...p })))
          .onConflict((c) =>
            c.columns(['tenant', 'id']).doUpdateSet((e) => ({
              number: e.ref('excluded.number'),
              className: e.ref('excluded.className'),
              year: e.ref('excluded.year'),
              givenName: e.ref('excluded.givenName'),
              familyName: e.ref('excluded.familyName'),
              bornOn: e.ref('excluded.bornOn'),
              send: e.ref('excluded.send'),
              startsOn: e.ref('excluded.startsOn'),
              endsOn: e.ref('excluded.endsOn'),
            })),
          )
          .execute();
    },
    sheet: async (schoolId, className) =>
      asEntries(await newest().where('schoolId', '=', schoolId).where('className', '=', className).execute()),
    sheets: async (schoolId) =>
      asEntries(
        await newest()
          .$if(schoolId !== null, (q) => q.where('schoolId', '=', schoolId as never))
          .execute(),
      ),
    recordSheet: async (entries) => {
      const rows = entries.map(({ consent, ...e }) => ({ tenant, ...e, consent: JSON.stringify(consent) }));
      if (rows.length > 0) await db.insertInto('sheetEntry').values(rows).execute();
    },
  };
}
