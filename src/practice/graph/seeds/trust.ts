import type { PracticeTrust } from '../../trust/trust';
import { SPECIALS } from '../../trust/cast';
import { personIdOf } from '../../trust/keys';
import type { World } from '../world';
import { plantApp, type TeamsApp } from './app';
import { plantExtras } from './big';
import { plantGroups, plantMemberships, plantTeams } from './groups';
import { plantCorpus, plantStoryMails } from './mail';
import { accountOf, plantPerson, plantPupils } from './school';
import { plantSpecials } from './specials';
import { plantTenant } from './tenant';

export type Size = 'small' | 'trust' | '100k';

const SMALL = { staff: 42, pupils: 310 };
/** Places with a part in the tests, by their accounts: they are there in every size. */
const NEEDED = new Set<string>([...Object.values(SPECIALS), personIdOf('lh.kitchen.3')]);

/** One primary school: its first people, and everybody with a part. */
function smallTrust(trust: PracticeTrust): PracticeTrust {
  const school = trust.schools[0]?.id;
  const cast = new Set([...NEEDED, ...trust.personas.map((p) => p.personId)]);
  const isThere = (p: (typeof trust.people)[number]): boolean => p.oid !== null;
  const needed = trust.people.filter((p) => isThere(p) && cast.has(p.id));
  const others = trust.people.filter((p) => isThere(p) && !cast.has(p.id) && p.schoolId === school);
  const people = [...needed, ...others.slice(0, SMALL.staff - needed.length)];
  return { ...trust, people, pupils: trust.pupils.filter((p) => p.schoolId === school).slice(0, SMALL.pupils) };
}

/** Fills an empty world with the fictional trust: the same people and ids as in Lantern's own register. */
export function plantTrust(world: World, whole: PracticeTrust, size: Size, app: TeamsApp): void {
  const trust = size === 'small' ? smallTrust(whole) : whole;
  const staff = trust.people.filter((p) => p.oid !== null);
  const more = size === '100k' ? 100_000 : 0;
  plantTenant(world, { staff: staff.length + 560 + more, pupils: trust.pupils.length + 40 + more });
  plantGroups(world, trust);
  for (const member of staff) if (member.oid !== null) plantPerson(world, accountOf(member, whole, member.oid));
  plantPupils(world, trust, trust.pupils);
  plantMemberships(world);
  plantSpecials(world);
  if (size === '100k') plantExtras(world);
  plantTeams(world);
  plantCorpus(world);
  plantStoryMails(world);
  plantApp(world, app);
}
