import { z } from 'zod';
import { NOTHING } from '../../access/rules';
import { useCase } from '../../use-case';

/** A count this old (ms) is made again. */
const OLD_MS = 10 * 60_000;

/** Groups whose licences nobody has counted lately; null while the count is fresh. */
export const toCount = useCase({
  name: 'accounts.toCount',
  action: 'account.work',
  input: z.strictObject({}),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async (_, work) => {
    const last = await work.accounts.seats();
    if (last !== null && work.now - last.countedAt < OLD_MS) return { groupIds: null };
    const scheme = await work.accounts.scheme();
    const groups = (await work.accounts.templates()).flatMap((t) => t.licenceGroups);
    const all = scheme?.pupilLicence ? [...groups, scheme.pupilLicence] : groups;
    return { groupIds: [...new Set(all.map((g) => g.id))] };
  },
});

/** How many licences each group has left, as the directory says: a form tells it before anybody asks in vain. */
export const keepSeats = useCase({
  name: 'accounts.keepSeats',
  action: 'account.work',
  input: z.strictObject({ byGroup: z.record(z.string(), z.int()) }),
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input }, work) => {
    await work.accounts.saveSeats({ countedAt: work.now, byGroup: input.byGroup });
    return { done: true as const };
  },
  // A count is no act of anybody: it is looked up again every few minutes.
  ledger: { kind: 'account.changed', payload: () => null },
});
