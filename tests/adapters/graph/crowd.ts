import type { PracticeGraph } from '../../../src/practice/graph';

/** People with everything that a leaver has: groups, ways to sign in, a licence and with it a mailbox. */
export interface Crowd {
  readonly ids: readonly string[];
  readonly keys: readonly string[];
}

const GROUPS_EACH = 7;
const TOGETHER = 20;

interface Part {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
}

const inTwenties = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / TOGETHER) }, (_, i) => all.slice(i * TOGETHER, (i + 1) * TOGETHER));

/** Asks the practice directory as another tool would, and wants every part to go through. */
async function ask(graph: PracticeGraph, parts: readonly Part[]): Promise<Record<string, unknown>[]> {
  const made: Record<string, unknown>[] = [];
  for (const some of inTwenties(parts)) {
    const headers = { 'Content-Type': 'application/json' };
    const requests = some.map((part, i) => ({ id: String(i), headers, ...part }));
    const response = await fetch(`http://127.0.0.1:${graph.port}/v1.0/$batch`, {
      method: 'POST',
      headers: { authorization: `Bearer ${graph.tokenFor('visitor')}`, 'content-type': 'application/json' },
      body: JSON.stringify({ requests }),
    });
    const { responses } = (await response.json()) as { responses: { id: string; status: number; body?: object }[] };
    const failed = responses.find((r) => r.status >= 300);
    if (failed) throw new Error(JSON.stringify(failed));
    made.push(...responses.sort((a, b) => Number(a.id) - Number(b.id)).map((r) => ({ ...r.body })));
  }
  return made;
}

const person = (i: number): Part => ({
  method: 'POST',
  url: '/users',
  body: {
    ...{ accountEnabled: true, displayName: `Lee Leaver ${i}`, mailNickname: `leaver.${i}` },
    userPrincipalName: `leaver.${i}@harbourlights.example`,
    passwordProfile: { password: 'Zx9!practise-only', forceChangePasswordNextSignIn: true },
    ...{ usageLocation: 'GB', employeeId: `L${String(i).padStart(4, '0')}` },
  },
});

const group = (i: number): Part => ({
  method: 'POST',
  url: '/groups',
  body: { displayName: `Club ${i}`, mailNickname: `club-${i}`, mailEnabled: false, securityEnabled: true },
});

const phoneOf = (id: string, phoneType: string, n: number): Part => ({
  method: 'POST',
  url: `/users/${id}/authentication/phoneMethods`,
  body: { phoneNumber: `+44 770090${String(n % 10_000).padStart(4, '0')}`, phoneType },
});

const emailOf = (id: string, i: number): Part => ({
  method: 'POST',
  url: `/users/${id}/authentication/emailMethods`,
  body: { emailAddress: `private.${i}@mail.example` },
});

/** Makes them, as if they had been there for long: what takes hours is the caller's to wait for. */
export async function plantLeavers(graph: PracticeGraph, count: number): Promise<Crowd> {
  const numbers = Array.from({ length: count }, (_, i) => i);
  const ids = (await ask(graph, numbers.map(person))).map((p) => String(p['id']));
  const { staffLicence, signed, teaching } = graph.ids.groups;
  const clubs = await ask(
    graph,
    Array.from({ length: GROUPS_EACH - 3 }, (_, i) => group(i)),
  );
  graph.controls.advance(10 * 60_000);
  const groups = [staffLicence, signed, teaching, ...clubs.map((c) => String(c['id']))];
  const bind = (some: readonly string[]) => some.map((id) => `https://graph.microsoft.com/v1.0/directoryObjects/${id}`);
  const joins = groups.flatMap((id) =>
    inTwenties(ids).map((some) => ({
      method: 'PATCH',
      url: `/groups/${id}`,
      body: { 'members@odata.bind': bind(some) },
    })),
  );
  await ask(graph, joins);
  for (const [n, phoneType] of ['mobile', 'alternateMobile', 'office'].entries())
    await ask(
      graph,
      ids.map((id, i) => phoneOf(id, phoneType, 10 * i + n)),
    );
  await ask(graph, ids.map(emailOf));
  return { ids, keys: numbers.map((i) => `L${String(i).padStart(4, '0')}`) };
}
