import type { Actor } from './access/actor';
import { type Subject, may } from './access/rules';
import { notFound } from './errors';
import type { Unit, Work } from './ports';
import { type AnyMany, type AnyUseCase, type Many, type UseCase, entryFor } from './use-case';

/** The most that one transaction carries; beyond it the next batch starts. */
const BATCH = 256;

interface Waiting {
  readonly u: AnyUseCase;
  readonly many: AnyMany;
  readonly actor: Actor;
  readonly input: unknown;
  readonly settle: (output: unknown) => void;
  readonly refuse: (error: unknown) => void;
}

type Batch = readonly [Waiting, ...Waiting[]];
type RecordRefusal = (unit: Unit, u: AnyUseCase, actor: Actor, why?: string) => Promise<void>;

/**
 * The bulk lane. In the September rush a whole trust signs within minutes, and a commit for each signature would be
 * the bottleneck. One writer per tenant and use case gathers what is waiting, and loads, authorises, runs and records
 * all of it in one transaction, entries already sealed. Nobody is told anything before that commit. When a batch
 * fails, its items are run one by one, so a bad one costs only itself.
 */
export class Lane {
  private readonly queues = new Map<string, Waiting[]>();

  constructor(
    private readonly unit: Unit,
    private readonly recordRefusal: RecordRefusal,
  ) {}

  join<Input, S extends Subject, Output>(asked: {
    readonly u: UseCase<Input, S, Output>;
    readonly many: Many<Input, S, Output>;
    readonly actor: Actor;
    readonly input: Input;
  }): Promise<Output> {
    return new Promise<Output>((settle, refuse) => {
      // A queue holds requests of one use case only, so each promise gets the output of its own kind.
      const item: Waiting = { ...asked, settle: settle as (output: unknown) => void, refuse };
      const key = `${item.actor.tenantId} ${item.u.name}`;
      const queue = this.queues.get(key);
      if (queue) return void queue.push(item);
      const behind: Waiting[] = [];
      this.queues.set(key, behind);
      void this.drain(key, item, behind);
    });
  }

  private async drain(key: string, first: Waiting, queue: Waiting[]): Promise<void> {
    // Let the requests that arrived in the same turn of the event loop share the first commit.
    await Promise.resolve();
    for (let next: Waiting | undefined = first; next; next = queue.shift()) {
      const batch: Batch = [next, ...queue.splice(0, BATCH - 1)];
      await this.attempt(batch).catch((e: unknown) => this.apart(batch, e));
    }
    this.queues.delete(key);
  }

  private async apart(batch: Batch, error: unknown): Promise<void> {
    if (batch.length === 1) return batch[0].refuse(error);
    for (const item of batch) await this.attempt([item]).catch(item.refuse);
  }

  private async attempt(batch: Batch): Promise<void> {
    const [first] = batch;
    const outcomes = await this.unit.run(first.actor, 'write', (work) => runAll(first, batch, work));
    for (const [item, outcome] of outcomes) {
      if (outcome.done) item.settle(outcome.output);
      else await this.refuse(item, outcome.why);
    }
  }

  private async refuse(item: Waiting, why: string): Promise<void> {
    await this.recordRefusal(this.unit, item.u, item.actor, why).then(() => item.refuse(notFound(why)), item.refuse);
  }
}

type Outcome = { readonly done: true; readonly output: unknown } | { readonly done: false; readonly why: string };

async function runAll({ u, many }: Waiting, batch: Batch, work: Work): Promise<Map<Waiting, Outcome>> {
  // What a use case loads are subjects; the register has forgotten of which kind.
  const subjects = (await many.subjects(batch, work)) as (Subject | null)[];
  const outcomes = new Map<Waiting, Outcome>();
  const runs: { item: Waiting; input: unknown; actor: Actor; subject: Subject }[] = [];
  for (const [i, item] of batch.entries()) {
    const subject = subjects[i];
    if (!subject) outcomes.set(item, { done: false, why: 'absent' });
    else if (!may(item.actor, u.action, subject)) outcomes.set(item, { done: false, why: 'forbidden' });
    else runs.push({ item, input: item.input, actor: item.actor, subject });
  }
  const outputs: unknown[] = await many.run(runs, work);
  const entries = runs.flatMap((run, k) => (u.ledger && entryFor(u.ledger, { ...run, output: outputs[k] })) ?? []);
  if (entries.length > 0) await work.ledger.appendSealed(entries);
  for (const [k, run] of runs.entries()) outcomes.set(run.item, { done: true, output: outputs[k] });
  return outcomes;
}
