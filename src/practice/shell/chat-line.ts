import type { Place } from './chat';

interface Observer<T> {
  next(value: T): void;
  complete?(): void;
}
interface Activity {
  readonly id?: string;
  readonly type?: string;
  readonly text?: string;
  readonly from?: { readonly role?: string };
}

/** Anything that looks like this will do for Web Chat. */
export interface DirectLine {
  readonly connectionStatus$: unknown;
  readonly activity$: unknown;
  postActivity(activity: Record<string, unknown>): unknown;
  end(): void;
  /** Outside of Web Chat: a file, or a press of an older client. */
  post(activity: Record<string, unknown>): Promise<string>;
  invoke(name: string, value: unknown, replyToId?: string): Promise<unknown>;
  /** What somebody last said here. */
  newest(): Activity | undefined;
}

/** Where `Symbol.observable` is not known, libraries agree on this name. */
const OBSERVABLE = (Symbol as { readonly observable?: symbol }).observable ?? '@@observable';

function observable<T>(start: (observer: Observer<T>) => (() => void) | void) {
  return {
    subscribe(given: Observer<T> | ((value: T) => void)) {
      const stop = start(typeof given === 'function' ? { next: given } : given);
      return { unsubscribe: stop ?? (() => undefined) };
    },
    [OBSERVABLE]() {
      return this;
    },
  };
}

/** A line to the practice channel for one person, in their private chat or in the staff room. */
export function lineTo(persona: string, place: Place): DirectLine {
  const query = `?persona=${encodeURIComponent(persona)}&place=${place}`;
  const sources = new Set<EventSource>();
  let newest: Activity | undefined;
  const ask = async (path: string, body: unknown): Promise<unknown> => {
    const answer = await fetch(`/practice/channel/${path}${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return answer.json();
  };
  const post = async (activity: Record<string, unknown>): Promise<string> => {
    const { id } = (await ask('message', activity)) as { id: string }; // the channel is built with this page
    return id;
  };
  return {
    // Uninitialised, connecting, online: Web Chat waits for the three.
    connectionStatus$: observable<number>((observer) => [0, 1, 2].forEach((status) => observer.next(status))),
    activity$: observable<Activity>((observer) => {
      const source = new EventSource(`/practice/channel/stream${query}`);
      sources.add(source);
      source.onmessage = ({ data }: MessageEvent<string>) => {
        const activity = JSON.parse(data) as Activity; // as above
        if (activity.from?.role === 'user') newest = activity;
        observer.next(activity);
      };
      return () => source.close();
    }),
    postActivity: (activity) =>
      observable<string>((observer) => {
        // Web Chat tells of itself in events that nobody here listens to.
        if (activity['type'] !== 'message') return void observer.complete?.();
        const { text, value, attachments, channelData } = activity;
        void post({ text, value, attachments, channelData }).then((id) => {
          observer.next(id);
          observer.complete?.();
        });
      }),
    end: () => sources.forEach((source) => source.close()),
    post,
    invoke: (name, value, replyToId) => ask('invoke', { name, value, ...(replyToId !== undefined && { replyToId }) }),
    newest: () => newest,
  };
}
