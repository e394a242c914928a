import type { Lane, Operation } from './call';
import { Refusal } from './reply';
import type { World } from './world';

/** Who calls what, for the quotas. */
export interface Charge {
  readonly appId: string;
  readonly operation: Operation;
  readonly ids: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly priority: string;
  readonly bytes: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** So many within so long, for a key of its own. */
interface Limit {
  readonly key: string;
  readonly most: number;
  readonly span: number;
  readonly cost: number;
  readonly scope: string;
  readonly reason: string;
  /** Refills steadily instead of counting what was in the last span. */
  readonly refills?: true;
}

interface Window {
  readonly uses: { readonly at: number; readonly cost: number }[];
  first: number;
  sum: number;
}

/** Low priority is refused first, high last. */
const SHARE: Readonly<Record<string, number>> = { low: 0.95, normal: 1, high: 1.05 };
const TELL_FROM = 0.8;
export const WRITES = 3000;
export const WRITE_SPAN = 150 * SECOND;

/** What a read costs in resource units. */
export function unitsOf(operation: Operation, query: URLSearchParams): number {
  if (isWrite(operation)) return 1;
  const top = Number(query.get('$top') ?? 100);
  const less = (query.has('$select') ? 1 : 0) + (top < 20 ? 1 : 0);
  return Math.max(1, operation.units - less + (query.has('$expand') ? 1 : 0));
}

const isWrite = ({ method, reads }: Operation): boolean => method !== 'GET' && reads !== true;

const LANES: Readonly<
  Partial<Record<Lane, Pick<Limit, 'most' | 'span'> & { readonly by: 'app' | 'tenant' | 'team' | 'mailbox' }>>
> = {
  invitations: { most: 150, span: 5 * SECOND, by: 'tenant' },
  install: { most: 30, span: SECOND, by: 'app' },
  uninstall: { most: 15, span: SECOND, by: 'app' },
  notice: { most: 5, span: SECOND, by: 'app' },
  bulkNotice: { most: 2, span: SECOND, by: 'app' },
  team: { most: 4, span: SECOND, by: 'team' },
  outlook: { most: 10_000, span: 10 * MINUTE, by: 'mailbox' },
  logs: { most: 5, span: 10 * SECOND, by: 'app' },
  policies: { most: 1, span: SECOND, by: 'app' },
};

function laneLimits({ appId, operation, ids, bytes }: Charge): Limit[] {
  const { lane } = operation;
  const rule = LANES[lane];
  if (!rule) return [];
  const owner = { app: appId, tenant: '', team: ids['team-id'] ?? '', mailbox: `${appId} ${ids['user-id']}` }[rule.by];
  const one = {
    ...rule,
    key: `${lane} ${owner}`,
    cost: 1,
    scope: `Tenant_Application/${lane}`,
    reason: `${lane}Limit`,
  };
  const upload = { key: `upload ${owner}`, most: 150 * 1024 * 1024, span: 5 * MINUTE, cost: bytes };
  return lane === 'outlook' ? [one, { ...upload, scope: one.scope, reason: 'UploadLimit' }] : [one];
}

function directoryLimits(world: World, { appId, operation, query }: Charge): Limit[] {
  if (operation.lane !== 'directory' && operation.lane !== 'invitations') return [];
  const scope = (kind: string): string => `Tenant_Application/${kind}/${appId}/${world.tenantId}`;
  const size = world.state.tables.people.current.size;
  const most = size < 50 ? 3500 : size <= 500 ? 5000 : 8000;
  const units: Limit = {
    key: `units ${appId}`,
    most,
    span: 10 * SECOND,
    cost: unitsOf(operation, query),
    scope: scope('ReadWrite'),
    reason: 'ResourceUnitLimitExceeded',
  };
  if (!isWrite(operation)) return [units];
  const write = { span: WRITE_SPAN, cost: 1, scope: scope('Write'), reason: 'WriteLimitExceeded' };
  const own: Limit = { ...write, key: `writes ${appId}`, most: WRITES };
  const share = 1 - world.switches.neighbour;
  const tenant: Limit = { ...write, key: 'writes', most: Math.round(18_000 * share), span: 5 * MINUTE };
  return [world.switches.writeQuota === 'bucket' ? { ...own, refills: true } : own, tenant, units];
}

export interface Throttle {
  /** Counts the call, and says how full the fullest quota is. @throws Refusal 429 when it is over one */
  charge(charge: Charge): number;
}

export function makeThrottle(world: World): Throttle {
  const windows = new Map<string, Window>();
  const use = (limit: Limit): number =>
    limit.refills ? poured(windows, limit, world.now()) : slid(windows, limit, world.now());
  return {
    charge: (charge) => {
      const limits = [...directoryLimits(world, charge), ...laneLimits(charge)];
      // All are counted, also when one of them refuses: a refused call costs as much as another.
      const used = limits.map((limit) => ({ limit, used: use(limit) }));
      const share = SHARE[charge.priority] ?? 1;
      const over = used.find(({ limit, used: n }) => n > limit.most * share);
      if (over) throw refusal(world, windows, over.limit, charge.operation.lane === 'policies');
      return Math.max(0, ...used.map(({ limit, used: n }) => n / limit.most));
    },
  };
}

const windowOf = (windows: Map<string, Window>, key: string): Window => {
  const known = windows.get(key) ?? { uses: [], first: 0, sum: 0 };
  windows.set(key, known);
  return known;
};

/** A strict window: everything of the last span counts in full. */
function slid(windows: Map<string, Window>, limit: Limit, now: number): number {
  const window = windowOf(windows, limit.key);
  for (let use = window.uses[window.first]; use && use.at <= now - limit.span; use = window.uses[window.first]) {
    window.sum -= use.cost;
    window.first += 1;
  }
  if (window.first > 10_000) {
    window.uses.splice(0, window.first);
    window.first = 0;
  }
  window.uses.push({ at: now, cost: limit.cost });
  window.sum += limit.cost;
  return window.sum;
}

/** A bucket that runs dry and fills up again at a steady rate; `sum` is what is missing in it. */
function poured(windows: Map<string, Window>, limit: Limit, now: number): number {
  const window = windowOf(windows, limit.key);
  const last = window.uses.pop();
  const refilled = last === undefined ? 0 : ((now - last.at) * limit.most) / limit.span;
  window.sum = Math.max(0, window.sum - refilled) + limit.cost;
  window.uses.push({ at: now, cost: 0 });
  return window.sum;
}

function waitFor(windows: Map<string, Window>, limit: Limit, now: number): number {
  const window = windowOf(windows, limit.key);
  if (limit.refills) return ((window.sum - limit.most) * limit.span) / limit.most;
  let sum = window.sum;
  for (let i = window.first; i < window.uses.length; i += 1) {
    const use = window.uses[i];
    if (use === undefined || sum <= limit.most) break;
    sum -= use.cost;
    if (sum <= limit.most) return use.at + limit.span - now;
  }
  return limit.span;
}

/** Graph writes the wait in several ways, and now and then asks for very long ones. */
function refusal(world: World, windows: Map<string, Window>, limit: Limit, isSilent: boolean): Refusal {
  const n = world.next('429');
  const needed = Math.max(1, Math.ceil(waitFor(windows, limit, world.now()) / SECOND));
  const seconds = n % 50 === 0 ? Math.max(needed, 181 + (n % 60)) : needed;
  const form = world.chance.between(0, 4, 'retry', n);
  const at = new Date(Math.ceil((world.now() + seconds * SECOND) / SECOND) * SECOND).toUTCString();
  const retryAfter = form === 0 ? at : form === 1 ? `${seconds}.5` : String(seconds);
  return new Refusal(429, 'TooManyRequests', 'Too many requests: the quota is used up for now.', {
    headers: {
      ...(!isSilent && { 'retry-after': retryAfter }),
      'x-ms-throttle-scope': limit.scope,
      'x-ms-throttle-information': limit.reason,
    },
  });
}

/** How full the quota is, from four fifths on. */
export const fullness = (share: number): Readonly<Record<string, string>> =>
  share < TELL_FROM ? {} : { 'x-ms-throttle-limit-percentage': share.toFixed(2) };
