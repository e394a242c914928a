import type { AttestationId, CampaignId, PolicyId, QuestionId, VersionId } from '../../src/core/ids';
import { useCases } from '../../src/core/use-cases';
import type { Store } from '../../src/adapters/store/engine';
import { type AccountWorld, openAccounts } from './account-world';
import { type SchoolFixture, makeSchool } from './school';

interface Version {
  readonly policyId: PolicyId;
  readonly versionId: VersionId;
  readonly textHash: string;
}

/** A school in the middle of things: something of every kind is there to be done something to. */
export interface World {
  readonly school: SchoolFixture;
  /** In force, the trust's; being signed in school a. */
  readonly agreement: Version;
  /** In force, the trust's; nobody is asked for it. */
  readonly other: Version;
  /** The pupils' agreement of the juniors. */
  readonly ks2: Version;
  /** School a's, by the coordinator. */
  readonly draft: Version;
  /** School a's, by the coordinator, approved by the head. */
  readonly approved: Version;
  readonly accounts: AccountWorld;
  /** Asks everybody of school a. */
  readonly campaignId: CampaignId;
  /** The teacher's signature. */
  readonly attestationId: AttestationId;
  /** The colleague's open question. */
  readonly questionId: QuestionId;
}

const first = new WeakMap<Store, Promise<World>>();

/** A world of one's own to change: the first in a store is made, and each is a copy of that in a tenant of its own. */
export async function makeWorld(store: Store): Promise<World> {
  const made = first.get(store) ?? build(store);
  first.set(store, made);
  const world = await made;
  return { ...world, school: await makeSchool(store, { copies: world.school }) };
}

async function build(store: Store): Promise<World> {
  const school = await makeSchool(store);
  const { perform, actor } = school;
  const agreement = await school.agreement();
  const other = await school.agreement({ title: 'Another agreement' });
  const ks2 = await school.agreement({ title: 'Our promises', audience: 'ks2' });
  const draft = await school.draft({ title: 'A draft' });
  const approved = await school.draft({ title: 'An approved policy' });
  const { versionId, textHash } = approved;
  const approval = { versionId, textHash, change: 'substantive', reason: 'Yearly review' };
  await perform(useCases['policies.approve'], actor('head'), approval);
  const campaignId = await school.campaign(agreement.policyId, { schools: [school.schools.a] });
  const signed = await perform(
    useCases['agreements.sign'],
    actor('teacher'),
    await school.signing(campaignId, 'teacher'),
  );
  const question = { campaignId, statementKey: null, text: 'May I use my own phone?' };
  const asked = await perform(useCases['agreements.ask'], actor('colleague'), question);
  const { attestationId } = signed;
  const accounts = await openAccounts(school);
  return {
    accounts,
    school,
    agreement,
    other,
    ks2,
    draft,
    approved,
    campaignId,
    attestationId,
    questionId: asked.questionId,
  };
}
