import { Ajv } from 'ajv';
import { partsOf } from './chat';

// The module form of the renderer cannot be loaded by Node; its script can.
// oxlint-disable-next-line typescript/no-require-imports
const AC = require('adaptivecards/dist/adaptivecards.js') as Renderer;

interface Renderer {
  readonly Versions: { readonly v1_5: unknown };
  readonly SerializationContext: new (version: unknown) => {
    readonly eventCount: number;
    getEventAt(at: number): { readonly message: string };
  };
  readonly AdaptiveCard: new () => {
    parse(card: unknown, context: unknown): void;
    validateProperties(): { readonly validationEvents: readonly { readonly message: string }[] };
  };
}

const text = { type: 'string', minLength: 1 } as const;
const flag = { type: 'boolean' } as const;
const of = (...words: string[]) => ({ enum: words });
const many = (name: string) => ({ type: 'array', minItems: 1, items: { $ref: `#/$defs/${name}` } });
/** Closed: a property that is misspelt or not of 1.5 is found. */
const object = (type: string | null, required: readonly string[], properties: Record<string, unknown>) => ({
  type: 'object',
  additionalProperties: false,
  required: [...(type === null ? [] : ['type']), ...required],
  properties: { ...(type !== null && { type: { const: type } }), ...properties },
});
const element = {
  spacing: of('none', 'small', 'default', 'medium', 'large', 'extraLarge', 'padding'),
  separator: flag,
};
const look = {
  size: of('small', 'default', 'medium', 'large', 'extraLarge'),
  weight: of('lighter', 'default', 'bolder'),
  isSubtle: flag,
};
const input = { ...element, id: text, label: text, isRequired: flag, errorMessage: text };
const action = { title: text, style: of('default', 'positive', 'destructive') };
const sends = { ...action, data: { type: 'object' }, associatedInputs: of('auto', 'none') };

/** What Teams shows of Adaptive Cards 1.5, as far as we draw with it: every element and action that a card of ours may hold. */
const SCHEMA = {
  $ref: '#/$defs/card',
  $defs: {
    card: object('AdaptiveCard', ['version', 'body', 'fallbackText'], {
      $schema: text,
      version: { const: '1.5' },
      fallbackText: text,
      body: many('element'),
    }),
    element: {
      type: 'object',
      required: ['type'],
      oneOf: ['textBlock', 'rich', 'container', 'actionSet', 'inputText', 'choiceSet'].map((n) => ({
        $ref: `#/$defs/${n}`,
      })),
    },
    textBlock: object('TextBlock', ['text'], {
      ...element,
      ...look,
      text,
      wrap: flag,
      style: of('default', 'heading'),
    }),
    rich: object('RichTextBlock', ['inlines'], { ...element, inlines: many('run') }),
    run: object('TextRun', ['text'], { ...look, text }),
    container: object('Container', ['items'], {
      ...element,
      items: many('element'),
      style: of('default', 'emphasis', 'good', 'attention', 'warning', 'accent'),
    }),
    actionSet: object('ActionSet', ['actions'], { ...element, actions: { ...many('action'), maxItems: 6 } }),
    action: {
      type: 'object',
      required: ['type'],
      oneOf: ['execute', 'openUrl'].map((n) => ({ $ref: `#/$defs/${n}` })),
    },
    execute: object('Action.Execute', ['title', 'verb', 'fallback'], {
      ...sends,
      verb: text,
      fallback: { $ref: '#/$defs/submit' },
    }),
    submit: object('Action.Submit', ['title', 'data'], sends),
    openUrl: object('Action.OpenUrl', ['title', 'url'], { ...action, url: { type: 'string', pattern: '^https://' } }),
    inputText: object('Input.Text', ['id', 'label'], { ...input, value: text, isMultiline: flag }),
    choiceSet: object('Input.ChoiceSet', ['id', 'label', 'choices'], {
      ...input,
      value: { type: 'string' },
      style: of('compact', 'expanded'),
      isMultiSelect: flag,
      wrap: flag,
      choices: many('choice'),
    }),
    choice: object(null, ['title', 'value'], { title: text, value: text }),
  },
};
const isOfSchema = new Ajv({ allErrors: true, strict: false }).compile(SCHEMA);

/** Teams counts two bytes a letter. */
const MOST_BYTES = 25_000;

/** Everything wrong with a card: by the schema, by Teams' own renderer, and by what neither of them minds. */
export function wrongWith(card: unknown): string[] {
  const found: string[] = [];
  if (!isOfSchema(card))
    found.push(
      ...(isOfSchema.errors ?? []).map((e) => `schema: ${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`),
    );
  const context = new AC.SerializationContext(AC.Versions.v1_5);
  const parsed = new AC.AdaptiveCard();
  parsed.parse(JSON.parse(JSON.stringify(card)), context);
  for (let at = 0; at < context.eventCount; at += 1) found.push(`renderer: ${context.getEventAt(at).message}`);
  found.push(...parsed.validateProperties().validationEvents.map((e) => `renderer: ${e.message}`));
  const ids = [...partsOf(card)].flatMap((p) => (String(p['type']).startsWith('Input.') ? [String(p['id'])] : []));
  if (new Set(ids).size < ids.length) found.push('lint: an id stands twice');
  for (const part of partsOf(card)) {
    if (part['isRequired'] === true && !part['errorMessage']) found.push('lint: required without a message');
    if (part['type'] === 'Image' || part['type'] === 'Media') found.push('lint: a picture');
    if (part['type'] === 'TextBlock' && part['style'] !== 'heading') found.push('lint: a text that may become markup');
  }
  if (Buffer.byteLength(JSON.stringify(card), 'utf16le') > MOST_BYTES) found.push('lint: too large');
  return found;
}
