import { useCases } from '../../../../src/core/use-cases';
import { everyday, withStore } from '../../../support/engines';
import { type SchoolFixture, makeSchool } from '../../../support/school';

describe.each(everyday)('signing, on %s', (engine) => {
  const at = withStore(engine);
  let school: SchoolFixture;
  beforeEach(async () => {
    school = await makeSchool(at.store);
  });

  const open = async () => {
    const agreement = await school.agreement();
    return { ...agreement, campaignId: await school.campaign(agreement.policyId) };
  };

  test('a signature is kept with one entry in the ledger, and the obligation is settled', async () => {
    const { campaignId } = await open();
    const signed = await school.perform(
      useCases['agreements.sign'],
      school.actor('teacher'),
      await school.signing(campaignId, 'teacher'),
    );
    expect(signed.alreadySigned).toBe(false);
    const entries = await school.entries('attestation.signed');
    expect(entries.map((e) => e.ref)).toEqual([signed.attestationId]);
    const view = await school.perform(useCases['agreements.signing'], school.actor('teacher'), { campaignId });
    expect(view.state).toBe('signed');
    expect(view.signed?.attestationId).toBe(signed.attestationId);
  });

  test('a double press and a second device give one signature and one entry', async () => {
    const { campaignId } = await open();
    const input = await school.signing(campaignId, 'teacher');
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => school.perform(useCases['agreements.sign'], school.actor('teacher'), input)),
    );
    expect(new Set(answers.map((a) => a.attestationId)).size).toBe(1);
    expect(answers.filter((a) => !a.alreadySigned)).toHaveLength(1);
    expect(await school.entries('attestation.signed')).toHaveLength(1);
  });

  test('one bad request in a rush costs only itself', async () => {
    const { campaignId } = await open();
    const good = await school.signing(campaignId, 'teacher');
    const bad = { ...(await school.signing(campaignId, 'colleague')), ticked: [] };
    const results = await Promise.allSettled([
      school.perform(useCases['agreements.sign'], school.actor('teacher'), good),
      school.perform(useCases['agreements.sign'], school.actor('colleague'), bad),
      school.perform(
        useCases['agreements.sign'],
        school.actor('elsewhere'),
        await school.signing(campaignId, 'elsewhere'),
      ),
    ]);
    expect(results.map((r) => r.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  test('a text that was replaced while reading is refused by name, and nothing is signed', async () => {
    const { campaignId, policyId } = await open();
    const input = await school.signing(campaignId, 'teacher');
    await school.agreement({
      policyId,
      label: '2.0',
      statements: ['I will keep my password secret.', 'I will use two steps.'],
    });
    await expect(school.perform(useCases['agreements.sign'], school.actor('teacher'), input)).rejects.toMatchObject({
      code: 'version_superseded',
    });
    expect(await school.entries('attestation.signed')).toHaveLength(0);
  });

  test('somebody whom the campaign does not ask is told nothing, and the attempt is recorded', async () => {
    const { policyId } = await open();
    const other = await makeSchool(at.store);
    const theirs = await other.campaign((await other.agreement()).policyId);
    const input = { ...(await other.signing(theirs, 'teacher')) };
    await expect(school.perform(useCases['agreements.sign'], school.actor('teacher'), input)).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await school.entries('access.refused')).toHaveLength(1);
    expect(policyId).toBeDefined();
  });
});
