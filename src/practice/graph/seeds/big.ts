import type { World } from '../world';
import { group, licence, LONG_AGO, person, plant, plantEdge } from './plant';
import { LICENCE_GROUPS } from './school';
import { PUPIL_DOMAIN, SKUS } from './tenant';

const PEOPLE = 100_000;
const GROUPS = 500;
const DYNAMIC = 40;

const GIVEN = [
  'Avery',
  'Blair',
  'Casey',
  'Devon',
  'Emery',
  'Frankie',
  'Harley',
  'Jules',
  'Kerry',
  'Lee',
  'Morgan',
  'Robin',
];
const FAMILY = [
  'Ashbeck',
  'Brambley',
  'Coldwater',
  'Dunmoor',
  'Elmhurst',
  'Fernley',
  'Glenmoor',
  'Hazelby',
  'Ivybridge',
];

const at = (list: readonly string[], n: number): string => list[n % list.length] ?? '';

/** Pupils of schools that the trust might take over one day, up to a hundred thousand people in all. */
export function plantExtras(world: World): void {
  const groups = plantExtraGroups(world);
  const missing = PEOPLE - world.state.tables.people.current.size;
  for (let n = 0; n < missing; n += 1) {
    const [given, family] = [at(GIVEN, n), at(FAMILY, Math.floor(n / GIVEN.length))];
    const number = String(n + 50_000).padStart(6, '0');
    const department = `House ${n % DYNAMIC}`;
    const row = person({
      id: world.chance.uuid('extra', n),
      displayName: `${given} ${family}`,
      userPrincipalName: `p${number}@${PUPIL_DOMAIN}`,
      employeeId: `X${number}`,
      licences: [licence(SKUS.pupil, LICENCE_GROUPS.pupils)],
      createdDateTime: LONG_AGO,
      other: { givenName: given, surname: family, department, jobTitle: 'Pupil', employeeType: 'pupil' },
    });
    plant(world, 'people', row.id, row);
    plantEdge(world, 'members', LICENCE_GROUPS.pupils, row.id);
    plantEdge(world, 'members', groups[n % groups.length] ?? '', row.id);
  }
}

function plantExtraGroups(world: World): string[] {
  const missing = GROUPS - world.state.tables.groups.current.size;
  const dynamicThere = [...world.state.tables.groups.current.values()].filter((g) => g.membershipRule !== null).length;
  return Array.from({ length: missing }, (_, n) => {
    const id = world.chance.uuid('extra group', n);
    const isDynamic = n < DYNAMIC - dynamicThere;
    const rule = isDynamic
      ? { groupTypes: ['DynamicMembership'], membershipRule: `user.department -eq "Tutor ${n}"` }
      : {};
    plant(world, 'groups', id, group({ id, displayName: `Group ${n}`, mailNickname: `group-${n}`, ...rule }));
    return { id, isDynamic };
  })
    .filter((g) => !g.isDynamic)
    .map((g) => g.id);
}
