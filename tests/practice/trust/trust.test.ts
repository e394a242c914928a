import fc from 'fast-check';
import type { Pupil } from '../../../src/core/attestation/store';
import { Day } from '../../../src/core/ids';
import { addDays } from '../../../src/core/people/day';
import { isInPost, samePeople } from '../../../src/core/people/employment';
import { fullName, JobRole, LanternRole, type Person } from '../../../src/core/people/person';
import { practiceTrust, type PracticeTrust } from '../../../src/practice/trust/trust';

const TODAY = Day.parse('2026-11-21');
const trust = practiceTrust({ today: TODAY });
// Each run makes a whole trust of 2,100 people, so a twentieth of the usual number has to do.
const RUNS = Math.ceil(Number(process.env.RUNS ?? 60) / 20);
const days = fc.integer({ min: 0, max: 1200 }).map((n) => addDays(Day.parse('2026-09-01'), n));
const anyTrust = fc.tuple(fc.integer({ min: 0, max: 1_000_000 }), days).map(([seed, today]) => ({ seed, today }));

const inPost = trust.people.filter((p) => isInPost(p, TODAY));
const ofRole = (role: JobRole): Person[] => inPost.filter((p) => p.jobRole === role);
const outsiders: readonly JobRole[] = ['governor', 'volunteer', 'contractor'];
const isStaff = (p: Person): boolean => !outsiders.includes(p.jobRole);
const personOf = (id: Person['id']): Person | undefined => trust.people.find((p) => p.id === id);
const doubles = (values: readonly string[]): string[] => values.filter((v, i) => values.indexOf(v) !== i);

describe('the practice trust', () => {
  test('has three schools and 240 staff in post, in the proportions of schools', () => {
    expect(trust.trustName).toBe('Harbour Lights Trust');
    expect(trust.schools.map((s) => s.name)).toEqual([
      'Lantern Hill Primary School',
      'Quayside Primary School',
      'Kittiwake Infant and Nursery School',
    ]);
    expect(inPost.filter(isStaff)).toHaveLength(240);
    const counts = Object.fromEntries(JobRole.options.map((role) => [role, ofRole(role).length]));
    expect(counts).toEqual({
      teaching: 82,
      support: 90,
      office: 13,
      site: 26,
      leadership: 13,
      supply: 9,
      trainee: 7,
      contractor: 4,
      governor: 24,
      volunteer: 20,
    });
  });

  test('has about twenty leavers of the last two years, some of them at the end of August, and four starters', () => {
    const left = trust.people.filter((p) => p.endsOn !== null && p.endsOn < TODAY);
    expect(left).toHaveLength(22);
    expect(left.every((p) => (p.endsOn ?? '') >= '2024-11-21')).toBe(true);
    expect(left.filter((p) => p.endsOn?.endsWith('-08-31'))).toHaveLength(9);
    const toCome = trust.people.filter((p) => p.startsOn > TODAY);
    expect(toCome.map((p) => [p.startsOn, p.oid, p.email])).toEqual(Array(4).fill(['2027-01-01', null, null]));
  });

  test('has about 1,800 pupils in 60 classes of about 30, from Nursery to Year 6, a few on picture pages', () => {
    const classOf = (p: Pupil): string => `${p.schoolId} ${p.className}`;
    const classes = [...new Set(trust.pupils.map(classOf))];
    expect(classes).toHaveLength(60);
    expect([...new Set(trust.pupils.map((p) => p.year))].sort((a, b) => a - b)).toEqual([-1, 0, 1, 2, 3, 4, 5, 6]);
    expect(trust.pupils.length).toBeGreaterThan(1750);
    expect(trust.pupils.length).toBeLessThan(1850);
    for (const name of classes) {
      const pupils = trust.pupils.filter((p) => classOf(p) === name);
      expect(pupils.length).toBeGreaterThanOrEqual(28);
      expect(pupils.length).toBeLessThanOrEqual((pupils[0]?.year ?? 0) > 2 ? 33 : 30);
      expect(new Set(pupils.map((p) => p.year)).size).toBe(1);
      expect(doubles(pupils.map((p) => fullName(p)))).toEqual([]);
    }
    const send = trust.pupils.filter((p) => p.send);
    expect(new Set(send.map((p) => p.schoolId)).size).toBe(3);
    expect(send.length).toBeLessThan(45);
  });

  test('keeps infants to the infant school', () => {
    const infants = trust.pupils.filter((p) => p.schoolId === trust.schools[2]?.id);
    expect(Math.max(...infants.map((p) => p.year))).toBe(2);
  });
});

describe('the people with a part', () => {
  test.each(trust.personas.map((p) => [p.id, p] as const))('%s is in post and can sign in', (_, persona) => {
    const person = personOf(persona.personId);
    expect(person).toMatchObject({ oid: persona.oid, email: expect.stringContaining('@') as string });
    expect(person && fullName(person)).toBe(persona.name);
    expect(person && isInPost(person, TODAY)).toBe(true);
    expect(trust.schools.find((s) => s.id === person?.schoolId)?.name).toBe(persona.school);
  });

  test('are thirteen, and the class teacher comes first', () => {
    expect(trust.personas.map((p) => p.id)).toEqual([
      'class-teacher',
      'teaching-assistant',
      'new-starter',
      'supply-teacher',
      'line-manager',
      'coordinator',
      'safeguarding-lead',
      'head',
      'executive-head',
      'office-manager',
      'ict-manager',
      'chair',
      'safeguarding-governor',
    ]);
  });

  test.each<[string, LanternRole, boolean]>([
    ['coordinator', 'coordinator', true],
    ['safeguarding-lead', 'safeguarding_lead', false],
    ['head', 'head', false],
    ['executive-head', 'head', true],
    ['office-manager', 'admin', false],
    ['ict-manager', 'ict_manager', true],
    ['chair', 'chair_of_governors', true],
    ['safeguarding-governor', 'safeguarding_governor', true],
  ])('%s holds %s', (id, role, isTrustWide) => {
    const persona = trust.personas.find((p) => p.id === id);
    const held = trust.roles.filter((r) => r.personId === persona?.personId);
    expect(held.map((r) => [r.role, r.schoolId === null])).toContainEqual([role, isTrustWide]);
  });

  test('the class teacher answers to the line manager, who leads a whole phase', () => {
    const [teacher, manager] = ['class-teacher', 'line-manager'].map((id) => trust.personas.find((p) => p.id === id));
    expect(teacher && personOf(teacher.personId)?.managerId).toBe(manager?.personId);
    expect(inPost.filter((p) => p.managerId === manager?.personId).length).toBeGreaterThan(20);
  });

  test('the new starter came three school days ago', () => {
    const starter = trust.personas.find((p) => p.id === 'new-starter');
    expect(starter && personOf(starter.personId)?.startsOn).toBe('2026-11-18');
  });

  test('every school has its own leaders, and the trust one of each wide role', () => {
    for (const { id } of trust.schools) {
      const own = trust.roles.filter((r) => r.schoolId === id).map((r) => r.role);
      const wanted: LanternRole[] = ['head', 'deputy_head', 'safeguarding_lead', 'deputy_safeguarding_lead'];
      expect(own).toEqual(expect.arrayContaining([...wanted, 'coordinator', 'admin']));
    }
    const wide = trust.roles.filter((r) => r.schoolId === null).map((r) => r.role);
    expect(doubles(wide)).toEqual([]);
    expect(new Set(trust.roles.map((r) => r.role))).toEqual(new Set(LanternRole.options));
  });
});

describe('the people of the directory', () => {
  const special = (name: keyof PracticeTrust['specials']): Person => {
    const person = personOf(trust.specials[name]);
    if (!person) throw new Error(`${name} is not on the register`);
    return person;
  };

  test('are all on the register', () => {
    for (const id of Object.values(trust.specials)) expect(personOf(id)).toBeDefined();
    expect(doubles(Object.values(trust.specials))).toEqual([]);
  });

  test('keep their ids and accounts from one seed and day to another', () => {
    const other = practiceTrust({ seed: 99, today: Day.parse('2028-02-01') });
    expect(other.specials).toEqual(trust.specials);
    expect(other.personas).toEqual(trust.personas);
    expect(other.people.map((p) => [p.id, p.oid, p.staffNumber])).toEqual(
      trust.people.map((p) => [p.id, p.oid, p.staffNumber]),
    );
    expect(special('syncedTeacher').id).toBe('267e66cf-6ba6-8f0e-8691-a5c1e0420d75');
  });

  test('the starter’s address is taken in both usual spellings', () => {
    expect(fullName(special('clashingStarter'))).toBe('Priya Thakrar');
    const addresses = trust.people.map((p) => p.email);
    expect(addresses).toEqual(
      expect.arrayContaining(['p.thakrar@harbourlights.example', 'priya.thakrar@harbourlights.example']),
    );
  });

  test('end when their stories say', () => {
    expect(special('supplyEndingToday')).toMatchObject({ jobRole: 'supply', endsOn: TODAY });
    expect(special('julyFinisher').endsOn).toBe('2027-08-31');
    expect(special('leaverWithLeftovers').endsOn).toBe('2026-10-31');
    expect(special('softDeletedTenDaysAgo')).toMatchObject({ jobRole: 'teaching', endsOn: '2026-08-31' });
    expect(special('softDeletedThirtyDaysAgo')).toMatchObject({ jobRole: 'teaching', endsOn: '2026-08-31' });
    expect(special('guest')).toMatchObject({ jobRole: 'contractor', email: 'ottoline@visiting-music.example' });
  });
});

describe('the names', () => {
  const names = trust.people.map((p) => fullName(p));

  test.each(["O'Brien", 'Zoë', 'Siân', 'Stonebridge-Hale', 'Garside Bell', 'Wiśniewska', 'ليلى حداد'])(
    'include %s',
    (wanted) => {
      expect(names.some((name) => name.includes(wanted))).toBe(true);
    },
  );

  test('include three people with one initial and surname', () => {
    const larkfields = inPost.filter((p) => p.familyName === 'Larkfield' && p.givenName.startsWith('J'));
    expect(larkfields.map((p) => p.email?.split('@')[0])).toEqual([
      'j.larkfield',
      'joel.larkfield',
      'josephine.larkfield',
    ]);
  });

  test('include an address of 64 letters before the @, and people without a surname', () => {
    expect(trust.people.filter((p) => p.email?.indexOf('@') === 64)).toHaveLength(1);
    expect(trust.people.filter((p) => p.familyName === '').map((p) => fullName(p))).toEqual(['Puspa', 'Suryani']);
  });

  test('come twice only where the story needs it', () => {
    expect(doubles(names)).toEqual(['Priya Thakrar']);
  });
});

/** What must be true of any trust, whatever seed and day. */
function checkTrust(t: PracticeTrust): void {
  const ids = new Set(t.people.map((p) => p.id));
  const schools = new Set(t.schools.map((s) => s.id));
  const byId = new Map(t.people.map((p) => [p.id, p]));
  const known = (values: readonly (string | null)[]): string[] => values.filter((v) => v !== null);
  expect(ids.size).toBe(t.people.length);
  expect(doubles(known(t.people.map((p) => p.oid)))).toEqual([]);
  expect(doubles(known(t.people.map((p) => p.email)))).toEqual([]);
  expect(doubles(t.people.map((p) => p.staffNumber))).toEqual([]);
  expect(new Set(t.pupils.map((p) => p.id)).size).toBe(t.pupils.length);
  expect(samePeople(t.people)).toHaveLength(t.people.length);
  expect([...t.people, ...t.pupils].every((p) => schools.has(p.schoolId))).toBe(true);
  expect([...t.roles, ...t.absences].every((r) => ids.has(r.personId))).toBe(true);
  expect(t.personas).toHaveLength(13);
  expect(t.people.filter((p) => p.endsOn !== null && p.startsOn > p.endsOn)).toEqual([]);
  expect(t.people.filter((p) => p.startsOn < `${t.story.year - 15}-09-01`)).toEqual([]);
  const address = /^[a-z0-9.-]{1,64}@[a-z-]+\.example$/;
  expect(t.people.filter((p) => p.email !== null && !address.test(p.email))).toEqual([]);
  expect(t.people.flatMap((p) => brokenChain(p, byId))).toEqual([]);
  expect(t.roles.filter((r) => r.from < (byId.get(r.personId)?.startsOn ?? '9'))).toEqual([]);
}

/** The first of the managers above somebody who is unknown or comes twice. */
function brokenChain(person: Person, byId: ReadonlyMap<string, Person>): string[] {
  const seen = new Set<string>([person.id]);
  for (let at = person.managerId; at !== null; at = byId.get(at)?.managerId ?? null) {
    if (seen.has(at) || !byId.has(at)) return [at];
    seen.add(at);
  }
  return [];
}

describe('any seed on any day', () => {
  test('gives the same bytes twice', () => {
    fc.assert(
      fc.property(anyTrust, (o) => JSON.stringify(practiceTrust(o)) === JSON.stringify(practiceTrust(o))),
      { numRuns: RUNS },
    );
  });

  test('gives people, addresses, numbers and managers that fit together', () => {
    fc.assert(
      fc.property(anyTrust, (o) => {
        checkTrust(practiceTrust(o));
      }),
      { numRuns: RUNS },
    );
  });

  test('gives other names for another seed', () => {
    const other = practiceTrust({ seed: 8, today: TODAY });
    const same = other.people.filter((p, i) => fullName(p) === (trust.people[i] && fullName(trust.people[i])));
    expect(same.length).toBeLessThan(60);
  });
});
