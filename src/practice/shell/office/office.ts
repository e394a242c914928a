import { type FromPage, type FromWindow, isOffice, type PlayedItem, type PlayedOutlook } from './wire';

// The practice Office.js: loaded by Outlook's pane in place of Microsoft's, from the practice server alone. It answers
// the calls that the pane makes as Outlook would, with the mail that is open in the practice window.

type Done = (answer: { status: string; value?: unknown; error?: { code: number; message: string } }) => void;

const post = (message: FromPage): void => window.parent.postMessage(message, location.origin);
const later = (done: Done, answer: Parameters<Done>[0]): void => void setTimeout(() => done(answer), 0);
const succeed = (done: Done, value?: unknown): void => later(done, { status: 'succeeded', value });
const fail = (done: Done, code: number, message: string): void =>
  later(done, { status: 'failed', error: { code, message } });

let now: PlayedOutlook | undefined;
let count = 0;
const waiting = new Map<number, Done>();
const handlers = new Map<string, (() => void)[]>();
const nested: ((answer: string) => void)[] = [];

const minor = (set: string): number => Number(set.split('.')[1]);
const has = (set: string): boolean => minor(set) <= minor(now?.sets ?? '1.1');

/** As the real one hands ids out: not in the form of addresses. */
const ewsId = (id: string): string => id.replaceAll('-', '/').replaceAll('_', '+');
const restId = (id: string): string => id.replaceAll('/', '-').replaceAll('+', '_');
const idOf = (item: PlayedItem): string => (now?.platform === 'iOS' ? item.id : ewsId(item.id));

function itemOf(item: PlayedItem) {
  if (item.isDraft) return { itemType: 'message', itemId: undefined, subject: { getAsync: () => undefined } };
  const shared = item.shared;
  return {
    itemType: 'message',
    itemId: idOf(item),
    subject: item.subject,
    from: item.from && { displayName: item.from.name, emailAddress: item.from.address },
    dateTimeCreated: new Date(item.at),
    ...(has('1.8') &&
      shared !== null && { getSharedPropertiesAsync: (done: Done) => succeed(done, { targetMailbox: shared }) }),
    ...(has('1.14') && { getAsFileAsync: (done: Done) => eml(item, done) }),
  };
}

function eml(item: PlayedItem, done: Done): void {
  count += 1;
  waiting.set(count, done);
  post({ office: 'eml', n: count, id: item.id });
}

function listen(name: string, handler: () => void): void {
  handlers.set(name, [...(handlers.get(name) ?? []), handler]);
}

const mailbox = {
  get userProfile() {
    return { emailAddress: now?.user ?? '' };
  },
  get item() {
    const [one, ...others] = now?.items ?? [];
    return one && others.length === 0 ? itemOf(one) : null;
  },
  convertToRestId: (id: string) => restId(id),
  addHandlerAsync: (name: string, handler: () => void, done?: Done) => {
    listen(name, handler);
    if (done) succeed(done);
  },
  getSelectedItemsAsync: (done: Done) => {
    if (!has('1.13')) return fail(done, 5002, 'The API is not supported.');
    const chosen = now?.items ?? [];
    succeed(
      done,
      chosen.map((item) => ({
        itemId: idOf(item),
        subject: item.subject,
        itemType: 'Message',
        itemMode: item.isDraft ? 'Compose' : 'Read',
      })),
    );
  },
};

let ready: (info: { host: string; platform: string }) => void;
const opened = new Promise<{ host: string; platform: string }>((resolve) => {
  ready = resolve;
});

Object.assign(window, {
  Office: {
    onReady: () => opened,
    HostType: { Outlook: 'Outlook' },
    AsyncResultStatus: { Succeeded: 'succeeded', Failed: 'failed' },
    EventType: {
      ItemChanged: 'olkItemSelectedChanged',
      SelectedItemsChanged: 'olkSelectedItemsChanged',
      OfficeThemeChanged: 'officeThemeChanged',
    },
    MailboxEnums: { RestVersion: { v2_0: 'v2.0' } },
    context: {
      get platform() {
        return now?.platform;
      },
      get officeTheme() {
        return has('1.14') ? { bodyBackgroundColor: now?.ground } : undefined;
      },
      requirements: { isSetSupported: (name: string, set: string) => name === 'Mailbox' && has(set) },
      mailbox,
    },
  },
});

/** The real one does this too, so that a page which counts on the history is found out here. */
Object.assign(history, { pushState: null, replaceState: null });

const bridge = {
  addEventListener: (_: string, listener: (answer: string) => void) => void nested.push(listener),
  removeEventListener: () => undefined,
  postMessage: (data: string) => post({ office: 'nested', data }),
};

function follow(next: PlayedOutlook): void {
  const before = now;
  now = next;
  if (next.nested) Object.assign(window, { nestedAppAuthBridge: bridge });
  ready({ host: 'Outlook', platform: next.platform });
  if (!before) return;
  const tell = (name: string) => (handlers.get(name) ?? []).forEach((handler) => handler());
  if (before.ground !== next.ground && has('1.14')) tell('officeThemeChanged');
  if (JSON.stringify(before.items) === JSON.stringify(next.items)) return;
  tell(next.items.length > 1 && has('1.13') ? 'olkSelectedItemsChanged' : 'olkItemSelectedChanged');
}

window.addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
  if (source !== window.parent || origin !== location.origin || !isOffice<FromWindow>(data)) return;
  if (data.office === 'now') return follow(data.outlook);
  if (data.office === 'nested') return nested.forEach((listener) => listener(data.data));
  const done = waiting.get(data.n);
  waiting.delete(data.n);
  if (!done) return;
  if (data.text === null) fail(done, 9018, 'The item could not be read.');
  else succeed(done, data.text);
});
post({ office: 'hello' });
