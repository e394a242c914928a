import type { AnyUseCase } from '../../src/core/use-case';
import { RULES } from '../../src/core/access/rules';
import { LEDGER_KINDS } from '../../src/core/ledger/entries';
import { useCases } from '../../src/core/use-cases';
import { CASES, actorOf } from '../support/cases';
import { everyday, withStore } from '../support/engines';
import { type World, makeWorld } from '../support/world';

const register: Readonly<Record<string, AnyUseCase>> = useCases;
const names = Object.keys(useCases) as (keyof typeof useCases)[]; // the register's own keys

test('every use case has a row in the table of cases, and no row is left over', () => {
  expect(Object.keys(CASES).sort()).toEqual([...names].sort());
});

test.each(names)('%s is registered under its own name, has a rule, and declares a known kind of entry', (name) => {
  const u = register[name];
  expect(u?.name).toBe(name);
  expect(RULES).toHaveProperty([u?.action ?? '']);
  if (u?.ledger) expect(LEDGER_KINDS).toContain(u.ledger.kind);
});

test('no two use cases share a name', () => {
  expect(new Set(Object.values(register).map((u) => u.name)).size).toBe(names.length);
});

describe.each(everyday)('the register, on %s', (engine) => {
  const at = withStore(engine);
  let calm: World;
  beforeAll(async () => {
    calm = await makeWorld(at.store);
  }, 60_000);

  test.each(names)(
    '%s answers somebody who may not as if it were not there, and keeps one entry of it',
    async (name) => {
      const { school } = calm;
      const input = await CASES[name].input(calm);
      const before = await school.fingerprint();
      const known = (await school.entries()).length;
      const asked = school.perform(useCases[name] as AnyUseCase, actorOf(school, CASES[name].refused), input);
      await expect(asked).rejects.toMatchObject({ code: 'not_found', problems: [] });
      const added = (await school.entries()).slice(known);
      expect(added.map((e) => e.kind)).toEqual(['access.refused']);
      expect(JSON.parse(added[0]?.payload ?? '')).toMatchObject({ did: { useCase: name } });
      expect(await school.fingerprint()).toBe(before);
    },
  );

  const reads = names.filter((n) => useCases[n].ledger === null);
  test.each(reads)('%s is a read: it leaves nothing anywhere', async (name) => {
    const { school } = calm;
    const input = await CASES[name].input(calm);
    const before = await school.fingerprint();
    const known = (await school.entries()).length;
    await school.perform(useCases[name] as AnyUseCase, actorOf(school, CASES[name].by), input);
    expect(await school.entries()).toHaveLength(known);
    expect(await school.fingerprint()).toBe(before);
  });

  const writes = names.filter((n) => useCases[n].ledger !== null);
  test.each(writes)('%s leaves the entry it declares, and says so when it is asked again', async (name) => {
    const { by, input: made, leaves, again } = CASES[name];
    const world = await makeWorld(at.store);
    const { school } = world;
    const u = useCases[name] as AnyUseCase; // walked by name
    const input = await made(world);
    const known = (await school.entries()).length;
    await school.perform(u, actorOf(school, by), input);
    const added = (await school.entries()).slice(known);
    expect(added.map((e) => e.kind)).toEqual(leaves ? [u.ledger?.kind] : []);
    const repeated = school.perform(u, actorOf(school, by), input);
    if (typeof again === 'string') await expect(repeated).rejects.toMatchObject({ code: again });
    else await repeated;
    // Absent is recorded like forbidden; any other refusal leaves nothing.
    const more = again === 1 || again === 'not_found' ? 1 : 0;
    expect(await school.entries()).toHaveLength(known + leaves + more);
  });
});
