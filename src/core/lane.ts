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

/** What waits for one tenant and use case, and who sees to it. */
interface Queue {
  readonly waiting: Waiting[];
  /** Writers at work. */
  writers: number;
  /** Of those, how many have yet to take their batch: they share what waits. */
  choosing: number;
}

/**
 * The bulk lane. In the September rush a whole trust signs within minutes, and a commit for each signature would be
 * the bottleneck. Per tenant and use case two writers gather what is waiting, and each loads, authorises, runs and
 * records its batch in one transaction, entries already sealed: while one waits for its commit, the other works. Where
 * units run one after another there is one writer. Nobody is told anything before that commit. When a batch fails, its
 * items are run one by one, so a bad one costs only itself.
 */
export class Lane {
  private readonly queues = new Map<string, Queue>();
  private readonly writers: number;

  constructor(
    private readonly unit: Unit,
    private readonly recordRefusal: RecordRefusal,
  ) {
    this.writers = unit.isSerial ? 1 : 2;
  }

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
      const queue = this.queues.get(key) ?? { waiting: [], writers: 0, choosing: 0 };
      this.queues.set(key, queue);
      if (queue.writers === this.writers) queue.waiting.push(item);
      else void this.drain(key, item, queue);
    });
  }

  private async drain(key: string, first: Waiting, queue: Queue): Promise<void> {
    queue.writers += 1;
    for (let next: Waiting | undefined = first; next; next = queue.waiting.shift()) await this.write(next, queue);
    queue.writers -= 1;
    if (queue.writers === 0) this.queues.delete(key);
  }

  /** The batch is what waits once the transaction has begun; begun again, it is the same. */
  private async write(first: Waiting, queue: Queue): Promise<void> {
    let batch: Batch | undefined;
    queue.choosing += 1;
    // Let the requests that arrived in the same turn of the event loop share the first commit.
    await Promise.resolve();
    const take = (): Batch => {
      if (batch) return batch;
      const share = Math.ceil(queue.waiting.length / queue.choosing);
      queue.choosing -= 1;
      return (batch = [first, ...queue.waiting.splice(0, Math.min(share, BATCH - 1))]);
    };
    await this.attempt(first, take).catch((e: unknown) => this.apart(take(), e));
  }

  private async apart(batch: Batch, error: unknown): Promise<void> {
    if (batch.length === 1) return batch[0].refuse(error);
    for (const item of batch) await this.attempt(item, () => [item]).catch(item.refuse);
  }

  private async attempt(first: Waiting, take: () => Batch): Promise<void> {
    const outcomes = await this.unit.run(first.actor, 'bulk', (work) => runAll(first, take(), work));
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
