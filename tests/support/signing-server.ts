import type { PersonActor } from '../../src/core/access/actor';
import { addDays, schoolDayAt } from '../../src/core/people/day';
import { useCases } from '../../src/core/use-cases';
import type { Inside } from '../../src/server/lantern';
import { holding, idOf, person, runLantern, schoolOf, service, tenantId, toldAtStart } from './killed-server';

// A whole Lantern for tests that kill it: a school of `people` people who are all asked to sign one agreement.
const o = toldAtStart();
const today = schoolDayAt(Date.now());
const POSTS = { head: 'head', coordinator: 'coordinator', clerk: 'clerk' } as const;

const actor = (key: keyof typeof POSTS): PersonActor => ({
  kind: 'person',
  tenantId,
  person: person(key),
  oid: idOf(key),
  roles: [holding(key, POSTS[key])],
  isManager: false,
  signIn: { method: 'practice', at: null },
});

/** The school, its agreement and the round, the first time. */
async function prepare({ perform }: Inside): Promise<void> {
  const { isNew } = await perform(useCases['tenant.establish'], service, schoolOf(POSTS, o.people));
  if (!isNew) return;
  const blocks = ['I will keep my password secret.', 'I will lock my screen.'].map((text, i) => ({
    kind: 'statement' as const,
    key: `s${i}`,
    text,
  }));
  const fields = {
    title: 'Staff agreement',
    version: '1.0',
    date: '',
    author: '',
    approvedByHead: '',
    approvedByGovernors: '',
    nextReview: '',
  };
  const { policyId, versionId, textHash } = await perform(useCases['policies.saveDraft'], actor('coordinator'), {
    policyId: null,
    kind: 'agreement',
    audience: 'staff',
    schoolId: null,
    label: '1.0',
    document: { fields, sections: [{ anchor: 'promises', level: 1, heading: 'What I promise', blocks }] },
    sourceName: null,
  });
  const approval = { versionId, textHash, change: 'substantive', reason: 'New' };
  await perform(useCases['policies.approve'], actor('head'), approval);
  await perform(useCases['policies.ratify'], actor('clerk'), { versionId, ratifiedOn: today, minute: 'FGB 1' });
  await perform(useCases['policies.publish'], actor('head'), { versionId, nextReviewOn: addDays(today, 300) });
  await perform(useCases['campaigns.start'], actor('coordinator'), {
    policyId,
    trigger: 'yearly',
    audience: { schools: 'all', jobRoles: 'all' },
    opensOn: today,
    dueOn: addDays(today, 30),
  });
}

await runLantern(o, { prepare });
