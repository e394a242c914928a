import { shell as words } from '../../texts/en-gb';
import { type CardActs, drawCard } from './chat-cards';
import { type DirectLine, lineTo } from './chat-line';
import { el, fill } from './dom';

const CARD = 'application/vnd.microsoft.card.adaptive';
const SCRIPTS = ['/practice/chat/adaptivecards.min.js', '/practice/chat/webchat-minimal.js'];

/** The part of Web Chat that the window uses; it comes as a script with a React of its own. */
interface WebChat {
  renderWebChat(o: Record<string, unknown>, place: Element): void;
}
declare global {
  interface Window {
    readonly WebChat?: WebChat;
  }
}

export type Place = 'private' | 'group';

export interface ChatPerson {
  readonly id: string;
  readonly name: string;
}

export interface Chat {
  /** Shows the chat of a person; the same one stays as it is. */
  open(person: ChatPerson): Promise<void>;
  close(): void;
}

/** The chat with the bot: Web Chat, with cards drawn as Teams draws them and no way to hand over a file's content. */
export function makeChat(place: Element, around: { readonly go: (path: string) => void }): Chat {
  let current: { person: string; line: DirectLine } | undefined;
  const close = (): void => {
    current?.line.end();
    current = undefined;
  };
  const show = async (person: ChatPerson, where: Place): Promise<void> => {
    close();
    const line = lineTo(person.id, where);
    const mine = { person: person.id, line };
    current = mine;
    const room = el('div', { class: 'chat-room' }, el('p', { role: 'status' }, words.chatOpening));
    const foot = footOf(line, where);
    const switchTo = (to: Place) => void show(person, to);
    fill(place, el('div', { class: 'chat' }, headOf(where, switchTo), room, foot));
    keepFilesOut(room, line);
    await Promise.all(SCRIPTS.map(load));
    if (current !== mine) return;
    draw(room, { line, person, go: around.go });
  };
  return {
    close,
    open: (person) => (current?.person === person.id ? Promise.resolve() : show(person, 'private')),
  };
}

function headOf(where: Place, go: (to: Place) => void): Element {
  const tab = (to: Place) =>
    el(
      'button',
      { type: 'button', class: 'button', onclick: () => go(to), 'aria-pressed': String(to === where) },
      words.chatPlace[to],
    );
  return el('div', { class: 'chat-head' }, el('h2', {}, words.chatTitle), tab('private'), tab('group'));
}

function draw(room: Element, o: { line: DirectLine; person: ChatPerson; go: (path: string) => void }): void {
  const acts: CardActs = {
    invoke: (name, value, replyToId) => o.line.invoke(name, value, replyToId),
    submit: (value, replyToId) => void o.line.post({ value, replyToId }),
    go: o.go,
  };
  room.replaceChildren();
  window.WebChat?.renderWebChat(
    {
      directLine: o.line,
      userID: o.person.id,
      username: o.person.name,
      locale: 'en-GB',
      attachmentMiddleware: () => (next: (...args: unknown[]) => unknown) => attachments(next, acts),
      // What a card says, for whoever hears the chat read out.
      attachmentForScreenReaderMiddleware: () => (next: (...args: unknown[]) => unknown) => spoken(next),
      styleOptions: STYLE,
      overrideLocalizedStrings: { TEXT_INPUT_PLACEHOLDER: words.chatType },
    },
    room,
  );
}

/** The window's own colours; its own ways to upload are off, ours below says what is sent. */
const STYLE = {
  hideUploadButton: true,
  // Pictures made on the spot: our policy lets none in.
  spinnerAnimationBackgroundImage: 'none',
  typingAnimationBackgroundImage: 'none',
  accent: 'var(--accent)',
  subtle: 'var(--quiet)',
  timestampColor: 'var(--quiet)',
  // Shown for a moment where connecting takes one.
  notificationText: 'var(--quiet)',
  failedConnectivity: 'var(--text)',
  slowConnectivity: 'var(--text)',
  primaryFont: 'inherit',
  backgroundColor: 'var(--panel)',
  bubbleBackground: 'var(--soft)',
  bubbleBorderColor: 'var(--line)',
  bubbleTextColor: 'var(--text)',
  bubbleFromUserBackground: 'var(--said)',
  bubbleFromUserTextColor: 'var(--text)',
  bubbleFromUserBorderColor: 'var(--line)',
  bubbleMaxWidth: 560,
  bubbleMinWidth: 120,
  sendBoxBackground: 'var(--panel)',
  sendBoxTextColor: 'var(--text)',
  sendBoxPlaceholderColor: 'var(--quiet)',
  sendBoxButtonColor: 'var(--text)',
  sendBoxBorderTop: '1px solid var(--line)',
  transcriptActivityVisualKeyboardIndicatorColor: 'var(--focus)',
};

/** What was drawn where, so that a card stays as it is until the bot changes it. */
const drawn = new WeakMap<Element, string>();

function attachments(next: (...args: unknown[]) => unknown, acts: CardActs) {
  return (...args: unknown[]): unknown => {
    // As Web Chat calls its middleware.
    const { activity, attachment } = (args[0] ?? {}) as { activity?: { id?: string }; attachment?: Attachment };
    if (attachment?.contentType !== CARD) return next(...args);
    return element((place) => {
      const json = JSON.stringify(attachment.content);
      if (drawn.get(place) === json) return;
      drawn.set(place, json);
      drawCard(place, attachment.content, activity?.id ?? '', acts);
    });
  };
}

function spoken(next: (...args: unknown[]) => unknown) {
  return (...args: unknown[]): unknown => {
    const { attachment } = (args[0] ?? {}) as { attachment?: Attachment }; // as above
    if (attachment?.contentType !== CARD) return next(...args);
    const { fallbackText } = Object(attachment.content) as { fallbackText?: string }; // any value has it, if only undefined
    return () => ({ ...element(() => undefined), type: 'p', ref: null, props: { children: fallbackText ?? '' } });
  };
}
interface Attachment {
  readonly contentType?: string;
  readonly content?: unknown;
}

/** An element for Web Chat's own React, which is no module to be imported: a place that is filled by hand. */
const element = (fillIn: (place: HTMLElement) => void) => ({
  $$typeof: Symbol.for('react.element'),
  type: 'div',
  key: null,
  ref: (place: HTMLElement | null) => place && fillIn(place),
  props: { className: 'chat-card' },
  _owner: null,
});

/** What people try: a file chosen, dropped or pasted. Its name and kind are sent, as Teams would tell; its bytes never are. */
function keepFilesOut(room: Element, line: DirectLine): void {
  const send = (event: Event, files: FileList | undefined): void => {
    if (!files || files.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    sendFiles(line, files);
  };
  room.addEventListener('paste', (event) => send(event, (event as ClipboardEvent).clipboardData?.files), true);
  room.addEventListener('drop', (event) => send(event, (event as DragEvent).dataTransfer?.files), true);
  room.addEventListener('dragover', (event) => event.preventDefault(), true);
}

const sendFiles = (line: DirectLine, files: FileList): void =>
  void line.post({
    text: '',
    attachments: [...files].map(({ name, type }) => ({ contentType: type || 'application/octet-stream', name })),
  });

function footOf(line: DirectLine, where: Place): Element {
  const input = el('input', {
    type: 'file',
    hidden: true,
    'aria-hidden': 'true',
    tabindex: '-1',
    onchange: () => {
      if (input.files) sendFiles(line, input.files);
      input.value = '';
    },
  });
  const attach = el('button', { type: 'button', class: 'button', onclick: () => input.click() }, words.chatAttach);
  const said = el('span', { role: 'status' });
  const report = async (): Promise<void> => {
    const newest = line.newest();
    const answer = await line.invoke('composeExtension/fetchTask', {
      commandId: 'reportMessage',
      commandContext: 'message',
      messagePayload: {
        id: newest?.id ?? '',
        body: { contentType: 'text', content: newest?.text ?? '' },
        linkToMessage: `https://teams.microsoft.com/l/message/19:staff-room/${newest?.id ?? ''}`,
      },
    });
    const { task } = Object(answer) as { task?: { value?: string } }; // any value has it, if only undefined
    said.textContent = task?.value ?? words.pressFailed;
  };
  const point = el('button', { type: 'button', class: 'button', onclick: () => void report() }, words.chatReport);
  return el('div', { class: 'chat-foot' }, attach, input, ...(where === 'group' ? [point] : []), said);
}

const loading = new Map<string, Promise<void>>();
function load(src: string): Promise<void> {
  const known = loading.get(src);
  if (known) return known;
  const script = el('script', { src });
  const done = new Promise<void>((resolve, reject) => {
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => {
      loading.delete(src);
      reject(new Error(`${src} did not load`));
    });
  });
  loading.set(src, done);
  document.head.append(script);
  return done;
}
