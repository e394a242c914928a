import type { PolicyId, VersionId } from '../../../../src/core/ids';
import type { PersonActor } from '../../../../src/core/access/actor';
import { hashesOf } from '../../../../src/core/policies/lifecycle';
import { useCases } from '../../../../src/core/use-cases';
import { everyday, withStore } from '../../../support/engines';
import { type SchoolFixture, day, documentOf, makeSchool } from '../../../support/school';

const REVIEW = day('2027-09-01');

describe.each(everyday)('a policy on its way, on %s', (engine) => {
  const at = withStore(engine);
  let school: SchoolFixture;
  beforeEach(async () => {
    school = await makeSchool(at.store);
  });

  type Named = { versionId: VersionId; textHash: string };
  const approve = (v: Named, by: PersonActor = school.actor('head'), change = 'substantive') =>
    school.perform(useCases['policies.approve'], by, { ...pick(v), change, reason: 'Yearly review' });
  const pick = ({ versionId, textHash }: Named) => ({ versionId, textHash });
  const ratify = ({ versionId }: Named, by = school.actor('clerk'), ratifiedOn = day('2026-09-08')) =>
    school.perform(useCases['policies.ratify'], by, { versionId, ratifiedOn, minute: 'FGB 1' });
  const publish = ({ versionId }: Named, more: object = {}) =>
    school.perform(useCases['policies.publish'], school.actor('head'), { versionId, nextReviewOn: REVIEW, ...more });
  const read = (policyId: PolicyId, versionId?: VersionId, who: Parameters<SchoolFixture['actor']>[0] = 'head') =>
    school.perform(useCases['policies.read'], school.actor(who), { policyId, ...(versionId && { versionId }) });

  test('goes from draft to approval, ratification and publication, and every step says who and when', async () => {
    const v = await school.draft();
    await approve(v);
    await ratify(v);
    await publish(v);
    const { version } = await read(v.policyId);
    expect(version).toMatchObject({
      state: 'published',
      authorName: 'Coordinator Example',
      approvedByName: 'Head Example',
      change: 'substantive',
      ratifiedOn: '2026-09-08',
      ratifiedMinute: 'FGB 1',
      pendingRatification: null,
      nextReviewOn: REVIEW,
      publishedAt: school.now(),
    });
    const kinds = (await school.entries()).map((e) => e.kind);
    expect(kinds.slice(-4)).toEqual(['policy.drafted', 'policy.approved', 'policy.ratified', 'policy.published']);
  });

  test('nobody approves what they wrote, head or not', async () => {
    const head = school.actor('head');
    const draft = { policyId: null, kind: 'policy', audience: null, schoolId: school.schools.a, label: '1.0' };
    const own = await school.perform(useCases['policies.saveDraft'], head, {
      ...draft,
      document: documentOf('By the head'),
      sourceName: null,
    });
    await expect(approve(own)).rejects.toMatchObject({ code: 'not_found' });
    await approve(own, school.actor('deputy'));
  });

  test('whoever changed the draft last is its author', async () => {
    const v = await school.draft();
    const changed = await school.perform(useCases['policies.changeDraft'], school.actor('head'), {
      ...pick(v),
      label: '1.1',
      document: documentOf('Changed', ['I will lock my screen.']),
    });
    const now = { ...v, textHash: changed.textHash };
    await expect(approve(now)).rejects.toMatchObject({ code: 'not_found' });
    await approve(now, school.actor('deputy'));
  });

  test('what is approved is the exact text that was read', async () => {
    const v = await school.draft();
    await expect(approve({ ...v, textHash: 'another' })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('whoever approved it does not record the governors’ minute', async () => {
    const v = await school.draft();
    await approve(v);
    await expect(ratify(v, school.actor('head'))).rejects.toMatchObject({
      code: 'invalid_input',
      problems: [{ where: 'minute' }],
    });
    await ratify(v, school.actor('trustHead'));
  });

  test('a meeting that has not been held ratifies nothing', async () => {
    const v = await school.draft();
    await approve(v);
    await expect(ratify(v, school.actor('clerk'), day('2026-09-10'))).rejects.toMatchObject({
      problems: [{ where: 'ratifiedOn' }],
    });
  });

  test('before the governors ratify it, it comes into force with a reason only, and may be ratified afterwards', async () => {
    const v = await school.draft();
    await approve(v);
    await expect(publish(v)).rejects.toMatchObject({ problems: [{ where: 'pendingRatification' }] });
    await publish(v, { pendingRatification: 'The governors meet in October' });
    expect((await read(v.policyId, undefined, 'clerk')).abilities).toEqual(['policy.ratify']);
    await ratify(v);
    const { version, abilities } = await read(v.policyId, undefined, 'clerk');
    expect(version).toMatchObject({ state: 'published', ratifiedMinute: 'FGB 1' });
    expect(version.pendingRatification).toBe('The governors meet in October');
    expect(abilities).not.toContain('policy.ratify');
    await expect(ratify(v, school.actor('trustHead'))).rejects.toMatchObject({ code: 'conflict' });
  });

  test('the next review is after today', async () => {
    const v = await school.draft();
    await approve(v);
    await ratify(v);
    const soon = { versionId: v.versionId, nextReviewOn: '2026-09-09' };
    await expect(school.perform(useCases['policies.publish'], school.actor('head'), soon)).rejects.toMatchObject({
      problems: [{ where: 'nextReviewOn' }],
    });
  });

  test('what is sent back is a draft again, to be approved anew', async () => {
    const v = await school.draft();
    await approve(v);
    await ratify(v);
    await school.perform(useCases['policies.sendBack'], school.actor('deputy'), {
      versionId: v.versionId,
      reason: 'Two telephone numbers are wrong',
    });
    expect((await read(v.policyId, v.versionId)).version).toMatchObject({
      state: 'draft',
      approvedByName: null,
      ratifiedOn: null,
      changeReason: 'Two telephone numbers are wrong',
    });
    await expect(publish(v)).rejects.toMatchObject({ code: 'conflict' });
    await approve(v);
  });

  test('the approver is not offered to record the governors’ minute; the clerk is', async () => {
    const v = await school.draft();
    await approve(v);
    expect((await read(v.policyId, v.versionId)).abilities).not.toContain('policy.ratify');
    expect((await read(v.policyId, v.versionId, 'clerk')).abilities).toEqual(['policy.ratify']);
  });

  test.each(['draft', 'approved', 'ratified', 'published'] as const)(
    'from %s only the next steps are offered, and every other is refused',
    async (state) => {
      const v = await school.draft();
      if (state !== 'draft') await approve(v);
      if (state === 'ratified' || state === 'published') await ratify(v);
      if (state === 'published') await publish(v);
      const offered = (await read(v.policyId, v.versionId)).abilities;
      expect(offered).toEqual(
        {
          draft: ['policy.draft', 'policy.approve'],
          approved: ['policy.approve', 'policy.publish'],
          ratified: ['policy.approve', 'policy.publish'],
          published: ['policy.draft'],
        }[state],
      );
      if (state !== 'draft') await expect(approve(v)).rejects.toMatchObject({ code: 'conflict' });
      if (state === 'draft') await expect(ratify(v)).rejects.toMatchObject({ code: 'conflict' });
      if (state === 'published') await expect(publish(v)).rejects.toMatchObject({ code: 'conflict' });
    },
  );

  test('a newer version takes the place of the one in force, which is kept and can still be read and compared', async () => {
    const first = await school.draft({ title: 'Policy' });
    await approve(first);
    await ratify(first);
    await publish(first);
    const second = await school.draft({
      policyId: first.policyId,
      label: '2.0',
      document: documentOf('Policy', ['I will keep my password secret.', 'I will use two steps.']),
    });
    await approve(second);
    await ratify(second);
    await publish(second);
    const now = await read(first.policyId, undefined, 'teacher');
    expect(now.version).toMatchObject({ label: '2.0', number: 2, state: 'published' });
    expect(now.versions.map((r) => [r.label, r.state])).toEqual([
      ['2.0', 'published'],
      ['1.0', 'superseded'],
    ]);
    const old = await read(first.policyId, first.versionId);
    expect(old.version.state).toBe('superseded');
    expect(old.abilities).toEqual([]);
    const compared = await school.perform(useCases['policies.compare'], school.actor('teacher'), {
      policyId: first.policyId,
      from: first.versionId,
      to: second.versionId,
    });
    expect(JSON.stringify(compared.comparison)).toContain('I will use two steps.');
  });

  describe('the text of a version that left draft', () => {
    const change = (sql: string) => async (v: Named) =>
      at.store.transaction((client) => client.query(sql, [v.versionId]), { settings: { tenant: school.tenantId } });
    test.each([
      ['its text', `update policy_version set document = '{}' where id = $1`],
      ['its hash', `update policy_version set text_hash = 'x' where id = $1`],
      ['its statements’ hash', `update policy_version set statements_hash = 'x' where id = $1`],
      ['its label', `update policy_version set label = '9' where id = $1`],
      ['its author', `update policy_version set author_id = gen_random_uuid() where id = $1`],
      ['back to draft', `update policy_version set state = 'draft' where id = $1`],
      ['away', `delete from policy_version where id = $1`],
    ])('cannot be changed in the database: %s', async (_, sql) => {
      const v = await school.draft();
      await approve(v);
      await ratify(v);
      await publish(v);
      await expect(change(sql)(v)).rejects.toMatchObject({ code: '23001' });
      const text = (await read(v.policyId)).document;
      expect(hashesOf(text).textHash).toBe(v.textHash);
    });
  });

  test('of a version that is not there is not there', async () => {
    const versionId = '0a4f0000-0000-4000-8000-000000000099';
    await expect(
      school.perform(useCases['policies.sendBack'], school.actor('head'), { versionId, reason: 'Not yet' }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});
