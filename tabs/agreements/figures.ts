import type { Output } from '../../src/api/contract';

export type Round = Output<'campaigns.list'>['campaigns'][number];
export type Summary = Output<'completeness.read'>;
export type PersonRow = Output<'completeness.list'>['rows'][number];
export type Tally = Summary['total'];

/** The figures of the one sentence over a round. They always add up to everybody asked. */
export const figures = (counts: Round['counts']) => ({
  signed: counts.signed,
  expected: counts.signed + counts.pending + counts.question + counts.excused + counts.left,
  notYet: counts.pending,
  question: counts.question,
  excusedOrLeft: counts.excused + counts.left,
});
