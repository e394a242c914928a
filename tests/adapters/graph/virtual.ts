import type { Transport } from '../../../src/adapters/graph/transport';
import { practiceTransport } from '../../../src/adapters/graph/transport';
import { type DirectoryOptions, graphDirectory } from '../../../src/adapters/graph/directory';
import type { GraphRegistration } from '../../../src/adapters/graph/operations';
import {
  type PracticeGraph,
  type PracticeGraphOptions,
  startPracticeGraph,
  virtualClock,
} from '../../../src/practice/graph';

/**
 * Waits in virtual time: the clock moves on only when nothing is on its way, and then to the next moment that somebody
 * waits for. No test sleeps, however long it has to wait.
 */
export function virtualWaits(now: () => number, advance: (ms: number) => void) {
  const waiting: { at: number; resolve: () => void }[] = [];
  let onTheWay = 0;
  let isTurning = false;
  let quiet = 0;
  const turn = (): void => {
    quiet = onTheWay === 0 ? quiet + 1 : 0;
    const next = [...waiting].sort((a, b) => a.at - b.at)[0];
    if (!next) {
      isTurning = false;
      return;
    }
    // A few turns of the loop with nothing on its way: whoever was to ask has asked.
    if (quiet > 3) {
      quiet = 0;
      waiting.splice(waiting.indexOf(next), 1);
      if (next.at > now()) advance(next.at - now());
      next.resolve();
    }
    setImmediate(turn);
  };
  return {
    wait: (ms: number): Promise<void> =>
      new Promise((resolve) => {
        waiting.push({ at: now() + Math.max(0, ms), resolve });
        if (!isTurning) {
          isTurning = true;
          setImmediate(turn);
        }
      }),
    counted:
      (send: Transport): Transport =>
      async (url, init) => {
        onTheWay += 1;
        try {
          return await send(url, init);
        } finally {
          onTheWay -= 1;
        }
      },
  };
}

export const MORNING = Date.parse('2026-09-14T08:00:00Z');

export interface Practice {
  readonly graph: PracticeGraph;
  readonly directory: ReturnType<typeof graphDirectory>;
  readonly options: DirectoryOptions;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

/** A practice directory of one small school, and our own adapter on it, in virtual time. */
export async function openPractice(
  o: Partial<PracticeGraphOptions> & { client?: Partial<DirectoryOptions>; wrap?: (send: Transport) => Transport } = {},
): Promise<Practice> {
  const { client, wrap = (send) => send, ...rest } = o;
  const clock = rest.clock ?? virtualClock(MORNING);
  const graph = await startPracticeGraph({ school: 'small', clock, ...rest });
  const { wait, counted } = virtualWaits(
    () => clock.now(),
    (ms) => graph.controls.advance(ms),
  );
  const options: DirectoryOptions = {
    transport: counted(wrap(practiceTransport(graph.port))),
    token: (registration: GraphRegistration) => Promise.resolve(graph.tokenFor(registration)),
    now: () => clock.now(),
    wait,
    // In real time: a busy machine is not mistaken for a directory that does not answer.
    timeoutMs: 60_000,
    redirectUrl: 'https://lantern.school.example/',
    ...client,
  };
  return { graph, directory: graphDirectory(options), options, now: () => clock.now(), wait };
}
