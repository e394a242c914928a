import { canonical } from '../../../src/core/ledger/hash';
import { useCases } from '../../../src/core/use-cases';
import { everyday, withStore } from '../../support/engines';
import { type SchoolFixture, makeSchool } from '../../support/school';

describe.each(everyday)('the ledger’s export, on %s', (engine) => {
  const at = withStore(engine);
  let school: SchoolFixture;
  beforeEach(async () => {
    school = await makeSchool(at.store);
  });

  test('is whole and in order, and says of work on a case only that there was some', async () => {
    // Of two lines, because entries go to the database a line each.
    const did = { by: { service: 'test' }, did: { secret: 'who worked\non what' } };
    await school.unit.run(school.service, 'write', (work) =>
      work.ledger.appendSealed([
        { kind: 'setting.changed', ref: null, payload: did },
        { kind: 'incident.recorded', ref: null, payload: did },
      ]),
    );
    const page = await school.perform(useCases['ledger.readPage'], school.actor('trustHead'), { from: 1, to: 100 });
    expect(page.map((e) => e.seq)).toEqual(page.map((_, i) => i + 1));
    const [kept, closed] = page.slice(-2);
    expect(kept).toMatchObject({ kind: 'setting.changed', payload: canonical(did) });
    expect(closed).toMatchObject({ kind: 'incident.recorded', payload: null, salt: null });
  });

  test.each([
    ['more than a page', { from: 1, to: 2_001 }],
    ['from before the beginning', { from: 0, to: 1 }],
  ])('is not given %s', async (_, page) => {
    await expect(school.perform(useCases['ledger.readPage'], school.actor('trustHead'), page)).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});
