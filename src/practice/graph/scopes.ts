/** Which permissions include which: each line reads "whoever may the left, may the right". */
const INCLUDES: Readonly<Record<string, readonly string[]>> = {
  'AppCatalog.ReadWrite.All': ['AppCatalog.Read.All'],
  'Directory.Read.All': [
    'Application.Read.All',
    'Device.Read.All',
    'Domain.Read.All',
    'Group.Read.All',
    'LicenseAssignment.Read.All',
    'Organization.Read.All',
    'User.Read.All',
  ],
  'Directory.ReadWrite.All': ['Directory.Read.All', 'Group.ReadWrite.All', 'User.ReadWrite.All'],
  'Group.Read.All': ['GroupMember.Read.All'],
  'Group.ReadWrite.All': ['Group.Create', 'Group.Read.All', 'GroupMember.ReadWrite.All'],
  'GroupMember.Read.All': ['Group.ReadBasic.All', 'GroupMember.ReadBasic.All'],
  'Mail.Read': ['Mail.ReadBasic', 'Mail.ReadBasic.All'],
  'Organization.Read.All': ['LicenseAssignment.Read.All'],
  'Team.ReadBasic.All': [],
  'TeamMember.ReadWrite.All': ['TeamMember.ReadWriteNonOwnerRole.All', 'TeamMember.Read.All'],
  'TeamMember.ReadWriteNonOwnerRole.All': ['TeamMember.Read.All'],
  'TeamSettings.Read.All': ['Team.ReadBasic.All'],
  'User.Read.All': ['User.ReadBasic.All'],
  'User.ReadWrite.All': ['User.Invite.All'],
  'UserAuthenticationMethod.Read.All': ['UserAuthMethod-*.Read.All'],
  'UserAuthenticationMethod.ReadWrite.All': ['UserAuthMethod-*.ReadWrite.All', 'UserAuthMethod-*.Read.All'],
};

function includedBy(scope: string): readonly string[] {
  const named = INCLUDES[scope] ?? [];
  const reading = scope.replace(/\.ReadWrite(\.|$)/, '.Read$1');
  return reading === scope ? named : [reading, ...named];
}

const closures = new Map<string, ReadonlySet<string>>();

function closureOf(scope: string): ReadonlySet<string> {
  const known = closures.get(scope);
  if (known) return known;
  const found = new Set([scope]);
  for (const s of found) for (const more of includedBy(s)) found.add(more);
  closures.set(scope, found);
  return found;
}

const everyMethod = (scope: string): string => scope.replace(/^UserAuthMethod-[A-Za-z]+\./, 'UserAuthMethod-*.');

/** Whether somebody who holds these permissions may do what one of the `needed` is enough for. */
export function allows(held: readonly string[], needed: readonly string[]): boolean {
  const has = (scope: string): boolean =>
    held.some((h) => closureOf(h).has(scope) || closureOf(h).has(everyMethod(scope)));
  return needed.some((alternative) => alternative.split('+').every((scope) => scope === '' || has(scope)));
}
