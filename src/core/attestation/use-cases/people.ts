import { z } from 'zod';
import { scopeOf, asPerson } from '../../access/actor';
import { NOTHING, type Subject } from '../../access/rules';
import { invalid, notFound, sure } from '../../errors';
import { AttestationId, CampaignId, Day, type NoticeId, PersonId } from '../../ids';
import { workingMoment } from '../../people/calendar';
import { instantOf } from '../../people/day';
import { fullName } from '../../people/person';
import type { Work } from '../../ports';
import { type Run, inBulk, useCase } from '../../use-case';
import { act } from '../obligations';
import type { Notice } from '../notices';
import type { Attestation } from '../store';
import type { CountersignRow, Signed } from '../views';
import { campaignOf, checkOpen } from './campaigns';

const DONE = { done: true as const };
const OnePerson = z.strictObject({ campaignId: CampaignId, personId: PersonId });

async function theirObligation({ campaignId, personId }: z.infer<typeof OnePerson>, work: Work) {
  const person = await work.people.person(personId);
  const obligation = person && (await work.attestations.obligation(campaignId, personId));
  const campaign = await work.attestations.campaign(campaignId);
  if (!person || !obligation || !campaign) throw notFound();
  return { schoolId: person.schoolId, ownerId: person.id, managerId: person.managerId, person, obligation, campaign };
}

/** Need not sign for now, with a reason and a day to look again. */
export const excuse = useCase({
  name: 'agreements.excuse',
  action: 'agreement.excuse',
  input: OnePerson.extend({ reason: z.string().trim().min(1).max(300), reviewOn: Day.nullable() }),
  subject: (input, work) => theirObligation(input, work),
  run: async ({ input, subject }, work) => {
    const { reason, reviewOn } = input;
    checkOpen(subject.campaign);
    await work.attestations.saveObligations([
      act(subject.obligation, { kind: 'excuse', reason, reviewOn }, work.today),
    ]);
    return DONE;
  },
  ledger: {
    kind: 'attestation.excused',
    payload: ({ input }) => ({
      campaign: input.campaignId,
      person: input.personId,
      reason: input.reason,
      reviewOn: input.reviewOn,
    }),
  },
});

/** A reminder that a person decided on. It waits for working hours like any other; twice in a day is once. */
export const remind = useCase({
  name: 'agreements.remind',
  action: 'agreement.remind',
  input: z.strictObject({ campaignId: CampaignId, personIds: z.array(PersonId).min(1).max(1_000) }),
  subject: async ({ campaignId, personIds }, work, actor) => {
    const { campaign, schoolId } = await campaignOf(campaignId, work);
    const people = [...(await work.people.byIds(personIds)).values()];
    if (people.length === 0) throw notFound();
    // A manager reminds their own team; a list with anybody else in it needs the role for it.
    const isTeam = actor.kind === 'person' && people.every((p) => p.managerId === actor.person.id);
    const schools = new Set(people.map((p) => p.schoolId));
    const [only] = schools;
    return {
      campaign,
      people,
      managerId: isTeam ? actor.person.id : null,
      schoolId: schools.size === 1 && only ? only : schoolId,
    };
  },
  run: async ({ subject }, work) => {
    const { campaign, people } = subject;
    checkOpen(campaign);
    const calendar = await work.settings.calendar();
    const pairs = people.map((p) => ({ campaignId: campaign.id, personId: p.id }));
    const obligations = await work.attestations.obligationsFor(pairs);
    const open = people.filter((_, i) => ['pending', 'question'].includes(obligations[i]?.state ?? ''));
    const added = await work.notices.add(
      open.map((person): Notice => ({
        id: work.newId<NoticeId>(),
        key: `chase ${campaign.id} ${person.id} ${work.today} by_hand`,
        personId: person.id,
        kind: 'agreement_waiting',
        title: campaign.title,
        link: `/tabs/sign/${campaign.id}`,
        dueOn: campaign.dueOn,
        notBefore: workingMoment(calendar, person.schoolId, work.now),
        createdAt: work.now,
        delivery: 'waiting',
        deliveredAt: null,
      })),
    );
    await work.enqueue('notify', campaign.id, work.now);
    return { queued: added.length };
  },
  ledger: {
    kind: 'notice.sent',
    payload: ({ input, output }) =>
      output.queued > 0 ? { campaign: input.campaignId, people: input.personIds } : null,
  },
});

/** A signature on paper, recorded by somebody else. It is a signature like any other, and says that it is on paper. */
export const recordPaper = useCase({
  name: 'agreements.recordPaper',
  action: 'agreement.record_paper',
  input: OnePerson.extend({
    signedOn: Day,
    keptWhere: z.string().trim().min(1, 'Say where the paper is kept.').max(200),
    laptop: z.string().trim().max(40),
    ipad: z.string().trim().max(40),
  }),
  subject: (input, work) => theirObligation(input, work),
  run: async ({ input, subject }, work): Promise<Signed & { isNew: boolean }> => {
    if (input.signedOn > work.today)
      throw invalid('signedOn', 'Give the day on the paper. It cannot be in the future.');
    const { campaign, person } = subject;
    const earlier = await work.attestations.attestationFor(campaign.id, person.id);
    if (earlier) return { attestationId: earlier.id, signedAt: earlier.signedAt, alreadySigned: true, isNew: false };
    const attestation: Attestation = {
      id: work.newId<AttestationId>(),
      campaignId: campaign.id,
      personId: person.id,
      policyId: campaign.policyId,
      versionId: campaign.versionId,
      signedAt: instantOf(input.signedOn, 12),
      how: 'paper',
      jobRole: person.jobRole,
      laptop: input.laptop,
      ipad: input.ipad,
      acceptedBy: null,
      acceptedAt: null,
    };
    await work.attestations.sign([attestation]);
    return { attestationId: attestation.id, signedAt: attestation.signedAt, alreadySigned: false, isNew: true };
  },
  ledger: {
    kind: 'attestation.paper',
    ref: ({ output }) => output.attestationId,
    payload: ({ input, output }) =>
      output.isNew
        ? { campaign: input.campaignId, person: input.personId, signedOn: input.signedOn, keptWhere: input.keptWhere }
        : null,
  },
});

export const listToCountersign = useCase({
  name: 'countersign.list',
  action: 'agreement.read_countersign',
  input: z.strictObject({}),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ actor }, work) => {
    const scope = scopeOf(actor, ['head', 'deputy_head', 'admin']);
    const schools = new Map((await work.people.schools()).map((s) => [s.id, s.name]));
    const waiting = await work.attestations.toCountersign(scope, asPerson(actor).person.id);
    return {
      rows: waiting.map(({ attestationId, personId, name, title, signedAt, schoolId }): CountersignRow => ({
        attestationId,
        personId,
        name,
        title,
        signedAt,
        schoolName: sure(schools.get(schoolId), 'a school'),
      })),
    };
  },
});

const ToAccept = z.strictObject({ attestationId: AttestationId });
type ToAccept = z.infer<typeof ToAccept>;
interface Acceptable extends Subject {
  readonly attestation: Attestation;
}

/** "Accepted by": somebody other than the signer, once. In the bulk lane: a manager accepts a whole team at once. */
export const countersign = useCase<ToAccept, Acceptable, { accepted: boolean }>({
  name: 'countersign.sign',
  action: 'agreement.countersign',
  input: ToAccept,
  ...inBulk({ subjects: acceptables, run: acceptAll }),
  ledger: {
    kind: 'attestation.countersigned',
    ref: ({ input }) => input.attestationId,
    payload: ({ input, output, actor }) => {
      if (!output.accepted) return null;
      const { tenantId, oid, person } = asPerson(actor);
      const acceptedBy = { tenant: tenantId, oid, name: fullName(person), role: person.jobRole };
      return { attestation: input.attestationId, acceptedBy };
    },
  },
});

async function acceptables(asked: readonly { input: ToAccept }[], work: Work): Promise<(Acceptable | null)[]> {
  const found = await work.attestations.attestationsByIds(asked.map(({ input }) => input.attestationId));
  const people = await work.people.byIds([...found.values()].map((a) => a.personId));
  return asked.map(({ input }) => {
    const attestation = found.get(input.attestationId);
    const person = attestation && people.get(attestation.personId);
    return attestation && person
      ? { schoolId: person.schoolId, ownerId: person.id, managerId: person.managerId, attestation }
      : null;
  });
}

async function acceptAll(runs: readonly Run<ToAccept, Acceptable>[], work: Work): Promise<{ accepted: boolean }[]> {
  const wanted = runs.map(({ input, actor }) => ({ id: input.attestationId, by: asPerson(actor).person.id }));
  const accepted = await work.attestations.accept(wanted, work.now);
  // Two people accepting one signature in the same moment: the entry names the one who did.
  const doneBy = await work.attestations.attestationsByIds([...accepted]);
  return wanted.map(({ id, by }, i) => ({
    accepted: doneBy.get(id)?.acceptedBy === by && wanted.findIndex((w) => w.id === id && w.by === by) === i,
  }));
}
