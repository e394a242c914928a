import { accountKey } from '../../../src/core/accounts/names';
import type { PlanId, RequestId } from '../../../src/core/accounts/store';
import { useCases } from '../../../src/core/use-cases';
import { tendAccounts } from '../../../src/server/accounts';
import type { Store } from '../../../src/adapters/store/engine';
import type { Directory } from '../../../src/core/accounts/directory';
import { schemeOf, starterOf, templateOf } from '../../support/account-world';
import { TODAY, makeSchool } from '../../support/school';
import { instantOf, schoolDayAt } from '../../../src/core/people/day';
import { type Practice, openPractice } from './virtual';

const DOMAIN = 'harbourlights.example';
/** The little school's day and the practice directory's hour are one. */
const START = instantOf(TODAY, 10);

/**
 * A little school whose accounts live in a practice directory: requests go in at one end, and what Graph has comes out
 * at the other. Time stands still until somebody waits.
 */
export async function openSchoolAccounts(store: Store, o: Parameters<typeof openPractice>[0] = {}) {
  const school = await makeSchool(store);
  let now = START;
  const clock = {
    now: () => now,
    advance: (ms: number) => {
      now += ms;
      follow();
    },
  };
  // The store's unit reads the school's clock; the directory's is moved, and the school's follows it.
  const follow = (): void => school.set(now);
  follow();
  const practice: Practice = await openPractice({ clock, ...o });
  const { ids } = practice.graph;
  const scheme = {
    ...schemeOf(school),
    domain: DOMAIN,
    pendingGroup: { id: ids.groups.pending, name: 'Agreement waiting' },
    signedGroup: { id: ids.groups.signed, name: 'Agreement signed' },
  };
  const template = {
    ...templateOf(school),
    groups: [{ id: ids.groups.teaching, name: 'Teaching', isSensitive: false }],
    licenceGroups: [{ id: ids.groups.staffLicence, name: 'Staff licence' }],
  };
  await school.perform(useCases['accounts.saveScheme'], school.actor('trustHead'), { scheme });
  await school.perform(useCases['accounts.saveTemplate'], school.actor('trustHead'), { template });
  // The line manager is somebody whom the practice directory knows.
  const [known] = practice.graph.controls.state().people;
  await school.unit.run(school.service, 'write', async (work) => {
    const manager = await work.people.person(school.id('manager'));
    if (manager) await work.people.change([{ ...manager, oid: known?.id ?? null }]);
  });
  const failures: unknown[] = [];
  const tend = (directory: Directory = practice.directory): Promise<void> =>
    tendAccounts({
      perform: school.perform,
      directory,
      service: school.service,
      now: () => now,
      wait: practice.wait,
      onError: (e) => void failures.push(e),
    });
  const planOf = async (requestId: RequestId): Promise<{ planId: PlanId; hash: string }> => {
    const list = await school.perform(useCases['accounts.list'], school.actor('head'), { open: '0', limit: 200 });
    const row = list.plans.find((p) => p.requestId === requestId);
    if (!row) throw new Error('not planned yet');
    const { hash } = await school.perform(useCases['accounts.plan'], school.actor('head'), { planId: row.planId });
    return { planId: row.planId, hash };
  };
  const approve = async (requestId: RequestId) => {
    const plan = await planOf(requestId);
    await school.perform(useCases['accounts.approve'], school.actor('head'), plan);
    return plan.planId;
  };
  return {
    school,
    practice,
    failures,
    now: () => now,
    pass: (ms: number) => practice.graph.controls.advance(ms),
    today: () => schoolDayAt(now),
    tend,
    approve,
    planOf,
    /** Asks for a starter, lets the worker plan it, and has the head approve it. */
    starter: async (staffNumber: string) => {
      const asked = { ...starterOf(school, staffNumber), startsOn: TODAY };
      const made = await school.perform(useCases['accounts.requestStarter'], school.actor('office'), asked);
      await tend();
      return { ...made, planId: await approve(made.requestId) };
    },
    state: async (planId: PlanId) =>
      (await school.perform(useCases['accounts.plan'], school.actor('head'), { planId })).row.state,
    inGraph: (staffNumber: string) =>
      practice.graph.controls
        .state()
        .people.filter((p) => p.employeeId === accountKey(staffNumber))
        .map((p) => practice.graph.controls.person(p.id)),
    close: () => practice.graph.close(),
  };
}
