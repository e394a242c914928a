import {
  type ApiError,
  type CallName,
  DOWNLOADS,
  type Input,
  type Output,
  ROUTES,
  UPLOADS,
  type Uploads,
} from '../src/api/contract';
import { type Auth, SignInNeeded } from './auth';

/** The API's own codes, and what can go wrong before it is reached. */
export type FailureCode = ApiError['code'] | 'offline' | 'sign_in' | 'practice_shell';

/** Why a call did not succeed. `texts/en-gb/errors` has the sentence for each code. */
export class CallFailed extends Error {
  readonly code: FailureCode;
  /** What a person quotes when they ask for help; null when no server answered. */
  readonly requestId: string | null;
  readonly problems: NonNullable<ApiError['problems']>;

  constructor(code: FailureCode, options: { body?: ApiError; cause?: unknown } = {}) {
    super(options.body?.message ?? code, { cause: options.cause });
    this.name = 'CallFailed';
    this.code = code;
    this.requestId = options.body?.requestId ?? null;
    this.problems = options.body?.problems ?? [];
  }
}

interface Abortable {
  readonly signal?: AbortSignal;
}

/** Every way a page talks to the server. All reject with CallFailed, or with the signal's AbortError. */
export interface Api {
  call<N extends CallName>(name: N, input: Input<N>, options?: Abortable): Promise<Output<N>>;
  /** Sends a file as it is. */
  upload<N extends keyof Uploads>(
    name: N,
    query: Uploads[N]['query'],
    file: Blob,
    options?: Abortable,
  ): Promise<Uploads[N]['output']>;
  /** Fetches a file with the person's token; `save` of `ui/save` hands it to the browser. */
  download(
    name: keyof typeof DOWNLOADS,
    params: Readonly<Record<string, string>>,
    options?: Abortable,
  ): Promise<{ readonly fileName: string; readonly bytes: Blob }>;
}

interface Request extends Abortable {
  readonly method: string;
  readonly path: string;
  readonly body?: BodyInit;
  readonly type?: string;
}

export function createApi(auth: Auth, send: typeof fetch = (...asked) => fetch(...asked)): Api {
  const ask = async (request: Request): Promise<Response> => {
    const first = await attempt(request, await token(auth, false), send);
    if (first.status !== 401) return succeed(first);
    return succeed(await attempt(request, await token(auth, true), send));
  };
  return {
    async call<N extends CallName>(name: N, input: Input<N>, { signal }: Abortable = {}) {
      const { method, path } = ROUTES[name];
      const { filled, rest } = fill(path, input);
      const request: Request =
        method === 'GET'
          ? { method, path: filled + query(rest) }
          : { method, path: filled, body: JSON.stringify(rest), type: 'application/json' };
      const answer = await ask({ ...request, ...(signal && { signal }) });
      // The server is checked against the same contract.
      return (await answer.json()) as Output<N>;
    },
    async upload<N extends keyof Uploads>(name: N, asked: Uploads[N]['query'], file: Blob, { signal }: Abortable = {}) {
      const path = UPLOADS[name] + query(asked);
      const answer = await ask({
        method: 'POST',
        path,
        body: file,
        type: 'application/octet-stream',
        ...(signal && { signal }),
      });
      // As above.
      return (await answer.json()) as Uploads[N]['output'];
    },
    async download(name, params, { signal } = {}) {
      const { filled, rest } = fill(DOWNLOADS[name], params);
      const answer = await ask({ method: 'GET', path: filled + query(rest), ...(signal && { signal }) });
      return { fileName: fileNameOf(answer) ?? filled.slice(filled.lastIndexOf('/') + 1), bytes: await answer.blob() };
    },
  };
}

async function token(auth: Auth, fresh: boolean): Promise<string> {
  try {
    return await auth.token({ fresh });
  } catch (error) {
    const isPractice = error instanceof SignInNeeded && error.reason === 'practice';
    throw new CallFailed(isPractice ? 'practice_shell' : 'sign_in', { cause: error });
  }
}

async function attempt(request: Request, bearer: string, send: typeof fetch): Promise<Response> {
  const headers = new Headers({ authorization: `Bearer ${bearer}` });
  if (request.type !== undefined) headers.set('content-type', request.type);
  try {
    return await send(request.path, {
      method: request.method,
      headers,
      ...(request.body !== undefined && { body: request.body }),
      ...(request.signal && { signal: request.signal }),
    });
  } catch (error) {
    if (request.signal?.aborted) throw error;
    throw new CallFailed('offline', { cause: error });
  }
}

async function succeed(answer: Response): Promise<Response> {
  if (answer.ok) return answer;
  const body: unknown = await answer.json().catch(() => null);
  if (isApiError(body)) throw new CallFailed(answer.status === 401 ? 'sign_in' : body.code, { body });
  if (answer.status === 401) throw new CallFailed('sign_in');
  // A proxy answered in the server's place.
  throw new CallFailed(answer.status >= 502 ? 'unavailable' : 'unexpected');
}

const isApiError = (body: unknown): body is ApiError =>
  typeof body === 'object' && body !== null && 'code' in body && 'requestId' in body;

/** Puts the input's values into the path's `:names`; the rest is left for the query or the body. */
function fill(path: string, input: object): { filled: string; rest: Record<string, unknown> } {
  const rest: Record<string, unknown> = { ...input };
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  return { filled, rest };
}

function query(values: object): string {
  const pairs = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
  if (pairs.length === 0) return '';
  return `?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString()}`;
}

/** The name the server gave the file, in its plain or its UTF-8 form. */
function fileNameOf(answer: Response): string | null {
  const header = answer.headers.get('content-disposition') ?? '';
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(header)?.[1];
  if (encoded !== undefined) return decodeURIComponent(encoded);
  return /filename="([^"]+)"/i.exec(header)?.[1] ?? null;
}
