import type { Scope } from '../../core/access/actor';
import type { AccountStore } from '../../core/accounts/store';

/** JSON text of a column, written by the account queries and by nothing else. */
export const kept = <T>(text: string): T => JSON.parse(text) as T;

/** What a scope lets through, over a table of people joined as `p`; its one value is the parameter given. */
export function within(scope: Scope, parameter: number): { sql: string; value: readonly string[] } {
  if (scope.kind === 'trust') return { sql: `cardinality($${parameter}::uuid[]) = 0`, value: [] };
  if (scope.kind === 'team') return { sql: `p.manager_id = any($${parameter}::uuid[])`, value: [scope.managerId] };
  return { sql: `p.school_id = any($${parameter}::uuid[])`, value: scope.schoolIds };
}

export interface Ask {
  readonly all: <T extends object>(sql: string, values?: unknown[]) => Promise<T[]>;
  readonly one: <T extends object>(sql: string, values?: unknown[]) => Promise<T | null>;
  readonly run: (sql: string, values: unknown[]) => Promise<number>;
}

export type Some<K extends keyof AccountStore> = Pick<AccountStore, K>;
