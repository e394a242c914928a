import {
  type PracticeGraph,
  type PracticeGraphOptions,
  startPracticeGraph,
  virtualClock,
} from '../../src/practice/graph';
import { type Delays, NO_DELAYS, REAL_DELAYS } from '../../src/practice/graph/settings';

/** A Monday morning in term. */
export const MORNING = Date.parse('2026-09-14T08:00:00Z');

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // Tests look into what came; each says what it expects.
  readonly body: Record<string, unknown> & {
    readonly value?: unknown;
    readonly error?: {
      readonly code: string;
      readonly message: string;
      readonly details?: readonly Record<string, unknown>[];
    };
  };
  readonly bytes: Buffer;
}

interface Sending {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** A token, instead of one for the registration. */
  readonly token?: string;
  readonly signal?: AbortSignal;
}

export interface Graph extends PracticeGraph {
  /** One call by a registration: `call('reader', 'GET /users?$top=5')`. */
  call(registration: string, what: string, sending?: Sending): Promise<Reply>;
  /** All items of a list, following its links. */
  all(
    registration: string,
    path: string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Record<string, unknown>[]>;
}

type Starting = Partial<Omit<PracticeGraphOptions, 'delays'>> & {
  /** What takes time; nothing does when left out. */
  readonly lag?: Partial<Delays> | 'real';
};

/** A practice Graph on a clock of its own, and a plain way to call it: no client of ours is involved. */
export async function startGraph({ lag = {}, ...o }: Starting = {}): Promise<Graph> {
  const delays = lag === 'real' ? REAL_DELAYS : { ...NO_DELAYS, ...lag };
  const practice = await startPracticeGraph({ school: 'small', clock: virtualClock(MORNING), delays, ...o });
  const call: Graph['call'] = async (registration, what, { body, headers, token, signal } = {}) => {
    const [method = 'GET', path = ''] = what.split(/ (.*)/s);
    const authorization = `Bearer ${token ?? practice.tokenFor(registration)}`;
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(`http://127.0.0.1:${practice.port}/v1.0${path}`, {
      method,
      headers: { authorization, ...type, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      bytes,
      body: isJson ? (JSON.parse(bytes.toString()) as Reply['body']) : {},
    };
  };
  const all: Graph['all'] = async (registration, path, headers = {}) => {
    const items: Record<string, unknown>[] = [];
    for (let next: string | undefined = path; next !== undefined;) {
      const { status, body } = await call(registration, `GET ${next}`, { headers });
      if (status !== 200) throw new Error(`${next}: ${status} ${JSON.stringify(body)}`);
      items.push(...(body.value as Record<string, unknown>[]));
      next = (body['@odata.nextLink'] as string | undefined)?.replace('https://graph.microsoft.com/v1.0', '');
    }
    return items;
  };
  return { ...practice, call, all };
}

/** A body that makes a person, with what the test cares about. */
export const newPerson = (name: string, more: Readonly<Record<string, unknown>> = {}) => ({
  accountEnabled: true,
  displayName: name,
  mailNickname: name.toLowerCase().replace(/[^a-z0-9]+/g, '.'),
  userPrincipalName: `${name.toLowerCase().replace(/[^a-z0-9]+/g, '.')}@harbourlights.example`,
  passwordProfile: { password: 'Zx9!practise-only', forceChangePasswordNextSignIn: true },
  usageLocation: 'GB',
  employeeId: `T${name.length}${name.charCodeAt(0)}`,
  ...more,
});
