import type { CardJson } from '../events';

type Element = Readonly<Record<string, unknown>>;

/** A choice to press or tick. */
export interface Choice {
  readonly title: string;
  readonly value: string;
}

/**
 * Words as they are. Text runs know no markup, so nothing that somebody wrote becomes a link or a heading; two braces
 * would start a date function, and are set apart.
 */
export const plain = (text: string): string => text.replace(/\{(?=\{)/g, '{\u2060');

/** Titles of buttons and choices may be drawn with markup: what could be taken for it is left out. */
export const title = (text: string): string =>
  plain(text)
    .replace(/[*_`[\]<>#|\\~]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);

export const cut = (text: string, letters: number): string =>
  text.length > letters ? `${[...text].slice(0, letters).join('')} …` : text;

interface Look {
  readonly size?: 'small' | 'default' | 'medium' | 'large';
  readonly weight?: 'default' | 'bolder';
  readonly isSubtle?: boolean;
  readonly spacing?: 'none' | 'small' | 'medium' | 'large';
}

/** One paragraph; line breaks in it stay. */
export const text = (words: string, { spacing, ...run }: Look = {}): Element => ({
  type: 'RichTextBlock',
  inlines: [{ type: 'TextRun', text: plain(words) || ' ', ...run }],
  ...(spacing && { spacing }),
});

/** A heading of our own: no words of people go in here. */
export const heading = (words: string): Element => ({
  type: 'TextBlock',
  text: words,
  style: 'heading',
  size: 'medium',
  weight: 'bolder',
  wrap: true,
});

/** Set apart, so that it is seen first. */
export const notice = (style: 'attention' | 'warning' | 'emphasis', ...items: readonly Element[]): Element => ({
  type: 'Container',
  style,
  items,
  spacing: 'medium',
});

export interface Press {
  readonly title: string;
  readonly verb: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly isPrimary?: boolean;
  /** Goes on without what stands in the fields. */
  readonly isAside?: boolean;
}

/** A button. Clients that do not know Action.Execute send the same as a message. */
export const press = ({ title: words, verb, data = {}, isPrimary, isAside }: Press): Element => {
  const shared = {
    title: title(words),
    ...(isPrimary && { style: 'positive' }),
    ...(isAside && { associatedInputs: 'none' }),
  };
  return {
    type: 'Action.Execute',
    ...shared,
    verb,
    data,
    fallback: { type: 'Action.Submit', ...shared, data: { ...data, verb } },
  };
};

export const link = (words: string, url: string): Element => ({ type: 'Action.OpenUrl', title: title(words), url });

export const buttons = (...actions: readonly Element[]): Element => ({ type: 'ActionSet', actions, spacing: 'medium' });

interface Field {
  readonly id: string;
  readonly label: string;
  readonly value?: string;
  /** What is said when it is left empty; without it, it may be. */
  readonly missing?: string;
}

const asked = ({ id, label, missing }: Field): Element => ({
  id,
  label: title(label),
  ...(missing !== undefined && { isRequired: true, errorMessage: missing }),
});

export const writing = (o: Field & { readonly isLong?: boolean }): Element => ({
  type: 'Input.Text',
  ...asked(o),
  ...(o.isLong && { isMultiline: true }),
  ...(o.value && { value: o.value }),
});

export const choosing = (
  o: Field & { readonly choices: readonly Choice[]; readonly isMulti?: boolean; readonly isCompact?: boolean },
): Element => ({
  type: 'Input.ChoiceSet',
  ...asked(o),
  style: o.isCompact ? 'compact' : 'expanded',
  wrap: true,
  ...(o.isMulti && { isMultiSelect: true }),
  ...(o.value && { value: o.value }),
  choices: o.choices.map((c) => ({ title: title(c.title) || '…', value: c.value })),
});

/** The words of a card for clients that cannot draw it, and for the reader of a short log of it. */
export function card(fallbackText: string, ...body: readonly (Element | false | null)[]): CardJson {
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    fallbackText: cut(fallbackText, 2_000),
    body: body.filter((part): part is Element => Boolean(part)),
  };
}

/** Teams refuses larger ones. Counted as it counts, two bytes a letter. */
const MOST_BYTES = 24_000;
const LETTERS = [2_000, 800, 300, 100, 40] as const;

/** The card with as much of people's words as fits. */
export function fitting(make: (letters: number) => CardJson): CardJson {
  for (const letters of LETTERS) {
    const made = make(letters);
    if (Buffer.byteLength(JSON.stringify(made), 'utf16le') <= MOST_BYTES) return made;
  }
  return make(10);
}
