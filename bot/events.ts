/** Our words for what happens in a chat. No type of an SDK appears here: a move to another SDK stays inside `bot/`. */

/** Who speaks: proven by the channel, never by a name or by what a card carries. */
export interface Speaker {
  readonly tenantId: string;
  readonly objectId: string;
}

/** What reached us; `keys` find a repeat of it, under the same id or a new one. */
export type BotEvent = {
  readonly who: Speaker;
  readonly conversation: string;
  readonly keys: readonly string[];
} & (
  | { readonly kind: 'said'; readonly text: string; readonly files: number }
  | { readonly kind: 'pressed'; readonly verb: string; readonly data: Readonly<Record<string, unknown>> }
  /** "Report this message", from wherever the message stands. */
  | { readonly kind: 'pointed'; readonly link: string; readonly text: string; readonly files: number }
  | { readonly kind: 'installed' }
);

/** An Adaptive Card 1.5, as JSON. `fallbackText` says the same in plain words. */
export interface CardJson {
  readonly type: 'AdaptiveCard';
  readonly version: '1.5';
  readonly fallbackText: string;
  readonly body: readonly unknown[];
  readonly [key: string]: unknown;
}

/**
 * `redraw` takes the place of the card that was pressed; where nothing was pressed it is shown as new, and takes the
 * buttons off the card before it.
 */
export type BotReply =
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'show' | 'redraw'; readonly card: CardJson; readonly isLast?: boolean };

export interface Conversation {
  handle(event: BotEvent): Promise<readonly BotReply[]>;
}

/** What became of something sent. `unknown` is not sent again: it may have arrived. */
export type Delivery =
  | { readonly outcome: 'sent'; readonly messageId: string }
  | { readonly outcome: 'wait'; readonly seconds: number }
  | { readonly outcome: 'gone' }
  | { readonly outcome: 'refused'; readonly reason: string }
  | { readonly outcome: 'unknown' };
