import { shell as words } from '../../texts/en-gb';
import { drawActivity } from './activity';
import { feed, hasWork, type Notice, type Persona, personas, tokenFor } from './backend';
import { type Chat, makeChat } from './chat';
import { el } from './dom';
import { type Drawn, drawShell } from './draw';
import { makeOutlook, type OutlookView } from './outlook';
import { choosePerson, suggested } from './people';
import './shell.css';
import { formatState, isOutlook, type Option, OUTLOOK, parseState, pathOfLink, type ShellState, tabOf } from './state';
import { canBlock, type TabFrame, tabFrame } from './tab-frame';

/** How often the feed is asked for while the window is looked at, in ms. */
const FEED_MS = 15_000;

class PracticeShell {
  readonly #people: readonly Persona[];
  readonly #drawn: Drawn;
  readonly #frame: TabFrame;
  readonly #chat: Chat;
  readonly #outlook: OutlookView;
  #state: ShellState = parseState(location.hash);
  #notices: readonly Notice[] | null = [];
  #seen = 0;

  constructor(root: Element, people: readonly Persona[]) {
    this.#people = people;
    this.#drawn = drawShell(root, {
      go: (path) => this.go(path),
      back: () => this.#frame.back(),
      setTheme: (theme) => this.#change({ theme }),
      toggle: (option) => this.#toggle(option),
      choosePerson: () => void this.#choosePerson(),
      toggleActivity: () => this.#change({ activity: !this.#state.activity }),
    });
    this.#frame = tabFrame(this.#drawn.tab, {
      state: () => this.#state,
      token: () => tokenFor(this.#person.id),
      personName: () => this.#person.name,
      go: (path) => this.go(path),
      moved: (path) => this.#note({ ...this.#state, path }),
      backedOut: () => this.go('/home'),
    });
    this.#chat = makeChat(this.#drawn.tab, { go: (path) => this.go(path) });
    this.#outlook = makeOutlook(this.#drawn.tab, {
      state: () => this.#state,
      token: () => tokenFor(this.#person.id),
      person: () => this.#person,
      moved: (path) => this.#note({ ...this.#state, path }),
    });
    addEventListener('hashchange', () => this.#arrive(parseState(location.hash)));
    document.addEventListener('visibilitychange', () => void this.#loadFeed());
    setInterval(() => void this.#loadFeed(), FEED_MS);
  }

  /** Draws everything from the address, leaving out what this server cannot play. */
  async start(): Promise<void> {
    const can = await canBlock().catch(() => false);
    this.#drawn.offer('blocked', can);
    const options = new Set([...this.#state.options].filter((option) => can || option !== 'blocked'));
    this.#arrive({ ...this.#state, options });
  }

  /** Opens a place in Lantern, as a click on a tab or a notice does. */
  go(path: string): void {
    this.#arrive({ ...this.#state, path });
  }

  get #person(): Persona {
    const wanted = this.#people.find((person) => person.id === this.#state.person);
    const person = wanted ?? suggested(this.#people)[0];
    if (!person) throw new Error('the practice school is empty');
    return person;
  }

  #arrive(state: ShellState): void {
    this.#note(state);
    this.#draw();
    this.#show();
    void this.#loadFeed();
    void this.#loadRooms();
  }

  /** The bot's chat is Teams' own page; every other tab is a page of Lantern in a frame. */
  #show(): void {
    if (isOutlook(this.#state.path)) {
      this.#frame.leave();
      this.#chat.close();
      void this.#outlook.open();
      return;
    }
    this.#outlook.close();
    if (tabOf(this.#state.path) === 'chat') {
      this.#frame.leave();
      void this.#chat.open(this.#person);
      return;
    }
    this.#chat.close();
    void this.#frame.open();
  }

  /** Remembers the state in the address without loading anything. */
  #note(state: ShellState): void {
    this.#state = state;
    history.replaceState(null, '', formatState(state));
  }

  #change(part: Partial<ShellState>): void {
    const before = this.#state;
    this.#note({ ...before, ...part });
    this.#draw();
    if (this.#state.theme !== before.theme) {
      this.#frame.setTheme(this.#state.theme);
      this.#outlook.setTheme();
    }
    if (this.#state.activity && !before.activity) this.#showActivity();
  }

  #toggle(option: Option): void {
    const options = new Set(this.#state.options);
    if (!options.delete(option)) options.add(option);
    // Phone width is a matter of drawing; the others are about how the page starts.
    if (option === 'phone' && !isOutlook(this.#state.path)) return this.#change({ options });
    this.#arrive({ ...this.#state, options });
  }

  async #choosePerson(): Promise<void> {
    const id = await choosePerson(this.#people, this.#person.id);
    if (id === null || id === this.#person.id) return;
    this.#notices = [];
    this.#seen = 0;
    this.#arrive({ ...this.#state, person: id, path: isOutlook(this.#state.path) ? OUTLOOK : '/home' });
  }

  #showActivity(): void {
    this.#drawn.activity.querySelector('h2')?.focus();
    void this.#loadFeed();
  }

  async #loadFeed(): Promise<void> {
    if (document.visibilityState !== 'visible') return;
    const person = this.#person;
    const notices = await feed(person.id).catch(() => null);
    if (person.id !== this.#person.id) return;
    // Drawn anew only when something is new: the focus may stand in the list.
    if (JSON.stringify(notices) === JSON.stringify(this.#notices)) return;
    this.#notices = notices;
    this.#drawFeed();
  }

  async #loadRooms(): Promise<void> {
    const person = this.#person;
    // Without an answer the tab stays away, as Teams keeps away what is not yours.
    const isOpen = await tokenFor(person.id)
      .then(hasWork)
      .catch(() => false);
    if (person.id === this.#person.id) this.#drawn.showWork(isOpen);
  }

  #draw(): void {
    this.#drawn.update(this.#state, this.#person);
    this.#drawFeed();
  }

  #drawFeed(): void {
    const notices = this.#notices;
    if (this.#state.activity) this.#seen = notices?.length ?? 0;
    this.#drawn.badge(Math.max(0, (notices?.length ?? 0) - this.#seen));
    drawActivity(this.#drawn.activity, {
      name: this.#person.name,
      notices,
      open: (link) => this.go(pathOfLink(link, location.origin) ?? '/home'),
    });
  }
}

const root = document.getElementById('shell');
if (root) {
  root.append(el('p', { class: 'opening', role: 'status' }, words.loading));
  personas().then(
    (people) => void new PracticeShell(root, people).start(),
    () => root.replaceChildren(el('p', { class: 'opening', role: 'alert' }, words.failed)),
  );
}
