import fc from 'fast-check';
import {
  type PersonActor,
  type ServiceActor,
  asPerson,
  holds,
  holdsAnywhere,
  scopeOf,
} from '../../../src/core/access/actor';
import { type Action, RULES, abilities, may } from '../../../src/core/access/rules';
import { TenantId } from '../../../src/core/ids';
import { LanternRole, type RoleHolding } from '../../../src/core/people/person';
import { HARBOUR, MILL, day, person, personId } from '../../support/people';
import { refusal } from '../../support/refusal';

const TENANT = TenantId.parse('0a4f0000-0000-4000-8000-0000000000aa');
const holding = (role: LanternRole, schoolId: RoleHolding['schoolId']): RoleHolding => ({
  personId: personId(1),
  role,
  schoolId,
  from: day('2026-09-01'),
  until: null,
});
const actor = (roles: readonly RoleHolding[], over: Partial<PersonActor> = {}): PersonActor => ({
  kind: 'person',
  tenantId: TENANT,
  person: person(1),
  oid: 'oid',
  roles,
  isManager: false,
  signIn: { method: 'practice', at: null },
  ...over,
});
const service: ServiceActor = { kind: 'service', tenantId: TENANT, job: 'test' };
const ACTIONS = Object.keys(RULES) as Action[]; // RULES is the closed table

describe('people whom a record is about', () => {
  const RUNS = Number(process.env['RUNS'] ?? 60);
  test('are kept out of it by every rule, whatever they hold and whoever they are otherwise', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ACTIONS),
        fc.subarray([...LanternRole.options]),
        fc.constantFrom(null, HARBOUR.id, MILL.id),
        fc.boolean(),
        (action, roles, schoolId, isManager) => {
          const who = actor(
            roles.map((r) => holding(r, schoolId)),
            { isManager },
          );
          const subject = { schoolId, ownerId: personId(1), managerId: personId(1), about: [personId(2), personId(1)] };
          expect(may(who, action, subject)).toBe(false);
        },
      ),
      { numRuns: RUNS },
    );
  });
  test('are the only ones kept out', () => {
    const head = actor([holding('head', null)]);
    expect(may(head, 'policy.publish', { schoolId: HARBOUR.id, about: [personId(2)] })).toBe(true);
    expect(may(head, 'policy.publish', { schoolId: HARBOUR.id })).toBe(true);
  });
  test('a record about somebody does not stop scheduled work', () => {
    expect(may(service, 'agreement.chase', { schoolId: null, about: [personId(1)] })).toBe(true);
  });
});

test('nobody with no responsibility may do more than what is everybody’s or their own', () => {
  const open = ACTIONS.filter((a) =>
    may(actor([], { person: person(1, { jobRole: 'governor' }) }), a, { schoolId: HARBOUR.id }),
  );
  expect(open).toEqual([
    ...['me.read', 'policy.read', 'policy.ask', 'calendar.read', 'notice.read_own'],
    ...['report.begin', 'chat.use', 'task.read_own', 'chart.see'],
  ]);
});

test('a service does scheduled work and nothing that is a person’s', () => {
  const subject = { schoolId: null, ownerId: personId(1), managerId: personId(1) };
  expect(ACTIONS.filter((a) => may(service, a, subject))).toEqual([
    'policy.remind',
    'agreement.reconcile',
    'agreement.chase',
    'account.work',
    'tenant.establish',
    'notice.deliver',
    'report.watch',
    'chat.deliver',
    'case.watch',
  ]);
});

test.each([
  ['its own school', HARBOUR.id, HARBOUR.id, true],
  ['another school', MILL.id, HARBOUR.id, false],
  ['the whole trust', null, HARBOUR.id, true],
  ['one school, for what is the trust’s', HARBOUR.id, null, false],
])('a responsibility for %s', (_, held, of, expected) => {
  const who = actor([holding('head', held)]);
  expect(holds(who, ['head'], of)).toBe(expected);
  expect(may(who, 'policy.publish', { schoolId: of })).toBe(expected);
  expect(holdsAnywhere(who, ['head'])).toBe(true);
});

test.each(['agreement.excuse', 'agreement.record_paper', 'agreement.countersign', 'people.record_absence'] as const)(
  '%s is never for oneself',
  (action) => {
    const who = actor([holding('head', null)]);
    expect(may(who, action, { schoolId: HARBOUR.id, ownerId: personId(1) })).toBe(false);
    expect(may(who, action, { schoolId: HARBOUR.id, ownerId: personId(2) })).toBe(true);
  },
);

test.each(['policy.approve', 'policy.ratify'] as const)('%s is not for whoever wrote it', (action) => {
  const who = actor([holding('head', null)]);
  expect(may(who, action, { schoolId: null, authorIds: [personId(1)] })).toBe(false);
  expect(may(who, action, { schoolId: null, authorIds: [personId(2)] })).toBe(true);
  expect(may(who, action, { schoolId: null })).toBe(true);
});

test('a line manager accepts and reminds their own people only', () => {
  const manager = actor([], { isManager: true });
  const mine = { schoolId: HARBOUR.id, ownerId: personId(2), managerId: personId(1) };
  expect(abilities(manager, ['agreement.countersign', 'agreement.remind', 'agreement.excuse'], mine)).toEqual([
    'agreement.countersign',
    'agreement.remind',
  ]);
  expect(abilities(manager, ['agreement.countersign'], { ...mine, managerId: personId(3) })).toEqual([]);
});

test.each(['teaching', 'support', 'leadership'] as const)(
  '%s staff keep their own school’s class sheets',
  (jobRole) => {
    const adult = actor([], { person: person(1, { jobRole }) });
    expect(may(adult, 'class_sheet.record', { schoolId: HARBOUR.id })).toBe(true);
    expect(may(adult, 'class_sheet.record', { schoolId: MILL.id })).toBe(false);
  },
);

describe('how wide a list is', () => {
  test('scheduled work sees the trust', () => expect(scopeOf(service, ['head'])).toEqual({ kind: 'trust' }));
  test('a responsibility for the trust', () =>
    expect(scopeOf(actor([holding('admin', HARBOUR.id), holding('head', null)]), ['head', 'admin'])).toEqual({
      kind: 'trust',
    }));
  test('responsibilities for some schools', () =>
    expect(scopeOf(actor([holding('admin', HARBOUR.id), holding('head', MILL.id)]), ['head', 'admin'])).toEqual({
      kind: 'schools',
      schoolIds: [HARBOUR.id, MILL.id],
    }));
  test('no responsibility that counts: the people one manages', () =>
    expect(scopeOf(actor([holding('clerk', null)]), ['head'])).toEqual({ kind: 'team', managerId: personId(1) }));
});

test('a service holds nothing and is nobody', () => {
  expect(holds(service, ['head'], null)).toBe(false);
  expect(holdsAnywhere(service, ['head'])).toBe(false);
  expect(refusal(() => asPerson(service)).code).toBe('unexpected');
  const head = actor([]);
  expect(asPerson(head)).toBe(head);
});
