import type { DirectoryOptions } from '../../../src/adapters/graph/directory';
import type { Transport } from '../../../src/adapters/graph/transport';
import type { Practice } from './virtual';

/** The worker ends at the nth HTTP call, as by SIGKILL: before it is sent, or after it was answered. */
export interface Death {
  readonly nth: number;
  readonly when: 'before' | 'after';
}

interface Part {
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
}

const NEVER = new Promise<never>(() => undefined);

/** What is asked, without what is new each time: a repeat of it has the same name. */
const nameOf = ({ method, url, body }: Part): string => {
  const path = decodeURIComponent(url.replace(/^.*\/v1\.0/, ''));
  const about = typeof body === 'object' && body !== null ? Object.keys(body).sort().join() : '';
  return `${method} ${path} ${about}`.trim();
};

function partsIn(url: URL, init: RequestInit): Map<string, Part> {
  const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
  if (!url.pathname.endsWith('/$batch')) return new Map([['', { method: String(init.method), url: url.href, body }]]);
  const { requests } = body as { requests: (Part & { id: string })[] };
  return new Map(requests.map((r) => [r.id, r]));
}

/** When Graph wants to be asked again (epoch ms); null when it does not say. */
function saidToWait(header: string | null | undefined, now: number): number | null {
  if (header === null || header === undefined) return null;
  const seconds = Number(header);
  return Number.isNaN(seconds) ? Date.parse(header) : now + seconds * 1000;
}

interface Reply {
  readonly id: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

async function waitsIn(answer: Response, isBatch: boolean, now: number): Promise<Map<string, number>> {
  const waits = new Map<string, number>();
  const hear = (id: string, status: number, header: string | null | undefined): void => {
    const until = status === 429 || status === 503 ? saidToWait(header, now) : null;
    if (until !== null) waits.set(id, until);
  };
  hear('', answer.status, answer.headers.get('retry-after'));
  if (!isBatch || answer.status !== 200) return waits;
  const body: unknown = await answer
    .clone()
    .json()
    .catch(() => null);
  for (const r of (body as { responses?: Reply[] } | null)?.responses ?? [])
    hear(r.id, r.status, r.headers?.['Retry-After']);
  return waits;
}

/**
 * Workers that follow one another on one directory. Whoever dies is never heard of again: its calls under way are
 * answered to nobody, what it wants to write down is not written, and the next one starts with an empty head.
 */
export function makeWorker(
  practice: Practice,
  o: { kill?: Death | undefined; wrap?: ((send: Transport) => Transport) | undefined },
) {
  let calls = 0;
  let asks = 0;
  let died = false;
  const tooEarly: string[] = [];

  const born = () => {
    let isDead = false;
    let die = (): void => undefined;
    const death = new Promise<void>((resolve) => {
      die = () => {
        isDead = died = true;
        resolve();
      };
    });
    const notBefore = new Map<string, number>();
    const transport: Transport = async (url, init) => {
      if (isDead) return NEVER;
      calls += 1;
      const dies = o.kill?.nth === calls ? o.kill.when : undefined;
      if (dies === 'before') die();
      if (isDead) return NEVER;
      const isBatch = url.pathname.endsWith('/$batch');
      const parts = partsIn(url, init);
      asks += parts.size + (isBatch ? 1 : 0);
      for (const part of parts.values())
        if (practice.now() < (notBefore.get(nameOf(part)) ?? 0)) tooEarly.push(nameOf(part));
      const answer = await practice.options.transport(url, init);
      const waits = await waitsIn(answer, isBatch, practice.now());
      for (const [id, part] of parts) {
        const until = waits.get(id) ?? waits.get('');
        if (until !== undefined) notBefore.set(nameOf(part), until);
      }
      if (dies === 'after') die();
      return isDead ? NEVER : answer;
    };
    const options: DirectoryOptions = {
      ...practice.options,
      transport: o.wrap ? o.wrap(transport) : transport,
    };
    return {
      options,
      ifAlive:
        <A extends unknown[], T>(act: (...a: A) => Promise<T>) =>
        (...a: A): Promise<T> =>
          isDead ? NEVER : act(...a),
      until: (work: Promise<void>): Promise<void> => Promise.race([work, death]),
    };
  };
  return { born, seen: () => ({ calls, asks, tooEarly, died }) };
}
