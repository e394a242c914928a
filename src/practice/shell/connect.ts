/** What the host offers the page, as `initialize` tells it. */
export interface Abilities {
  /** Nested app authentication. Off in older Teams. */
  readonly nested: boolean;
}

/** Of whom and of what place the host tells the page. Not proof of anything: the page takes it for display. */
export interface ShellContext {
  readonly theme: string;
  readonly entityId: string;
  readonly subEntityId: string;
  readonly userObjectId: string;
  readonly userPrincipalName: string;
  readonly tid: string;
}

/** One message from the page. */
export interface ShellCall {
  readonly func: string;
  readonly args: readonly unknown[];
  /** NAA requests come as JSON text here, not in `args`. */
  readonly data: unknown;
}

export type Emit = (func: string, ...args: readonly unknown[]) => void;

interface Half {
  readonly frameContext: 'content' | 'task';
  readonly abilities: Abilities;
  context(): ShellContext;
  /**
   * Answers a call: the reply's arguments, or `undefined` for a message that wants none. A call the shell does not
   * know is `'unknown'`.
   */
  answer(call: ShellCall, emit: Emit): Promise<readonly unknown[] | undefined | 'unknown'>;
}

const runtimeOf = ({ nested }: Abilities): string =>
  JSON.stringify({
    apiVersion: 4,
    isNAAChannelRecommended: nested,
    hostVersionsInfo: {},
    supports: {
      app: { notifySuccessResponse: {} },
      pages: { backStack: {}, currentApp: {} },
      dialog: { url: { parentCommunication: {} } },
      ...(nested && { nestedAppAuth: {} }),
    },
  });

/**
 * The host's half of the Teams protocol for one frame: requests come by `postMessage`, replies go back with the same
 * id and only to the frame's own origin, events go without one.
 */
export function connect(frame: HTMLIFrameElement, address: string, half: Half): { emit: Emit; close: () => void } {
  const { origin } = new URL(address, location.href);
  const post = (message: object) => frame.contentWindow?.postMessage(message, origin);
  const emit: Emit = (func, ...args) => post({ func, args });
  const reply = async (call: ShellCall): Promise<readonly unknown[] | undefined> => {
    if (call.func === 'initialize') return [half.frameContext, 'web', '2.1.2', runtimeOf(half.abilities)];
    if (call.func === 'getContext') return [{ ...half.context(), ...fixed, frameContext: half.frameContext }];
    if (call.func === 'appInitialization.success') return [{}];
    const out = await half.answer(call, emit);
    if (out !== 'unknown') return out;
    // A page that asks for more than the shell knows would wait for ever without a word.
    // oxlint-disable-next-line no-console -- the shell's only log is the browser's
    console.error('The practice shell does not know', call.func);
    return undefined;
  };
  const listen = (event: MessageEvent<unknown>) => {
    if (event.source !== frame.contentWindow || event.origin !== origin || !isCall(event.data)) return;
    const { id, uuidAsString, func, args = [], data } = event.data;
    window.dispatchEvent(new CustomEvent('shell:call', { detail: { func, args } }));
    void reply({ func, args, data }).then((out) => out && post({ id, uuidAsString, args: out }));
  };
  addEventListener('message', listen);
  return { emit, close: () => removeEventListener('message', listen) };
}

const fixed = {
  locale: 'en-gb',
  hostName: 'Teams',
  hostClientType: 'web',
  sessionId: 'practice',
  appSessionId: 'practice',
};

interface Wire {
  readonly id?: number;
  readonly uuidAsString?: string;
  readonly func: string;
  readonly args?: readonly unknown[];
  readonly data?: unknown;
}

const isCall = (data: unknown): data is Wire =>
  typeof data === 'object' && data !== null && 'func' in data && typeof data.func === 'string';
