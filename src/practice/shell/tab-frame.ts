import { shell as words } from '../../texts/en-gb';
import { claimsOf } from './backend';
import { connect, type Emit, type ShellCall } from './connect';
import { closer, el, showDialog } from './dom';
import { answerNested } from './naa';
import { pathOfLink, type ShellState, subPageOf, tabOf } from './state';

/** What the frame needs from the window around it. */
export interface Around {
  state(): ShellState;
  /** A token for the person one is. */
  token(): Promise<string>;
  personName(): string;
  /** The page asks to be somewhere else: another tab, or a deep link. */
  go(path: string): void;
  /** The page has moved by itself; nothing is loaded again. */
  moved(path: string): void;
  /** The page went back as far as it could. */
  backedOut(): void;
}

export interface TabFrame {
  /** Loads the tab that the state's path belongs to, from the start. */
  open(): Promise<void>;
  setTheme(theme: string): void;
  back(): void;
  /** Something else takes the frame's place. */
  leave(): void;
}

export function tabFrame(place: Element, around: Around): TabFrame {
  let emit: Emit = () => undefined;
  let disconnect = () => {};
  let agreed = false;
  let turn = 0;
  const answers = answersOf(around, { agree: () => (agreed = true), hasAgreed: () => agreed });
  return {
    async open() {
      const state = around.state();
      const tab = tabOf(state.path);
      const origin = state.options.has('blocked') ? otherOrigin() : location.origin;
      const address = `${origin}/tabs/${tab}?theme=${state.theme}`;
      const mine = (turn += 1);
      const { oid, tid, username } = claimsOf(await around.token());
      // Somebody has gone on to another place in the meantime.
      if (mine !== turn) return;
      const frame = el('iframe', { title: words.frame(words.tab[tab]), allow: 'clipboard-write', src: address });
      disconnect();
      place.replaceChildren(frame);
      ({ emit, close: disconnect } = connect(frame, address, {
        frameContext: 'content',
        abilities: { nested: !state.options.has('noNested') },
        context: () => ({
          theme: around.state().theme,
          entityId: tab,
          subEntityId: subPageOf(state.path),
          userObjectId: oid,
          userPrincipalName: username,
          tid,
        }),
        answer: answers,
      }));
    },
    setTheme: (theme) => emit('themeChange', theme),
    back: () => emit('backButtonPress'),
    leave: () => {
      turn += 1;
      disconnect();
      emit = () => undefined;
    },
  };
}

/**
 * This machine under its other name. A tab from there is a stranger to the window's site, and the browser keeps nothing
 * for it: what people have whose browser blocks storage for embedded pages.
 */
const otherOrigin = (): string => {
  const { protocol, port } = location;
  return `${protocol}//${location.hostname === 'localhost' ? '127.0.0.1' : 'localhost'}:${port}`;
};

/** True when the server's policy lets the window frame the other name. */
export async function canBlock(): Promise<boolean> {
  const own = await fetch('/', { method: 'HEAD' });
  return own.headers.get('content-security-policy')?.includes(otherOrigin()) ?? false;
}

type Answer = (call: ShellCall, emit: Emit) => Promise<readonly unknown[] | undefined | 'unknown'>;
interface Consent {
  agree(): void;
  hasAgreed(): boolean;
}

/** The messages of the page, by name. `undefined` is "no reply wanted". */
function answersOf(around: Around, consent: Consent): Answer {
  const needsConsent = () => around.state().options.has('consent') && !consent.hasAgreed();
  const ask = async (): Promise<boolean> => {
    const isYes = (await askConsent(around.personName())) === 'yes';
    if (isYes) consent.agree();
    return isYes;
  };
  const broker = { token: () => around.token(), needsConsent, consent: ask };
  const known: Readonly<Record<string, Answer>> = {
    'authentication.getAuthToken': async ({ args }) => {
      // args: resources, claims, silent, tenantId
      if (needsConsent() && (args[2] === true || !(await ask()))) return [false, 'resourceRequiresConsent'];
      return [true, await around.token()];
    },
    'nestedAppAuth.execute': async ({ data }, emit) => {
      // The answer goes out as an event: MSAL finds its request by the id inside.
      emit('nestedAppAuth.execute', null, await answerNested(data, broker));
      return undefined;
    },
    'pages.navigateToApp': ({ args }) => settle([true], () => around.go(pathOfTarget(args[0]))),
    'pages.currentApp.navigateTo': ({ args }) => settle([null, true], () => around.go(pathOfTarget(args[0]))),
    executeDeepLink: ({ args }) => settle([true], () => follow(String(args[0]), around)),
    shareDeepLink: ({ args }) => settle(undefined, () => void share(String(args[2]))),
    setFrameContext: ({ args }) => settle(undefined, () => around.moved(pathOfFrame(args[0]))),
    navigateBack: () => settle([true], () => around.backedOut()),
    'tasks.startTask': ({ args }) => openTask(args[0], { around, answers: (call, emit) => answer(call, emit) }),
    registerHandler: () => settle(undefined),
    'appInitialization.appLoaded': () => settle(undefined),
    'appInitialization.failure': () => settle(undefined),
    'appInitialization.expectedFailure': () => settle(undefined),
  };
  const answer: Answer = async (call, emit) => (known[call.func] ? known[call.func]?.(call, emit) : 'unknown');
  return answer;
}

const settle = <T>(out: T, act: () => void = () => undefined): Promise<T> => {
  act();
  return Promise.resolve(out);
};

const askConsent = (name: string): Promise<string> =>
  showDialog(
    words.consentTitle,
    el('p', {}, words.consentBody(name)),
    el('div', { class: 'buttons' }, closer(words.allow, 'yes', 'primary'), closer(words.notNow, '')),
  );

function follow(link: string, around: Around): void {
  const path = pathOfLink(link, location.origin);
  if (path !== null) around.go(path);
  else void showDialog(words.outside(link), el('div', { class: 'buttons' }, closer(words.close, '')));
}

async function share(link: string): Promise<void> {
  const field = el('input', { readonly: true, value: link, 'aria-label': words.shareTitle, class: 'field' });
  const said = el('span', { role: 'status' });
  const copy = async () => {
    field.select();
    await navigator.clipboard.writeText(link);
    said.textContent = words.copied;
  };
  await showDialog(
    words.shareTitle,
    el('p', {}, words.shareBody),
    field,
    el(
      'div',
      { class: 'buttons' },
      el('button', { type: 'button', class: 'button primary', onclick: () => void copy() }, words.copy),
      closer(words.close, ''),
      said,
    ),
  );
}

/** `{ pageId, subPageId }` as the page asks for it. */
function pathOfTarget(target: unknown): string {
  const { pageId, subPageId } = Object(target) as { pageId?: string; subPageId?: string }; // any value has these, if only undefined
  return `/${subPageId || pageId || 'home'}`;
}

function pathOfFrame(info: unknown): string {
  const { contentUrl } = Object(info) as { contentUrl?: string }; // as above
  const url = new URL(contentUrl ?? '/', location.origin);
  return pathOfLink(url.href, url.origin) ?? '/home';
}

/** A dialog of the page: a frame of its own that speaks the same protocol. Answers when it closes. */
async function openTask(asked: unknown, parts: { around: Around; answers: Answer }): Promise<readonly unknown[]> {
  const { url, title } = Object(asked) as { url?: string; title?: string }; // as above
  const address = new URL(url ?? '/', location.origin).href;
  const frame = el('iframe', { title: title ?? words.app, src: address });
  const { oid, tid, username } = claimsOf(await parts.around.token());
  let result: unknown = null;
  const { close } = connect(frame, address, {
    frameContext: 'task',
    abilities: { nested: !parts.around.state().options.has('noNested') },
    context: () => ({
      theme: parts.around.state().theme,
      entityId: 'task',
      subEntityId: '',
      userObjectId: oid,
      userPrincipalName: username,
      tid,
    }),
    answer: (call, emit) => {
      if (call.func !== 'tasks.completeTask') return parts.answers(call, emit);
      [result = null] = call.args;
      frame.closest('dialog')?.close();
      return Promise.resolve(undefined);
    },
  });
  await showDialog(title ?? words.app, frame, el('div', { class: 'buttons' }, closer(words.close, '')));
  close();
  return [null, result];
}
