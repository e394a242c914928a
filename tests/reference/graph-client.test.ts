import { readFileSync } from 'node:fs';
import { MAIL_OPERATIONS } from '../../src/adapters/graph/mail-operations';
import { OPERATIONS } from '../../src/adapters/graph/operations';
import { CONTRACT } from '../support/practice-graph-check';

interface Described {
  readonly 'x-permissions'?: { readonly application: readonly string[]; readonly delegated?: readonly string[] };
  readonly 'x-permissions-by-property'?: Readonly<Record<string, readonly string[]>>;
}

const plain = (template: string): string => template.replace(/\{[^}]+\}/g, '{}');

test('the client says nothing that Microsoft Graph v1.0 has not, with the least permission named there', () => {
  const doc = JSON.parse(readFileSync(CONTRACT, 'utf8')) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  };
  const known = new Map(Object.entries(doc.paths).map(([template, item]) => [plain(template), item]));
  for (const [name, o] of Object.entries(OPERATIONS)) {
    const there = known.get(plain(o.path))?.[o.method.toLowerCase()];
    expect([name, there !== undefined]).toEqual([name, true]);
    if (o.manner === 'read') continue;
    const least = [
      ...(there?.['x-permissions']?.application ?? []),
      ...Object.values(there?.['x-permissions-by-property'] ?? {}).flat(),
      // Said by Microsoft's pages, where the permissions data is silent or names more.
      'GroupMember.ReadWrite.All',
      'User.DeleteRestore.All',
      'User.Read.All',
    ];
    for (const scope of o.scopes) expect([name, least]).toEqual([name, expect.arrayContaining([scope])]);
  }
});

test('mail is asked for in the name of a person, with the least permission named there', () => {
  const doc = JSON.parse(readFileSync(CONTRACT, 'utf8')) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  };
  const known = new Map(Object.entries(doc.paths).map(([template, item]) => [plain(template), item]));
  for (const [name, o] of Object.entries(MAIL_OPERATIONS)) {
    const there = known.get(plain(o.shared))?.[o.method.toLowerCase()];
    expect([name, there !== undefined, o.own]).toEqual([name, true, o.shared.replace('/users/{mailbox}', '/me')]);
    // The raw mail has no entry of its own in Microsoft's permissions data; its page names the same as the mail's.
    const least = there?.['x-permissions']?.delegated ?? ['Mail.Read'];
    expect([name, least]).toEqual([name, expect.arrayContaining([o.scope])]);
  }
});
