import { AppError } from '../src/core/errors';
import type { PersonActor } from '../src/core/access/actor';
import { onceFor } from '../src/core/chat/once';
import type { ReportView } from '../src/core/incidents/report-views';
import type { Perform } from '../src/core/perform';
import type { UseCase } from '../src/core/use-case';
import { useCases } from '../src/core/use-cases';
import type { Subject } from '../src/core/access/rules';
import type { BotEvent } from './events';

/** What one turn needs to act for the person: everything goes through `perform`, once for each activity. */
export interface Hands {
  readonly actor: PersonActor;
  readonly event: BotEvent;
  readonly perform: Perform;
}

/** A change asked for by this activity; null when the activity is a repeat. */
async function change<Input, S extends Subject, Output>(
  { actor, event, perform }: Hands,
  u: UseCase<Input, S, Output>,
  input: unknown,
): Promise<Output | null> {
  const { conversation, keys } = event;
  // A channel that gives no ids cannot be known to repeat.
  if (keys.length === 0) return perform(u, actor, input);
  const done = await perform(onceFor(u), actor, { activity: { conversation, keys: [...keys] }, input });
  return done && done.output;
}

/** A message of several parts is one activity: only its first change is asked for under its keys. */
export const further = (hands: Hands): Hands => ({ ...hands, event: { ...hands.event, keys: [] } });

/** What somebody can do to their own report. Each answers with where it stands then, null for a repeat. */
export const reports = {
  /** The one that is open; without one, the report that a card was about, as it ended. */
  current: async ({ actor, perform }: Hands, reportId?: unknown): Promise<ReportView | null> =>
    (await perform(useCases['reports.current'], actor, reportId === undefined ? {} : { reportId })).report,
  begin: (h: Hands, words?: string): Promise<ReportView | null> =>
    change(h, useCases['reports.begin'], { source: 'chat', ...(words && { words }) }),
  answer: (h: Hands, answer: Record<string, unknown>): Promise<ReportView | null> =>
    change(h, useCases['reports.answer'], answer),
  say: (h: Hands, at: ReportView, text: string): Promise<ReportView | null> =>
    change(h, useCases['reports.say'], { reportId: at.reportId, rev: at.rev, text }),
  step: (
    h: Hands,
    verb: 'back' | 'stop' | 'startAgain',
    at: { reportId: unknown; rev: unknown },
  ): Promise<ReportView | null> => change(h, useCases[`reports.${verb}`], { reportId: at.reportId, rev: at.rev }),
  change: (h: Hands, at: { reportId: unknown; rev: unknown; node: unknown }): Promise<ReportView | null> =>
    change(h, useCases['reports.change'], at),
  fileArrived: async (h: Hands, at: ReportView | null): Promise<ReportView | null> =>
    (await change(h, useCases['reports.fileArrived'], { reportId: at?.reportId ?? null }))?.report ?? null,
  add: (h: Hands, input: { reportId: unknown; text: unknown }) => change(h, useCases['reports.add'], input),
  mine: async ({ actor, perform }: Hands) => (await perform(useCases['reports.mine'], actor, {})).reports,
  directory: async ({ actor, perform }: Hands, q: string) =>
    (await perform(useCases['reports.directory'], actor, { q })).people,
};

/** A card that no longer fits, or one that was made up: the person gets the current card, never an error. */
export const isUnfit = (e: unknown): boolean =>
  e instanceof AppError && ['invalid_input', 'not_found', 'conflict'].includes(e.code);
