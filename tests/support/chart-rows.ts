import { TRIAGE } from '../../src/core/incidents/charts/triage';
import { useCases } from '../../src/core/use-cases';
import type { Case } from './cases';
import type { World } from './world';

const id = 'triage';
/** A draft of the lead's, whose sending somebody else publishes. */
const drafted = async ({ school }: World) => {
  const lead = school.actor('lead');
  const { draft } = await school.perform(useCases['charts.read'], lead, { id });
  const { rev } = await school.perform(useCases['charts.saveDraft'], lead, { rev: draft?.rev ?? null, chart: TRIAGE });
  return { id, rev };
};
const read = (input: Case['input']): Case => ({ by: 'head', refused: 'teacher', input, leaves: 0, again: 0 });

/** The flowcharts and what a school writes of them. */
export const CHART_ROWS = {
  'charts.read': read(() => ({ id })),
  'charts.picture': { ...read(() => ({ id, version: 1 })), by: 'teacher', refused: 'service' },
  'charts.saveDraft': {
    by: 'lead',
    refused: 'governor',
    input: () => ({ rev: null, chart: TRIAGE }),
    leaves: 1,
    again: 'conflict',
  },
  'charts.dropDraft': { by: 'head', refused: 'ict', input: drafted, leaves: 1, again: 'conflict' },
  'charts.prove': read(async (w) => ({ id: (await drafted(w)).id })),
  'charts.publish': { by: 'trustHead', refused: 'head', input: drafted, leaves: 1, again: 'conflict' },
} as const satisfies Record<string, Case>;
