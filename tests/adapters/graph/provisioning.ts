import type { AccountRef } from '../../../src/core/accounts/account';
import type { Case } from '../../../src/core/accounts/case';
import type { AccountEvent } from '../../../src/core/accounts/facts';
import { carryOut } from '../../../src/core/accounts/run';
import { schedule } from '../../../src/core/accounts/schedule';
import { graphDirectory } from '../../../src/adapters/graph/directory';
import type { Transport } from '../../../src/adapters/graph/transport';
import { type Registration, REGISTRATIONS } from '../../../src/practice/graph/tokens';
import { day, factsFrom, guid, holder, joined, scheme, teacher } from '../../core/accounts/builders';
import { littleDesk } from '../../core/accounts/little-directory';
import { type Crowd, plantLeavers } from './crowd';
import { MORNING, type Practice, openPractice } from './virtual';

/** A round trip to Graph, as we state it: nobody has measured a tenant's. */
export const LATENCY_MS = 200;
const MINUTE = 60_000;
/** Microsoft's quota for one registration: so many writes in so long. */
export const QUOTA = { writes: 3_000, windowMs: 150_000 };
const AT_ONCE = 4;

/** One registration that does everybody's work. */
const ALONE: Registration = {
  appId: REGISTRATIONS['provisioner']?.appId ?? '',
  roles: [...new Set(Object.values(REGISTRATIONS).flatMap((r) => r.roles))],
  mailboxes: 'all',
};

interface Sent {
  readonly at: number;
  readonly app: string;
  readonly isWrite: boolean;
  readonly status: number;
  readonly about: 'door' | 'starter' | 'other';
  /** A change to somebody who leaves: their id is in the address. */
  readonly isLeavers: boolean;
}

export interface Provisioned {
  readonly writes: number;
  readonly requests: number;
  readonly writesPerStarter: number;
  readonly writesPerLeaver: number;
  /** Accounts beyond one for a starter, and starters without one. */
  readonly duplicates: number;
  readonly missing: number;
  /** Doors of leavers that are still open, in truth. */
  readonly stillOpen: number;
  /** Refused for pace, as a share of everything asked. */
  readonly throttled: number;
  /** Most writes of a registration in any stretch of its window. */
  readonly mostInWindow: number;
  /** Every door was shut before the first account was made. */
  readonly isDoorsFirst: boolean;
  /** Virtual ms from the beginning. */
  readonly doorsProvedAfter: number;
  readonly answeredAfter: number;
  readonly provedAfter: number;
  /** The same work with nothing in its way, in virtual ms: see `floorOf`. */
  readonly floor: number;
  readonly states: Readonly<Record<string, number>>;
}

/** Whole starters (made, signed, let in) and whole leavers, in virtual time, against the documented quotas. */
export async function provision(o: { starters: number; leavers: number; isSplit: boolean }): Promise<Provisioned> {
  const practice = await openPractice({
    school: 'trust',
    client: { timeoutMs: 60_000 },
    switches: { writeQuota: 'window' },
    registrations: o.isSplit
      ? { ...REGISTRATIONS, evidence: { ...(REGISTRATIONS['evidence'] ?? ALONE), mailboxes: 'all' } }
      : { ...REGISTRATIONS, provisioner: ALONE },
  });
  try {
    return await measured(practice, o);
  } finally {
    practice.graph.controls.expectNoAccidents();
    await practice.graph.close();
  }
}

async function measured(practice: Practice, o: { starters: number; leavers: number; isSplit: boolean }) {
  const { controls } = practice.graph;
  const crowd = await plantLeavers(practice.graph, o.leavers);
  controls.advance(3 * 60 * MINUTE);
  const sent: Sent[] = [];
  const directory = graphDirectory({
    ...practice.options,
    transport: watched(practice, sent, new Set(crowd.ids)),
    ...(!o.isSplit && { single: 'provisioner' as const }),
  });
  const leaving = await leavers(practice, crowd);
  const starting = starters(practice, o.starters, controls.state().people[0]?.id ?? null);
  // Somebody else approves first: by then what was read to plan no longer counts against the quota.
  controls.advance(10 * MINUTE);
  const began = practice.now();
  const marks = { doors: 0, proved: 0 };
  let kept = littleDesk([...leaving, ...starting]);
  const run = async (): Promise<void> => {
    const { desk } = kept;
    const watching = {
      ...desk,
      note: async (notes: Parameters<typeof desk.note>[0]) => {
        await desk.note(notes);
        const isDoor = (key: string): boolean => ['close', 'end_sessions', 'new_password'].includes(key);
        if (notes.some((n) => n.results.some((r) => isDoor(r.key) && r.state === 'done'))) marks.doors = practice.now();
        if (notes.some((n) => n.results.some((r) => r.state === 'done'))) marks.proved = practice.now();
      },
    };
    for (let i = 0; i < 12; i += 1) {
      const due = kept.cases().filter((c) => (kept.outcome(c.id)?.nextAt ?? 0) <= practice.now());
      if (due.length > 0) await carryOut(due, { directory, desk: watching, now: practice.now, wait: practice.wait });
      const next = kept.cases().flatMap((c) => kept.outcome(c.id)?.nextAt ?? []);
      const soon = next.filter((at) => at < practice.now() + 10 * MINUTE);
      if (soon.length === 0) return;
      await practice.wait(Math.min(...soon) - practice.now());
    }
  };
  await run();
  const outcomes = new Map<string, string>();
  const keepOutcomes = (): void => {
    for (const { id } of kept.cases()) outcomes.set(id, kept.outcome(id)?.state ?? 'unknown');
  };
  keepOutcomes();
  // Everybody signs as soon as there is something to sign with. Nobody else's case is due then.
  const signed: AccountEvent = { at: practice.now(), kind: 'signed' };
  const facts = factsFrom([start(practice), signed], { scheme: schemeOf(practice) });
  const signers = new Set(starting.map((c) => c.id));
  kept = littleDesk(kept.cases().flatMap((c) => (signers.has(c.id) ? [{ ...c, facts }] : [])));
  await run();
  keepOutcomes();
  return reportOf(practice, { sent, began, marks, crowd, o, outcomes: [...outcomes.values()] });
}

const start = (practice: Practice) =>
  joined({ at: MORNING - 1_000, on: day('2026-09-01'), template: templateOf(practice) });

async function leavers(practice: Practice, crowd: Crowd): Promise<Case[]> {
  const refs = crowd.ids.map((id, i): AccountRef => ({ key: crowd.keys[i] ?? '', id }));
  const read = await practice.directory.look(refs, 'everything');
  return refs.map(({ key, id }, i): Case => {
    const actual = read.get(key);
    const [account] = actual?.accounts ?? [];
    if (!actual || !account) throw new Error(`${key} cannot be read`);
    const who = holder({ key, oid: id, managerOid: account.managerId, addresses: [] });
    const events: AccountEvent[] = [
      start(practice),
      { at: MORNING - 900, kind: 'signed' },
      // Entered late: what was begun until now ends too.
      { at: practice.now(), kind: 'leaving', lastWorkingDay: day('2026-09-10'), contractEnd: day('2026-09-13') },
    ];
    // Their mailboxes have been seen to.
    const handedOff = [`hand_off convert_mailbox:${account.address}`];
    const facts = factsFrom(events, { scheme: schemeOf(practice), handedOff });
    return caseOf(i + 1, who, facts, schedule(who, facts, actual, practice.now()));
  });
}

function starters(practice: Practice, count: number, managerOid: string | null): Case[] {
  const facts = factsFrom([start(practice)], { scheme: schemeOf(practice) });
  return Array.from({ length: count }, (_, i): Case => {
    const addresses = [`starter.${i}@harbourlights.example`];
    const names = { givenName: 'Sam', familyName: `Starter ${i}` };
    const who = holder({ key: `N${String(i).padStart(4, '0')}`, managerOid, addresses, ...names });
    return caseOf(10_000 + i, who, facts, schedule(who, facts, { accounts: [], deleted: null }, practice.now()));
  });
}

const caseOf = (n: number, who: Case['holder'], facts: Case['facts'], approved: Case['approved']): Case => ({
  ...{ id: guid(n), holder: who, facts, approved, isEmergency: false, results: [], snapshot: null },
});

const templateOf = ({ graph }: Practice) => ({
  ...teacher,
  rights: [],
  groups: [{ id: graph.ids.groups.teaching, name: 'Teaching', isSensitive: false }],
  licenceGroups: [{ id: graph.ids.groups.staffLicence, name: 'Staff licence' }],
});

const schemeOf = ({ graph }: Practice) => ({
  ...scheme,
  pendingGroup: { id: graph.ids.groups.pending, name: 'pending' },
  signedGroup: { id: graph.ids.groups.signed, name: 'signed' },
});

interface Part {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

const DOOR = ['accountEnabled', 'passwordProfile'];

function aboutOf({ method, url, body = {} }: Part): Sent['about'] {
  if (url.endsWith('/revokeSignInSessions')) return 'door';
  if (method === 'PATCH' && Object.keys(body).every((name) => DOOR.includes(name))) return 'door';
  const isMaking = method === 'POST' && url === '/users';
  return isMaking || (method === 'PUT' && url.endsWith('/manager/$ref')) ? 'starter' : 'other';
}

/** Counts what is asked, and lets each answer take its time. */
const watched =
  (practice: Practice, sent: Sent[], leaving: ReadonlySet<string>): Transport =>
  async (url, init) => {
    const at = practice.now();
    const app = appOf(init);
    const answer = await practice.options.transport(url, init);
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    const alone: Part = { id: '', method: String(init.method), url: url.pathname.replace('/v1.0', '') };
    const isBatch = url.pathname.endsWith('/$batch');
    const parts = isBatch ? (body as { requests: Part[] }).requests : [alone];
    const told = isBatch ? ((await answer.clone().json()) as { responses: { id: string; status: number }[] }) : null;
    const statuses = new Map(told?.responses.map((r) => [r.id, r.status]));
    for (const part of parts) {
      const status = statuses.get(part.id) ?? answer.status;
      const isWrite = part.method !== 'GET';
      const isLeavers = part.url.split('/').some((piece) => leaving.has(piece));
      sent.push({ at, app, isWrite, status, about: aboutOf(part), isLeavers });
    }
    await practice.wait(LATENCY_MS);
    return answer;
  };

function appOf(init: RequestInit): string {
  const token = new Headers(init.headers).get('authorization')?.split('.')[1] ?? '';
  const claims = JSON.parse(Buffer.from(token, 'base64url').toString()) as { app_displayname?: string };
  return claims.app_displayname ?? '';
}

interface Seen {
  readonly sent: readonly Sent[];
  readonly began: number;
  readonly marks: { readonly doors: number; readonly proved: number };
  readonly crowd: Crowd;
  readonly o: { readonly starters: number; readonly leavers: number; readonly isSplit: boolean };
  readonly outcomes: readonly string[];
}

function reportOf({ graph }: Practice, { sent, began, marks, crowd, o, outcomes }: Seen): Provisioned {
  const writes = sent.filter((s) => s.isWrite);
  const made = graph.controls.state().people.filter((p) => /^N\d{4}$/.test(p.employeeId ?? ''));
  const keys = new Set(made.map((p) => p.employeeId));
  const lastDoor = sent.findLastIndex((s) => s.about === 'door');
  const states: Record<string, number> = {};
  for (const state of outcomes) states[state] = (states[state] ?? 0) + 1;
  const ofLeavers = writes.filter((w) => w.isLeavers).length;
  return {
    writes: writes.length,
    requests: sent.length,
    writesPerStarter: (writes.length - ofLeavers) / o.starters,
    writesPerLeaver: ofLeavers / o.leavers,
    duplicates: made.length - keys.size,
    missing: o.starters - keys.size,
    stillOpen: crowd.ids.filter((id) => graph.controls.person(id)?.accountEnabled !== false).length,
    throttled: sent.filter((s) => s.status === 429).length / sent.length,
    mostInWindow: Math.max(...[...new Set(writes.map((w) => w.app))].map((app) => fullest(writes, app))),
    isDoorsFirst: sent.findIndex((s) => s.about === 'starter') > lastDoor,
    doorsProvedAfter: marks.doors - began,
    answeredAfter: (writes.at(-1)?.at ?? began) + LATENCY_MS - began,
    provedAfter: marks.proved - began,
    floor: floorOf(writes, o),
    states,
  };
}

function fullest(writes: readonly Sent[], app: string): number {
  const times = writes.filter((w) => w.app === app).map((w) => w.at);
  let first = 0;
  let most = 0;
  for (const [i, at] of times.entries()) {
    while ((times[first] ?? at) <= at - QUOTA.windowMs) first += 1;
    most = Math.max(most, i - first + 1);
  }
  return most;
}

/**
 * Reads that one look takes, and looks that a whole story needs: a leaver's before and after; a starter's after the
 * account is made, before and after signing opens the rest, and after the gate is left.
 */
const LOOK = { leaver: 10, starter: 3 };
const LOOKS = { leaver: 2, starter: 4 };

/**
 * One registration: so many full windows of its quota as the writes need, less the last. Split: so many full envelopes
 * as the writes of each registration and the looks need, at the
 * stated latency, four on their way at a time.
 */
function floorOf(writes: readonly Sent[], o: Seen['o']): number {
  if (!o.isSplit) return QUOTA.windowMs * (Math.ceil(writes.length / QUOTA.writes) - 1);
  const counts = new Map<string, number>();
  for (const { app } of writes) counts.set(app, (counts.get(app) ?? 0) + 1);
  counts.set('reader', o.leavers * LOOK.leaver * LOOKS.leaver + o.starters * LOOK.starter * LOOKS.starter);
  const envelopes = [...counts.values()].reduce((sum, n) => sum + Math.ceil(n / 20), 0);
  return (envelopes * LATENCY_MS) / AT_ONCE;
}
