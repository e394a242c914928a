import type { Input, Output } from '../../src/api/contract';
import { outlook as words } from '../../src/texts/en-gb';

/** The report as the server has it: its chart decides every next question, never the pane. */
export type View = Output<'reports.begin'>;
type Answer = Input<'reports.answer'>;
export type PersonId = NonNullable<Answer['people']>[number];

/** An answer that was given on the pane and is sent once the chart asks for it. */
export interface Given {
  readonly choices: readonly string[];
  readonly text?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly people?: readonly PersonId[];
}
export type Held = Readonly<Partial<Record<string, Given>>>;

/** What stands on the pane: several of the chart's nodes at once, where that makes it shorter. */
export type Screen = 'safety' | 'read' | 'alert' | 'about' | 'question' | 'end';

/** Danger and imagery, in the order in which they are asked. */
export const SAFETY = ['R1', 'R2'] as const;
export type Safety = (typeof SAFETY)[number];
/** In the order in which the chart asks. */
const ABOUT = ['R3', 'R4', 'R5', 'R6', 'R7'];

export const wasSaid = (view: View, node: string): boolean => view.summary.some((said) => said.node === node);

/** `isPlain`: what was held did not fit what the chart offers, so that its own question is shown as it stands. */
export function screenOf(view: View | null, isPlain: boolean): Screen {
  if (view === null) return 'safety';
  const { node, kind } = view.step;
  if (kind === 'terminal') return 'end';
  if (['R0', ...SAFETY].includes(node)) return 'safety';
  if (kind === 'instruction') return 'read';
  if (isPlain) return 'question';
  // Somebody is in danger: an alert goes out as soon as it is known whom it must not reach.
  if (node === 'R4' && !wasSaid(view, 'R2')) return 'alert';
  return ABOUT.includes(node) ? 'about' : 'question';
}

/** The question of safety that was answered anew after the chart had taken an answer to it. */
export const changedIn = ({ summary }: View, held: Held): Safety | undefined =>
  SAFETY.find((node) => held[node] && summary.some((said) => said.node === node && said.canChange));

/** Which of the groups of the second screen are still to be answered. */
export function groupsOf(view: View): readonly ('R3' | 'R4' | 'R5')[] {
  const from = ABOUT.indexOf(view.step.node);
  return (['R3', 'R4', 'R5'] as const).filter((node) => ABOUT.indexOf(node) >= from && !wasSaid(view, node));
}

/** What the person ticked and typed on the second screen. */
export interface About {
  readonly reasons: readonly Reason[];
  readonly who: readonly string[];
  readonly people: readonly PersonId[];
  readonly affected: readonly string[];
  readonly wishes: Input<'evidence.flag'>['wishes'];
  readonly words: string;
}
export type Reason = keyof typeof words.reasons;

export const BLANK: About = { reasons: [], who: [], people: [], affected: [], wishes: [], words: '' };

/** What they ticked of a crime's kind says yes, everything else not sure, and the chart takes both alike. */
const CRIMES: readonly Reason[] = ['threatening', 'sexual', 'contact'];

function crimeOf(reasons: readonly Reason[]): 'yes' | 'not_sure' | 'no' {
  if (reasons.some((reason) => CRIMES.includes(reason))) return 'yes';
  return reasons.includes('none') ? 'no' : 'not_sure';
}

/** In place of words: what was ticked. Nothing in it may read like a description of a picture. */
function wordsOf({ words: typed, reasons }: About): string {
  if (typed.trim() !== '') return typed.trim();
  const named = reasons.filter((reason) => reason !== 'none').map((reason) => words.reasons[reason].toLowerCase());
  return named.length > 0 ? words.said7.reasons(named.join(', ')) : words.said7.none;
}

/** Answers to everything the second screen stands for. `facts` fills when, where and how it is known, from the mail. */
export function heldFrom(about: About, facts: Readonly<Record<string, string>>): Held {
  const { who, people, affected, reasons } = about;
  const hasWords = about.words.trim() !== '';
  const choices = people.length > 0 && !who.includes('adult') ? [...who, 'adult'] : who;
  return {
    ...(reasons.length > 0 && { R3: { choices: [crimeOf(reasons)] } }),
    ...(who.length + people.length > 0 && { R4: { choices, ...(people.length > 0 && { people }) } }),
    ...(affected.length > 0 && { R5: { choices: affected } }),
    R6: { choices: ['done'], fields: facts },
    R7: { choices: ['text'], text: wordsOf(about) },
    // Whoever wrote something is shown what it is most like; nobody else is asked.
    ...(!hasWords && { R8: { choices: ['not_sure'] }, R8b: { choices: ['send'] } }),
  };
}

/**
 * The held answer for what the chart asks now, with only the fields it asks for. `null`: none is held. `'unfit'`: it
 * offers something else than what was answered, as a school's own chart may.
 */
export function answerFor(view: View, held: Held): Given | null | 'unfit' {
  const { step } = view;
  if (step.node === 'R0') return held['R1'] || held['R2'] ? { choices: step.options.map((o) => o.key) } : null;
  const given = held[step.node];
  if (!given) return null;
  const offered = step.options.map((option) => option.key);
  if (!step.text && !given.choices.every((key) => offered.includes(key))) return 'unfit';
  if (given.fields === undefined) return given;
  const fields = Object.fromEntries(step.fields.map(({ key }) => [key, given.fields?.[key] ?? '']));
  return { ...given, fields };
}
