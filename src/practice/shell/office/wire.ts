/** What the practice window tells the page in its pane, and what the page asks: both halves of the practice Office.js. */

/** One mail as Office.js shows it. */
export interface PlayedItem {
  readonly id: string;
  readonly subject: string;
  readonly from: { readonly name: string; readonly address: string } | null;
  /** Epoch ms. */
  readonly at: number;
  readonly isDraft: boolean;
  /** The mailbox it lies in, when that is not one's own. */
  readonly shared: string | null;
}

export interface PlayedOutlook {
  readonly platform: 'OfficeOnline' | 'iOS';
  /** Newest set of calls that this Outlook knows, such as `1.14`. */
  readonly sets: string;
  readonly user: string;
  /** Nested sign-in. */
  readonly nested: boolean;
  /** Ground of Outlook's own page. */
  readonly ground: string;
  /** One is open; several are chosen and none is open. */
  readonly items: readonly PlayedItem[];
}

export type FromPage =
  | { readonly office: 'hello' }
  | { readonly office: 'eml'; readonly n: number; readonly id: string }
  | { readonly office: 'nested'; readonly data: string };

export type FromWindow =
  | { readonly office: 'now'; readonly outlook: PlayedOutlook }
  /** `text` is base64; null when it cannot be had. */
  | { readonly office: 'eml'; readonly n: number; readonly text: string | null }
  | { readonly office: 'nested'; readonly data: string };

export const isOffice = <T extends FromPage | FromWindow>(data: unknown): data is T =>
  typeof data === 'object' && data !== null && 'office' in data;
