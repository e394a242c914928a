import type { CampaignId } from '../../../../src/core/ids';
import { useCases } from '../../../../src/core/use-cases';
import { everyday, withStore } from '../../../support/engines';
import { type SchoolFixture, TODAY, makeSchool } from '../../../support/school';

const NEWER = { label: '2.0', statements: ['I will keep my password secret.', 'I will use two steps.'] };

describe.each(everyday)('what the signing page is told, on %s', (engine) => {
  const at = withStore(engine);
  let school: SchoolFixture;
  beforeEach(async () => {
    school = await makeSchool(at.store);
  });

  const open = async () => {
    const agreement = await school.agreement();
    return { ...agreement, campaignId: await school.campaign(agreement.policyId) };
  };
  const view = (campaignId: CampaignId, role: 'teacher' | 'colleague' | 'head' = 'teacher') =>
    school.perform(useCases['agreements.signing'], school.actor(role), { campaignId });
  const sign = async (campaignId: CampaignId, devices = { laptop: '', ipad: '' }) =>
    school.perform(useCases['agreements.sign'], school.actor('teacher'), {
      ...(await school.signing(campaignId, 'teacher')),
      ...devices,
    });
  const keep = async (campaignId: CampaignId) => {
    const { versionId } = await view(campaignId);
    const draft = {
      versionId,
      section: 1,
      ticked: ['i-will-keep-my-password-secret-'],
      laptop: '',
      ipad: 'IP-1',
      typedName: '',
    };
    await school.perform(useCases['agreements.saveDraft'], school.actor('teacher'), { campaignId, draft });
    return draft;
  };
  const reconcile = () => school.perform(useCases['campaigns.reconcile'], school.service, {});

  test('the first time there is nothing to compare with, and a line manager who will accept', async () => {
    const { campaignId } = await open();
    expect(await view(campaignId)).toMatchObject({
      since: null,
      isOpen: true,
      movedTo: null,
      managerName: 'Manager Example',
      signed: null,
      draft: null,
    });
    expect((await view(campaignId, 'head')).managerName).toBeNull();
  });

  test('after signing it names the version that was signed, and who accepted it', async () => {
    const { campaignId, policyId } = await open();
    const { attestationId } = await sign(campaignId);
    expect((await view(campaignId)).signed).toMatchObject({ versionLabel: '1.0', acceptedAt: null, acceptedBy: null });
    await school.perform(useCases['countersign.sign'], school.actor('manager'), { attestationId });
    await school.agreement({ policyId, label: '1.1', change: 'minor' });
    await reconcile();
    expect(await view(campaignId)).toMatchObject({
      versionLabel: '1.1',
      signed: { versionLabel: '1.0', acceptedAt: school.now(), acceptedBy: 'Manager Example' },
    });
  });

  test('a text changed in substance closes the page, leads to the new one, and takes the draft along', async () => {
    const { campaignId, policyId } = await open();
    const draft = await keep(campaignId);
    await school.agreement({ policyId, ...NEWER });
    expect(await view(campaignId)).toMatchObject({ isOpen: false, movedTo: null });
    await reconcile();
    const { isOpen, movedTo } = await view(campaignId);
    expect(isOpen).toBe(false);
    const next = await view(movedTo!);
    expect(next).toMatchObject({ versionLabel: '2.0', isOpen: true, movedTo: null, draft: { draft } });
    expect((await view(movedTo!, 'colleague')).draft).toBeNull();
    const later = await keep(movedTo!);
    expect((await view(movedTo!)).draft?.draft).toEqual(later);
  });

  test('who had signed the older text sees what changed, the numbers known, and no old draft', async () => {
    const { campaignId, policyId } = await open();
    await keep(campaignId);
    await sign(campaignId, { laptop: 'LT-1', ipad: '' });
    await school.agreement({ policyId, ...NEWER });
    await reconcile();
    const { movedTo } = await view(campaignId);
    const next = await view(movedTo!);
    expect(next).toMatchObject({ draft: null, signed: null, knownDevices: { laptop: 'LT-1', ipad: '' } });
    expect(next.since).toMatchObject({
      versionLabel: '1.0',
      changes: { counts: { statements: { unchanged: 1, added: 1, removed: 1 } } },
    });
  });

  test('a round that is simply over leads nowhere', async () => {
    const { campaignId } = await open();
    await school.perform(useCases['campaigns.close'], school.actor('trustHead'), { campaignId });
    expect(await view(campaignId)).toMatchObject({ isOpen: false, movedTo: null });
    expect(TODAY).toBe('2026-09-09');
  });
});
