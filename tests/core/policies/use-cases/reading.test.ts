import { useCases } from '../../../../src/core/use-cases';
import type { PolicyDocument } from '../../../../src/core/policies/document';
import { everyday, withStore } from '../../../support/engines';
import { type Role, type SchoolFixture, documentOf, makeSchool } from '../../../support/school';

const withMatrix = (title: string): PolicyDocument => {
  const document = documentOf(title);
  document.sections.push({
    anchor: 'uses',
    level: 1,
    heading: 'What staff and pupils may use',
    blocks: [
      {
        kind: 'table',
        caption: 'Uses',
        headers: ['Use', 'Staff: allowed', 'Staff: not allowed', 'Pupils: allowed', 'Pupils: not allowed'],
        rows: [['Mobile phones may be brought to school', 'x', '', '', 'x']],
      },
    ],
  });
  return document;
};

describe.each(everyday)('reading, on %s', (engine) => {
  const at = withStore(engine);
  let school: SchoolFixture;
  beforeEach(async () => {
    school = await makeSchool(at.store);
  });
  const publish = async (v: { versionId: string; textHash: string }) => {
    const { versionId, textHash } = v;
    await school.perform(useCases['policies.approve'], school.actor('trustHead'), {
      versionId,
      textHash,
      change: 'substantive',
      reason: 'First version',
    });
    await school.perform(useCases['policies.publish'], school.actor('trustHead'), {
      versionId,
      nextReviewOn: '2027-09-01',
      pendingRatification: 'Governors meet later',
    });
  };
  const list = async (who: Role) =>
    (await school.perform(useCases['policies.list'], school.actor(who), {})).policies.map((p) => p.title);

  test('who writes policies is told for whom: their school, or the whole trust and each school', async () => {
    const places = async (who: Role) =>
      (await school.perform(useCases['policies.list'], school.actor(who), {})).draftsFor;
    expect(await places('teacher')).toEqual([]);
    expect(await places('coordinator')).toEqual([school.schools.a]);
    const all = await places('trustHead');
    expect(all[0]).toBeNull();
    expect([...all].sort()).toEqual([null, school.schools.a, school.schools.b].sort());
  });

  test('a draft is seen by those who work on it and is not there for anybody else', async () => {
    const draft = await school.draft({ title: 'Draft' });
    expect(await list('coordinator')).toEqual(['Draft']);
    expect(await list('clerk')).toEqual(['Draft']);
    for (const who of ['teacher', 'elsewhere', 'elsewhereHead'] as const) expect(await list(who)).toEqual([]);
    for (const input of [{ policyId: draft.policyId }, { policyId: draft.policyId, versionId: draft.versionId }])
      await expect(school.perform(useCases['policies.read'], school.actor('teacher'), input)).rejects.toMatchObject({
        code: 'not_found',
      });
    const mine = await school.perform(useCases['policies.read'], school.actor('coordinator'), {
      policyId: draft.policyId,
    });
    expect(mine.version.state).toBe('draft');
    expect(mine.abilities).toEqual(['policy.draft']);
  });

  test('what is on its way is shown beside what is in force, to those who may see it', async () => {
    const { policyId } = await school.agreement();
    await school.draft({ policyId, schoolId: null, label: '2.0', document: documentOf('Staff agreement', ['New.']) });
    const shown = async (who: Role) =>
      (await school.perform(useCases['policies.list'], school.actor(who), {})).policies[0];
    expect((await shown('trustHead'))?.coming).toMatchObject({ label: '2.0', state: 'draft' });
    expect((await shown('teacher'))?.coming).toBeNull();
    expect((await shown('teacher'))?.inForce).toMatchObject({ label: '1.0' });
  });

  test('a school’s own policy concerns that school', async () => {
    const own = await school.draft({ title: 'Of school a', document: withMatrix('Of school a') });
    await publish(own);
    expect(await list('teacher')).toEqual(['Of school a']);
    expect(await list('elsewhere')).toEqual([]);
    const asked = { q: 'password' };
    const hits = async (who: Role) =>
      (await school.perform(useCases['policies.search'], school.actor(who), asked)).hits.length;
    expect(await hits('teacher')).toBeGreaterThan(0);
    expect(await hits('elsewhere')).toBe(0);
    const matrices = async (who: Role, audience?: 'staff' | 'pupils') =>
      (await school.perform(useCases['policies.matrices'], school.actor(who), audience ? { audience } : {})).matrices;
    expect(await matrices('elsewhere')).toEqual([]);
    const [both] = await matrices('teacher');
    expect(both?.title).toBe('Of school a');
    expect(new Set(both?.rows.map((r) => r.side))).toEqual(new Set(['staff', 'pupils']));
    expect(new Set((await matrices('teacher', 'pupils'))[0]?.rows.map((r) => r.side))).toEqual(new Set(['pupils']));
    const answers = async (who: Role) =>
      (await school.perform(useCases['policies.ask'], school.actor(who), { q: 'mobile phones' })).answers.length;
    expect(await answers('teacher')).toBeGreaterThan(0);
    expect(await answers('elsewhere')).toBe(0);
    await expect(
      school.perform(useCases['policies.read'], school.actor('elsewhere'), { policyId: own.policyId }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  test('the box says whom to ask: the school’s coordinator, or nobody where there is none', async () => {
    await school.agreement();
    const ask = (who: Role) => school.perform(useCases['policies.ask'], school.actor(who), { q: 'a drone' });
    expect((await ask('teacher')).coordinator).toEqual({
      name: 'Coordinator Example',
      email: 'coordinator@school.example',
    });
    expect((await ask('elsewhere')).coordinator).toBeNull();
  });

  test('a version of another policy, or no version at all, is not there', async () => {
    const a = await school.agreement();
    const b = await school.agreement({ title: 'Another' });
    const read = (input: object) => school.perform(useCases['policies.read'], school.actor('trustHead'), input);
    await expect(read({ policyId: a.policyId, versionId: b.versionId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(read({ policyId: a.versionId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(
      school.perform(useCases['policies.compare'], school.actor('trustHead'), {
        policyId: a.policyId,
        from: a.versionId,
        to: b.versionId,
      }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});
