import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Session } from '../../../src/adapters/store/unit';
import { peopleStore } from '../../../src/adapters/store/people';
import { PersonId } from '../../../src/core/ids';
import type { Person } from '../../../src/core/people/person';
import { engines, withStore } from '../../support/engines';
import { type SchoolFixture, makeSchool } from '../../support/school';

/** Enough that reading everybody costs more than looking somebody up. */
const MANY = 2_000;

describe.each(engines)('the entries of one human being, on %s', (engine) => {
  const at = withStore(engine);
  let school: SchoolFixture;
  beforeAll(async () => {
    school = await makeSchool(at.store);
    await add(Array.from({ length: MANY }, () => ({})));
    await at.store.query('analyze person');
  });

  const add = async (given: readonly Partial<Person>[]): Promise<PersonId[]> => {
    const people = given.map((o): Person => {
      const id = PersonId.parse(randomUUID());
      return { ...school.actor('teacher').person, id, oid: id, staffNumber: id, managerId: null, ...o };
    });
    await school.unit.run(school.service, 'write', (work) => work.people.add(people));
    return people.map((p) => p.id);
  };
  /** Their ids, having looked that their whole entries are those. */
  const same = (ids: readonly PersonId[]) =>
    school.unit.run(school.service, 'read', async ({ people }) => {
      const found = await people.sameAs(ids);
      const known = await people.byIds(found);
      expect(await people.entriesOf(ids)).toEqual(found.map((id) => known.get(id)));
      return found;
    });

  test('are found over numbers and accounts, as many steps as there are', async () => {
    const [oid, other] = [randomUUID(), randomUUID()];
    const chain = await add([
      { staffNumber: 'Q-1' },
      { staffNumber: ' q-1 ', oid },
      { staffNumber: 'Q-2', oid },
      { staffNumber: 'q-2', oid: other },
      { staffNumber: 'Q-3', oid: other },
    ]);
    for (const id of chain) expect(await same([id])).toEqual(chain.toSorted());
  });

  test('a number written with another form of the same letter is the same', async () => {
    const both = await add([{ staffNumber: 'É-1' }, { staffNumber: 'E\u0301-1' }]);
    expect(await same(both.slice(1))).toEqual(both.toSorted());
  });

  test('no account and a blank number join nobody', async () => {
    const [one, ...others] = await add([
      { staffNumber: '', oid: null },
      { staffNumber: ' ', oid: null },
    ]);
    expect(others).toHaveLength(1);
    expect(await same([one as PersonId])).toEqual([one]);
  });

  test('of nobody are none, and of several all', async () => {
    const [one, two] = await add([{ staffNumber: 'R-1' }, { staffNumber: 'R-2' }]);
    expect(await same([])).toEqual([]);
    expect(await same([one as PersonId, two as PersonId])).toEqual([one, two].toSorted());
  });

  test('are found without reading everybody', async () => {
    const wholeReads = async (client: pg.PoolClient) => {
      const { rows } = await client.query<{ n: number }>(
        `select seq_scan::int as n from pg_stat_xact_user_tables where relname = 'person'`,
      );
      return rows[0]?.n;
    };
    const [reads, found] = await at.store.transaction(
      async (client) => {
        // Only what the look-up uses of a session is there.
        const store = peopleStore({ client } as unknown as Session);
        const before = await wholeReads(client);
        const ids = await store.sameAs([school.id('teacher')]);
        return [Number(await wholeReads(client)) - Number(before), ids];
      },
      { role: 'app_web', settings: { tenant: school.tenantId } },
    );
    expect(found).toEqual([school.id('teacher')]);
    expect(reads).toBe(0);
  });
});
