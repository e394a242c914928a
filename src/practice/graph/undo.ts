import type { EdgeName, Row, TableName } from './state';
import type { Journal, World } from './world';

type Data = Readonly<Record<string, unknown>>;

interface Step {
  readonly table?: TableName;
  readonly id?: string;
  readonly edge?: EdgeName;
  readonly from?: string;
  readonly to?: string;
  readonly before: unknown;
}

/** What has to be written to be where one was before. */
export const stepsBack = (journal: Journal): Step[] =>
  [...journal.traces]
    .reverse()
    .map((trace) =>
      'edge' in trace
        ? { edge: trace.edge, from: trace.from, to: trace.to, before: trace.before }
        : { table: trace.table, id: trace.id, before: trace.before },
    );

/** Somebody else takes a change back: a change like any other, seen by everybody in time. */
export function undo(world: World, { steps }: Data): void {
  for (const step of steps as readonly Step[]) {
    // The steps are those of `stepsBack`: each names either a row or an edge.
    if (step.edge) world.link(step.edge, step.from ?? '', step.to ?? '', step.before === true);
    else if (step.table) world.write(step.table, step.id ?? '', step.before as Row<TableName> | null);
  }
}
