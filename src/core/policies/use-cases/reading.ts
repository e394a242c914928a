import { z } from 'zod';
import { abilities, may, NOTHING } from '../../access/rules';
import { type Actor, asPerson } from '../../access/actor';
import { notFound, sure } from '../../errors';
import { PolicyId, VersionId } from '../../ids';
import { namesOf } from '../../people/names';
import { fullName } from '../../people/person';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import { answer } from '../answers';
import { compareVersions } from '../compare';
import { matricesOf } from '../matrix';
import { find } from '../search';
import type { Policy, PolicyVersion, VersionHead } from '../store';
import type { PolicySummary, PolicyView, VersionRow } from '../views';

const READ = { action: 'policy.read', ledger: null } as const;
const Question = z.string().trim().min(1, 'Type a few words.').max(300, 'Ask in a sentence or two.');
const MOST_HITS = 30;

const isPublic = (v: Pick<VersionHead, 'state'>): boolean => v.state === 'published' || v.state === 'superseded';
const IN_PROGRESS = ['draft', 'approved', 'ratified'] as const;

/** A policy for everybody, or of the person's own school. */
const concerns = (actor: Actor, policy: Policy): boolean =>
  policy.schoolId === null ||
  actor.kind === 'service' ||
  actor.person.schoolId === policy.schoolId ||
  maySeeDrafts(actor, policy);

const maySeeDrafts = (actor: Actor, policy: Policy): boolean =>
  may(actor, 'policy.draft', { schoolId: policy.schoolId }) ||
  may(actor, 'policy.approve', { schoolId: policy.schoolId }) ||
  may(actor, 'policy.ratify', { schoolId: policy.schoolId });

export const rowOf = (v: VersionHead): VersionRow => ({
  versionId: v.id,
  number: v.number,
  label: v.label,
  state: v.state,
  publishedAt: v.publishedAt,
});

export const listPolicies = useCase({
  ...READ,
  name: 'policies.list',
  input: z.strictObject({}),
  subject: () => Promise.resolve(NOTHING),
  run: async ({ actor }, work) => {
    const heads = await work.policies.heads();
    const policies = (await work.policies.policies()).filter((p) => concerns(actor, p));
    const summaries = policies.map((policy): PolicySummary => {
      const mine = heads.filter((v) => v.policyId === policy.id);
      const inForce = mine.find((v) => v.state === 'published');
      const coming = mine.find((v) => IN_PROGRESS.some((state) => v.state === state));
      return {
        policyId: policy.id,
        title: policy.title,
        kind: policy.kind,
        audience: policy.audience,
        schoolId: policy.schoolId,
        inForce: inForce
          ? {
              versionId: inForce.id,
              label: inForce.label,
              publishedAt: sure(inForce.publishedAt, 'the day of publication'),
              nextReviewOn: inForce.nextReviewOn,
            }
          : null,
        coming:
          coming && maySeeDrafts(actor, policy)
            ? { versionId: coming.id, label: coming.label, state: coming.state }
            : null,
      };
    });
    const places = [null, ...(await work.people.schools()).map((school) => school.id)];
    return {
      policies: summaries.filter((p) => p.inForce !== null || p.coming !== null),
      draftsFor: places.filter((schoolId) => may(actor, 'policy.draft', { schoolId })),
    };
  },
});

/** @throws AppError `not_found` for a draft that the person may not see, as for one that is not there. */
async function visible(actor: Actor, policyId: PolicyId, versionId: VersionId | undefined, work: Work) {
  const policy = await work.policies.policy(policyId);
  if (!policy || !concerns(actor, policy)) throw notFound();
  const all = await work.policies.versions(policyId);
  const shown = all.filter((v) => isPublic(v) || maySeeDrafts(actor, policy));
  const wanted = versionId
    ? shown.find((v) => v.id === versionId)
    : (shown.find((v) => v.state === 'published') ?? shown[0]);
  const version = wanted && (await work.policies.version(wanted.id));
  if (!version) throw notFound();
  return { policy, version, shown };
}

export const readPolicy = useCase({
  ...READ,
  name: 'policies.read',
  input: z.strictObject({ policyId: PolicyId, versionId: VersionId.optional() }),
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input, actor }, work): Promise<PolicyView> => {
    const { policy, version, shown } = await visible(actor, input.policyId, input.versionId, work);
    const nameOf = await namesOf([version.authorId, version.approvedBy], work);
    const { document, id, policyId: _, statementsHash: _hash, approvedBy, authorId, ...facts } = version;
    return {
      policyId: policy.id,
      title: policy.title,
      kind: policy.kind,
      audience: policy.audience,
      schoolId: policy.schoolId,
      version: {
        ...facts,
        versionId: id,
        authorName: nameOf(authorId),
        approvedByName: approvedBy && nameOf(approvedBy),
      },
      document,
      matrices: matricesOf(document),
      versions: shown.map(rowOf),
      abilities: timely(
        actor,
        version,
        abilities(actor, STEPS, { schoolId: policy.schoolId, authorIds: [version.authorId] }),
      ),
    };
  },
});

const STEPS = ['policy.draft', 'policy.approve', 'policy.ratify', 'policy.publish'] as const;
type StepAction = (typeof STEPS)[number];

/** What fits the state of the version: absent rather than refused later. */
function timely(actor: Actor, version: PolicyVersion, allowed: readonly StepAction[]): StepAction[] {
  const fits: Readonly<Record<PolicyVersion['state'], readonly StepAction[]>> = {
    draft: ['policy.draft', 'policy.approve'],
    approved: ['policy.approve', 'policy.ratify', 'policy.publish'],
    ratified: ['policy.approve', 'policy.publish'],
    published: version.ratifiedOn === null ? ['policy.draft', 'policy.ratify'] : ['policy.draft'],
    superseded: [],
  };
  // The approver does not write the governors' minute too.
  const isApprover = actor.kind === 'person' && actor.person.id === version.approvedBy;
  return allowed.filter(
    (action) => fits[version.state].includes(action) && !(action === 'policy.ratify' && isApprover),
  );
}

export const comparePolicy = useCase({
  ...READ,
  name: 'policies.compare',
  input: z.strictObject({ policyId: PolicyId, from: VersionId, to: VersionId }),
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input, actor }, work) => {
    const before = await visible(actor, input.policyId, input.from, work);
    const after = await visible(actor, input.policyId, input.to, work);
    return {
      title: before.policy.title,
      from: rowOf(before.version),
      to: rowOf(after.version),
      comparison: compareVersions(before.version.document, after.version.document),
    };
  },
});

export const searchPolicies = useCase({
  ...READ,
  name: 'policies.search',
  input: z.strictObject({ q: Question }),
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input, actor }, work) => {
    const mine = await myPolicies(actor, work);
    return {
      hits: find(await work.policies.index(), input.q, MOST_HITS * 2)
        .filter((h) => mine.has(h.policyId))
        .slice(0, MOST_HITS),
    };
  },
});

export const askPolicies = useCase({
  name: 'policies.ask',
  action: 'policy.ask',
  ledger: null,
  input: z.strictObject({ q: Question, audience: z.enum(['staff', 'pupils']).default('staff') }),
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input, actor }, work) => {
    const mine = await myPolicies(actor, work);
    const { schoolId } = asPerson(actor).person;
    const [coordinator] = await work.people.holders(['coordinator', 'safeguarding_lead'], schoolId, work.today);
    return {
      answers: answer(await work.policies.index(), input.q, input.audience).filter((a) => mine.has(a.policyId)),
      coordinator: coordinator ? { name: fullName(coordinator), email: coordinator.email } : null,
    };
  },
});

const myPolicies = async (actor: Actor, work: Work): Promise<Set<PolicyId>> =>
  new Set((await work.policies.policies()).filter((p) => concerns(actor, p)).map((p) => p.id));

export const readMatrices = useCase({
  ...READ,
  name: 'policies.matrices',
  input: z.strictObject({ audience: z.enum(['staff', 'pupils']).optional() }),
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input, actor }, work) => {
    const policies = new Map((await work.policies.policies()).map((p) => [p.id, p]));
    const matrices = (await work.policies.inForce()).flatMap((version) => {
      const policy = policies.get(version.policyId);
      if (!policy || !concerns(actor, policy)) return [];
      return matricesOf(version.document).map((matrix) => ({
        ...matrix,
        rows: matrix.rows.filter((row) => input.audience === undefined || row.side === input.audience),
        policyId: policy.id,
        versionLabel: version.label,
        title: policy.title,
      }));
    });
    return { matrices };
  },
});
