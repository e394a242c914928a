import { z } from 'zod';
import { type Actor, type PersonActor, asPerson } from '../../access/actor';
import { AppError, notFound, sure } from '../../errors';
import { type AttestationId, CampaignId, type PersonId, VersionId } from '../../ids';
import { namesOf } from '../../people/names';
import { fullName } from '../../people/person';
import { compareVersions } from '../../policies/compare';
import { statementsOf } from '../../policies/document';
import type { PolicyVersion } from '../../policies/store';
import type { Json, Work } from '../../ports';
import { type Run, inBulk, useCase } from '../../use-case';
import { checkItems } from '../check';
import type { Campaign, Obligation } from '../obligations';
import { validateSigning } from '../signing';
import type { Attestation, SigningDraft, Standing } from '../store';
import type { Signed, SigningView } from '../views';
import { questionViews } from './questions';

const Device = z.string().trim().max(40, 'Keep the number under 40 letters and figures.');

/** One's own obligation in a campaign: what signing, asking and drafting are done to. */
export async function ownObligation({ campaignId }: { campaignId: CampaignId }, work: Work, actor: Actor) {
  const { person } = asPerson(actor);
  const obligation = await work.attestations.obligation(campaignId, person.id);
  const campaign = await work.attestations.campaign(campaignId);
  if (!obligation || !campaign) throw notFound();
  return { schoolId: person.schoolId, ownerId: person.id, obligation, campaign };
}

/** Everything the signing page shows. */
export const readSigning = useCase({
  name: 'agreements.signing',
  action: 'agreement.sign',
  input: z.strictObject({ campaignId: CampaignId }),
  ledger: null,
  subject: (input, work, actor) => ownObligation(input, work, actor),
  run: async ({ subject, actor }, work): Promise<SigningView> => {
    const { campaign, obligation } = subject;
    const { person } = asPerson(actor);
    const version = sure(await work.policies.version(campaign.versionId), 'a version');
    const mine = await work.attestations.attestationsOf(person.id);
    const signed = mine.find((a) => a.campaignId === campaign.id);
    const earlier = mine.find((a) => a.policyId === campaign.policyId && a.id !== signed?.id);
    const before = earlier && (await work.policies.version(earlier.versionId));
    const changes = before ? compareVersions(before.document, version.document) : null;
    const devices = mine.find((a) => a.laptop !== '' || a.ipad !== '');
    const others = await othersOf(campaign, person.id, work);
    const nameOf = await namesOf([person.managerId, signed?.acceptedBy ?? null], work);
    return {
      campaignId: campaign.id,
      policyId: campaign.policyId,
      title: campaign.title,
      versionId: version.id,
      versionLabel: version.label,
      textHash: version.textHash,
      dueOn: obligation.dueOn,
      state: obligation.state,
      document: version.document,
      since: before && changes && earlier ? { versionLabel: before.label, signedAt: earlier.signedAt, changes } : null,
      check: checkItems({ document: version.document, changes, seed: `${person.id} ${version.id}` }),
      name: fullName(person),
      jobRole: person.jobRole,
      knownDevices: { laptop: devices?.laptop ?? '', ipad: devices?.ipad ?? '' },
      draft: (await work.attestations.draft(campaign.id, person.id)) ?? (await draftBefore(campaign, others, work)),
      questions: await questionViews(await work.attestations.questionsOf(campaign.id, person.id), work),
      isOpen: isOpen(campaign, version),
      movedTo: others.find((o) => o.campaign.closedOn === null)?.campaign.id ?? null,
      managerName: person.managerId && nameOf(person.managerId),
      signed: signed ? await signedView(signed, signed.acceptedBy && nameOf(signed.acceptedBy), work) : null,
    };
  },
});

/** A text is signed while its campaign runs and it is in force. */
const isOpen = (campaign: Campaign, version: PolicyVersion): boolean =>
  campaign.closedOn === null && version.state === 'published';

interface Other {
  readonly campaign: Campaign;
  readonly obligation: Obligation;
}

/** What the person owes or owed in other campaigns for the same agreement. */
async function othersOf(campaign: Campaign, personId: PersonId, work: Work): Promise<Other[]> {
  const others: Other[] = [];
  for (const obligation of await work.attestations.obligationsOf(personId)) {
    const other = await work.attestations.campaign(obligation.campaignId);
    if (other && other.id !== campaign.id && other.policyId === campaign.policyId)
      others.push({ campaign: other, obligation });
  }
  return others;
}

/** What was typed for the text that this one took the place of: the page keeps what fits the new text. */
async function draftBefore(campaign: Campaign, others: readonly Other[], work: Work) {
  const before = others.find(
    (o) => campaign.trigger === 'new_version' && o.campaign.closedOn === campaign.opensOn && isUnsigned(o.obligation),
  );
  return before ? work.attestations.draft(before.campaign.id, before.obligation.personId) : null;
}

const isUnsigned = (obligation: Obligation): boolean => obligation.state !== 'signed';

/** The text that was signed is the signature's own: a minor edit may have changed the campaign's since. */
async function signedView({ id, signedAt, versionId, acceptedAt }: Attestation, acceptedBy: string | null, work: Work) {
  const { label } = sure(await work.policies.version(versionId), 'a version');
  return { attestationId: id, signedAt, versionLabel: label, acceptedAt, acceptedBy };
}

const Draft = z.strictObject({
  versionId: VersionId,
  section: z.int().min(0).max(1_000),
  ticked: z.array(z.string().max(200)).max(2_000),
  laptop: Device,
  ipad: Device,
  typedName: z.string().max(200),
}) satisfies z.ZodType<SigningDraft>;

/** Keeps what was ticked and typed, so that a reload or another device goes on from there. Nothing is declared by it. */
export const saveSigningDraft = useCase({
  name: 'agreements.saveDraft',
  action: 'agreement.sign',
  input: z.strictObject({ campaignId: CampaignId, draft: Draft }),
  subject: (input, work, actor) => ownObligation(input, work, actor),
  run: async ({ input, subject }, work) => {
    await work.attestations.saveDraft(input.campaignId, subject.ownerId, input.draft, work.now);
    return { savedAt: work.now };
  },
  // A draft is nobody's act yet.
  ledger: { kind: 'attestation.signed', payload: () => null },
});

const Signing = z.strictObject({
  campaignId: CampaignId,
  versionId: VersionId,
  /** The exact text the page showed. */
  textHash: z.string(),
  ticked: z.array(z.string().max(200)).max(2_000),
  laptop: Device,
  ipad: Device,
  typedName: z.string().trim().min(1, 'Type your name.').max(200),
});
type Signing = z.infer<typeof Signing>;

interface Signable extends Standing {
  readonly schoolId: PersonActor['person']['schoolId'];
  readonly ownerId: PersonId;
}

/**
 * Signing: one signature for each person and campaign, whatever happens at the same time. In the bulk lane, because
 * the whole school signs within minutes.
 */
export const sign = useCase<Signing, Signable, Signed>({
  name: 'agreements.sign',
  action: 'agreement.sign',
  input: Signing,
  ...inBulk({ subjects: signables, run: signAll }),
  ledger: {
    kind: 'attestation.signed',
    ref: ({ output }) => output.attestationId,
    payload: ({ output, ...run }) =>
      output.alreadySigned ? null : factsOf(output.attestationId, { ...run, actor: asPerson(run.actor) }),
  },
});

async function signables(asked: readonly { input: Signing; actor: Actor }[], work: Work): Promise<(Signable | null)[]> {
  const pairs = asked.map(({ input, actor }) => ({
    campaignId: input.campaignId,
    personId: asPerson(actor).person.id,
  }));
  const standings = await work.attestations.standings(pairs);
  return asked.map(({ actor }, i) => {
    const standing = standings[i];
    const { person } = asPerson(actor);
    return standing ? { schoolId: person.schoolId, ownerId: person.id, ...standing } : null;
  });
}

async function signAll(runs: readonly Run<Signing, Signable>[], work: Work): Promise<Signed[]> {
  const made = new Map<string, Attestation>();
  const signed = runs.map((run): Signed => {
    const { campaign, ownerId, earlier } = run.subject;
    const key = `${campaign.id} ${ownerId}`;
    const before = earlier ?? made.get(key);
    const attestation = before ?? attestationOf(run, work);
    if (!before) made.set(key, attestation);
    return { attestationId: attestation.id, signedAt: attestation.signedAt, alreadySigned: before !== undefined };
  });
  await work.attestations.sign([...made.values()]);
  return signed;
}

/** @throws AppError `version_superseded` when the text shown is not the one to sign, `invalid_input` for what is missing. */
function attestationOf({ input, subject, actor }: Run<Signing, Signable>, work: Work): Attestation {
  const { campaign, version } = subject;
  const by = asPerson(actor);
  if (!isOpen(campaign, version) || input.versionId !== version.id || input.textHash !== version.textHash)
    throw new AppError('version_superseded', { detail: 'another text was shown' });
  validateSigning({ ticked: input.ticked, typedName: input.typedName }, version.document, by.person);
  return {
    id: work.newId<AttestationId>(),
    campaignId: campaign.id,
    personId: by.person.id,
    policyId: campaign.policyId,
    versionId: version.id,
    signedAt: work.now,
    how: 'screen',
    jobRole: by.person.jobRole,
    laptop: input.laptop,
    ipad: input.ipad,
    acceptedBy: null,
    acceptedAt: null,
  };
}

/** What the receipt binds: see `SignedFacts` in the ledger chapter. */
function factsOf(
  id: AttestationId,
  { input, subject, actor }: { input: Signing; subject: Signable; actor: PersonActor },
): Json {
  const { campaign, version } = subject;
  const statements = statementsOf(version.document).map(({ statement }) => statement.text);
  return {
    attestation: id,
    signer: { tenant: actor.tenantId, oid: actor.oid, name: fullName(actor.person), role: actor.person.jobRole },
    typedName: input.typedName,
    policy: { id: campaign.policyId, versionId: version.id, title: campaign.title, version: version.label },
    text: version.textHash,
    statements,
    wording: version.statementsHash,
    check: null,
    devices: { laptop: input.laptop, ipad: input.ipad },
    signIn: { method: actor.signIn.method, at: actor.signIn.at },
    language: 'en-GB',
  };
}
