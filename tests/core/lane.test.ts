import { z } from 'zod';
import type { Actor } from '../../src/core/access/actor';
import { AppError } from '../../src/core/errors';
import { TenantId } from '../../src/core/ids';
import type { Act, Unit, Work } from '../../src/core/ports';
import { makePerform } from '../../src/core/perform';
import { type AnyUseCase, useCase } from '../../src/core/use-case';

const TENANT = TenantId.parse('0a4f0000-0000-4000-8000-0000000000aa');
const service = (tenantId = TENANT): Actor => ({ kind: 'service', tenantId, job: 'test' });

/** A store that keeps a transaction's entries when it ends well, and nothing when it does not. */
function makeStore(o: { failRecording?: boolean; isSerial?: boolean } = {}) {
  const kept: Act[] = [];
  const transactions: number[] = [];
  const unit: Unit = {
    isSerial: o.isSerial ?? true,
    run: async (_actor, _mode, job) => {
      const acts: Act[] = [];
      const append = (more: readonly Act[]): Promise<void> => {
        if (o.failRecording && more.some((a) => a.kind === 'access.refused'))
          return Promise.reject(new AppError('unavailable'));
        acts.push(...more);
        return Promise.resolve();
      };
      // Only what the lane itself uses.
      const work = {
        ledger: { append: (act: Act) => append([act]), appendSealed: append },
      } as unknown as Work;
      const answer = await job(work);
      transactions.push(acts.length);
      kept.push(...acts);
      return answer;
    },
  };
  return { unit, kept, transactions };
}

type Item = { n: number };
/** 13 is not there, 14 is somebody's own affair, 15 breaks whatever transaction it is in, 16 changes nothing. */
const counting = (name = 'test.count', ledger = true): AnyUseCase =>
  useCase<Item, { schoolId: null; about?: never[] }, number>({
    name,
    action: 'tenant.establish',
    input: z.strictObject({ n: z.number() }),
    subject: () => Promise.reject(new AppError('unexpected', { detail: 'the lane loads many at once' })),
    run: () => Promise.reject(new AppError('unexpected', { detail: 'the lane runs many at once' })),
    many: {
      subjects: (asked) => Promise.resolve(asked.map(({ input }) => (input.n === 13 ? null : { schoolId: null }))),
      run: (runs) =>
        runs.some((r) => r.input.n === 15)
          ? Promise.reject(new AppError('conflict', { detail: 'fifteen' }))
          : Promise.resolve(runs.map((r) => r.input.n * 2)),
    },
    ledger: ledger ? { kind: 'notice.sent', payload: ({ input }) => (input.n === 16 ? null : { n: input.n }) } : null,
  });

const outcome = (r: PromiseSettledResult<unknown>): unknown =>
  r.status === 'fulfilled' ? r.value : (r.reason as AppError).code;
const all = async (asked: readonly Promise<unknown>[]): Promise<unknown[]> =>
  (await Promise.allSettled(asked)).map(outcome);

test('requests of one moment share one transaction, and each gets its own answer and entry', async () => {
  const { unit, kept, transactions } = makeStore();
  const perform = makePerform(unit);
  expect(await all([1, 2, 3].map((n) => perform(counting(), service(), { n })))).toEqual([2, 4, 6]);
  expect(transactions).toEqual([3]);
  expect(kept.map((a) => a.payload)).toEqual([1, 2, 3].map((n) => ({ by: { service: 'test' }, did: { n } })));
});

test('what arrives while a transaction runs goes into the next one', async () => {
  const { unit, transactions } = makeStore();
  const perform = makePerform(unit);
  const first = perform(counting(), service(), { n: 1 });
  const later = first.then(() => perform(counting(), service(), { n: 2 }));
  expect(await all([first, later])).toEqual([2, 4]);
  expect(transactions).toEqual([1, 1]);
});

test('no transaction carries more than 256', async () => {
  const { unit, transactions } = makeStore();
  const perform = makePerform(unit);
  await all(Array.from({ length: 600 }, () => perform(counting(), service(), { n: 1 })));
  expect(transactions).toEqual([256, 256, 88]);
});

test('tenants and use cases do not share a transaction', async () => {
  const { unit, transactions } = makeStore();
  const perform = makePerform(unit);
  const elsewhere = service(TenantId.parse('0b4f0000-0000-4000-8000-0000000000bb'));
  await all([
    perform(counting(), service(), { n: 1 }),
    perform(counting(), elsewhere, { n: 1 }),
    perform(counting('test.other'), service(), { n: 1 }),
  ]);
  expect(transactions).toEqual([1, 1, 1]);
});

test('one that breaks the transaction costs only itself', async () => {
  const { unit, kept } = makeStore();
  const perform = makePerform(unit);
  expect(await all([1, 15, 2].map((n) => perform(counting(), service(), { n })))).toEqual([2, 'conflict', 4]);
  expect(kept).toHaveLength(2);
});

test('one alone that fails is refused without being tried again', async () => {
  const { unit, transactions } = makeStore();
  expect(await all([makePerform(unit)(counting(), service(), { n: 15 })])).toEqual(['conflict']);
  expect(transactions).toEqual([]);
});

test('absent and forbidden get one answer, and an entry each that says which', async () => {
  const { unit, kept } = makeStore();
  const perform = makePerform(unit);
  const answers = await all([
    perform(counting(), service(), { n: 13 }),
    perform({ ...counting('test.forbidden'), action: 'me.read' }, service(), { n: 1 }),
    perform(counting(), service(), { n: 1 }),
  ]);
  expect(answers).toEqual(['not_found', 'not_found', 2]);
  const refused = kept.filter((a) => a.kind === 'access.refused').map((a) => a.payload);
  expect(refused).toEqual(
    expect.arrayContaining([
      { by: { service: 'test' }, did: { useCase: 'test.count', why: 'absent' } },
      { by: { service: 'test' }, did: { useCase: 'test.forbidden', why: 'forbidden' } },
    ]),
  );
});

test('a refusal in a batch is recorded, and the others are done', async () => {
  const { unit, kept } = makeStore();
  const perform = makePerform(unit);
  expect(await all([13, 1].map((n) => perform(counting(), service(), { n })))).toEqual(['not_found', 2]);
  expect(kept.map((a) => a.kind).sort()).toEqual(['access.refused', 'notice.sent']);
  const refused = kept.find((a) => a.kind === 'access.refused');
  expect(refused?.payload).toEqual({ by: { service: 'test' }, did: { useCase: 'test.count', why: 'absent' } });
});

test('a refusal that cannot be recorded is not given: the request may be sent again', async () => {
  const { unit } = makeStore({ failRecording: true });
  expect(await all([makePerform(unit)(counting(), service(), { n: 13 })])).toEqual(['unavailable']);
});

test('what changed nothing leaves nothing, and neither does what has no rule for it', async () => {
  const { unit, kept } = makeStore();
  const perform = makePerform(unit);
  expect(
    await all([perform(counting(), service(), { n: 16 }), perform(counting('test.read', false), service(), { n: 1 })]),
  ).toEqual([32, 2]);
  expect(kept).toEqual([]);
});

test('a lane that has run empty takes new requests', async () => {
  const { unit } = makeStore();
  const perform = makePerform(unit);
  for (const n of [1, 2, 3]) expect(await perform(counting(), service(), { n })).toBe(n * 2);
});

describe('where transactions run side by side', () => {
  const sideBySide = () => makeStore({ isSerial: false });

  test('two writers share what waits', async () => {
    const { unit, kept, transactions } = sideBySide();
    const perform = makePerform(unit);
    const asked = [1, 2, 3, 4, 5].map((n) => perform(counting(), service(), { n }));
    expect(await all(asked)).toEqual([2, 4, 6, 8, 10]);
    expect(transactions.sort()).toEqual([2, 3]);
    expect(kept).toHaveLength(5);
  });

  test('what arrives while one batch waits for its commit does not wait for it too', async () => {
    const { unit, transactions } = sideBySide();
    let commit = (): void => undefined;
    const committed = new Promise<void>((resolve) => (commit = resolve));
    let isFirst = true;
    const perform = makePerform({
      ...unit,
      run: async (actor, mode, job) => {
        const mine = isFirst ? committed : undefined;
        isFirst = false;
        const answer = await unit.run(actor, mode, job);
        await mine;
        return answer;
      },
    });
    const slow = perform(counting(), service(), { n: 1 });
    for (const n of [2, 3]) expect(await perform(counting(), service(), { n })).toBe(n * 2);
    commit();
    expect(await slow).toBe(2);
    expect(transactions).toEqual([1, 1, 1]);
  });

  test('a transaction that is begun again does the same batch again', async () => {
    const { unit, kept } = sideBySide();
    const perform = makePerform({
      ...unit,
      run: async (actor, mode, job) => {
        // As after a deadlock: the first time leaves nothing.
        await makeStore().unit.run(actor, mode, job);
        return unit.run(actor, mode, job);
      },
    });
    expect(await all([1, 2, 3].map((n) => perform(counting(), service(), { n })))).toEqual([2, 4, 6]);
    expect(kept).toHaveLength(3);
  });

  test('a transaction that cannot begin has each of its batch tried alone', async () => {
    const { unit, transactions } = makeStore();
    let isFirst = true;
    const perform = makePerform({
      ...unit,
      run: async (actor, mode, job) => {
        if (!isFirst) return unit.run(actor, mode, job);
        isFirst = false;
        throw new AppError('unavailable');
      },
    });
    expect(await all([1, 2].map((n) => perform(counting(), service(), { n })))).toEqual([2, 4]);
    expect(transactions).toEqual([1, 1]);
  });
});
