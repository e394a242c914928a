import { AppError } from '../../../src/core/errors';
import type { AnyUseCase } from '../../../src/core/use-case';
import { useCases } from '../../../src/core/use-cases';
import { CASES, type Who, actorOf } from '../../support/cases';
import { withStore } from '../../support/engines';
import { ROLES } from '../../support/school';
import { type World, makeWorld } from '../../support/world';
import { EXPECTED } from './expected';

const names = Object.keys(useCases) as (keyof typeof useCases)[]; // the register's own keys
const everybody: readonly Who[] = [...ROLES, 'service'];

/** The use case up to the point where it may begin; nothing happens. */
class Begun extends Error {}
const upToTheDoor = ({ many: _, ...u }: AnyUseCase): AnyUseCase => ({ ...u, run: () => Promise.reject(new Begun()) });

describe('who may do what to records of school a', () => {
  const at = withStore('postgres');
  let world: World;
  beforeAll(async () => {
    world = await makeWorld(at.store);
  }, 60_000);

  const isLetIn = async (name: keyof typeof useCases, who: Who, input: unknown): Promise<boolean> => {
    const { school } = world;
    const asked = school.perform(upToTheDoor(useCases[name]), actorOf(school, who), input);
    const answer: unknown = await asked.catch((e: unknown) => e);
    if (answer instanceof Begun) return true;
    // A service is nobody: what asks for a person's own record stops before the rule does.
    if (answer instanceof AppError && (answer.code === 'not_found' || who === 'service')) return false;
    throw answer;
  };

  test.each(names)('%s', async (name) => {
    const allowed: Who[] = [];
    // Nothing happens beyond the door, so that all knock with the same.
    const input = await CASES[name].input(world);
    for (const who of everybody) if (await isLetIn(name, who, input)) allowed.push(who);
    expect(allowed).toEqual(EXPECTED[name]);
  });
});
