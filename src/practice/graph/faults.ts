import type { Method } from './call';
import { isFields } from './properties';
import type { World } from './world';

/** Which calls a fault is for. What is left out does not matter. */
export interface Match {
  readonly method?: string;
  /** Exactly this path below the version, or an operation's template; `*` at the end stands for anything. */
  readonly path?: string;
  readonly app?: string;
  /** A part of a batch, or not. */
  readonly part?: boolean;
  /** Only the nth call that fits, from 1. */
  readonly nth?: number;
  /** Members that the body must have, with these values. */
  readonly body?: Readonly<Record<string, unknown>>;
}

/**
 * What goes wrong. `timeout-before`, `timeout-after`, `reset-before`, `reset-after`, `cut-body`, `html`, `status:N`,
 * `slow:ms`, `lie`, `undo:ms`, `flap`, `drift`, `seats:n`, `policy:tap-off`, `consent:-Scope`, `clock-skew:ms`,
 * `chaos:p`; or `part:{…}` with a fault for one part of a batch.
 */
export interface Fault {
  readonly match?: Match;
  readonly effect: string;
  /** How often; always when left out for `flap` and `chaos`, else once. */
  readonly times?: number;
  /** Once it has struck an address it strikes it again and again for so long, in ms. */
  readonly lasts?: number;
  readonly retryAfter?: string;
  /** For `html`: with the side effect. */
  readonly after?: boolean;
  /** For `drift`: what the other administrator changes. */
  readonly set?: Readonly<Record<string, unknown>>;
}

interface Asking {
  readonly method: Method;
  readonly path: string;
  readonly template: string;
  readonly app: string;
  readonly part: boolean;
  readonly body: unknown;
}

/** The fault that strikes a call. */
export interface Struck {
  /** As in the log. */
  readonly name: string;
  readonly kind: string;
  readonly value: string;
  readonly fault: Fault;
  /** How often this fault has struck before. */
  readonly n: number;
}

interface Armed {
  readonly fault: Fault;
  seen: number;
  struck: number;
  /** What it goes on striking, and until when. */
  held: { readonly address: string; readonly until: number } | null;
}

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** The first fault that fits, used up by one. */
  strike(asking: Asking): Struck | undefined;
}

const LASTING: ReadonlySet<string> = new Set(['flap', 'chaos']);
const CHAOS = [
  'timeout-before',
  'timeout-after',
  'reset-before',
  'reset-after',
  'cut-body',
  'html',
  'status:429',
  'status:500',
  'status:502',
  'status:503',
  'status:504',
  'status:423',
];
const split = (effect: string): [kind: string, value: string] => {
  const at = effect.indexOf(':');
  return at < 0 ? [effect, ''] : [effect.slice(0, at), effect.slice(at + 1)];
};

export const EFFECTS: ReadonlySet<string> = new Set([
  ...[
    'timeout-before',
    'timeout-after',
    'reset-before',
    'reset-after',
    'cut-body',
    'html',
    'status',
    'slow',
    'lie',
    'undo',
  ],
  ...['part', 'flap', 'drift', 'seats', 'policy', 'consent', 'clock-skew', 'chaos'],
]);

/** A `part:{…}` fault as the fault of the part that it stands for. */
function unfolded(fault: Fault): Fault {
  const [kind, value] = split(fault.effect);
  if (!EFFECTS.has(kind)) throw new RangeError(`There is no effect ${fault.effect}.`);
  if (kind !== 'part') return fault;
  const inner = JSON.parse(value) as Fault; // a fault in writing, looked at by the call below
  return unfolded({ ...inner, match: { ...inner.match, part: true } });
}

function hasBody(body: unknown, wanted: Readonly<Record<string, unknown>>): boolean {
  if (!isFields(body)) return false;
  return Object.entries(wanted).every(([name, value]) => JSON.stringify(body[name]) === JSON.stringify(value));
}

function pathFits(path: string, { path: asked, template }: Asking): boolean {
  if (path.endsWith('*')) return asked.startsWith(path.slice(0, -1));
  return path === asked || path === template;
}

function fits({ match = {} }: Fault, asking: Asking): boolean {
  const { method, path, app, part, body } = match;
  return (
    (method === undefined || method.toUpperCase() === asking.method) &&
    (path === undefined || pathFits(path, asking)) &&
    (app === undefined || app === asking.app) &&
    (part === undefined || part === asking.part) &&
    (body === undefined || hasBody(asking.body, body))
  );
}

const timesOf = (fault: Fault): number => fault.times ?? (LASTING.has(split(fault.effect)[0]) ? Infinity : 1);

export function makeFaults(world: World, first: readonly Fault[]): Faults {
  let armed: Armed[] = [];
  const add = (fault: Fault): void => void armed.push({ fault: unfolded(fault), seen: 0, struck: 0, held: null });
  first.forEach(add);
  const due = (a: Armed, asking: Asking): boolean => {
    const address = `${asking.method} ${asking.path}`;
    if (a.held?.address === address && world.now() < a.held.until) return true;
    if (a.struck >= timesOf(a.fault) || !fits(a.fault, asking)) return false;
    a.seen += 1;
    const isDue = a.fault.match?.nth === undefined || a.fault.match.nth === a.seen;
    if (isDue && a.fault.lasts !== undefined) a.held = { address, until: world.now() + a.fault.lasts };
    return isDue;
  };
  return {
    add,
    clear: () => {
      armed = [];
    },
    strike: (asking) => {
      // Each is asked, so that each goes on counting the calls that fit it.
      const found = armed.filter((a) => due(a, asking)).flatMap((a) => struck(world, a) ?? []);
      return found[0];
    },
  };
}

function struck(world: World, a: Armed): Struck | undefined {
  const [kind, value] = split(a.fault.effect);
  const n = a.struck;
  a.struck += 1;
  if (kind !== 'chaos') return { name: a.fault.effect, kind, value, fault: a.fault, n };
  if (world.chance.of('chaos', a.seen) >= Number(value)) return undefined;
  const effect = CHAOS[world.chance.between(0, CHAOS.length - 1, 'which', a.seen)] ?? 'status:503';
  const [chosen, more] = split(effect);
  return { name: `chaos ${effect}`, kind: chosen, value: more, fault: a.fault, n };
}
