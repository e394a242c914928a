import type { Delivery, Notice } from '../../src/core/attestation/notices';
import type { CampaignId } from '../../src/core/ids';
import { useCases } from '../../src/core/use-cases';
import { deliverNotices } from '../../src/server/deliver';
import { withStore } from '../support/engines';
import { type Role, type SchoolFixture, makeSchool } from '../support/school';

describe('the outbox', () => {
  const at = withStore('postgres');
  let school: SchoolFixture;
  let campaignId: CampaignId;
  let sent: { to: string | null; notice: Notice }[];
  beforeEach(async () => {
    sent = [];
    school = await makeSchool(at.store);
    campaignId = await school.campaign((await school.agreement()).policyId);
  });
  const remind = (...who: Role[]) =>
    school.perform(useCases['agreements.remind'], school.actor('trustHead'), {
      campaignId,
      personIds: who.map(school.id),
    });
  const deliver = (answer: (to: string | null) => Exclude<Delivery, 'waiting'> | Error) =>
    deliverNotices(
      {
        perform: school.perform,
        notices: {
          send: (notice, { oid }) => {
            sent.push({ to: oid, notice });
            const said = answer(oid);
            return said instanceof Error ? Promise.reject(said) : Promise.resolve(said);
          },
        },
      },
      school.service,
    );
  const shown = async (who: Role) => {
    const rows = await school.perform(useCases['completeness.list'], school.actor('trustHead'), { campaignId });
    return rows.rows.find((row) => row.personId === school.id(who))?.lastReminder?.delivery;
  };

  test.each(['confirmed', 'sent', 'unknown', 'failed'] as const)(
    'a reminder whose channel says “%s” is shown so, and is sent once',
    async (answer) => {
      await remind('teacher');
      await deliver(() => answer);
      await deliver(() => answer);
      expect(sent.map(({ to }) => to)).toEqual([school.id('teacher')]);
      expect(await shown('teacher')).toBe(answer);
    },
  );

  test('a notice says which agreement and where, and nothing about anybody', async () => {
    await remind('teacher');
    await deliver(() => 'confirmed');
    const { title, link, kind, ...rest } = sent[0]!.notice;
    expect({ title, link, kind }).toEqual({
      title: 'Staff agreement',
      link: `/tabs/sign/${campaignId}`,
      kind: 'agreement_waiting',
    });
    expect(JSON.stringify(rest)).not.toMatch(/Example|pending|overdue/);
  });

  test('a channel that falls over in the middle: what it may have said is unknown, and the rest goes out next time', async () => {
    await remind('teacher', 'colleague', 'manager');
    await expect(deliver(() => (sent.length < 2 ? 'confirmed' : new Error('cut off')))).rejects.toThrow('cut off');
    const who = (oid: string | null) =>
      (['teacher', 'colleague', 'manager'] as const).find((r) => school.id(r) === oid)!;
    const [first, second] = sent.map(({ to }) => who(to));
    expect([await shown(first!), await shown(second!)]).toEqual(['confirmed', 'unknown']);
    sent = [];
    await deliver(() => 'confirmed');
    expect(sent.map(({ to }) => who(to))).not.toContain(second);
  });

  test('more than one batch is emptied', async () => {
    const all = Array.from({ length: 120 }, (_, i): Notice => ({
      id: crypto.randomUUID() as Notice['id'],
      key: `test ${i}`,
      personId: school.id('teacher'),
      kind: 'agreement_waiting',
      title: 'Many',
      link: '/tabs/home',
      dueOn: null,
      notBefore: 0,
      createdAt: 0,
      delivery: 'waiting',
      deliveredAt: null,
    }));
    await school.unit.run(school.service, 'write', (work) => work.notices.add(all));
    await deliver(() => 'confirmed');
    expect(sent).toHaveLength(120);
  });
});
