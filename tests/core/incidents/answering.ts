import { advance, offered, stepAt } from '../../../src/core/incidents/advance';
import type { Answer, Chart, NodeId, Progress, Step } from '../../../src/core/incidents/chart';
import { PersonId } from '../../../src/core/ids';

/** People of these tests, by number. */
export const person = (n: number): PersonId => PersonId.parse(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);

/** Whatever else a step wants besides the choice: words, fields, two people, a reason. */
export function filledIn(step: Step, node: NodeId, choices: readonly string[], text = 'A boy took a rubber.'): Answer {
  let people = 10;
  const value = (f: { kind: string; options?: readonly { key: string }[] | undefined }): string => {
    if (f.kind === 'person') return person((people += 1));
    return f.options?.[0]?.key ?? 'about ten';
  };
  const fields = Object.fromEntries((step.fields ?? []).map((f) => [f.key, value(f)]));
  return {
    node,
    choices: [...choices],
    ...(step.freeText && { text }),
    ...(step.fields && { fields }),
    by: person(1),
    second: person(2),
    reason: 'Looked at together.',
  };
}

export function answerWith(chart: Chart, progress: Progress, choices: readonly string[], text?: string): Progress {
  const step = stepAt(chart, progress);
  if (step === null) throw new Error(`nothing to answer at ${progress.node}`);
  return advance(chart, progress, filledIn(step, progress.node, choices, text));
}

/** Answers by node; a node not named takes its first offered answer. Stops at an end or at `until`. */
export function goOn(
  chart: Chart,
  from: Progress,
  said: Readonly<Record<NodeId, string | readonly string[]>>,
  until = '',
): Progress {
  let at = from;
  for (let n = 0; n < 200 && at.node !== until; n++) {
    const step = stepAt(chart, at);
    if (step === null) return at;
    const choice = said[at.node] ?? offered(step, at.flags)[0]?.key ?? '';
    const text = step.freeText ? (typeof choice === 'string' ? choice : undefined) : undefined;
    at = answerWith(chart, at, step.freeText ? [] : typeof choice === 'string' ? [choice] : choice, text);
  }
  return at;
}
