import type { z } from 'zod';
import type { Actor } from './access/actor';
import { type Action, type Subject, may } from './access/rules';
import { notFound, sure } from './errors';
import type { LedgerKind } from './ledger/entries';
import type { Act, Json, Work } from './ports';

/** What one run of a use case has at hand. */
export interface Run<Input, S extends Subject> {
  readonly input: Input;
  readonly subject: S;
  readonly actor: Actor;
}

/** The entry a change leaves. `payload` answers null when nothing changed (signing twice is one signature). */
export interface LedgerRule<Input, S extends Subject, Output> {
  readonly kind: LedgerKind;
  payload(run: Run<Input, S> & { readonly output: Output }): Json | null;
  /** The random id of the record the entry vouches for, by which a receipt finds its entry. It carries no meaning. */
  ref?(run: Run<Input, S> & { readonly output: Output }): string;
}

/**
 * Something a person (or a job) can ask for. It is a value in the register (`use-cases.ts`): what it takes, what it is
 * done to, who may, what happens and what is recorded.
 *
 * A use case without a ledger rule is an ordinary read: it runs in a transaction that refuses writes, so no change can
 * go unrecorded.
 */
export interface UseCase<Input, S extends Subject, Output> {
  readonly name: string;
  readonly action: Action;
  readonly input: z.ZodType<Input>;
  readonly ledger: LedgerRule<Input, S, Output> | null;
  /** Loads what the action is done to. Throws `not_found` when it is not there. */
  subject(input: Input, work: Work, actor: Actor): Promise<S>;
  run(run: Run<Input, S>, work: Work): Promise<Output>;
  /** Present on the few use cases that many people send at once: see `lane.ts`. */
  readonly many?: Many<Input, S, Output>;
}

/** How a use case answers many requests in one go: an answer for each, in order; a subject is null when it is not there. */
export interface Many<Input, S extends Subject, Output> {
  subjects(requests: readonly { input: Input; actor: Actor }[], work: Work): Promise<(S | null)[]>;
  run(runs: readonly Run<Input, S>[], work: Work): Promise<Output[]>;
}

/** Keeps the type parameters of a use case while it is written as a value. */
export const useCase = <Input, S extends Subject, Output>(u: UseCase<Input, S, Output>): UseCase<Input, S, Output> => u;

/** A use case that many people send at once, for one of them too. */
export const inBulk = <Input, S extends Subject, Output>(
  many: Many<Input, S, Output>,
): Pick<UseCase<Input, S, Output>, 'subject' | 'run'> & { readonly many: Many<Input, S, Output> } => ({
  many,
  subject: async (input, work, actor) => {
    const [one] = await many.subjects([{ input, actor }], work);
    if (!one) throw notFound();
    return one;
  },
  run: async (run, work) => sure((await many.run([run], work))[0], 'an answer'),
});

/** What `perform` sees of any use case: the register holds these. */
// The register is walked by name; each member keeps its own types where it is defined.
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyUseCase = UseCase<any, any, any>;
// oxlint-disable-next-line typescript/no-explicit-any -- as above
export type AnyMany = Many<any, any, any>;

/** @throws AppError `not_found`: forbidden is not told apart from absent. */
export function authorise(u: AnyUseCase, actor: Actor, subject: Subject): void {
  if (!may(actor, u.action, subject)) throw notFound('forbidden');
}

/** What a finished run leaves in the ledger: who, and what they did; null when nothing changed. */
export function entryFor<Input, S extends Subject, Output>(
  rule: LedgerRule<Input, S, Output>,
  done: Run<Input, S> & { readonly output: Output },
): Act | null {
  const did = rule.payload(done);
  if (did === null) return null;
  return { kind: rule.kind, ref: rule.ref?.(done) ?? null, payload: { by: whoIs(done.actor), did } };
}

/** Identity in the ledger is the object id the token proved, never a name. */
export const whoIs = (actor: Actor): Json =>
  actor.kind === 'person' ? { person: actor.person.id, oid: actor.oid } : { service: actor.job };
