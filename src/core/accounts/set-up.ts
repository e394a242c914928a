import type { Scope } from '../access/actor';
import type { Problem } from '../errors';
import type { PersonId } from '../ids';
import type { RoleTemplate, Scheme } from './role-template';

/** `scheme`, or a role by its id. */
export type SetUpPart = 'scheme' | `role ${string}`;

/** One version of how accounts are kept. Nothing is written over. */
export interface SetUpVersion {
  readonly what: SetUpPart;
  /** From 1 on. */
  readonly rev: number;
  readonly by: PersonId;
  readonly at: number;
}

export interface SetUpStore {
  /** Null until the school has set it up. */
  scheme(): Promise<Scheme | null>;
  templates(): Promise<RoleTemplate[]>;
  /** The newest of each part, and those before it, newest first; the last few. */
  setUpVersions(): Promise<SetUpVersion[]>;
  /** @throws AppError `conflict` when somebody else saved that version first. */
  saveSetUp(version: SetUpVersion, content: Scheme | RoleTemplate): Promise<void>;
  /** People of the scope about whom somebody has placed a hold. Cases are not told of. */
  holds(scope: Scope): Promise<{ readonly personId: PersonId; readonly at: number }[]>;
}

const problem = (where: string, what: string): Problem => ({ where, what });

/** The first value that comes a second time. */
const twice = (values: readonly string[]): string | undefined => values.find((v, i) => values.indexOf(v) < i);

/** What is wrong with how a school keeps accounts. An empty list: it may be saved. */
export function schemeProblems(s: Scheme): Problem[] {
  const found: Problem[] = [];
  if (s.pendingGroup.id === s.signedGroup.id)
    found.push(problem('scheme.signedGroup', 'These are one group. Whoever has signed needs another one.'));
  if (s.pupilLicence && [s.pendingGroup.id, s.signedGroup.id].includes(s.pupilLicence.id))
    found.push(problem('scheme.pupilLicence', 'The agreement gives and takes this group. Licences need their own.'));
  if (twice(s.cohorts.map((c) => `${c.schoolId} ${c.entryYear}`)) !== undefined)
    found.push(problem('scheme.cohorts', 'A year of a school has two groups. Leave one of them.'));
  return found;
}

/** What is wrong with a role. `others` are the roles there are. */
export function templateProblems(
  t: RoleTemplate,
  o: { readonly scheme: Scheme | null; readonly others: readonly RoleTemplate[] },
): Problem[] {
  const found: Problem[] = [];
  const gates = o.scheme ? [o.scheme.pendingGroup.id, o.scheme.signedGroup.id] : [];
  const ids = [...t.groups, ...t.licenceGroups].map((g) => g.id);
  if (ids.some((id) => gates.includes(id)))
    found.push(problem('template.groups', 'The agreement gives and takes this group. A role cannot.'));
  if (twice(ids) !== undefined) found.push(problem('template.groups', 'A group is there twice. Leave it once.'));
  if (twice(t.rights.map((r) => `${r.system} ${r.right}`)) !== undefined)
    found.push(problem('template.rights', 'A right is there twice. Leave it once.'));
  const name = t.label.toLowerCase();
  if (o.others.some((x) => x.id !== t.id && x.label.toLowerCase() === name && meet(x, t)))
    found.push(problem('template.label', 'Another role has this name. Give this one a name of its own.'));
  return found;
}

const meet = (a: RoleTemplate, b: RoleTemplate): boolean =>
  a.schoolId === null || b.schoolId === null || a.schoolId === b.schoolId;
