import { shell as words } from '../../texts/en-gb';
import { type Mail, type MailBox, mailIn, openMail, rawMail } from './backend';
import { el, fill } from './dom';
import type { PlayedItem, PlayedOutlook } from './office/wire';
import { type PaneFrame, paneFrame } from './outlook-frame';
import { OUTLOOK, type ShellState, type ShellTheme } from './state';

interface Around {
  state(): ShellState;
  token(): Promise<string>;
  person(): { readonly id: string; readonly name: string };
  /** Remembers in the address which mail is open. */
  moved(path: string): void;
}

export interface OutlookView {
  open(): Promise<void>;
  setTheme(): void;
  close(): void;
}

const GROUNDS: Readonly<Record<ShellTheme, string>> = { default: '#ffffff', dark: '#292929', contrast: '#000000' };
const BOXES: readonly MailBox[] = ['inbox', 'sent', 'drafts', 'shared'];
const when = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'medium', timeStyle: 'short' });

/** A window that works like Outlook: folders, a list, a mail, and Lantern's pane beside it. */
export function makeOutlook(place: Element, around: Around): OutlookView {
  const list = el('ul', { class: 'mails' });
  const reading = el('article', { class: 'mail', 'aria-label': words.outlook.reading });
  const aside = el('aside', { class: 'pane', 'aria-label': words.outlook.pane, hidden: true });
  const folders = el('nav', { class: 'folders', 'aria-label': words.outlook.folders });
  let box: MailBox = 'inbox';
  let user = '';
  let mails: readonly Mail[] = [];
  let chosen: readonly Mail[] = [];
  let pane: PaneFrame | undefined;
  let turn = 0;

  const played = (): PlayedOutlook => {
    const { options, theme } = around.state();
    const isPhone = options.has('phone');
    return {
      platform: isPhone ? 'iOS' : 'OfficeOnline',
      sets: isPhone || options.has('oldOutlook') ? '1.5' : '1.14',
      user,
      nested: !options.has('noNested'),
      ground: GROUNDS[theme],
      items: chosen.map(itemOf),
    };
  };
  const openPane = (): void => {
    pane ??= paneFrame({
      outlook: played,
      token: () => around.token(),
      needsConsent: () => around.state().options.has('consent'),
      personName: () => around.person().name,
      eml: (id) => rawMail({ persona: around.person().id, box, id }).catch(() => null),
    });
    const close = el('button', { type: 'button', class: 'button', onclick: () => closePane() }, words.close);
    fill(aside, el('div', { class: 'pane-head' }, el('h2', {}, words.app), close), pane.element);
    aside.hidden = false;
    close.focus();
  };
  const closePane = (): void => {
    pane?.close();
    pane = undefined;
    aside.hidden = true;
  };
  const choose = (next: readonly Mail[]): void => {
    chosen = next;
    const [one] = next;
    around.moved(next.length === 1 && one ? `${OUTLOOK}/${box}/${one.id}` : `${OUTLOOK}/${box}`);
    drawList();
    void drawReading();
    pane?.tell();
  };
  const drawReading = async (): Promise<void> => {
    const mine = (turn += 1);
    const [one, ...others] = chosen;
    if (!one || others.length > 0) {
      const text = one ? words.outlook.several(chosen.length) : words.outlook.none;
      return fill(reading, ...(one ? [flag(openPane)] : []), el('p', { class: 'quiet' }, text));
    }
    const body = await openMail({ persona: around.person().id, box, id: one.id }).catch(() => null);
    if (mine !== turn) return;
    fill(
      reading,
      // A draft has no ribbon of mail that is read; a pane that stands open stays.
      ...(one.isDraft ? [] : [flag(openPane)]),
      el('h2', {}, one.subject),
      el('p', { class: 'quiet' }, `${words.outlook.from} ${nameOf(one)}`),
      el('p', { class: 'quiet' }, when.format(one.at)),
      ...(body?.categories ?? []).map((name) => el('p', { class: 'category' }, name)),
      el('div', { class: 'mail-body' }, body?.text ?? words.outlook.failed),
      ...(body?.attachments ?? []).map((name) => el('p', { class: 'quiet' }, words.outlook.attached(name))),
    );
  };
  const drawList = (): void => {
    const hadFocus = list.contains(document.activeElement);
    const canTickMany = !around.state().options.has('phone');
    fill(list, ...mails.map((mail) => row(mail, { chosen, choose, canTickMany })));
    if (hadFocus) list.querySelector<HTMLElement>('[aria-current]')?.focus();
  };
  const drawFolders = (hasShared: boolean): void =>
    fill(
      folders,
      ...BOXES.filter((name) => name !== 'shared' || hasShared).map((name) =>
        el(
          'button',
          {
            type: 'button',
            onclick: () => void openBox(name, ''),
            ...(name === box && { 'aria-current': 'page' }),
          },
          words.outlook.box[name],
        ),
      ),
    );
  const openBox = async (name: MailBox, id: string): Promise<void> => {
    const mine = (turn += 1);
    fill(list, el('li', { role: 'status' }, words.loading));
    const found = await mailIn({ persona: around.person().id, box: name }).catch(() => null);
    if (mine !== turn) return;
    box = name;
    user = found?.user ?? '';
    mails = found?.mails ?? [];
    drawFolders(found?.hasShared ?? false);
    if (mails.length === 0)
      fill(list, el('li', { class: 'quiet' }, found ? words.outlook.empty : words.outlook.failed));
    const one = mails.find((mail) => mail.id === id) ?? mails[0];
    choose(one ? [one] : []);
  };
  return {
    async open() {
      const [, name, id = ''] = /^\/outlook\/(\w+)(?:\/([\w-]+))?/.exec(around.state().path) ?? [];
      closePane();
      const isPhone = around.state().options.has('phone');
      fill(place, el('div', { class: isPhone ? 'outlook narrow' : 'outlook' }, folders, list, reading, aside));
      await openBox(BOXES.find((known) => known === name) ?? 'inbox', id);
    },
    setTheme: () => pane?.tell(),
    close: closePane,
  };
}

const itemOf = ({ id, subject, from, at, isDraft, shared }: Mail): PlayedItem => ({
  id,
  subject,
  from,
  at,
  isDraft,
  shared,
});

const nameOf = ({ from }: Mail): string => (from ? `${from.name} <${from.address}>` : words.outlook.nobody);

const flag = (open: () => void): HTMLElement =>
  el('div', { class: 'ribbon' }, el('button', { type: 'button', class: 'button', onclick: open }, words.outlook.flag));

interface Rows {
  readonly chosen: readonly Mail[];
  readonly choose: (next: readonly Mail[]) => void;
  readonly canTickMany: boolean;
}

function row(mail: Mail, { chosen, choose, canTickMany }: Rows): HTMLElement {
  const isChosen = chosen.includes(mail);
  const tick = el('input', {
    type: 'checkbox',
    'aria-label': words.outlook.tick(mail.subject),
    onchange: () => choose(isChosen ? chosen.filter((other) => other !== mail) : [...chosen, mail]),
  });
  tick.checked = isChosen;
  const name = mail.from?.name ?? words.outlook.nobody;
  return el(
    'li',
    { class: isChosen ? 'chosen' : '' },
    ...(canTickMany ? [tick] : []),
    el(
      'button',
      { type: 'button', onclick: () => choose([mail]), ...(isChosen && { 'aria-current': 'true' }) },
      el('strong', {}, name),
      el('span', {}, mail.subject),
      el('span', { class: 'quiet' }, when.format(mail.at)),
    ),
  );
}
