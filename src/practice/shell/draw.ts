import { shell as words } from '../../texts/en-gb';
import type { Persona } from './backend';
import { el, icon } from './dom';
import { initials } from './people';
import {
  isOutlook,
  OPTIONS,
  type Option,
  OUTLOOK,
  type ShellState,
  TABS,
  type Tab,
  tabOf,
  THEMES,
  type ShellTheme,
} from './state';

/** What the person at the window can do. */
interface Acts {
  readonly go: (path: string) => void;
  readonly back: () => void;
  readonly setTheme: (theme: ShellTheme) => void;
  readonly toggle: (option: Option) => void;
  readonly choosePerson: () => void;
  readonly toggleActivity: () => void;
}

export interface Drawn {
  /** Where the tab's frame goes. */
  readonly tab: HTMLElement;
  readonly activity: HTMLElement;
  readonly update: (state: ShellState, person: Persona) => void;
  readonly showWork: (isOpen: boolean) => void;
  readonly badge: (unread: number) => void;
  /** Shows an option only where it can work. */
  readonly offer: (option: Option, isOffered: boolean) => void;
}

const LANTERN = ['M9 3h6', 'M12 3v3', 'M7 6h10l1 3H6z', 'M7 9v9h10V9', 'M6 18h12v3H6z', 'M12 12v3'];
const BELL = ['M12 4a5 5 0 0 1 5 5v4l2 3H5l2-3V9a5 5 0 0 1 5-5z', 'M10 19a2 2 0 0 0 4 0'];
const SLIDERS = ['M4 7h9', 'M17 7h3', 'M15 5v4', 'M4 17h3', 'M11 17h9', 'M9 15v4'];
const ENVELOPE = ['M4 6h16v12H4z', 'M4 7l8 6 8-6'];
const BACK = ['M15 5l-7 7 7 7'];

/** Draws the window once; `update` brings it in line with the state. */
export function drawShell(root: Element, acts: Acts): Drawn {
  const rail = drawRail(acts);
  const bar = drawBar(acts);
  const tabs = drawTabs(acts);
  const options = drawOptions(acts);
  const tab = el('main', { class: 'tab' });
  const activity = el('aside', { class: 'activity', 'aria-label': words.activity });
  root.replaceChildren(
    el('p', { class: 'banner' }, el('strong', {}, words.banner)),
    bar.element,
    options.element,
    el('div', { class: 'desk' }, rail.element, activity, el('div', { class: 'app' }, tabs.element, tab)),
  );
  return {
    tab,
    activity,
    showWork: (isOpen) => tabs.show('work', isOpen),
    badge: rail.badge,
    offer: options.offer,
    update(state, person) {
      document.documentElement.dataset.theme = state.theme;
      document.title = `${words.title}: ${person.name}`;
      tab.classList.toggle('phone', state.options.has('phone'));
      activity.hidden = !state.activity;
      rail.update(state);
      bar.update(state, person);
      tabs.update(state);
      options.update(state);
    },
  };
}

function drawRail(acts: Acts) {
  const badge = el('span', { class: 'badge', hidden: true });
  const app = el('button', { type: 'button', onclick: () => acts.go('/home') }, icon(...LANTERN), words.app);
  const activity = el(
    'button',
    { type: 'button', onclick: () => acts.toggleActivity() },
    icon(...BELL),
    words.activity,
    badge,
  );
  const mail = el('button', { type: 'button', onclick: () => acts.go(OUTLOOK) }, icon(...ENVELOPE), words.outlook.app);
  const here = (button: Element, isHere: boolean) => {
    if (isHere) button.setAttribute('aria-current', 'page');
    else button.removeAttribute('aria-current');
  };
  return {
    element: el('nav', { class: 'rail', 'aria-label': words.apps }, activity, app, mail),
    badge: (unread: number) => {
      badge.hidden = unread === 0;
      badge.replaceChildren(
        el('span', { 'aria-hidden': 'true' }, String(unread)),
        el('span', { class: 'unseen' }, words.activityCount(unread)),
      );
    },
    update(state: ShellState) {
      activity.setAttribute('aria-expanded', String(state.activity));
      here(app, !isOutlook(state.path));
      here(mail, isOutlook(state.path));
    },
  };
}

function drawBar(acts: Acts) {
  const who = el('span', { class: 'who' });
  const avatar = el('span', { class: 'avatar', 'aria-hidden': 'true' });
  const themes = el('select', {
    id: 'theme',
    onchange: (event) => acts.setTheme((event.currentTarget as HTMLSelectElement).value as ShellTheme), // its own options
  });
  for (const theme of THEMES) themes.append(el('option', { value: theme }, words.themes[theme]));
  return {
    element: el(
      'header',
      { class: 'bar' },
      el(
        'button',
        { type: 'button', class: 'icon', 'aria-label': words.back, onclick: () => acts.back() },
        icon(...BACK),
      ),
      el('h1', {}, words.title),
      el('label', { for: 'theme' }, words.theme),
      themes,
      el(
        'button',
        { type: 'button', class: 'button sliders', popovertarget: 'options' },
        icon(...SLIDERS),
        el('span', {}, words.options),
      ),
      el('button', { type: 'button', class: 'person', onclick: () => acts.choosePerson() }, avatar, who),
    ),
    update(state: ShellState, person: Persona) {
      themes.value = state.theme;
      avatar.textContent = initials(person.name);
      who.replaceChildren(
        el('span', { class: 'unseen' }, `${words.person} `),
        el('strong', {}, person.name),
        el('span', { class: 'quiet' }, person.role),
        el('span', { class: 'unseen' }, `. ${words.changePerson}`),
      );
    },
  };
}

function drawTabs(acts: Acts) {
  const buttons = new Map<Tab, HTMLElement>(
    TABS.map((tab) => [tab, el('button', { type: 'button', onclick: () => acts.go(`/${tab}`) }, words.tab[tab])]),
  );
  const show = (tab: Tab, isShown: boolean) => {
    const button = buttons.get(tab);
    if (button) button.hidden = !isShown;
  };
  show('work', false);
  const element = el('nav', { class: 'tabs', 'aria-label': words.tabs }, ...buttons.values());
  return {
    element,
    show,
    update(state: ShellState) {
      element.hidden = isOutlook(state.path);
      for (const [tab, button] of buttons)
        if (tab === tabOf(state.path)) button.setAttribute('aria-current', 'page');
        else button.removeAttribute('aria-current');
    },
  };
}

function drawOptions(acts: Acts) {
  const boxes = new Map<Option, HTMLInputElement>(
    OPTIONS.map((option) => [option, el('input', { type: 'checkbox', onchange: () => acts.toggle(option) })]),
  );
  const lines = new Map([...boxes].map(([option, box]) => [option, el('label', {}, box, words.option[option])]));
  return {
    offer: (option: Option, isOffered: boolean) => {
      const line = lines.get(option);
      if (line) line.hidden = !isOffered;
    },
    element: el(
      'section',
      { id: 'options', popover: 'auto', class: 'options', 'aria-label': words.options },
      el('h2', {}, words.options),
      el('p', { class: 'quiet' }, words.optionsLead),
      ...lines.values(),
    ),
    update(state: ShellState) {
      for (const [option, box] of boxes) box.checked = state.options.has(option);
    },
  };
}
