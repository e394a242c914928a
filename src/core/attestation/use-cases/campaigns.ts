import { z } from 'zod';
import { asPerson, scopeOf } from '../../access/actor';
import { COORDINATES, NOTHING, type Subject } from '../../access/rules';
import { AppError, invalid, notFound, sure } from '../../errors';
import { CampaignId, Day, PolicyId, type SchoolId } from '../../ids';
import { addSchoolDays } from '../../people/calendar';
import { laterOf } from '../../people/day';
import { countsFirst, samePeople } from '../../people/employment';
import type { Person } from '../../people/person';
import type { Policy, VersionHead } from '../../policies/store';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import { abilitiesAnywhere } from '../../people/use-cases/me';
import { Audience, fitsAudience, inAudience } from '../audience';
import { type Campaign, OBLIGATION_STATES, type ObligationState, Trigger, act } from '../obligations';
import { reconcile } from '../reconcile';
import type { CountRow } from '../store';
import type { CampaignRow } from '../views';

const DONE = { done: true as const };
/** Who is asked again because the text changed in substance has at least this long. [to be confirmed by the school] */
const NEW_VERSION_SCHOOL_DAYS = 10;

/** A campaign belongs to the one school it asks, else to the trust. */
export const campaignSubject = (audience: Audience): Subject => {
  const [only, ...more] = audience.schools === 'all' ? [] : audience.schools;
  return { schoolId: only !== undefined && more.length === 0 ? only : null };
};

export async function campaignOf(id: CampaignId, work: Work) {
  const campaign = await work.attestations.campaign(id);
  if (!campaign) throw notFound();
  return { ...campaignSubject(campaign.audience), campaign };
}

/** @throws AppError `conflict` for a closed campaign: it is a record and changes no more. */
export function checkOpen(campaign: Campaign): void {
  if (campaign.closedOn === null) return;
  const what = 'This round is closed. Start a new one to ask people again.';
  throw new AppError('conflict', { problems: [{ where: 'campaign', what }], detail: 'closed already' });
}

export const countsOf = (rows: readonly CountRow[]): Record<ObligationState, number> => {
  // Every state has a figure, also when nobody is in it.
  const counts = Object.fromEntries(OBLIGATION_STATES.map((s) => [s, 0])) as Record<ObligationState, number>;
  for (const row of rows) counts[row.state] += row.count;
  return counts;
};

export function campaignRow(campaign: Campaign, label: string, rows: readonly CountRow[]): CampaignRow {
  const { id, title, policyId, trigger, opensOn, dueOn, closedOn } = campaign;
  return {
    campaignId: id,
    title,
    policyId,
    versionLabel: label,
    trigger,
    opensOn,
    dueOn,
    closedOn,
    counts: countsOf(rows),
  };
}

export const listCampaigns = useCase({
  name: 'campaigns.list',
  action: 'agreement.read_completeness',
  input: z.strictObject({}),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ actor }, work) => {
    const scope = scopeOf(actor, [...COORDINATES, 'safeguarding_governor', 'admin']);
    const labels = new Map((await work.policies.heads()).map((v) => [v.id, v.label]));
    const campaigns: CampaignRow[] = [];
    for (const campaign of await work.attestations.campaigns()) {
      const rows = await work.attestations.counts(campaign.id, scope, work.today);
      // A campaign that asks none of one's own people is not shown, except to whoever sees the whole trust.
      if (rows.length > 0 || scope.kind === 'trust')
        campaigns.push(campaignRow(campaign, sure(labels.get(campaign.versionId), 'a version'), rows));
    }
    const may = abilitiesAnywhere(asPerson(actor), await work.people.schools());
    return { campaigns, abilities: may.filter((a) => a === 'agreement.start_campaign') };
  },
});

/** How many people an audience is on a day, before anybody is asked. */
export const previewCampaign = useCase({
  name: 'campaigns.preview',
  action: 'agreement.start_campaign',
  input: z.strictObject({ policyId: PolicyId, audience: Audience, opensOn: Day }),
  ledger: null,
  subject: ({ audience }) => Promise.resolve(campaignSubject(audience)),
  run: async ({ input }, work) => {
    // One human being is asked once, by the entry that counts.
    const asked = samePeople(await work.people.everyone()).flatMap((entries) =>
      entries
        .filter((p) => inAudience(p, input.audience, input.opensOn))
        .sort(countsFirst(input.opensOn))
        .slice(0, 1),
    );
    const bySchool = new Map<SchoolId, number>();
    for (const p of asked) bySchool.set(p.schoolId, (bySchool.get(p.schoolId) ?? 0) + 1);
    return {
      count: asked.length,
      bySchool: [...bySchool].map(([schoolId, count]) => ({ schoolId, count })),
      audience: input.audience,
    };
  },
});

export const startCampaign = useCase({
  name: 'campaigns.start',
  action: 'agreement.start_campaign',
  input: z
    .strictObject({ policyId: PolicyId, trigger: Trigger, audience: Audience, opensOn: Day, dueOn: Day })
    .refine((c) => c.dueOn >= c.opensOn, { path: ['dueOn'], message: 'The due day is before the first day.' }),
  subject: async ({ audience, policyId }, work) => {
    const policy = await work.policies.policy(policyId);
    if (!policy) throw notFound();
    return { ...campaignSubject(audience), policy };
  },
  run: async ({ input, subject, actor }, work) => {
    const version = await toSign(subject.policy, work);
    const open = (await work.attestations.campaigns()).filter(
      (c) => c.policyId === input.policyId && c.closedOn === null,
    );
    if (open.some((c) => overlap(c.audience, input.audience)))
      throw new AppError('conflict', {
        problems: [
          {
            where: 'audience',
            what: 'Some of these people are being asked to sign this already. Close that round first.',
          },
        ],
      });
    const startedBy = asPerson(actor).person.id;
    const campaign: Campaign = {
      ...input,
      id: work.newId<CampaignId>(),
      versionId: version.id,
      title: subject.policy.title,
      closedOn: null,
      startedBy,
    };
    await work.attestations.addCampaign(campaign);
    const expected = await bringUpToDate(campaign, await peopleFacts(work), work);
    return { campaignId: campaign.id, expected };
  },
  ledger: {
    kind: 'campaign.started',
    ref: ({ output }) => output.campaignId,
    payload: ({ input, output }) => ({ ...input, campaignId: output.campaignId }),
  },
});

const overlap = (a: Audience, b: Audience): boolean => {
  const meet = <T>(x: readonly T[] | 'all', y: readonly T[] | 'all'): boolean =>
    x === 'all' || y === 'all' || x.some((item) => y.includes(item));
  return meet(a.schools, b.schools) && meet(a.jobRoles, b.jobRoles);
};

/** @throws AppError `invalid_input` when there is no text in force that staff sign here. */
async function toSign(policy: Policy, work: Work): Promise<VersionHead> {
  if (policy.kind !== 'agreement' || policy.audience !== 'staff')
    throw invalid(
      'policyId',
      'Only an agreement for staff is signed here. Pupils’ and parents’ agreements have class sheets.',
    );
  const version = (await work.policies.versions(policy.id)).find((v) => v.state === 'published');
  if (!version) throw invalid('policyId', 'Publish a version of this agreement first.');
  return version;
}

export const closeCampaign = useCase({
  name: 'campaigns.close',
  action: 'agreement.start_campaign',
  input: z.strictObject({ campaignId: CampaignId }),
  subject: ({ campaignId }, work) => campaignOf(campaignId, work),
  run: async ({ subject }, work) => {
    checkOpen(subject.campaign);
    await work.attestations.closeCampaign(subject.campaign.id, work.today);
    return DONE;
  },
  ledger: { kind: 'campaign.closed', payload: ({ input }) => ({ ...input }) },
});

interface PeopleFacts {
  readonly people: readonly Person[];
  readonly absences: Awaited<ReturnType<Work['people']['absences']>>;
  readonly calendar: Awaited<ReturnType<Work['settings']['calendar']>>;
}

const peopleFacts = async (work: Work): Promise<PeopleFacts> => ({
  people: await work.people.everyone(),
  absences: await work.people.absences(),
  calendar: await work.settings.calendar(),
});

/** Joins, moves, absences and leavers since the last look. Answers how many people the campaign expects now. */
async function bringUpToDate(campaign: Campaign, facts: PeopleFacts, work: Work): Promise<number> {
  const obligations = await work.attestations.obligations(campaign.id);
  const changes = reconcile({ campaign, ...facts, obligations, today: work.today });
  await work.attestations.saveObligations(changes.map((c) => c.after));
  const counted = [...obligations, ...changes.flatMap((c) => (c.before === null ? [c.after] : []))];
  return counted.filter((o) => o.sameAs === null).length;
}

/**
 * Brings every open campaign in line with the register and with the text in force. A text changed in substance closes
 * the campaign and asks its audience again; a minor edit only changes which text those see who have not signed.
 */
export const reconcileCampaigns = useCase({
  name: 'campaigns.reconcile',
  action: 'agreement.reconcile',
  input: z.strictObject({}),
  subject: () => Promise.resolve(NOTHING),
  run: async (_, work) => {
    const facts = await peopleFacts(work);
    const followed: { from: CampaignId; to: CampaignId }[] = [];
    for (const campaign of (await work.attestations.campaigns()).filter((c) => c.closedOn === null)) {
      const current = await follow(campaign, facts, work);
      await bringUpToDate(current, facts, work);
      if (current.id === campaign.id) continue;
      followed.push({ from: campaign.id, to: current.id });
      await takeQuestionsAlong(campaign, current, work);
    }
    return { followed };
  },
  ledger: {
    kind: 'campaign.changed',
    payload: ({ output }) => (output.followed.length > 0 ? { followed: output.followed.map((f) => ({ ...f })) } : null),
  },
});

/** Who waits for an answer still does in the campaign that takes the place of this one, and is not reminded meanwhile. */
async function takeQuestionsAlong(from: Campaign, to: Campaign, work: Work): Promise<void> {
  await work.attestations.moveQuestions(from.id, to.id);
  const waiting = new Set(
    (await work.attestations.obligations(from.id)).filter((o) => o.state === 'question').map((o) => o.personId),
  );
  const asking = (await work.attestations.obligations(to.id)).filter(
    (o) => o.state === 'pending' && waiting.has(o.personId),
  );
  await work.attestations.saveObligations(asking.map((o) => act(o, { kind: 'ask' }, work.today)));
}

/** The campaign that asks for the text in force: this one, or the one that takes its place. */
async function follow(campaign: Campaign, { calendar, people }: PeopleFacts, work: Work): Promise<Campaign> {
  const versions = await work.policies.versions(campaign.policyId);
  const inForce = versions.find((v) => v.state === 'published');
  const asked = versions.find((v) => v.id === campaign.versionId);
  if (!inForce || !asked || inForce.id === asked.id) return campaign;
  const newer = versions.filter((v) => v.number > asked.number && v.number <= inForce.number);
  if (newer.every((v) => v.change === 'minor')) {
    await work.attestations.changeCampaignVersion(campaign.id, inForce.id);
    return { ...campaign, versionId: inForce.id };
  }
  await work.attestations.closeCampaign(campaign.id, work.today);
  const schools = new Set(people.filter((p) => fitsAudience(p, campaign.audience)).map((p) => p.schoolId));
  const soonest = [...schools]
    .map((id) => addSchoolDays(calendar, id, work.today, NEW_VERSION_SCHOOL_DAYS))
    .reduce(laterOf, work.today);
  const next: Campaign = {
    ...campaign,
    id: work.newId<CampaignId>(),
    versionId: inForce.id,
    trigger: 'new_version',
    opensOn: work.today,
    dueOn: laterOf(campaign.dueOn, soonest),
    closedOn: null,
    startedBy: null,
  };
  await work.attestations.addCampaign(next);
  return next;
}
