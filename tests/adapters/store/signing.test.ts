import { randomUUID } from 'node:crypto';
import { makeUnit } from '../../../src/adapters/store/unit';
import { CampaignId } from '../../../src/core/ids';
import { genesisHead, sealLeaves } from '../../../src/core/ledger/seal';
import { makePerform } from '../../../src/core/perform';
import { useCases } from '../../../src/core/use-cases';
import { engines, withStore } from '../../support/engines';
import { ROLES, type Role, type SchoolFixture, makeSchool } from '../../support/school';
import { testVault } from '../../support/vault';

describe.each(engines)('the bulk lane’s statements, on %s', (engine) => {
  const at = withStore(engine);
  let school: SchoolFixture;
  beforeEach(async () => (school = await makeSchool(at.store)));

  const open = async (title: string) => {
    const agreement = await school.agreement({ title });
    return { ...agreement, campaignId: await school.campaign(agreement.policyId) };
  };
  /** Another process on the same database: it remembers nothing of what this one did. */
  const elsewhere = () =>
    makePerform(
      makeUnit(at.store, {
        now: school.now,
        role: 'app_web',
        vault: testVault(at.store, school.now),
        enqueue: () => Promise.resolve(),
      }),
    );
  const sign = async (perform: SchoolFixture['perform'], campaignId: CampaignId, role: Role) =>
    perform(useCases['agreements.sign'], school.actor(role), await school.signing(campaignId, role));
  const sealed = () =>
    at.store.transaction(
      async (client) => {
        const { rows } = await client.query<{
          seq: number;
          at: number;
          kind: string;
          commitment: Buffer;
          link: Buffer;
        }>(
          `select seq, at_ms as at, kind, commitment, link from ledger_leaf where tenant = $1 and seq is not null order by seq`,
          [school.tenantId],
        );
        return rows;
      },
      { settings: { tenant: school.tenantId } },
    );

  test('whoever writes, and wherever each process last saw the end of the log, it stays one chain', async () => {
    const { campaignId } = await open('Staff agreement');
    const [one, other] = [school.perform, elsewhere()];
    for (const [i, role] of ROLES.entries()) await sign([one, one, other, one, other, other][i % 6]!, campaignId, role);
    const rows = await sealed();
    expect(rows).toHaveLength(ROLES.length);
    expect(rows.map((r) => r.seq)).toEqual(ROLES.map((_, i) => i + 1));
    expect(rows.map((r) => r.link)).toEqual(
      sealLeaves(school.tenantId, genesisHead(school.tenantId), rows).sealed.map((s) => s.link),
    );
  });

  test('an end of the log that was remembered and then undone is not built upon', async () => {
    const { campaignId } = await open('Staff agreement');
    await sign(school.perform, campaignId, 'teacher');
    const undone = school.unit.run(school.service, 'write', async (work) => {
      await work.ledger.appendSealed([{ kind: 'notice.sent', ref: null, payload: {} }]);
      throw new RangeError('undone');
    });
    await expect(undone).rejects.toThrow(RangeError);
    await sign(school.perform, campaignId, 'colleague');
    expect((await sealed()).map((r) => r.seq)).toEqual([1, 2]);
  });

  test('each pair of campaign and person is answered for itself, in the order asked', async () => {
    const first = await open('Staff agreement');
    const second = await open('Device loan');
    await sign(school.perform, second.campaignId, 'teacher');
    const nobody = CampaignId.parse(randomUUID());
    const pairs = [
      { campaignId: second.campaignId, personId: school.id('teacher') },
      { campaignId: nobody, personId: school.id('teacher') },
      { campaignId: first.campaignId, personId: school.id('colleague') },
      { campaignId: first.campaignId, personId: school.id('teacher') },
    ];
    const found = await school.unit.run(school.service, 'read', (work) => work.attestations.standings(pairs));
    expect(found.map((f) => f && [f.campaign.id, f.obligation.personId, f.obligation.state, f.earlier?.how])).toEqual([
      [second.campaignId, school.id('teacher'), 'signed', 'screen'],
      null,
      [first.campaignId, school.id('colleague'), 'pending', undefined],
      [first.campaignId, school.id('teacher'), 'pending', undefined],
    ]);
    expect(found[0]?.earlier).toEqual(
      await school.unit.run(school.service, 'read', (work) => work.attestations.attestation(found[0]!.earlier!.id)),
    );
    const version = await school.unit.run(school.service, 'read', (work) => work.policies.version(first.versionId));
    expect(version).not.toBeNull();
    expect(found[3]?.version).toEqual(version);
  });

  test('a campaign that was closed elsewhere is known to be closed at the next signature', async () => {
    const { campaignId } = await open('Staff agreement');
    await sign(school.perform, campaignId, 'teacher');
    const input = await school.signing(campaignId, 'colleague');
    await elsewhere()(useCases['campaigns.close'], school.actor('trustHead'), { campaignId });
    await expect(school.perform(useCases['agreements.sign'], school.actor('colleague'), input)).rejects.toMatchObject({
      code: 'version_superseded',
    });
  });
});
