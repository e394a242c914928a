import { shell as words } from '../../texts/en-gb';
import { el } from './dom';
import { pathOfLink } from './state';

/** The part of the Adaptive Cards renderer that the window uses; it comes as a script, not as a module. */
interface Renderer {
  readonly AdaptiveCard: (new () => DrawnCard) & {
    onProcessMarkdown: ((text: string, result: { outputHtml?: string; didProcess: boolean }) => void) | null;
  };
  readonly HostConfig: new (config: unknown) => unknown;
  readonly ExecuteAction: new () => object;
  readonly OpenUrlAction: new () => object;
}
interface DrawnCard {
  hostConfig: unknown;
  onExecuteAction: ((action: Pressed) => void) | null;
  parse(json: unknown): void;
  render(): HTMLElement | undefined;
  validateInputs?(): boolean;
}
interface Pressed {
  readonly title?: string;
  readonly verb?: string;
  readonly url?: string;
  readonly data?: unknown;
}

declare global {
  interface Window {
    readonly AdaptiveCards?: Renderer;
  }
}

export interface CardActs {
  /** A press of Action.Execute; answers with the bot's own answer. */
  readonly invoke: (name: string, value: unknown, replyToId: string) => Promise<unknown>;
  /** A press of Action.Submit, as older clients send it. */
  readonly submit: (value: unknown, replyToId: string) => void;
  readonly go: (path: string) => void;
}

/** Colours are the window's own, so that a theme changes them without drawing anew. */
const colour = (name: string) => ({ default: `var(--${name})`, subtle: 'var(--quiet)' });
const colours = {
  default: colour('text'),
  accent: colour('accent'),
  attention: colour('text'),
  warning: colour('text'),
};
const ground = (name: string) => ({
  backgroundColor: `var(--${name})`,
  foregroundColors: colours,
  borderColor: 'var(--line)',
});
const CONFIG = {
  fontFamily: 'inherit',
  fontSizes: { small: 13, default: 15, medium: 16, large: 20, extraLarge: 24 },
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 12 },
  actions: { maxActions: 6, actionsOrientation: 'horizontal', buttonSpacing: 8, actionAlignment: 'left' },
  containerStyles: {
    default: ground('panel'),
    emphasis: ground('soft'),
    attention: ground('alarm'),
    warning: ground('alarm'),
  },
  textBlock: { headingLevel: 3 },
  inputs: { label: { inputSpacing: 4, requiredInputs: { suffix: '' }, optionalInputs: {} } },
};

/** Nothing of ours is written in markdown: text stays text. */
function asWritten(text: string, result: { outputHtml?: string; didProcess: boolean }): void {
  result.outputHtml = el('span', {}, text).innerHTML;
  result.didProcess = true;
}

/** Draws a card into its place; the bot's answer to a press takes that place. */
export function drawCard(place: HTMLElement, json: unknown, id: string, acts: CardActs): void {
  const renderer = window.AdaptiveCards;
  if (!renderer) return;
  renderer.AdaptiveCard.onProcessMarkdown ??= asWritten;
  const hadFocus = place.contains(document.activeElement);
  const card = new renderer.AdaptiveCard();
  card.hostConfig = new renderer.HostConfig(CONFIG);
  card.onExecuteAction = (action) => void press(place, { action, id, acts, renderer });
  card.parse(json);
  place.replaceChildren(card.render() ?? words.cardBroken);
  // The renderer's focusable parts come and go with a card; somebody at the keyboard goes on at the new one.
  if (hadFocus) {
    place.tabIndex = -1;
    place.focus();
  }
}

async function press(
  place: HTMLElement,
  { action, id, acts, renderer }: { action: Pressed; id: string; acts: CardActs; renderer: Renderer },
): Promise<void> {
  if (action instanceof renderer.OpenUrlAction)
    return acts.go(pathOfLink(action.url ?? '/', location.origin) ?? '/home');
  if (!(action instanceof renderer.ExecuteAction)) return acts.submit(action.data, id);
  const asked = { type: 'Action.Execute', title: action.title, verb: action.verb, data: action.data };
  place.setAttribute('aria-busy', 'true');
  try {
    const answer = await acts.invoke('adaptiveCard/action', { trigger: 'manual', action: asked }, id);
    const { type, value } = Object(answer) as { type?: string; value?: unknown }; // any value has these, if only undefined
    if (type !== 'application/vnd.microsoft.card.adaptive') return place.append(words.pressFailed);
    drawCard(place, value, id, acts);
    place.scrollIntoView({ block: 'start' });
  } catch {
    place.append(words.pressFailed);
  } finally {
    place.removeAttribute('aria-busy');
  }
}
