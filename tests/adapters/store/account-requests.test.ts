import { makePerform } from '../../../src/core/perform';
import { useCases } from '../../../src/core/use-cases';
import { schemeOf, starterOf, templateOf } from '../../support/account-world';
import { engines, withStore } from '../../support/engines';
import { makeSchool } from '../../support/school';

describe.each(engines)('requests for accounts on %s', (engine) => {
  const at = withStore(engine);

  test('of workers who plan one at the same time, one alone gets it', async () => {
    const school = await makeSchool(at.store);
    const { perform, actor, service, unit } = school;
    await perform(useCases['accounts.saveScheme'], actor('trustHead'), { scheme: schemeOf(school) });
    await perform(useCases['accounts.saveTemplate'], actor('trustHead'), { template: templateOf(school) });
    const { requestId } = await perform(useCases['accounts.requestStarter'], actor('office'), starterOf(school));
    const actual = { accounts: [], deleted: null };
    // What one worker asks at one time is done together: each is a worker of its own.
    const workers = Array.from({ length: 3 }, () => makePerform(unit));
    const made = await Promise.all(
      workers.map((worker) => worker(useCases['accounts.keepPlan'], service, { requestId, actual })),
    );
    expect(made.filter((m) => m.planId !== null)).toHaveLength(1);
    const kept = await unit.run(service, 'read', async (work) => {
      const request = await work.accounts.request(requestId);
      return request && work.accounts.plansOf(request.personId);
    });
    expect(kept?.map((p) => p.state)).toEqual(['waiting']);
  });
});
