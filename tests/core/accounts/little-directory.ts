import type { Actual } from '../../../src/core/accounts/account';
import { NO_ACCOUNT } from '../../../src/core/accounts/account';
import type { Case, StepResult } from '../../../src/core/accounts/case';
import type { Directory, Order, Outcome } from '../../../src/core/accounts/directory';
import { TO_BE_GIVEN, foreseen } from '../../../src/core/accounts/effects';
import type { Desk, Note } from '../../../src/core/accounts/run';
import { type Snapshot, snapshotHash } from '../../../src/core/accounts/snapshot';
import { type Step, makeStep } from '../../../src/core/accounts/step';
import { guid } from './builders';

/** What may happen to one order. `lie`: the answer is yes and nothing changed. */
export type Fault = 'ok' | 'unclear before' | 'unclear after' | 'silent' | 'lie' | 'later' | 'refused';

/** The process ends here, as by SIGKILL: nothing after it runs. */
export class Killed extends Error {}

export interface LittleOptions {
  readonly now: () => number;
  readonly faults?: Fault[];
  /** Ends the process at the n-th outward call, `before` or `after` its effect. */
  readonly kill?: { readonly call: number; readonly when: 'before' | 'after' };
}

/** A directory of a few people that keeps what it is told, unless it is told to misbehave. */
export function littleDirectory(people: Record<string, Actual>, o: LittleOptions) {
  const state = new Map(Object.entries(people));
  const orders: Order[] = [];
  let calls = 0;
  let made = 0;
  let created = 0;
  const call = async <T>(act: () => T): Promise<T> => {
    calls += 1;
    const dies = o.kill?.call === calls ? o.kill.when : undefined;
    if (dies === 'before') throw new Killed();
    const result = act();
    if (dies === 'after') throw new Killed();
    return Promise.resolve(result);
  };
  const withId = (after: Actual): Actual => ({
    ...after,
    accounts: after.accounts.map((a) => (a.id === TO_BE_GIVEN ? { ...a, id: guid(1000 + (made += 1)) } : a)),
  });
  const make = (order: Order): void => {
    const before = state.get(order.ref.key) ?? NO_ACCOUNT;
    const isCreate = order.change.do === 'create' || order.change.do === 'invite';
    if (isCreate) created += 1;
    // A second create under one key makes a second account, as it would in life.
    const after = withId(foreseen(before, [makeStep(order.change, { observed: '', isLeaving: false })]));
    state.set(order.ref.key, isCreate ? { ...after, accounts: [...before.accounts, ...after.accounts] } : after);
  };
  const answer = (order: Order): Outcome => {
    const fault = o.faults?.shift() ?? 'ok';
    // What a real adapter does before it repeats a create: it looks.
    const begins = ['create', 'invite'].includes(order.change.do);
    const isThere = begins && order.isRepeat && (state.get(order.ref.key)?.accounts.length ?? 0) > 0;
    if (['ok', 'unclear after', 'silent'].includes(fault) && !isThere) make(order);
    switch (fault) {
      case 'ok':
      case 'lie':
        return { kind: 'sent', accountId: fault === 'ok' ? (state.get(order.ref.key)?.accounts[0]?.id ?? null) : null };
      case 'later':
        return { kind: 'later', notBefore: o.now() + 300_000 };
      case 'refused':
        return { kind: 'refused', code: 'no_permission' };
      default:
        return { kind: 'unclear', notBefore: null };
    }
  };
  const directory: Directory = {
    look: (refs) =>
      call(() => new Map(refs.flatMap((r) => (state.has(r.key) ? [[r.key, state.get(r.key) as Actual]] : [])))),
    apply: (some) =>
      call(() => {
        orders.push(...some);
        const silent = o.faults?.[0] === 'silent';
        const answers = some.map((order) => [order.id, answer(order)] as const);
        return new Map(silent ? answers.slice(1) : answers);
      }),
    overview: () => Promise.reject(new Error('not asked for here')),
    pass: () => Promise.reject(new Error('not asked for here')),
    password: () => Promise.reject(new Error('not asked for here')),
    changes: () => {
      throw new Error('not asked for here');
    },
  };
  return {
    directory,
    state,
    orders,
    calls: () => calls,
    created: () => created,
  };
}

/** What is kept of cases between runs: the store, as far as a run sees it. */
export function littleDesk(first: readonly Case[]) {
  const cases = new Map(first.map((c) => [c.id, c]));
  const outcomes = new Map<string, NonNullable<Note['outcome']>>();
  const handOffs = new Map<string, readonly Step[]>();
  let ids = 0;
  const change = (id: string, with2: (c: Case) => Case): void => {
    const c = cases.get(id);
    if (c) cases.set(id, with2(c));
  };
  const desk: Desk = {
    newId: () => `order-${(ids += 1)}`,
    keep: (id, snapshot: Snapshot) => {
      change(id, (c) => ({ ...c, snapshot }));
      return Promise.resolve(snapshotHash(snapshot));
    },
    note: async (notes) => {
      for (const n of notes) {
        change(n.caseId, (c) => ({
          ...c,
          holder: n.accountId === undefined ? c.holder : { ...c.holder, oid: n.accountId },
          results: [...new Map([...c.results, ...n.results].map((r) => [r.key, r])).values()],
        }));
        if (n.outcome) outcomes.set(n.caseId, n.outcome);
        if (n.handOffs) handOffs.set(n.caseId, n.handOffs);
      }
      return Promise.resolve();
    },
  };
  return {
    desk,
    cases: () => [...cases.values()],
    outcome: (id = 'case') => outcomes.get(id),
    handOffs: (id = 'case') => (handOffs.get(id) ?? []).map((s) => s.key),
    result: (key: string, id = 'case'): StepResult | undefined => cases.get(id)?.results.find((r) => r.key === key),
  };
}
