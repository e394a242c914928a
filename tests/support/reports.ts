import type { PersonActor } from '../../src/core/access/actor';
import type { PersonId } from '../../src/core/ids';
import type { ReportView } from '../../src/core/incidents/report-views';
import { useCases } from '../../src/core/use-cases';
import type { SchoolFixture } from './school';

/** What a reporter gives at a step: the keys of options, or more. */
export type Given =
  | string
  | {
      readonly choices?: string;
      readonly text?: string;
      readonly fields?: Record<string, string>;
      readonly people?: PersonId[];
    };
export type Answers = readonly (readonly [node: string, given: Given])[];

/** The usual way to the question of words, with nothing grave in it. */
export const CALM: Answers = [
  ['R0', 'continue'],
  ['R1', 'no'],
  ['R2', 'no'],
  ['R3', 'no'],
  ['R4', 'pupil'],
  ['R5', 'pupils'],
  ['R6', { choices: 'done', fields: { when: 'this morning', where: 'the library', known: 'saw' } }],
  ['R7', { text: 'He was on a gaming website instead of working.' }],
];
/** As `CALM`, with some answers given otherwise. */
export const calm = (other: Readonly<Record<string, Given>>): Answers =>
  CALM.map(([node, given]) => [node, other[node] ?? given]);

export interface Reporter {
  readonly actor: PersonActor;
  begin(words?: string): Promise<ReportView>;
  current(): Promise<ReportView | null>;
  /** Answers the step that `view` shows. */
  answer(view: ReportView, given: Given): Promise<ReportView>;
  /** Begins, unless told where, and answers one step after the other. Fails where another step is asked. */
  walk(answers: Answers, from?: ReportView): Promise<ReportView>;
  do(name: 'say' | 'back' | 'change' | 'stop' | 'startAgain', view: ReportView, more?: object): Promise<ReportView>;
}

export function reporter(school: SchoolFixture, actor: PersonActor): Reporter {
  const it: Reporter = {
    actor,
    begin: (words) =>
      school.perform(useCases['reports.begin'], actor, { source: 'chat', ...(words !== undefined && { words }) }),
    current: async () => (await school.perform(useCases['reports.current'], actor, {})).report,
    answer: (view, given) => {
      const { choices = '', ...more } = typeof given === 'string' ? { choices: given } : given;
      return school.perform(useCases['reports.answer'], actor, {
        reportId: view.reportId,
        rev: view.rev,
        node: view.step.node,
        choices: choices === '' ? [] : choices.split(','),
        ...more,
      });
    },
    walk: async (answers, from) => {
      let view = from ?? (await it.begin());
      for (const [node, given] of answers) {
        if (view.step.node !== node) throw new Error(`asked ${view.step.node}, not ${node}`);
        view = await it.answer(view, given);
      }
      return view;
    },
    do: (name, { reportId, rev }, more = {}) =>
      school.perform(useCases[`reports.${name}`], actor, { reportId, rev, ...more }),
  };
  return it;
}
