import { z } from 'zod';
import { type Actor, scopeOf } from '../../access/actor';
import { COORDINATES, abilities } from '../../access/rules';
import { sure } from '../../errors';
import { CampaignId, SchoolId } from '../../ids';
import { trustName } from '../../people/names';
import { JobRole } from '../../people/person';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import { talliesOf } from '../completeness';
import { type Campaign, OBLIGATION_STATES } from '../obligations';
import type { Completeness, CompletenessPage, CompletenessRow } from '../views';
import { campaignOf, campaignRow, campaignSubject } from './campaigns';

const READERS = [...COORDINATES, 'safeguarding_governor', 'admin'] as const;
const PAGE = 200;
const LARGEST_PAGE = 1_000;
/** More rows than any trust has staff: an export is whole or refused, never silently cut. */
const EXPORT = 200_000;

export const readCompleteness = useCase({
  name: 'completeness.read',
  action: 'agreement.read_completeness',
  input: z.strictObject({ campaignId: CampaignId }),
  ledger: null,
  subject: ({ campaignId }, work) => campaignOf(campaignId, work),
  run: ({ subject, actor }, work): Promise<Completeness> => summary(subject.campaign, actor, work),
});

async function summary(campaign: Campaign, actor: Actor, work: Work): Promise<Completeness> {
  const rows = await work.attestations.counts(campaign.id, scopeOf(actor, READERS), work.today);
  const { label } = await versionOf(campaign, work);
  return {
    campaign: campaignRow(campaign, label, rows),
    ...talliesOf(rows, await work.people.schools()),
    asOf: work.now,
    abilities: abilities(
      actor,
      [
        'agreement.start_campaign',
        'agreement.export',
        'agreement.excuse',
        'agreement.remind',
        'agreement.record_paper',
      ],
      campaignSubject(campaign.audience),
    ),
  };
}

const versionOf = async ({ policyId, versionId }: Campaign, work: Work) =>
  sure(
    (await work.policies.versions(policyId)).find((v) => v.id === versionId),
    'a version',
  );

const Filter = z.strictObject({
  campaignId: CampaignId,
  schoolId: SchoolId.optional(),
  jobRole: JobRole.optional(),
  department: z.string().max(100).optional(),
  state: z.enum(OBLIGATION_STATES).optional(),
  q: z.string().max(100).optional(),
});

export const listCompleteness = useCase({
  name: 'completeness.list',
  action: 'agreement.read_completeness',
  input: Filter.extend({
    limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(PAGE),
    offset: z.coerce.number().int().min(0).default(0),
  }),
  ledger: null,
  subject: ({ campaignId }, work) => campaignOf(campaignId, work),
  run: async ({ input, actor }, work): Promise<CompletenessPage> => {
    const { rows, total } = await work.attestations.list(input.campaignId, scopeOf(actor, READERS), input);
    const ids = rows.map((r) => r.personId);
    const reminders = await work.notices.lastFor(ids, `chase ${input.campaignId} `);
    return {
      total,
      rows: rows.map(({ managerId, ...row }) => ({
        ...row,
        lastReminder: reminders.get(row.personId) ?? null,
        abilities: abilities(actor, FOR_ONE, { schoolId: row.schoolId, ownerId: row.personId, managerId }),
      })),
    };
  },
});

const FOR_ONE = ['agreement.remind', 'agreement.excuse', 'agreement.record_paper', 'agreement.read_receipt'] as const;

/** Everything an inspector asks for, in one answer; that it was taken is itself recorded. */
export const exportCompleteness = useCase({
  name: 'completeness.export',
  action: 'agreement.export',
  input: Filter,
  subject: ({ campaignId }, work) => campaignOf(campaignId, work),
  run: async ({ input, subject, actor }, work) => {
    const scope = scopeOf(actor, COORDINATES);
    const { rows } = await work.attestations.list(input.campaignId, scope, { ...input, limit: EXPORT, offset: 0 });
    const version = await versionOf(subject.campaign, work);
    return {
      summary: await summary(subject.campaign, actor, work),
      version,
      approvedBy: version.approvedBy && (await work.people.person(version.approvedBy)),
      schools: await work.people.schools(),
      trustName: await trustName(work),
      reminders: await work.notices.lastFor(
        rows.map((r) => r.personId),
        `chase ${input.campaignId} `,
      ),
      rows: rows.map(({ managerId: _, ...row }): CompletenessRow => row),
    };
  },
  ledger: {
    kind: 'record.exported',
    payload: ({ input, output }) => ({ campaign: input.campaignId, rows: output.rows.length }),
  },
});
