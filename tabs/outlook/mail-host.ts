/// <reference types="office-js" />
import type { ThemeName } from '../bridge';

/** Where a mail lies: all that is taken from Outlook before danger and imagery have been asked. */
export interface MailPlace {
  readonly mailbox: string;
  /** In the form Microsoft Graph takes. */
  readonly itemId: string;
}

/** What is open beside the pane. `draft` is not sent yet; `other` is no mail, such as a meeting. */
export type Selection =
  | {
      readonly kind: 'mail';
      readonly places: readonly MailPlace[];
      /** Chosen beyond as many as can be flagged at once. */
      readonly left: number;
    }
  | { readonly kind: 'none' | 'draft' | 'other' };

/**
 * Who a mail says it is from, and when it says so. A sender can write what they like: it is offered, never believed; and
 * not when it is the person's own address, as on what they sent themselves.
 */
export interface MailDetails {
  readonly sender: { readonly name: string; readonly address: string } | null;
  /** Epoch ms; null when it has none. */
  readonly at: number | null;
}

/** Outlook, whichever it is, as the pane knows it. Each part that an older client lacks answers null. */
export interface MailHost {
  current(): Promise<Selection>;
  /** Called again after each change of what is open beside a pinned pane. */
  changed(listener: () => void): void;
  /** Of the one mail that is open; null for several. Asked for once imagery was answered, never before. */
  details(): Promise<MailDetails | null>;
  /** The bytes as this client has them, for when the server may not read the mailbox. Never asked with imagery. */
  asEml(): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Null when the client does not say. */
  theme(): ThemeName | null;
  themeChanged(listener: () => void): void;
}

/** As many as are flagged at once, at most. */
const MOST = 20;
const PHONES: readonly string[] = ['iOS', 'Android'];

/** The only door to Office.js. Null where there is no Outlook around the page. */
export async function outlookHost(): Promise<MailHost | null> {
  if (typeof Office === 'undefined') return null;
  const { host } = await Office.onReady();
  if (host !== Office.HostType.Outlook) return null;
  return hostOf(Office.context.mailbox);
}

function hostOf(box: Office.Mailbox): MailHost {
  const isPhone = PHONES.includes(String(Office.context.platform));
  const has = (set: string): boolean => Office.context.requirements.isSetSupported('Mailbox', set);
  // On the phone ids already have the form of Graph.
  const restId = (id: string): string => (isPhone ? id : box.convertToRestId(id, Office.MailboxEnums.RestVersion.v2_0));
  const own = box.userProfile.emailAddress.toLowerCase();
  // Null while nothing, or more than one, is chosen.
  const item = (): Office.MessageRead | null => (box.item as Office.MessageRead | undefined) ?? null;
  return {
    async current() {
      const one = item();
      if (one === null) return has('1.13') && !isPhone ? several(box, { own, restId }) : { kind: 'none' };
      const kind = kindOf(one);
      if (kind !== 'mail') return { kind };
      const mailbox = !isPhone && has('1.8') ? ((await sharedMailbox(one)) ?? own) : own;
      return { kind, places: [{ mailbox: mailbox.toLowerCase(), itemId: restId(one.itemId) }], left: 0 };
    },
    changed(listener) {
      if (!has('1.5')) return;
      box.addHandlerAsync(Office.EventType.ItemChanged, listener);
      if (has('1.13') && !isPhone) box.addHandlerAsync(Office.EventType.SelectedItemsChanged, listener);
    },
    details() {
      const one = item();
      if (one === null || kindOf(one) !== 'mail') return Promise.resolve(null);
      const { from, dateTimeCreated } = one;
      const isOwn = from?.emailAddress.toLowerCase() === own;
      const sender = from && !isOwn ? { name: from.displayName, address: from.emailAddress } : null;
      return Promise.resolve({ sender, at: dateTimeCreated?.getTime() ?? null });
    },
    async asEml() {
      const one = item();
      if (one === null || kindOf(one) !== 'mail' || !has('1.14')) return null;
      const text = await ask<string>((done) => one.getAsFileAsync(done));
      return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
    },
    theme: () => themeOf(Office.context.officeTheme), // older clients have none
    themeChanged(listener) {
      if (has('1.14')) box.addHandlerAsync(Office.EventType.OfficeThemeChanged, listener);
    },
  };
}

/** In a draft the subject is something to write into, and there is no id before it is saved. */
function kindOf(one: Office.MessageRead): 'mail' | 'draft' | 'other' {
  if (String(one.itemType) !== 'message') return 'other';
  return typeof one.subject === 'string' && one.itemId ? 'mail' : 'draft';
}

/** Undefined on one's own mail and in clients that know no shared mailboxes. */
async function sharedMailbox(one: Office.MessageRead): Promise<string | undefined> {
  if (typeof one.getSharedPropertiesAsync !== 'function') return undefined;
  // Refused for one's own mail in some clients: then it is one's own.
  const found = await ask<Office.SharedProperties>((done) => one.getSharedPropertiesAsync(done)).catch(() => undefined);
  return found?.targetMailbox;
}

interface Ids {
  readonly own: string;
  readonly restId: (id: string) => string;
}

async function several(box: Office.Mailbox, { own, restId }: Ids): Promise<Selection> {
  const chosen = await ask<Office.SelectedItemDetails[]>((done) => box.getSelectedItemsAsync(done)).catch(() => []);
  if (chosen.length === 0) return { kind: 'none' };
  const mails = chosen.filter((c) => String(c.itemType).toLowerCase() === 'message');
  if (mails.length === 0) return { kind: 'other' };
  const read = mails.filter((c) => String(c.itemMode).toLowerCase() === 'read');
  if (read.length === 0) return { kind: 'draft' };
  const places = read.slice(0, MOST).map((c) => ({ mailbox: own, itemId: restId(c.itemId) }));
  return { kind: 'mail', places, left: read.length - places.length };
}

/** @throws Error in Office's own words */
const ask = <T>(call: (done: (answer: Office.AsyncResult<T>) => void) => void): Promise<T> =>
  new Promise((resolve, reject) => {
    call((answer) => {
      if (answer.status === Office.AsyncResultStatus.Succeeded) resolve(answer.value);
      else reject(new Error(`${answer.error.code}: ${answer.error.message}`));
    });
  });

/** Outlook names no theme, only its colours. */
function themeOf(theme: Office.OfficeTheme | undefined): ThemeName | null {
  const [, red, green, blue] = /^#?(..)(..)(..)/.exec(theme?.bodyBackgroundColor ?? '') ?? [];
  if (red === undefined || green === undefined || blue === undefined) return null;
  const light = parseInt(red, 16) * 0.299 + parseInt(green, 16) * 0.587 + parseInt(blue, 16) * 0.114;
  if (light === 0) return 'contrast';
  return light < 128 ? 'dark' : 'light';
}
