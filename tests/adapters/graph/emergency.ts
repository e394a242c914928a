import { graphDirectory } from '../../../src/adapters/graph/directory';
import { practiceTransport } from '../../../src/adapters/graph/transport';
import type { Output } from '../../../src/api/contract';
import { instantOf } from '../../../src/core/people/day';
import { type PracticeGraph, startPracticeGraph } from '../../../src/practice/graph';
import { schemeOf, starterOf, templateOf } from '../../support/account-world';
import { type TestLantern, makeLantern } from '../../support/over-http';
import { type Role, TODAY } from '../../support/school';

/** A round trip to Graph, as the target states it. */
const LATENCY_MS = 100;
const TARGETS = ['teacher', 'colleague', 'coordinator', 'lead', 'governor', 'clerk', 'manager'] as const;
/** Whom the starters report to. */
const MANAGER = 'deputy';
/** After so long a door counts as never shut. */
const NEVER_MS = 120_000;
const nap = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export interface Emergency {
  /** From the click until Graph had answered that the door is shut, in ms, one for each door. */
  readonly acknowledgedMs: readonly number[];
  /** From the click until it was read back, in ms: the practice directory's clock goes as fast as ours here. */
  readonly provedMs: readonly number[];
  /** Starters who were not let in yet when the last door was to be closed. */
  readonly startersLeft: number;
  readonly stillOpen: number;
}

/** Doors closed at once in a whole Lantern, one after another, while its worker is busy with so many starters. */
export async function emergency(o: { starters: number }): Promise<Emergency> {
  const began = Date.now();
  const now = (): number => instantOf(TODAY, 10) + Date.now() - began;
  const graph = await startPracticeGraph({ school: 'small', clock: { now } });
  const way = watchedWay(graph.port);
  const directory = graphDirectory({
    transport: way.transport,
    token: (name) => Promise.resolve(graph.tokenFor(name)),
    now,
    wait: nap,
    redirectUrl: 'https://lantern.school.example/',
  });
  const at = await makeLantern({
    more: {
      ...{ role: 'both', now, perMinute: 1_000_000 },
      openDirectory: () => Promise.resolve({ directory, close: () => Promise.resolve() }),
    },
  });
  const must = asking(at);
  try {
    await setUp(at, graph);
    const doors = await peopleWithAccounts(at, graph);
    await takeStarters(o.starters, at);
    const acknowledgedMs: number[] = [];
    const provedMs: number[] = [];
    let startersLeft = 0;
    for (const { target, oid } of doors) {
      startersLeft = o.starters - lettingIn(graph);
      const clicked = Date.now();
      const close = `/api/accounts/${at.school.id(target)}/close`;
      const { planId } = await must<'accounts.closeAtOnce'>('head', 'POST', close, { reason: 'Safety' });
      await until(() => way.shut.has(oid), 5);
      acknowledgedMs.push((way.shut.get(oid) ?? Infinity) - clicked);
      const isProved = await until(async () => {
        const { stages } = await must<'accounts.plan'>('head', 'GET', `/api/account-plans/${planId}`);
        return stages.flatMap((s) => s.steps).every((s) => s.state === 'done');
      }, 200);
      provedMs.push(isProved ? Date.now() - clicked : Infinity);
    }
    return {
      ...{ acknowledgedMs, provedMs, startersLeft },
      stillOpen: doors.filter(({ oid }) => graph.controls.person(oid)?.accountEnabled !== false).length,
    };
  } finally {
    await at.close();
    await graph.close();
  }
}

/** @returns whether it came to be so in time. */
async function until(isSo: () => boolean | Promise<boolean>, everyMs: number): Promise<boolean> {
  for (const end = Date.now() + NEVER_MS; Date.now() < end; await nap(everyMs)) if (await isSo()) return true;
  return false;
}

/** Starters who can reach the signing page. */
function lettingIn({ controls, ids }: PracticeGraph): number {
  const groups = [ids.groups.pending, ids.groups.staffLicence];
  const made = controls.state().people.filter((p) => /^E\d+$/.test(p.employeeId ?? ''));
  return made.filter((p) => groups.every((group) => controls.person(p.id)?.groups.includes(group))).length;
}

interface Envelope {
  readonly requests?: readonly { readonly id: string; readonly url: string; readonly body?: unknown }[];
  readonly responses?: readonly { readonly id: string; readonly status: number }[];
}

/** The way to the practice directory, and when it answered that somebody's door is shut. */
function watchedWay(port: number) {
  const send = practiceTransport(port);
  const shut = new Map<string, number>();
  const transport: typeof send = async (url, init) => {
    await nap(LATENCY_MS);
    const answer = await send(url, init);
    const asked = typeof init.body === 'string' ? (JSON.parse(init.body) as Envelope) : {}; // the adapter's
    const closing = (asked.requests ?? []).filter(
      (r) => (r.body as { accountEnabled?: boolean } | undefined)?.accountEnabled === false,
    );
    if (closing.length === 0) return answer;
    const { responses = [] } = (await answer.clone().json()) as Envelope; // the practice directory's
    for (const { id, url: about } of closing) {
      const oid = about.split('/').at(-1) ?? '';
      const isDone = responses.some((r) => r.id === id && r.status === 204);
      if (isDone && !shut.has(oid)) shut.set(oid, Date.now());
    }
    return answer;
  };
  return { transport, shut };
}

const asking =
  (at: TestLantern) =>
  async <Name extends keyof Outputs>(
    who: Role,
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    body?: unknown,
  ): Promise<Outputs[Name]> => {
    const answer = await at.call(who, method, url, body);
    if (answer.status >= 300) throw new Error(`${method} ${url}: ${answer.status} ${answer.text}`);
    return answer.json as unknown as Outputs[Name]; // the contract's
  };

interface Outputs {
  'accounts.closeAtOnce': Output<'accounts.closeAtOnce'>;
  'accounts.plan': Output<'accounts.plan'>;
  'accounts.list': Output<'accounts.list'>;
  none: unknown;
}

async function setUp(at: TestLantern, graph: PracticeGraph): Promise<void> {
  const must = asking(at);
  const { pending, signed, teaching, staffLicence } = graph.ids.groups;
  const scheme = {
    ...{ ...schemeOf(at.school), domain: 'harbourlights.example' },
    pendingGroup: { id: pending, name: 'Agreement waiting' },
    signedGroup: { id: signed, name: 'Agreement signed' },
    breaker: { closesAnHour: 100, share: 100, factor: 100 },
  };
  const template = {
    ...templateOf(at.school),
    groups: [{ id: teaching, name: 'Teaching', isSensitive: false }],
    licenceGroups: [{ id: staffLicence, name: 'Staff licence' }],
  };
  await must<'none'>('trustHead', 'PUT', '/api/account-set-up', { scheme });
  await must<'none'>('trustHead', 'PUT', '/api/account-set-up/template', { template });
}

/** Colleagues get accounts that are there and open. @returns those whose doors are to be closed. */
async function peopleWithAccounts(at: TestLantern, graph: PracticeGraph) {
  const there = graph.controls
    .state()
    .people.filter((p) => p.accountEnabled && !p.onPremisesSyncEnabled && p.userType === 'Member');
  const known = ([...TARGETS, MANAGER] as const).map((target, i) => ({ target, oid: there[i + 10]?.id ?? '' }));
  await at.school.unit.run(at.school.service, 'write', async (work) => {
    for (const { target, oid } of known) {
      const person = await work.people.person(at.school.id(target));
      if (person) await work.people.change([{ ...person, oid }]);
    }
  });
  return known.filter(({ target }) => target !== MANAGER);
}

/** So many starters, asked for, planned and approved: the worker begins with them. */
async function takeStarters(count: number, at: TestLantern): Promise<void> {
  const must = asking(at);
  for (let n = 0; n < count; n += 1) {
    const starter = { ...starterOf(at.school, `E${n}`), startsOn: TODAY, managerId: at.school.id(MANAGER) };
    await must<'none'>('office', 'POST', '/api/starters', starter);
  }
  const plans = async () => (await must<'accounts.list'>('head', 'GET', '/api/accounts?open=1&limit=200')).plans;
  const isPlanned = async () => (await plans()).filter((p) => p.state === 'waiting').length >= count;
  if (!(await until(isPlanned, 500))) throw new Error('the starters were not planned');
  for (const { planId } of await plans()) {
    const { hash } = await must<'accounts.plan'>('head', 'GET', `/api/account-plans/${planId}`);
    await must<'none'>('head', 'POST', `/api/account-plans/${planId}/approval`, { hash });
  }
}
