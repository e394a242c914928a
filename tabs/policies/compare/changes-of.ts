import type { Output } from '../../../src/api/contract';

export type Comparison = Output<'policies.compare'>['comparison'];
export type SectionChange = Comparison['sections'][number];
export type BlockChange = SectionChange['blocks'][number];
export type Words = SectionChange['heading'][number];

interface Run<T> {
  readonly isSame: boolean;
  readonly parts: readonly T[];
}

/** What follows one another unchanged, together; each thing that differs in a run with its neighbours that differ. */
export function runsOf<T extends { readonly change: string }>(parts: readonly T[]): Run<T>[] {
  const runs: { isSame: boolean; parts: T[] }[] = [];
  for (const part of parts) {
    const isSame = part.change === 'unchanged';
    const last = runs.at(-1);
    if (last?.isSame === isSame) last.parts.push(part);
    else runs.push({ isSame, parts: [part] });
  }
  return runs;
}

/** Whether old and new words, or marked and unmarked ones, stand in one text. */
export const isMixed = (run: readonly Words[]): boolean => new Set(run.map(({ mark }) => mark)).size > 1;

export const textOf = (run: readonly Words[]): string =>
  run.flatMap(({ mark, text }) => (mark === 'removed' ? [] : [text])).join('') || run.map(({ text }) => text).join('');
