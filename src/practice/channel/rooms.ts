import { randomUUID } from 'node:crypto';

/** What Web Chat shows: an activity as it understands it. */
export interface Shown {
  readonly id: string;
  readonly type: string;
  readonly from: { readonly id: string; readonly role: 'user' | 'bot' };
  readonly [key: string]: unknown;
}

type Given = Pick<Shown, 'type' | 'from'> & { readonly id?: string; readonly [key: string]: unknown };
type Listener = (activity: Shown) => void;

/** As much of a conversation as the window shows again when it is opened anew. */
const KEPT = 400;

export interface Room {
  readonly history: readonly Shown[];
  /** Shows it to everybody who looks; under a known id it takes that one's place. */
  show(activity: Given): Shown;
  /** What a press made of a message: for whoever opens the window anew. */
  redraw(id: string, attachments: unknown): void;
  has(id: string): boolean;
  /** True the first time somebody looks. */
  greet(): boolean;
  listen(listener: Listener): () => void;
}

/** The conversations of the practice channel, in memory: what Teams would keep in its own cloud. */
export function makeRooms(): (id: string) => Room {
  const rooms = new Map<string, Room>();
  return (id) => {
    const room = rooms.get(id) ?? makeRoom();
    rooms.set(id, room);
    return room;
  };
}

function makeRoom(): Room {
  const history: Shown[] = [];
  const listeners = new Set<Listener>();
  let isGreeted = false;
  return {
    history,
    show: (given) => {
      const at = history.findIndex((one) => one.id === given.id);
      const kept = at >= 0 ? history[at]?.['timestamp'] : undefined;
      const shown: Shown = {
        ...given,
        id: given.id ?? randomUUID(),
        timestamp: kept ?? new Date(Date.now()).toISOString(),
      };
      if (at >= 0) history[at] = shown;
      else history.push(shown);
      if (history.length > KEPT) history.shift();
      for (const listener of listeners) listener(shown);
      return shown;
    },
    redraw: (id, attachments) => {
      const at = history.findIndex((one) => one.id === id);
      const one = history[at];
      if (one) history[at] = { ...one, attachments };
    },
    greet: () => !isGreeted && (isGreeted = true),
    has: (wanted) => history.some((one) => one.id === wanted),
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
