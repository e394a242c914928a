import { randomUUID } from 'node:crypto';
import type { Store, TransactionOptions } from '../../../src/adapters/store/engine';
import { makeUnit } from '../../../src/adapters/store/unit';
import { CampaignId, PersonId } from '../../../src/core/ids';
import { schoolDayAt } from '../../../src/core/people/day';
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
  const elsewhere = (store: Store = at.store) =>
    makePerform(
      makeUnit(store, {
        now: school.now,
        role: 'app_web',
        vault: testVault(store, school.now),
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

  test('of two processes, and of paper and screen, the first to sign for a person does so, and everybody is told of it', async () => {
    const { campaignId } = await open('Staff agreement');
    const [one, other] = [school.perform, elsewhere()];
    const SIGNERS = ['teacher', 'colleague', 'manager', 'head'] as const;
    const onPaper = (role: Role) => ({
      campaignId,
      personId: school.id(role),
      signedOn: schoolDayAt(school.now()),
      keptWhere: 'Office file',
      laptop: '',
      ipad: '',
    });
    for (const role of SIGNERS) {
      const answers = await Promise.all([
        sign(one, campaignId, role),
        sign(other, campaignId, role),
        other(useCases['agreements.recordPaper'], school.actor('office'), onPaper(role)),
        sign(one, campaignId, role),
      ]);
      expect(answers.filter((a) => !a.alreadySigned)).toHaveLength(1);
      expect(new Set(answers.map((a) => a.attestationId)).size).toBe(1);
    }
    const { rows } = await at.store.query<{ signatures: number; entries: number }>(
      `select (select count(*)::int from attestation where campaign_id = $1) as signatures,
        (select count(*)::int from ledger_leaf where kind in ('attestation.signed', 'attestation.paper')
          and ref in (select id from attestation where campaign_id = $1)) as entries`,
      [campaignId],
    );
    expect(rows).toEqual([{ signatures: SIGNERS.length, entries: SIGNERS.length }]);
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

  test('a batch of signatures keeps the plans of its statements, other work does not', async () => {
    const { campaignId } = await open('Staff agreement');
    const asked: (TransactionOptions | undefined)[] = [];
    const watched: Store = { ...at.store, transaction: (work, o) => (asked.push(o), at.store.transaction(work, o)) };
    const perform = elsewhere(watched);
    await sign(perform, campaignId, 'teacher');
    await perform(useCases['campaigns.close'], school.actor('trustHead'), { campaignId });
    expect(asked.map((o) => o?.keepPlans)).toEqual([true, false]);
  });

  test('whoever asks many at once has the planner know of them before the first signs', async () => {
    const people = Array.from({ length: 600 }, (_, i) => {
      const id = PersonId.parse(randomUUID());
      return { ...school.actor('colleague').person, id, oid: id, staffNumber: `M-${i}` };
    });
    await school.unit.run(school.service, 'write', (work) => work.people.add(people));
    const known = async () => {
      const { rows } = await at.store.query<{ n: number }>(
        `select reltuples::int as n from pg_class where relname = 'obligation'`,
      );
      return rows[0]?.n;
    };
    await open('Staff agreement');
    expect(await known()).toBeGreaterThanOrEqual(people.length);
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
