import type { GraphRegistration } from './operations';

/** Sends one request and answers as `fetch` does. */
export type Transport = (url: URL, init: RequestInit) => Promise<Response>;

/** A token for a registration; `isFresh` asks for one that was not kept. */
export type TokenSource = (registration: GraphRegistration, isFresh: boolean) => Promise<string>;

const GRAPH = 'https://graph.microsoft.com';

/** @throws RangeError for any other host: nothing of a school's directory goes anywhere else. */
function onlyGraph(url: URL): URL {
  if (url.origin !== GRAPH) throw new RangeError(`refused ${url.host}: not Microsoft Graph`);
  return url;
}

/** The real thing. */
export const graphTransport: Transport = (url, init) => fetch(onlyGraph(url), init);

/** The practice directory on this machine's own port, asked in the very same words. */
export const practiceTransport =
  (port: number): Transport =>
  (url, init) => {
    const { pathname, search } = onlyGraph(url);
    return fetch(new URL(pathname + search, `http://127.0.0.1:${port}`), init);
  };
