import { useCases } from '../../../src/core/use-cases';
import type { Directory } from '../../../src/core/accounts/directory';
import { addDays } from '../../../src/core/people/day';
import { withStore } from '../../support/engines';
import { TODAY } from '../../support/school';
import { openSchoolAccounts } from './school-accounts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('accounts, from the office to the directory', () => {
  const at = withStore('postgres');
  let here: Awaited<ReturnType<typeof openSchoolAccounts>>;
  afterEach(async () => {
    here.practice.graph.controls.expectNoAccidents();
    await here.close();
  });
  const groupsOf = (n: string): readonly string[] => here.inGraph(n)[0]?.groups ?? [];
  const run = async (times = 3): Promise<void> => {
    for (let i = 0; i < times; i += 1) {
      await here.tend();
      here.pass(6 * MINUTE);
    }
  };

  async function sign(personId: string): Promise<void> {
    const { school } = here;
    const { policyId } = await school.agreement();
    const campaignId = await school.campaign(policyId);
    await school.perform(useCases['campaigns.reconcile'], school.service, {});
    const paper = { signedOn: here.today(), keptWhere: 'Office safe', laptop: '', ipad: '' };
    await school.perform(useCases['agreements.recordPaper'], school.actor('office'), {
      campaignId,
      personId,
      ...paper,
    });
  }

  test('a starter that somebody else approved appears once, reaches the gate, and signing opens the rest', async () => {
    here = await openSchoolAccounts(at.store);
    const { personId, planId } = await here.starter('T0001');
    expect(here.inGraph('T0001')).toHaveLength(0);
    await run();
    const { ids } = here.practice.graph;
    expect(here.inGraph('T0001')).toHaveLength(1);
    expect(here.inGraph('T0001')[0]).toMatchObject({ accountEnabled: true, displayName: 'Zoë Sample T0001' });
    expect(groupsOf('T0001')).toEqual(expect.arrayContaining([ids.groups.pending, ids.groups.staffLicence]));
    expect(groupsOf('T0001')).not.toContain(ids.groups.teaching);
    here.pass(DAY);
    await sign(personId);
    await run();
    expect(groupsOf('T0001')).toEqual(expect.arrayContaining([ids.groups.signed, ids.groups.teaching]));
    expect(groupsOf('T0001')).not.toContain(ids.groups.pending);
    expect(await here.state(planId)).toBe('done');
    const account = await here.school.perform(useCases['accounts.person'], here.school.actor('office'), { personId });
    expect(account).toMatchObject({ standing: 'working', findings: [] });
  }, 60_000);

  test('a leaver is closed in two stages, reads back as closed, and what is left is listed', async () => {
    here = await openSchoolAccounts(at.store);
    const { school } = here;
    const { personId } = await here.starter('T0001');
    await run();
    here.pass(DAY);
    await sign(personId);
    await run();
    const [last, end] = [addDays(here.today(), 5), addDays(here.today(), 10)];
    const { requestId } = await school.perform(useCases['accounts.request'], school.actor('office'), {
      kind: 'leaver',
      personId,
      lastWorkingDay: last,
      contractEnd: end,
    });
    await here.tend();
    const planId = await here.approve(requestId);
    await run(1);
    expect(here.inGraph('T0001')[0]?.accountEnabled).toBe(true);
    here.pass(6 * DAY);
    await run();
    expect(here.inGraph('T0001')[0]?.accountEnabled).toBe(true);
    expect(groupsOf('T0001')).not.toContain(here.practice.graph.ids.groups.teaching);
    here.pass(6 * DAY);
    await run();
    expect(here.inGraph('T0001')[0]?.accountEnabled).toBe(false);
    expect(here.inGraph('T0001')[0]?.tokensCutOffAt).not.toBeNull();
    const plan = await school.perform(useCases['accounts.plan'], school.actor('head'), { planId });
    const states = plan.stages
      .flatMap((s) => s.steps)
      .filter((s) => ['close', 'end_sessions', 'new_password'].includes(s.key));
    expect(states.map((s) => s.state)).toEqual(['done', 'done', 'done']);
    const list = await school.perform(useCases['accounts.list'], school.actor('office'), { open: '0' });
    expect(list.handOffs.map((h) => h.about)).toContain('Door fob');
    expect(list.findings.map((f) => f.kind)).toContain('shared_mailboxes');
  }, 60_000);

  test('closing at once is sent before anything is read, and is proved', async () => {
    here = await openSchoolAccounts(at.store);
    const { school, practice } = here;
    const { personId } = await here.starter('T0001');
    await run();
    const calls: string[] = [];
    const watched: Directory = {
      ...practice.directory,
      look: (...a) => (calls.push('look'), practice.directory.look(...a)),
      apply: (o) => (calls.push(o.map((x) => x.key).join('+')), practice.directory.apply(o)),
    };
    const { planId } = await school.perform(useCases['accounts.closeAtOnce'], school.actor('head'), {
      personId,
      reason: 'Safety',
    });
    await here.tend(watched);
    expect(calls[0]).toBe('close+end_sessions+new_password');
    expect(here.inGraph('T0001')[0]?.accountEnabled).toBe(false);
    const plan = await school.perform(useCases['accounts.plan'], school.actor('deputy'), { planId });
    expect(plan.stages.flatMap((s) => s.steps.map((x) => x.state))).toEqual(['done', 'done', 'done']);
    await expect(
      school.perform(useCases['accounts.request'], school.actor('office'), {
        kind: 'delete',
        personId,
        on: here.today(),
      }),
    ).rejects.toMatchObject({ code: 'conflict' });
  }, 60_000);

  test('a worker that stops at any call is followed by one that ends the same, with one account', async () => {
    class Killed extends Error {}
    for (let call = 1; call < 40; call += 1) {
      here = await openSchoolAccounts(at.store);
      await here.starter(`K${call}`);
      const { directory } = here.practice;
      let calls = 0;
      const dies = async <T>(act: () => Promise<T>): Promise<T> => {
        calls += 1;
        if (calls === call) throw new Killed();
        const result = await act();
        if (calls === call - 1 && call % 2 === 0) throw new Killed();
        return result;
      };
      const fragile: Directory = {
        ...directory,
        look: (...a) => dies(() => directory.look(...a)),
        apply: (o) => dies(() => directory.apply(o)),
      };
      const died = await here.tend(fragile).then(
        () => false,
        (e: unknown) => e instanceof Killed,
      );
      // Whoever takes over waits until the dead worker's hold has run out; here it is taken from it.
      await at.store.transaction((client) => client.query('update account_plan set leased_until = null'), {
        settings: { tenant: here.school.tenantId },
      });
      await run(2);
      expect(here.inGraph(`K${call}`)).toHaveLength(1);
      const { pending, staffLicence } = here.practice.graph.ids.groups;
      expect(groupsOf(`K${call}`)).toEqual(expect.arrayContaining([pending, staffLicence]));
      if (!died) break;
      await here.close();
    }
  }, 120_000);

  test('two workers at once do everything once', async () => {
    here = await openSchoolAccounts(at.store);
    await here.starter('T0001');
    await Promise.all([here.tend(), here.tend()]);
    await run(1);
    expect(here.inGraph('T0001')).toHaveLength(1);
    expect(here.failures).toEqual([]);
  }, 60_000);

  test('a directory that lies about a closed door never makes the plan read done', async () => {
    here = await openSchoolAccounts(at.store);
    const { school, practice } = here;
    const { personId } = await here.starter('T0001');
    await run();
    practice.graph.controls.fault({
      match: { method: 'PATCH', body: { accountEnabled: false } },
      effect: 'lie',
      times: 1_000,
    });
    const close = { personId, reason: 'Safety' };
    const { planId } = await school.perform(useCases['accounts.closeAtOnce'], school.actor('head'), close);
    for (let i = 0; i < 6; i += 1) await run(1);
    expect(await here.state(planId)).not.toBe('done');
    expect(here.inGraph('T0001')[0]?.accountEnabled).toBe(true);
  }, 60_000);

  test('the start of the day is the school’s', () => {
    expect(here.today() >= TODAY).toBe(true);
  });
});
