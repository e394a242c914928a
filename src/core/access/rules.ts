import type { PersonId, SchoolId } from '../ids';
import type { LanternRole } from '../people/person';
import { type Actor, entriesOf, holds, holdsAnywhere } from './actor';

/**
 * What an action is done to, as far as permission cares. Every use case loads one before anything else happens.
 * `about` names the people a record is about: they are kept out of it whatever their role.
 */
export interface Subject {
  /** The school the record belongs to; null for the whole trust. */
  readonly schoolId: SchoolId | null;
  /** Whose own record it is (a signature, a receipt, a draft). */
  readonly ownerId?: PersonId | null;
  /** The owner's line manager. */
  readonly managerId?: PersonId | null;
  /** Who made what is now to be approved: nobody approves their own work. */
  readonly authorIds?: readonly PersonId[];
  /** Those a case was opened to, person by person. */
  readonly memberIds?: readonly PersonId[];
  /** People complained about: excluded last, and this wins. */
  readonly about?: readonly PersonId[];
}

/** For actions that concern nothing but the actor or the tenant as a whole. */
export const NOTHING: Subject = { schoolId: null };

const LEADS: readonly LanternRole[] = ['head', 'deputy_head'];
const SAFEGUARDING: readonly LanternRole[] = ['safeguarding_lead', 'deputy_safeguarding_lead'];
/** Who keeps agreements going day to day. */
export const COORDINATES: readonly LanternRole[] = [...LEADS, 'coordinator', ...SAFEGUARDING];
const OFFICE: readonly LanternRole[] = [...LEADS, 'admin'];
const WRITES_POLICY: readonly LanternRole[] = [...COORDINATES, 'ict_manager'];
const GOVERNORS: readonly LanternRole[] = ['chair_of_governors', 'safeguarding_governor', 'clerk'];

/** Who may find themselves with a case: those of the chains, and the coordinator to whom one was handed. */
const KEEPS_CASES: readonly LanternRole[] = [
  ...LEADS,
  ...SAFEGUARDING,
  'coordinator',
  'chair_of_governors',
  'vice_chair',
  'safeguarding_governor',
];
/** Anonymous figures: leads, and those who watch over them. */
const READS_FIGURES: readonly LanternRole[] = [...LEADS, ...SAFEGUARDING, 'vice_chair', ...GOVERNORS];

type Rule = (actor: Actor, subject: Subject) => boolean;

/** Those to whom the record was opened, person by person; no role opens it. */
const member: Rule = (actor, s) => entriesOf(actor).some((id) => (s.memberIds ?? []).includes(id));
const everyone: Rule = (actor) => actor.kind === 'person';
const self: Rule = (actor, s) => actor.kind === 'person' && s.ownerId === actor.person.id;
const service: Rule = (actor) => actor.kind === 'service';
const role =
  (roles: readonly LanternRole[]): Rule =>
  (actor, s) =>
    holds(actor, roles, s.schoolId);
/** For lists: any school will do, because the store narrows the list to the scope of the roles. */
const roleAnywhere =
  (roles: readonly LanternRole[]): Rule =>
  (actor) =>
    holdsAnywhere(actor, roles);
const lineManager: Rule = (actor, s) => actor.kind === 'person' && s.managerId === actor.person.id;
/** Adults who work with classes and may keep their own school's class sheets. */
const teachesAt: Rule = (actor, s) =>
  actor.kind === 'person' &&
  ['teaching', 'support', 'leadership'].includes(actor.person.jobRole) &&
  actor.person.schoolId === s.schoolId;
const managesAnyone: Rule = (actor) => actor.kind === 'person' && actor.isManager;
const either =
  (...rules: readonly Rule[]): Rule =>
  (actor, s) =>
    rules.some((r) => r(actor, s));
const both =
  (...rules: readonly Rule[]): Rule =>
  (actor, s) =>
    rules.every((r) => r(actor, s));
const notAuthor: Rule = (actor, s) => actor.kind === 'person' && !(s.authorIds ?? []).includes(actor.person.id);
const notOwner: Rule = (actor, s) => actor.kind === 'person' && s.ownerId !== actor.person.id;

/**
 * The one table: each action and who may do it (`school-practice.md` sections 1 to 3). An action without a row does
 * not compile; nobody may do what no row allows.
 */
export const RULES = {
  'me.read': everyone,
  'policy.read': everyone,
  'policy.ask': everyone,
  'policy.draft': role(WRITES_POLICY),
  'policy.read_drafts': roleAnywhere([...WRITES_POLICY, ...GOVERNORS]),
  'policy.approve': both(role(LEADS), notAuthor),
  'policy.ratify': both(role([...GOVERNORS, 'coordinator', 'head']), notAuthor),
  'policy.publish': role(COORDINATES),
  'policy.remind': service,
  'agreement.sign': self,
  'agreement.question': self,
  'agreement.answer': role(COORDINATES),
  'agreement.read_questions': roleAnywhere(COORDINATES),
  'agreement.read_receipt': either(self, role(COORDINATES)),
  'agreement.start_campaign': role(COORDINATES),
  'agreement.reconcile': service,
  'agreement.read_completeness': either(
    roleAnywhere([...COORDINATES, 'safeguarding_governor', 'admin']),
    managesAnyone,
  ),
  'agreement.export': either(roleAnywhere(COORDINATES), managesAnyone),
  'agreement.excuse': both(role(COORDINATES), notOwner),
  'agreement.remind': either(role(COORDINATES), lineManager),
  'agreement.record_paper': both(either(role(COORDINATES), role(OFFICE)), notOwner),
  'agreement.countersign': both(either(lineManager, role([...LEADS, 'admin'])), notOwner),
  'agreement.read_countersign': either(roleAnywhere([...LEADS, 'admin']), managesAnyone),
  'agreement.chase': service,
  'class_sheet.record': either(role([...COORDINATES, 'admin']), teachesAt),
  'class_sheet.read': either(role([...COORDINATES, 'admin']), teachesAt),
  'account.read': roleAnywhere([...OFFICE, 'ict_manager']),
  'account.read_one': role([...OFFICE, 'ict_manager']),
  'account.request': both(role(OFFICE), notOwner),
  'account.request_many': roleAnywhere(OFFICE),
  'account.approve_many': both(roleAnywhere([...LEADS, 'ict_manager']), notAuthor),
  'account.approve': both(role([...LEADS, 'ict_manager', 'chair_of_governors']), both(notAuthor, notOwner)),
  'account.close_at_once': both(role([...LEADS, 'chair_of_governors']), notOwner),
  'account.confirm': both(role([...LEADS, 'chair_of_governors', 'admin']), both(notAuthor, notOwner)),
  'account.set_up': role([...LEADS, 'ict_manager']),
  'account.equip': both(role([...OFFICE, 'ict_manager']), notOwner),
  'account.go_on': both(role(LEADS), notAuthor),
  'account.read_holds': roleAnywhere(LEADS),
  // The chair looks through what the leaders have themselves.
  'account.review': role([...LEADS, 'chair_of_governors']),
  'account.read_register': roleAnywhere([...OFFICE, 'ict_manager', 'chair_of_governors']),
  'account.hand_pass': both(role(['admin', 'ict_manager']), notOwner),
  'account.hold': both(role([...LEADS, ...SAFEGUARDING]), notOwner),
  'account.work': service,
  'tenant.establish': service,
  'people.read': roleAnywhere([...COORDINATES, 'admin', 'ict_manager']),
  'people.import': roleAnywhere([...LEADS, 'admin']),
  'people.record_absence': both(role([...COORDINATES, 'admin']), notOwner),
  'role.read': roleAnywhere([...COORDINATES, ...GOVERNORS, 'admin', 'ict_manager']),
  'role.give': role(['head']),
  'calendar.read': everyone,
  'calendar.change': roleAnywhere([...COORDINATES, 'admin']),
  'settings.read': roleAnywhere([...WRITES_POLICY, 'admin']),
  'settings.change': role(COORDINATES),
  'notice.read_own': everyone,
  'notice.deliver': service,
  'report.begin': everyone,
  'report.own': self,
  'report.watch': service,
  'chat.use': everyone,
  'chat.deliver': service,
  'ledger.read': roleAnywhere([...COORDINATES, ...GOVERNORS, 'ict_manager']),
  'ledger.export': role(['head', 'safeguarding_governor']),
  'case.list': roleAnywhere(KEEPS_CASES),
  'case.read': member,
  'case.note': member,
  'case.work': member,
  'case.unseal': member,
  'case.watch': service,
  'case.low_level': role(['head']),
  'case.read_low_level': roleAnywhere(['head']),
  'task.read_own': everyone,
  'task.finish': self,
  // The flowcharts themselves are no secret; what is being written is for those who answer for them.
  'chart.see': everyone,
  'chart.read': roleAnywhere([...LEADS, ...SAFEGUARDING, 'chair_of_governors']),
  'chart.edit': roleAnywhere([...LEADS, ...SAFEGUARDING]),
  'chart.publish': both(role(['head', 'chair_of_governors']), notAuthor),
  'figures.read': roleAnywhere(READS_FIGURES),
  'figures.export': roleAnywhere(READS_FIGURES),
} satisfies Record<string, Rule>;

export type Action = keyof typeof RULES;

/** What is done to the whole trust, whose subject is `wholeTrust`. */
export const TRUST_WIDE: readonly Action[] = ['settings.change', 'ledger.export', 'chart.publish', 'account.set_up'];

/** Whoever answers for one of several schools does not act for the others. A trust of one school is that school. */
export function wholeTrust(schools: readonly { readonly id: SchoolId }[]): Subject {
  const [only, ...more] = schools;
  return { schoolId: only && more.length === 0 ? only.id : null };
}

/**
 * May the actor do this to that? The rule speaks first; exclusion of the people a record is about is evaluated last
 * and wins over every role.
 */
export function may(actor: Actor, action: Action, subject: Subject): boolean {
  if (!RULES[action](actor, subject)) return false;
  return !entriesOf(actor).some((id) => (subject.about ?? []).includes(id));
}

/** The actions a page may offer on one record: worked out here, sent with it, never worked out again. */
export const abilities = <A extends Action>(actor: Actor, actions: readonly A[], subject: Subject): A[] =>
  actions.filter((action) => may(actor, action, subject));
