import { z } from 'zod';
import { NOTHING, type Subject } from '../../access/rules';
import { AppError, invalid, notFound } from '../../errors';
import { PolicyId, SchoolId, VersionId } from '../../ids';
import { useCase } from '../../use-case';
import type { Work } from '../../ports';
import { type Actor, asPerson } from '../../access/actor';
import { PolicyDocument, statementsOf } from '../document';
import { hashesOf } from '../lifecycle';
import { named } from '../named';
import { AGREEMENT_AUDIENCES, type PolicyVersion } from '../store';

const Label = z.string().trim().min(1, 'Give the version a name, such as 4.1.').max(20, 'Keep the version name short.');

/** May this person bring in a document? Reading the file itself happens outside the transaction. */
export const mayImport = useCase({
  name: 'policies.mayImport',
  action: 'policy.draft',
  input: z.strictObject({}),
  ledger: null,
  subject: (_input, _work, actor) => Promise.resolve(ownSchool(actor)),
  run: () => Promise.resolve({ done: true as const }),
});

/** A person drafts for their own school, or for the trust when their responsibility is the trust's. */
const ownSchool = (actor: Actor): Subject => (actor.kind === 'person' ? { schoolId: actor.person.schoolId } : NOTHING);

const NewDraft = z.strictObject({
  policyId: PolicyId.nullable(),
  kind: z.enum(['policy', 'agreement']),
  audience: z.enum(AGREEMENT_AUDIENCES).nullable(),
  schoolId: SchoolId.nullable(),
  label: Label,
  document: PolicyDocument,
  sourceName: z.string().max(255).nullable(),
});

export const saveDraft = useCase({
  name: 'policies.saveDraft',
  action: 'policy.draft',
  input: NewDraft,
  subject: async (input, work) => {
    if (input.policyId === null) return { schoolId: input.schoolId, policy: null };
    const policy = await work.policies.policy(input.policyId);
    if (!policy) throw notFound();
    return { schoolId: policy.schoolId, policy };
  },
  run: async ({ input, subject, actor }, work) => {
    const document = named(input.document);
    checkDocument(document, input.kind);
    const policyId = subject.policy?.id ?? (await newPolicy(input, work));
    const earlier = await work.policies.versions(policyId);
    if (earlier.some((v) => ['draft', 'approved', 'ratified'].includes(v.state)))
      throw new AppError('conflict', {
        problems: [
          { where: 'policyId', what: 'A new version of this policy is already on its way. Work on that one.' },
        ],
      });
    if (earlier.some((v) => v.label === input.label))
      throw invalid('label', 'There is a version of that name already.');
    const version: PolicyVersion = {
      ...blank,
      id: work.newId<VersionId>(),
      policyId,
      number: (earlier[0]?.number ?? 0) + 1,
      label: input.label,
      document,
      ...hashesOf(document),
      authorId: asPerson(actor).person.id,
      draftedAt: work.now,
      sourceName: input.sourceName,
    };
    await work.policies.addVersion(version);
    return { policyId, versionId: version.id, textHash: version.textHash };
  },
  ledger: { kind: 'policy.drafted', payload: ({ output }) => ({ ...output }) },
});

const blank = {
  state: 'draft',
  approvedBy: null,
  approvedAt: null,
  change: null,
  changeReason: null,
  ratifiedOn: null,
  ratifiedMinute: null,
  ratifiedBy: null,
  pendingRatification: null,
  publishedAt: null,
  publishedBy: null,
  nextReviewOn: null,
  supersededAt: null,
} as const;

async function newPolicy(input: z.infer<typeof NewDraft>, work: Work): Promise<PolicyId> {
  const { kind, audience, schoolId, document } = input;
  if (kind === 'agreement' && audience === null) throw invalid('audience', 'Say who signs this agreement.');
  const title = document.fields.title.trim();
  const taken = (await work.policies.policies()).some((p) => p.title === title && p.schoolId === schoolId);
  if (taken)
    throw invalid('document.fields.title', 'There is a policy of that title. Add a new version to it instead.');
  const id = work.newId<PolicyId>();
  await work.policies.addPolicy({ id, kind, title, audience: kind === 'agreement' ? audience : null, schoolId });
  return id;
}

/** @throws AppError `invalid_input` for a document nobody could read or sign. */
function checkDocument(document: PolicyDocument, kind: 'policy' | 'agreement'): void {
  if (document.fields.title.trim() === '') throw invalid('document.fields.title', 'Give the document a title.');
  if (document.sections.length === 0) throw invalid('document.sections', 'The document has no text yet.');
  if (kind === 'agreement' && statementsOf(document).length === 0)
    throw invalid('document.sections', 'An agreement needs at least one statement to agree to.');
  for (const section of document.sections)
    for (const block of section.blocks)
      if (block.kind === 'table' && block.rows.some((row) => row.length !== block.headers.length))
        throw invalid(`section ${section.heading}`, 'Each row of a table needs as many cells as it has headers.');
}

export const changeDraft = useCase({
  name: 'policies.changeDraft',
  action: 'policy.draft',
  input: z.strictObject({
    versionId: VersionId,
    label: Label,
    document: PolicyDocument,
    /** The text the change was made from: nobody overwrites what they have not seen. */
    textHash: z.string(),
  }),
  subject: ({ versionId }, work) => versionSubject(versionId, work),
  run: async ({ input, subject, actor }, work) => {
    const { version, policy } = subject;
    if (version.state !== 'draft' || version.textHash !== input.textHash)
      throw new AppError('conflict', { detail: 'the draft has changed' });
    const document = named(input.document);
    checkDocument(document, policy.kind);
    const { label } = input;
    // Whoever changed it last is its author: they do not approve it.
    const changed = { ...version, label, document, ...hashesOf(document), authorId: asPerson(actor).person.id };
    await work.policies.changeDraft(changed);
    return { done: true as const, textHash: changed.textHash };
  },
  ledger: {
    kind: 'policy.drafted',
    payload: ({ subject, output }) => ({ versionId: subject.version.id, textHash: output.textHash }),
  },
});

/** A version with its policy, and who wrote it: authors do not approve their own work. */
export async function versionSubject(versionId: VersionId, work: Work) {
  const version = await work.policies.version(versionId);
  const policy = version && (await work.policies.policy(version.policyId));
  if (!version || !policy) throw notFound();
  return { schoolId: policy.schoolId, authorIds: [version.authorId], version, policy };
}
