import { AppError } from '../errors';
import type { PersonId, SchoolId, TenantId } from '../ids';
import type { LanternRole, Person, RoleHolding } from '../people/person';

/** How the person proved who they are, as the verified token said; kept on receipts. */
export interface SignIn {
  /** `entra` or `practice`: which issuer vouched. */
  readonly method: string;
  /** When the person last typed a password or used a second factor, in epoch ms; null when the token does not say. */
  readonly at: number | null;
}

/** A person acting. Identity comes only from a verified token or channel: tenant and object id, never a name. */
export interface PersonActor {
  readonly kind: 'person';
  readonly tenantId: TenantId;
  readonly person: Person;
  /** The object id the token proved; the register's record of it may be merged from two accounts. */
  readonly oid: string;
  /** Other entries of the register for the same human being: what keeps one of them out keeps all of them out. */
  readonly alsoIds?: readonly PersonId[];
  /** Responsibilities in force today. */
  readonly roles: readonly RoleHolding[];
  /** True when the register names this person as somebody's line manager. */
  readonly isManager: boolean;
  readonly signIn: SignIn;
}

/** The service itself doing scheduled work; it may do only what the table gives it by name. */
export interface ServiceActor {
  readonly kind: 'service';
  readonly tenantId: TenantId;
  readonly job: string;
}

export type Actor = PersonActor | ServiceActor;

/** Every entry the register has of whoever acts; none for a service. */
export const entriesOf = (actor: Actor): PersonId[] =>
  actor.kind === 'person' ? [actor.person.id, ...(actor.alsoIds ?? [])] : [];

/** Whoever acts, as a person. @throws AppError `unexpected` for a service, which rules about people never let in. */
export function asPerson(actor: Actor): PersonActor {
  if (actor.kind === 'person') return actor;
  throw new AppError('unexpected', { detail: 'a person was needed' });
}

/** True when the person holds any of the roles for the school (a trust-wide holding counts for every school). */
export const holds = (actor: Actor, roles: readonly LanternRole[], schoolId: SchoolId | null): boolean =>
  actor.kind === 'person' &&
  actor.roles.some((h) => roles.includes(h.role) && (h.schoolId === null || h.schoolId === schoolId));

/** True when the person holds any of the roles anywhere. */
export const holdsAnywhere = (actor: Actor, roles: readonly LanternRole[]): boolean =>
  actor.kind === 'person' && actor.roles.some((h) => roles.includes(h.role));

/**
 * Which people's records a list may show: everybody, those of some schools, or those one manages. The store puts it
 * into every list, count and search, so that a page never filters what it should not have received.
 */
export type Scope =
  | { readonly kind: 'trust' }
  | { readonly kind: 'schools'; readonly schoolIds: readonly SchoolId[] }
  | { readonly kind: 'team'; readonly managerId: PersonId };

/** The widest scope the roles open; a manager's own team otherwise. */
export function scopeOf(actor: Actor, roles: readonly LanternRole[]): Scope {
  if (actor.kind === 'service') return { kind: 'trust' };
  const places = actor.roles.filter((h) => roles.includes(h.role)).map((h) => h.schoolId);
  const schoolIds = places.filter((id) => id !== null);
  if (schoolIds.length < places.length) return { kind: 'trust' };
  return schoolIds.length > 0 ? { kind: 'schools', schoolIds } : { kind: 'team', managerId: actor.person.id };
}
