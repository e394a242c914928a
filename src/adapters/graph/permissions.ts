import { type GraphRegistration, OPERATIONS, type Operation, type OperationName } from './operations';

/** Of the operations that are of use without: what they would tell is then told by a refusal. */
const OPTIONAL: readonly OperationName[] = ['readRoles'];
/**
 * Mailboxes are opened by Exchange to some mailboxes only. A permission in Entra would open all of them, and so undo
 * that: there may be none.
 */
const BY_EXCHANGE: readonly GraphRegistration[] = ['evidence'];

/** The registrations of one tenant, each with what it needs in Entra and what it may have besides. */
export function permissionsOf(by: GraphRegistration): { readonly needed: string[]; readonly optional: string[] } {
  if (BY_EXCHANGE.includes(by)) return { needed: [], optional: [] };
  const names = (Object.keys(OPERATIONS) as OperationName[]).filter((name) => OPERATIONS[name].by === by);
  const scopes = (some: readonly OperationName[]): string[] => [
    ...new Set(some.flatMap((name): readonly string[] => (OPERATIONS[name] satisfies Operation).scopes)),
  ];
  const needed = scopes(names.filter((name) => !OPTIONAL.includes(name)));
  const optional = scopes(names.filter((name) => OPTIONAL.includes(name)));
  return { needed, optional: optional.filter((scope) => !needed.includes(scope)) };
}

interface PermissionCheck {
  /** Needed and not given, each with the operations that are refused without it. */
  readonly missing: readonly { readonly permission: string; readonly operations: readonly string[] }[];
  /** Given and not needed: whoever gets hold of the registration could do more than we ever do. */
  readonly tooMany: readonly string[];
}

/** Compares what a token carries with what we ever ask for. */
export function checkPermissions(by: GraphRegistration, given: readonly string[]): PermissionCheck {
  const { needed, optional } = permissionsOf(by);
  const without = (permission: string): string[] =>
    (Object.keys(OPERATIONS) as OperationName[]).filter((name) => {
      const op: Operation = OPERATIONS[name];
      return op.by === by && op.scopes.includes(permission);
    });
  return {
    missing: needed
      .filter((permission) => !given.includes(permission))
      .map((permission) => ({ permission, operations: without(permission) })),
    tooMany: given.filter((permission) => !needed.includes(permission) && !optional.includes(permission)),
  };
}
