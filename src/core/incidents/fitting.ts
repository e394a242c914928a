import { AppError, type Problem } from '../errors';
import type { Answer, Field, Flag, Option, Step } from './chart';
import { holds } from './flags';

const wrong = (where: string, what: string): Problem => ({ where, what });

/**
 * The options an answer chooses. @throws AppError `invalid_input` naming everything about it that does not fit the step.
 */
export function checkAnswer(step: Step, offered: readonly Option[], answer: Answer, flags: readonly Flag[]): Option[] {
  const chosen = offered.filter((o) => answer.choices.includes(o.key));
  const problems = [
    ...choiceProblems(step, chosen, answer),
    ...textProblems(step, answer),
    ...fieldProblems(step.fields ?? [], answer.fields ?? {}),
    ...confirmProblems(chosen, answer, flags),
  ];
  if (problems.length > 0) throw new AppError('invalid_input', { problems });
  return chosen;
}

function choiceProblems(step: Step, chosen: readonly Option[], { choices }: Answer): Problem[] {
  if (choices.length === 0) return [wrong('choices', 'Choose an answer.')];
  if (chosen.length < choices.length) return [wrong('choices', 'Choose from the answers that are offered now.')];
  return choices.length > 1 && !step.multi ? [wrong('choices', 'Choose one answer.')] : [];
}

const textProblems = (step: Step, { text, people }: Answer): Problem[] => [
  ...(step.freeText && !text?.trim() ? [wrong('text', 'Write a few words.')] : []),
  ...(!step.freeText && text !== undefined ? [wrong('text', 'This step takes no words.')] : []),
  ...(!step.people && people !== undefined ? [wrong('people', 'Nobody is picked at this step.')] : []),
];

function fieldProblems(fields: readonly Field[], values: Readonly<Record<string, string>>): Problem[] {
  const known = new Set(fields.map((f) => f.key));
  const strange = Object.keys(values).filter((key) => !known.has(key));
  const people = fields.filter((f) => f.kind === 'person').flatMap((f) => values[f.key] ?? []);
  return [
    ...strange.map((key) => wrong(`fields.${key}`, 'This step has no such field.')),
    ...fields.flatMap((field) => fieldProblem(field, values[field.key]?.trim() ?? '')),
    ...(new Set(people).size < people.length ? [wrong('fields', 'Name different people.')] : []),
  ];
}

function fieldProblem(field: Field, value: string): Problem[] {
  const where = `fields.${field.key}`;
  if (value === '') return field.required ? [wrong(where, `Fill in: ${field.label}.`)] : [];
  const isOffered = field.options === undefined || field.options.some((o) => o.key === value);
  return isOffered ? [] : [wrong(where, 'Choose from the list.')];
}

/** Whether an option counts only with a reason and a second person, as things stand. */
export const needsSecond = ({ confirm }: Option, flags: readonly Flag[]): boolean =>
  confirm === true || (confirm !== undefined && holds(confirm, flags));

function confirmProblems(chosen: readonly Option[], answer: Answer, flags: readonly Flag[]): Problem[] {
  if (!chosen.some((option) => needsSecond(option, flags))) return [];
  const { reason, by, second } = answer;
  return [
    ...(reason === undefined ? [wrong('reason', 'Write the reason.')] : []),
    ...(by === undefined || second === undefined || by === second
      ? [wrong('second', 'A second person has to confirm this.')]
      : []),
  ];
}
