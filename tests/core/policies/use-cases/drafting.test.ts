import { useCases } from '../../../../src/core/use-cases';
import { statementsOf } from '../../../../src/core/policies/document';
import { everyday, withStore } from '../../../support/engines';
import { type SchoolFixture, documentOf, makeSchool } from '../../../support/school';

describe.each(everyday)('drafting, on %s', (engine) => {
  const at = withStore(engine);
  let school: SchoolFixture;
  beforeEach(async () => {
    school = await makeSchool(at.store);
  });
  const save = (more: object = {}) =>
    school.perform(useCases['policies.saveDraft'], school.actor('coordinator'), {
      policyId: null,
      kind: 'policy',
      audience: null,
      schoolId: school.schools.a,
      label: '1.0',
      document: documentOf('Policy'),
      sourceName: 'policy.docx',
      ...more,
    });

  test.each([
    ['an agreement for nobody', { kind: 'agreement' }, 'audience'],
    ['no title', { document: documentOf('  ') }, 'document.fields.title'],
    ['no text', { document: { ...documentOf('T'), sections: [] } }, 'document.sections'],
    [
      'an agreement that says nothing',
      { kind: 'agreement', audience: 'staff', document: documentOf('T', []) },
      'document.sections',
    ],
    ['no name of the version', { label: ' ' }, 'label'],
    ['a version name too long', { label: 'x'.repeat(21) }, 'label'],
  ])('%s is refused, saying where', async (_, more, where) => {
    await expect(save(more)).rejects.toMatchObject({ code: 'invalid_input', problems: [{ where }] });
    expect(await school.entries('policy.drafted')).toHaveLength(0);
  });

  test('a table with a ragged row is refused, naming the section', async () => {
    const document = documentOf('T');
    const table = { kind: 'table' as const, caption: '', headers: ['Use', 'Staff'], rows: [['Phones']] };
    document.sections[0]?.blocks.push(table);
    await expect(save({ document })).rejects.toMatchObject({ problems: [{ where: 'section Who this is for' }] });
    table.rows[0]?.push('Yes');
    await save({ document });
  });

  test('a title is taken once in a school, and another school may use it', async () => {
    await save();
    await expect(save()).rejects.toMatchObject({ problems: [{ where: 'document.fields.title' }] });
    await school.perform(useCases['policies.saveDraft'], school.actor('elsewhereHead'), {
      policyId: null,
      kind: 'policy',
      audience: null,
      schoolId: school.schools.b,
      label: '1.0',
      document: documentOf('Policy'),
      sourceName: null,
    });
  });

  test('a policy has one new version on its way at a time, and its names are its own', async () => {
    const first = await save();
    await expect(save({ policyId: first.policyId, label: '2.0' })).rejects.toMatchObject({ code: 'conflict' });
    await school.perform(useCases['policies.approve'], school.actor('head'), {
      versionId: first.versionId,
      textHash: first.textHash,
      change: 'minor',
      reason: 'First version',
    });
    await school.perform(useCases['policies.publish'], school.actor('head'), {
      versionId: first.versionId,
      nextReviewOn: '2027-09-01',
      pendingRatification: 'Governors meet later',
    });
    await expect(save({ policyId: first.policyId })).rejects.toMatchObject({ problems: [{ where: 'label' }] });
    await save({ policyId: first.policyId, label: '2.0' });
  });

  test('a policy that is not there gets no version', async () => {
    await expect(save({ policyId: '0a4f0000-0000-4000-8000-000000000099' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('nobody overwrites a draft they have not seen, nor one that has gone on', async () => {
    const { versionId, textHash } = await save();
    const change = (more: object) =>
      school.perform(useCases['policies.changeDraft'], school.actor('coordinator'), {
        versionId,
        textHash,
        label: '1.0',
        document: documentOf('Policy', ['I will ask first.']),
        ...more,
      });
    await expect(change({ textHash: 'another' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(change({ document: documentOf('') })).rejects.toMatchObject({ code: 'invalid_input' });
    const changed = await change({});
    const approval = { versionId, textHash: changed.textHash, change: 'minor', reason: 'First version' };
    await school.perform(useCases['policies.approve'], school.actor('head'), approval);
    await expect(change({ textHash: changed.textHash })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('an agreement remembers whose it is; a policy is nobody’s to sign', async () => {
    const agreement = await save({ kind: 'agreement', audience: 'staff' });
    const policy = await save({ audience: 'staff', document: documentOf('Another') });
    const read = (policyId: string) => school.perform(useCases['policies.read'], school.actor('head'), { policyId });
    expect((await read(agreement.policyId)).audience).toBe('staff');
    expect((await read(policy.policyId)).audience).toBeNull();
    expect(statementsOf((await read(agreement.policyId)).document)).toHaveLength(2);
  });
});
