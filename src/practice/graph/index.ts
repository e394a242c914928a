/**
 * The practice Microsoft Graph: a directory, mail and Teams in memory that behave as the real service does where it
 * hurts. Loopback only; nothing in it is real.
 *
 *     const clock = virtualClock(Date.parse('2026-09-14T08:00:00Z'));
 *     const practice = await startPracticeGraph({ school: 'small', clock, log: 'traffic.ndjson' });
 *     const token = practice.tokenFor('provisioner');      // a Bearer token of one registration
 *     // send `https://graph.microsoft.com/v1.0/…` to http://127.0.0.1:<practice.port>/v1.0/…
 *     practice.controls.fault({ match: { method: 'POST', path: '/users' }, effect: 'timeout-after' });
 *     practice.controls.advance(60_000);                   // replication, licences, syncs happen on the way
 *     await practice.close();
 *
 * Registrations: reader, blocker, provisioner, credentials, groups, deleter, evidence, teams; `pages`, which has only what
 * a person lends it (`tokenOf`); and `visitor`, who may everything, for other people's tools. `delays: 'none'` makes every
 * change visible at once, for tests of other things.
 */
import { randomBytes } from 'node:crypto';
import { schoolDayAt } from '../../core/people/day';
import { type PracticeTrust, practiceTrust } from '../trust/trust';
import type { Clock } from './clock';
import { type Controls, makeControls } from './controls';
import { catchUp } from './due';
import { type Fault, makeFaults } from './faults';
import { listen, portOf } from './http';
import { openLog } from './log';
import { OPERATIONS } from './operations';
import { makeRouter } from './route';
import { CATALOGUE_ID, type TeamsApp } from './seeds/app';
import { GROUP_IDS } from './seeds/groups';
import { CORPUS_MAILBOX, SHARED_MAILBOX } from './seeds/mail';
import { MANAGED_DEVICE, SPECIAL_IDS } from './seeds/specials';
import { plantTrust, type Size } from './seeds/trust';
import type { Desk } from './serve';
import { DEFAULT_SWITCHES, type Delays, NO_DELAYS, REAL_DELAYS, type Switches } from './settings';
import { readState, saveState } from './state-file';
import { makeThrottle } from './throttle';
import { applicationToken, personToken, type Registration, REGISTRATIONS } from './tokens';
import { makeWorld, type World } from './world';

export { virtualClock } from './clock';

export interface PracticeGraphOptions {
  readonly seed?: number;
  readonly school: Size;
  /** The people; made from seed and day when left out. */
  readonly trust?: PracticeTrust;
  readonly clock: Clock;
  readonly port?: number;
  /** The file for the traffic; left out: none is written. */
  readonly log?: string;
  readonly faults?: readonly Fault[];
  readonly switches?: Partial<Switches>;
  /** Other waits than the real service's; `none` shows every change at once. */
  readonly delays?: Partial<Delays> | 'none';
  /** All waits are divided by this. */
  readonly haste?: number;
  /** A file to go on from, kept up to date; left out: everything is forgotten. */
  readonly state?: string;
  /** More registrations, or other permissions for the known ones. */
  readonly registrations?: Readonly<Record<string, Registration>>;
  readonly teamsApp?: Partial<TeamsApp>;
  /** Anything that points to a real tenant: with it the practice directory does not start. */
  readonly realTenant?: string | undefined;
}

export interface PracticeGraph {
  readonly port: number;
  readonly tenantId: string;
  /** For `/_practice/…`, in the header `X-Practice-Secret`; another at each start. */
  readonly secret: string;
  readonly controls: Controls;
  /** Ids that are the same whatever the seed. */
  readonly ids: {
    readonly people: typeof SPECIAL_IDS;
    readonly groups: typeof GROUP_IDS;
    readonly catalogueApp: string;
    readonly managedDevice: string;
    readonly corpusMailbox: string;
    /** Address of the mailbox that the office shares with the class teacher. */
    readonly sharedMailbox: string;
  };
  tokenFor(registration: string): string;
  /** A token in the name of a person. */
  tokenOf(personId: string, scopes: readonly string[], registration?: string): string;
  close(): Promise<void>;
}

/** What the manifest of the app can say, none of it with parameters. */
export const TEAMS_APP: TeamsApp = {
  externalId: '3c0b7f0e-52a4-4d0f-8f6d-6a4f1f2f9b20',
  appId: REGISTRATIONS.teams?.appId ?? '',
  activityTypes: {
    agreementWaiting: [],
    agreementDueSoon: [],
    agreementOverdue: [],
    teamOverdue: [],
    schoolOverdue: [],
    questionAsked: [],
    questionAnswered: [],
    countersignWaiting: [],
    policyToApprove: [],
    policyReviewDue: [],
    reportWaiting: [],
    reportUrgent: [],
    reportUnsent: [],
    reportUnopened: [],
    caseWaiting: [],
    caseOverdue: [],
    caseHanded: [],
    taskWaiting: [],
    taskOverdue: [],
    accountsWaiting: [],
  },
};

/** Other people's tools, which ask for everything. */
const VISITOR: Registration = {
  appId: '22222222-2222-2222-2222-222222222222',
  roles: [
    'AuditLog.Read.All',
    'Directory.ReadWrite.All',
    'LicenseAssignment.ReadWrite.All',
    'User-PasswordProfile.ReadWrite.All',
    'User.DeleteRestore.All',
    'User.EnableDisableAccount.All',
    'User.Invite.All',
    'User.RevokeSessions.All',
    'UserAuthenticationMethod.ReadWrite.All',
  ],
};

function registrationsFor(o: PracticeGraphOptions): Readonly<Record<string, Registration>> {
  const scope = { except: [SPECIAL_IDS.mailboxOutOfScope] };
  const evidence = REGISTRATIONS.evidence;
  return {
    ...REGISTRATIONS,
    ...(evidence && { evidence: { ...evidence, mailboxes: scope } }),
    visitor: VISITOR,
    ...o.registrations,
  };
}

function openWorld(o: PracticeGraphOptions, seed: number): World {
  const trust = o.trust ?? practiceTrust({ seed, today: schoolDayAt(o.clock.now()) });
  const kept = o.state === undefined ? undefined : readState(o.state, seed, o.school);
  const world = makeWorld({
    seed,
    tenantId: trust.tenantId,
    clock: o.clock,
    delays: o.delays === 'none' ? NO_DELAYS : { ...REAL_DELAYS, ...o.delays },
    haste: o.haste ?? 1,
    switches: { ...DEFAULT_SWITCHES, ...o.switches },
    ...(kept && { state: kept }),
  });
  if (!kept) plantTrust(world, trust, o.school, { ...TEAMS_APP, ...o.teamsApp });
  return world;
}

/** Long enough for a burst of changes to become one saving. */
const SAVE_AFTER_MS = 500;

function keeper(o: PracticeGraphOptions, seed: number, world: World) {
  let timer: NodeJS.Timeout | undefined;
  const save = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (o.state !== undefined) saveState(o.state, seed, o.school, world.state);
  };
  return {
    save,
    soon: (): void => {
      if (o.state !== undefined) timer ??= setTimeout(save, SAVE_AFTER_MS).unref();
    },
  };
}

/** Starts a practice Graph on loopback. @throws Error when a real tenant is configured */
export async function startPracticeGraph(o: PracticeGraphOptions): Promise<PracticeGraph> {
  if (o.realTenant !== undefined)
    throw new Error('The practice directory does not start where a real tenant is configured.');
  const seed = o.seed ?? 7;
  const world = openWorld(o, seed);
  const kept = keeper(o, seed, world);
  const log = openLog(o.log, kept.soon);
  const desk = deskFor(world, o);
  const controls = makeControls({ world, faults: desk.faults, withdrawn: desk.withdrawn, log });
  const called = (name: string): Registration => registrationIn(desk, name);
  const tokenFor = (name: string): string => applicationToken(world, name, called(name), desk.withdrawn);
  const secret = randomBytes(24).toString('base64url');
  const tokenEndsAt = (): number => Math.floor(world.now() / 1000) + 60 * 60;
  const tokenOf: PracticeGraph['tokenOf'] = (personId, scopes, name = 'visitor') =>
    personToken(world, called(name).appId, personId, scopes);
  const server = await listen(desk, log, { secret, controls, tokenFor, tokenOf, tokenEndsAt }, o.port ?? 0);
  catchUp(world);
  return {
    port: portOf(server),
    tenantId: world.tenantId,
    secret,
    controls,
    ids: IDS,
    tokenFor,
    tokenOf,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      kept.save();
      log.close();
    },
  };
}

const IDS: PracticeGraph['ids'] = {
  people: SPECIAL_IDS,
  groups: GROUP_IDS,
  catalogueApp: CATALOGUE_ID,
  managedDevice: MANAGED_DEVICE,
  corpusMailbox: CORPUS_MAILBOX,
  sharedMailbox: SHARED_MAILBOX,
};

const deskFor = (world: World, o: PracticeGraphOptions): Desk => ({
  world,
  route: makeRouter(OPERATIONS),
  throttle: makeThrottle(world),
  faults: makeFaults(world, o.faults ?? []),
  registrations: registrationsFor(o),
  withdrawn: new Set(),
  wait: waitOn(o.clock),
  mail: new Map(),
});

function registrationIn({ registrations }: Desk, name: string): Registration {
  const found = registrations[name];
  if (!found) throw new RangeError(`There is no registration ${name}.`);
  return found;
}

/** With time that can be moved a slow answer moves it; with real time it takes its time. */
const waitOn = (clock: Clock) =>
  clock.advance
    ? (ms: number): Promise<void> => {
        clock.advance?.(ms);
        return Promise.resolve();
      }
    : (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
