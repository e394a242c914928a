import type { Output } from '../../src/api/contract';

export type SigningView = Output<'agreements.signing'>;
/** What was ticked and typed. `section` is the place in `stepsOf`. */
export type Draft = NonNullable<SigningView['draft']>['draft'];
export type Question = SigningView['questions'][number];
export type CheckItem = SigningView['check'][number];
export type Comparison = NonNullable<SigningView['since']>['changes'];
export type SectionChange = Comparison['sections'][number];
export type BlockChange = SectionChange['blocks'][number];
export type Words = SectionChange['heading'][number];
export type Block = SigningView['document']['sections'][number]['blocks'][number];
export type Statement = Extract<Block, { kind: 'statement' }>;

/** One section as it is read: headings that stand alone come with the section below them. */
export interface Chapter {
  readonly anchor: string;
  readonly above: readonly string[];
  readonly heading: string;
  readonly text: readonly Exclude<Block, Statement>[];
  readonly statements: readonly Statement[];
}

export type Step =
  | { readonly kind: 'start' }
  | { readonly kind: 'section'; readonly n: number; readonly of: number; readonly chapter: Chapter }
  | { readonly kind: 'check'; readonly n: number; readonly of: number; readonly item: CheckItem }
  | { readonly kind: 'you' }
  | { readonly kind: 'sign' };

/** The way through an agreement: what changed, each section, each question of the check, about me, my name. */
export function stepsOf(view: Pick<SigningView, 'document' | 'check'>): Step[] {
  const chapters = chaptersOf(view.document);
  const { check } = view;
  return [
    { kind: 'start' },
    ...chapters.map((chapter, i): Step => ({ kind: 'section', n: i + 1, of: chapters.length, chapter })),
    ...check.map((item, i): Step => ({ kind: 'check', n: i + 1, of: check.length, item })),
    { kind: 'you' },
    { kind: 'sign' },
  ];
}

function chaptersOf({ sections }: SigningView['document']): Chapter[] {
  const chapters: Chapter[] = [];
  let above: string[] = [];
  sections.forEach(({ anchor, heading, blocks }, i) => {
    if (blocks.length === 0 && i < sections.length - 1) {
      above.push(heading);
      return;
    }
    chapters.push({
      anchor,
      above,
      heading,
      text: blocks.filter((block) => block.kind !== 'statement'),
      statements: blocks.filter((block) => block.kind === 'statement'),
    });
    above = [];
  });
  return chapters;
}

export const blankDraft = (versionId: SigningView['versionId']): Draft => ({
  versionId,
  section: 0,
  ticked: [],
  laptop: '',
  ipad: '',
  typedName: '',
});

/** A draft begun on another text: name, numbers and the ticks on sentences that both texts have stay; reading begins again. */
export function carryOver(draft: Draft, view: Pick<SigningView, 'versionId' | 'document'>): Draft {
  const keys = statementsIn(view.document).map((statement) => statement.key);
  return {
    ...draft,
    versionId: view.versionId,
    section: 0,
    ticked: keys.filter((key) => draft.ticked.includes(key)),
  };
}

export const statementsIn = ({ sections }: SigningView['document']): Statement[] =>
  sections.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'statement'));

/** What is still to be ticked in a step. */
export const unticked = (step: Step, ticked: readonly string[]): Statement[] =>
  step.kind === 'section' ? step.chapter.statements.filter(({ key }) => !ticked.includes(key)) : [];

/** Questions that are about a sentence. One about a sentence that is gone counts as about the whole agreement. */
export const questionsAbout = (questions: readonly Question[], statement: Statement): Question[] =>
  questions.filter((question) => isShown(question) && question.statement === statement.text);

export const questionsAboutWhole = (questions: readonly Question[], all: readonly Statement[]): Question[] =>
  questions.filter((question) => isShown(question) && !all.some(({ text }) => text === question.statement));

/** Nobody needs to see a question again that its asker took back. */
const isShown = (question: Question): boolean => question.answeredAt === null || question.answer !== null;

export const isWaiting = (question: Question): boolean => question.answeredAt === null;

/** The place where a statement stands; 0 when it is in no section. */
export const placeOf = (steps: readonly Step[], key: string): number =>
  Math.max(
    0,
    steps.findIndex((step) => step.kind === 'section' && step.chapter.statements.some((s) => s.key === key)),
  );

/** New and reworded statements since the person last signed, by key. */
export function newsOf(view: Pick<SigningView, 'since'>): ReadonlyMap<string, 'added' | 'reworded'> {
  const blocks = (view.since?.changes.sections ?? []).flatMap((section) => section.blocks);
  return new Map(
    blocks.flatMap((block) =>
      block.kind === 'statement' && (block.change === 'added' || block.change === 'reworded')
        ? [[block.key, block.change] as const]
        : [],
    ),
  );
}

/** Words read in a minute by somebody who has other things to do, and minutes spent on a tick and on a question. */
const WORDS_A_MINUTE = 200;
const MINUTES_A_TICK = 0.05;
const MINUTES_A_QUESTION = 0.4;

/** How long reading and signing takes, in whole minutes. */
export function minutesFor({ document, check }: Pick<SigningView, 'document' | 'check'>): number {
  const text = document.sections.map(({ heading, blocks }) => [heading, ...blocks.map(textOf)].join(' ')).join(' ');
  const words = text.split(/\s+/).length;
  const ticks = statementsIn(document).length;
  return Math.ceil(words / WORDS_A_MINUTE + ticks * MINUTES_A_TICK + check.length * MINUTES_A_QUESTION);
}

function textOf(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
    case 'statement':
      return block.text;
    case 'list':
      return block.items.join(' ');
    case 'table':
      return [...block.headers, ...block.rows.flat()].join(' ');
    case 'picture':
      return '';
  }
}
