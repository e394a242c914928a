import type { Struck } from './faults';
import { type Answer, Refusal } from './reply';
import { changeMethodPolicy } from './tenant';
import { stepsBack, undo } from './undo';
import { changed, openJournal, takeBack, type World } from './world';

/** How the answer travels, if it does. */
export type Wire = 'whole' | 'none' | 'reset' | 'cut' | 'html';

export interface Outcome {
  readonly answer: Answer;
  readonly wire: Wire;
  /** Whether the call took effect. */
  readonly committed: boolean;
  readonly injected?: string;
}

const CODES: Readonly<Record<number, readonly [code: string, message: string]>> = {
  401: ['InvalidAuthenticationToken', 'Access token has expired or is not yet valid.'],
  403: ['Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'],
  404: [
    'Request_ResourceNotFound',
    'Resource does not exist or one of its queried reference-property objects are not present.',
  ],
  409: ['Directory_ConcurrencyViolation', 'The object was changed by somebody else at the same time.'],
  423: ['resourceLocked', 'The resource is locked.'],
  429: ['TooManyRequests', 'Too many requests.'],
  500: ['InternalServerError', 'An unexpected error occurred.'],
  502: ['BadGateway', 'The gateway could not reach the service.'],
  503: ['ServiceUnavailable', 'The service is temporarily unavailable.'],
  504: ['GatewayTimeout', 'The service did not answer in time.'],
};

/** The refusal that `status:N` stands for. Those that ask for patience say how much, unless told not to. */
function refusalOf(world: World, status: number, retryAfter: string | undefined): Refusal {
  const [code, message] = CODES[status] ?? ['UnknownError', 'Something went wrong.'];
  const wait = retryAfter ?? String(world.chance.between(1, 10, 'fault', world.next('fault')));
  const asksForPatience = status === 429 || status === 503 || retryAfter !== undefined;
  return new Refusal(status, code, message, asksForPatience && wait !== '' ? { headers: { 'retry-after': wait } } : {});
}

/** Changes of the world that a fault brings before the call is looked at. */
export function changeWorld(
  world: World,
  { kind, value, fault }: Struck,
  withdrawn: Set<string>,
  personId?: string,
): void {
  if (kind === 'seats')
    for (const sku of [...world.state.tables.skus.current.values()]) {
      const used = world.indexes.seats.get(sku.skuId) ?? 0;
      world.write('skus', sku.skuId, { ...sku, enabled: used + Number(value) }, 'atOnce');
    }
  if (kind === 'policy')
    changeMethodPolicy(world, 'TemporaryAccessPass', { state: value === 'tap-off' ? 'disabled' : 'enabled' });
  if (kind === 'consent') withdrawn.add(value.replace(/^-/, ''));
  if (kind === 'clock-skew') world.state.ahead += Number(value);
  if (kind === 'drift' && personId !== undefined)
    drift(world, personId, fault.set ?? { department: 'Changed elsewhere' });
}

/** Another administrator is quicker. */
function drift(world: World, personId: string, set: Readonly<Record<string, unknown>>): void {
  const person = world.state.tables.people.current.get(personId);
  if (!person) return;
  const own = Object.fromEntries(Object.entries(set).filter(([name]) => name in person));
  const other = Object.fromEntries(Object.entries(set).filter(([name]) => !(name in person)));
  world.write('people', personId, changed(person, { ...own, other: { ...person.other, ...other } }), 'atOnce');
}

type Run = () => Answer;

/** Runs a call with the fault that strikes it, if any. Refusals are thrown as without a fault. */
export function withFault(world: World, struck: Struck | undefined, run: Run): Outcome {
  if (!struck) return { answer: run(), wire: 'whole', committed: true };
  const { kind, value, fault, name: injected } = struck;
  const nothing: Answer = { status: 504 };
  switch (kind) {
    case 'timeout-before':
      return { answer: nothing, wire: 'none', committed: false, injected };
    case 'reset-before':
      return { answer: nothing, wire: 'reset', committed: false, injected };
    case 'timeout-after':
      return { answer: run(), wire: 'none', committed: true, injected };
    case 'reset-after':
      return { answer: run(), wire: 'reset', committed: true, injected };
    case 'cut-body':
      return { answer: run(), wire: 'cut', committed: true, injected };
    case 'html': {
      if (fault.after === true) run();
      return {
        answer: { status: value === '503' ? 503 : 502 },
        wire: 'html',
        committed: fault.after === true,
        injected,
      };
    }
    case 'status':
      throw refusalOf(world, Number(value), fault.retryAfter);
    case 'lie':
      return { answer: unmade(world, run), wire: 'whole', committed: false, injected };
    case 'undo':
      return { answer: undone(world, Number(value), run), wire: 'whole', committed: true, injected };
    default:
      return { answer: run(), wire: 'whole', committed: true, injected };
  }
}

/** Says that it was done, and nothing was. */
function unmade(world: World, run: Run): Answer {
  const journal = openJournal(world);
  try {
    return run();
  } finally {
    takeBack(world, journal);
  }
}

function undone(world: World, ms: number, run: Run): Answer {
  const journal = openJournal(world);
  try {
    return run();
  } finally {
    world.journal = null;
    const steps = stepsBack(journal);
    if (ms === 0) undo(world, { steps });
    else world.later(ms, 'undo', { steps });
  }
}
