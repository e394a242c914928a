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

/** Everybody an account is kept for, people and pupils, as a table to be joined. */
export const HOLDERS = `(select tenant, id, school_id, manager_id, given_name, family_name from person
  union all select tenant, id, school_id, null::uuid, given_name, family_name from pupil)`;

/**
 * Lines of class sheets joined as `e`, of pupils joined as `u`, that have every mark their form asks for: as `isDone` of
 * the class sheets says it, whatever the version.
 */
export const SHEET_DONE = `(case when u.send then e.gone_through_with <> ''
  else e.pupil_mark and e.parent_signed_on is not null end)`;

/**
 * Whom a row joined under this name is about, to be joined `on true`. Each is looked up by the id: a list that has just
 * come in is not in the database's statistics yet, and it would else go through every pupil for every line.
 */
export const holderOf = (row: string): string => {
  const of = `where tenant = ${row}.tenant and id = ${row}.person_id`;
  return `lateral (select id, school_id, manager_id, given_name, family_name from person ${of}
    union all select id, school_id, null::uuid, given_name, family_name from pupil ${of})`;
};

export interface Ask {
  readonly all: <T extends object>(sql: string, values?: unknown[]) => Promise<T[]>;
  readonly one: <T extends object>(sql: string, values?: unknown[]) => Promise<T | null>;
  readonly run: (sql: string, values: unknown[]) => Promise<number>;
}

export type Some<K extends keyof AccountStore> = Pick<AccountStore, K>;
