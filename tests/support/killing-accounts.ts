import type { ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Output } from '../../src/api/contract';
import { openStore } from '../../src/adapters/store/engine';
import { schoolDayAt } from '../../src/core/people/day';
import { startPracticeGraph } from '../../src/practice/graph';
import type { Line } from '../../src/practice/graph/log';
import { REGISTRATIONS } from '../../src/practice/graph/tokens';
import { scheme, teacher } from '../core/accounts/builders';
import { makeKillable, type Ready } from './killable';
import { idOf } from './killed-server';

const MINUTE = 60_000;
/** What the practice directory lets lag, lags a twentieth of it: these are real seconds. */
const HASTE = 20;
/** So many accounts are made and not heard of when their maker dies. */
const UNHEARD = 5;

/** What a worker tells of itself. */
export type Told =
  | { readonly sends: readonly { readonly id: string; readonly who: string; readonly what: string }[] }
  | { readonly heard: readonly string[] };

/** What the directory holds and was asked for, and what was found of each. */
export interface AccountBooks {
  /** Starters with no account, or with one that cannot reach the signing page. */
  readonly missing: readonly string[];
  /** Starters with two accounts, and accounts made or put into a group more than once. */
  readonly doubled: readonly string[];
  readonly accounts: number;
  readonly writes: number;
}

/** What came of one worker's death. */
export interface TakeOver {
  /** People whose change was on its way when it died. */
  readonly inHand: number;
  /** Of them, those for whom the directory had made an account already, unheard. */
  readonly unheard: number;
  /** Changes sent by each until then. */
  readonly sentBefore: readonly number[];
  /** From the death until the dead worker's hold runs out, in ms. */
  readonly heldForMs: number;
  /** From the death until the other sends the first change to somebody of them, in ms. */
  readonly takenOverAfterMs: number;
}

interface Sent {
  readonly by: ChildProcess;
  readonly at: number;
  readonly id: string;
  readonly who: string;
  readonly what: string;
}

const nap = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const as = (person: string) => ({ authorization: `Bearer ${person}`, 'content-type': 'application/json' });

/** Waits for what it answers; says what it waited for when that never comes. */
async function until<T>(what: string, look: () => Promise<T | undefined> | T | undefined, everyMs = 300): Promise<T> {
  for (const end = Date.now() + 3 * MINUTE; Date.now() < end; await nap(everyMs)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error(`never: ${what}`);
}

/** Two whole Lanterns on one PostgreSQL and one practice directory, one to be killed. `drop` them at the end. */
export async function startKillingAccounts() {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'lantern-traffic-'));
  const traffic = path.join(home, 'traffic.ndjson');
  const graph = await startPracticeGraph({ school: 'small', clock: { now: Date.now }, haste: HASTE, log: traffic });
  const { pending, signed, teaching, staffLicence } = graph.ids.groups;
  const server = await makeKillable<Ready>('postgres', {
    server: 'killing-accounts-server',
    settings: {
      people: 1,
      graph: {
        port: graph.port,
        tokens: Object.fromEntries(Object.keys(REGISTRATIONS).map((name) => [name, graph.tokenFor(name)])),
        managerOid: graph.controls.state().people[0]?.id,
      },
      scheme: {
        ...{ ...scheme, domain: 'harbourlights.example' },
        pendingGroup: { id: pending, name: 'Agreement waiting' },
        signedGroup: { id: signed, name: 'Agreement signed' },
      },
      template: {
        ...{ ...teacher, schoolId: null },
        groups: [{ id: teaching, name: 'Teaching', isSensitive: false }],
        licenceGroups: [{ id: staffLicence, name: 'Staff licence' }],
      },
    },
  });
  const workers: { readonly child: ChildProcess; readonly url: string }[] = [];
  const sent: Sent[] = [];
  const heard = new Set<string>();
  const keys: string[] = [];

  /** One after the other: the first makes the school. */
  const start = async (): Promise<void> => {
    const { child, message } = await server.start();
    workers.push({ child, url: message.ready });
    child.on('message', (told: Told) => {
      if ('heard' in told) for (const id of told.heard) heard.add(id);
      else sent.push(...told.sends.map((s) => ({ ...s, by: child, at: Date.now() })));
    });
  };

  /** Asks whoever of the two lives, as whatever stands before them would. */
  const ask = async (person: string, at: string, body?: unknown): Promise<unknown> => {
    const alive = workers.filter(({ child }) => child.exitCode === null && child.signalCode === null);
    const text = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    for (const { url } of alive) {
      const answer = await fetch(`${url}${at}`, { headers: as(person), ...text }).catch(() => null);
      if (answer?.ok) return answer.json();
      if (answer) throw new Error(`${at} was answered with ${answer.status}: ${await answer.text()}`);
    }
    throw new Error(`nobody answers ${at}`);
  };

  const plans = async () => ((await ask('head', '/api/accounts?open=0&limit=200')) as Output<'accounts.list'>).plans; // the contract's

  /** The office asks for so many more, and the head approves each plan when it is there. */
  const take = async (count: number): Promise<void> => {
    const first = keys.length;
    for (let n = first; n < first + count; n += 1) {
      keys.push(`W${n}`);
      await ask('office', '/api/starters', {
        ...{ staffNumber: `W${n}`, givenName: 'Sam', familyName: `Starter ${n}`, department: 'Year 3' },
        ...{ schoolId: idOf('school'), managerId: idOf('p0'), as: 'staff', templateId: 'teacher', bornOn: null },
        ...{ startsOn: schoolDayAt(Date.now()), endsOn: null, email: null, sponsorId: null, onPaper: false },
        isAnotherPerson: false,
      });
    }
    const waiting = await until('everybody is planned', async () => {
      const those = (await plans()).filter((p) => p.state === 'waiting');
      return those.length === count ? those : undefined;
    });
    for (const { planId } of waiting) {
      const { hash } = (await ask('head', `/api/account-plans/${planId}`)) as Output<'accounts.plan'>; // the contract's
      await ask('head', `/api/account-plans/${planId}/approval`, { hash });
    }
  };

  const made = () => graph.controls.state().people.filter((p) => keys.includes(p.employeeId ?? ''));
  const madeKeys = (): ReadonlySet<string | null> => new Set(made().map((p) => p.employeeId));
  const open = (of: ChildProcess): readonly Sent[] => sent.filter((s) => s.by === of && !heard.has(s.id));

  /** Kills whoever first has made several accounts and not heard of them, when both have been at work. */
  const kill = async (): Promise<TakeOver> => {
    const dies = await until(
      'both are at work, and one has made accounts unheard',
      () => {
        const there = madeKeys();
        const isUnheard = (s: Sent): boolean => s.what === 'create' && there.has(s.who);
        const isBusy = workers.every(({ child }) => sent.some((s) => s.by === child));
        return isBusy ? workers.find(({ child }) => open(child).filter(isUnheard).length >= UNHEARD) : undefined;
      },
      5,
    );
    const died = Date.now();
    await server.end(dies.child, 'SIGKILL');
    const left = open(dies.child);
    const there = madeKeys();
    const inHand = new Set(left.map((s) => s.who));
    const heldUntil = await holdOf([...inHand]);
    const next = await until('the other goes on with what was in hand', () =>
      sent.find((s) => s.by !== dies.child && s.at > died && inHand.has(s.who)),
    );
    return {
      inHand: inHand.size,
      unheard: left.filter((s) => s.what === 'create' && there.has(s.who)).length,
      sentBefore: workers.map(({ child }) => sent.filter((s) => s.by === child && s.at <= died).length),
      heldForMs: heldUntil - died,
      takenOverAfterMs: next.at - died,
    };
  };

  /** When the first of the holds on these people's plans runs out. */
  const holdOf = async (numbers: readonly string[]): Promise<number> => {
    const store = await openStore(server.place);
    try {
      const { rows } = await store.query<{ until: Date }>(
        `select min(a.leased_until) as until from account_plan a
         join person p on p.tenant = a.tenant and p.id = a.person_id where p.staff_number = any($1)`,
        [numbers],
      );
      return rows[0]?.until.getTime() ?? NaN;
    } finally {
      await store.close();
    }
  };

  const reachesSigning = (id: string): boolean =>
    [pending, staffLicence].every((group) => graph.controls.person(id)?.groups.includes(group));

  const settled = () =>
    until('everything is proved', async () => {
      const isReady = made().filter((p) => reachesSigning(p.id)).length >= keys.length;
      const all = isReady ? await plans() : [];
      return all.length === keys.length && all.every((p) => p.done > 0 && p.state === 'running') ? all : undefined;
    });

  const books = (): AccountBooks => {
    const accounts = made();
    const done = effects(fs.readFileSync(traffic, 'utf8'));
    const count = (of: readonly string[], one: string): number => of.filter((n) => n === one).length;
    const owners = accounts.map((p) => p.employeeId ?? '');
    return {
      missing: keys.filter((key) => !accounts.some((p) => p.employeeId === key && reachesSigning(p.id))),
      doubled: [
        ...keys.filter((key) => count(owners, key) > 1),
        ...[...new Set(done)].filter((effect) => count(done, effect) > 1),
      ],
      accounts: accounts.length,
      writes: done.length,
    };
  };

  /** Somebody makes a second account under a starter's number, as a worker would that cannot see the first. */
  const plantDouble = async (): Promise<void> => {
    const answer = await fetch(`http://127.0.0.1:${graph.port}/v1.0/users`, {
      method: 'POST',
      headers: as(graph.tokenFor('visitor')),
      body: JSON.stringify({
        ...{ accountEnabled: true, displayName: 'Sam Starter', mailNickname: 'sam.again', employeeId: keys[0] },
        userPrincipalName: 'sam.again@harbourlights.example',
        passwordProfile: { password: 'Planted-by-a-test-1', forceChangePasswordNextSignIn: true },
      }),
    });
    if (answer.status !== 201) throw new Error(`not planted: ${answer.status} ${await answer.text()}`);
  };

  const stop = async (): Promise<void> => {
    for (const { child } of workers)
      if (child.exitCode === null && child.signalCode === null) await server.end(child, 'SIGTERM');
  };
  const drop = async (): Promise<void> => {
    await stop();
    await server.drop();
    await graph.close();
    fs.rmSync(home, { recursive: true, force: true });
  };
  return { start, take, kill, settled, books, plantDouble, stop, verified: server.verified, drop };
}

interface Part {
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
  readonly status: number | null;
}

interface Envelope {
  readonly requests: readonly (Omit<Part, 'status'> & { readonly id: string })[];
  readonly responses: readonly { readonly id: string; readonly status: number }[];
}

/** What a call asked for, part by part, with what became of each. */
function partsOf(line: Line): readonly Part[] {
  if (!line.url.startsWith('/v1.0/$batch')) return [line];
  const { requests, responses } = { ...(line.body as object), ...(line.responseBody as object) } as Envelope; // as logged
  return requests.map((r) => ({ ...r, status: responses.find((x) => x.id === r.id)?.status ?? null }));
}

/** Everything that was made or added, from the directory's own log: what must not happen a second time. */
const effects = (log: string): readonly string[] =>
  log
    .split('\n')
    .filter((text) => text !== '')
    .flatMap((text) => partsOf(JSON.parse(text) as Line)) // the practice directory's own
    .flatMap(({ method, url, body, status }) => {
      const at = url.replace(/^\/v1\.0/, '');
      const told = (body ?? {}) as { employeeId?: string; '@odata.id'?: string; 'members@odata.bind'?: string[] };
      if (method === 'GET' || status === null || status >= 300) return [];
      if (method === 'POST' && at === '/users') return [`account for ${told.employeeId ?? 'nobody'}`];
      const members = [told['@odata.id'] ?? [], told['members@odata.bind'] ?? []].flat();
      return at.startsWith('/groups/') ? members.map((member) => `${at.split('/')[2]} gets ${member.slice(-36)}`) : [];
    });
