import { z } from 'zod';
import { NOTHING } from '../../access/rules';
import { PersonId } from '../../ids';
import { useCase } from '../../use-case';
import type { Actual } from '../account';
import { desired } from '../desired';
import type { Depth } from '../directory';
import { findings } from '../findings';
import { knowledge, knownOf } from '../knowledge';
import { own } from './shared';

/** People whose accounts nobody has compared with what they should be for a while. */
export const toCheck = useCase({
  name: 'accounts.toCheck',
  action: 'account.work',
  input: z.strictObject({ olderThanMs: z.int().min(0), limit: z.int().min(1).max(2000) }),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input }, work) => {
    const ids = await work.accounts.toCheck(work.now - input.olderThanMs, input.limit);
    const known = ids.length === 0 ? [] : [...(await knowledge(ids, work)).values()];
    return {
      people: known.map(({ person, holder, facts }) => {
        const isLeaving = desired(holder, facts, work.now).leaves === 'everything';
        const depth: Depth = isLeaving ? 'everything' : 'account';
        return { personId: person.id, ref: { key: holder.key, id: holder.oid }, depth };
      }),
    };
  },
});

/** What a look found to differ from what was decided. */
export const keepFindings = useCase({
  name: 'accounts.keepFindings',
  action: 'account.work',
  input: z.strictObject({ personId: PersonId, actual: own<Actual>() }),
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input }, work) => {
    const known = await knownOf(input.personId, work);
    const before = (await work.accounts.findingsOf(input.personId)).map((f) => `${f.kind} ${f.about}`);
    const found = findings(desired(known.holder, known.facts, work.now), input.actual);
    await work.accounts.saveFindings(input.personId, found, work.now);
    return { added: found.filter((f) => !before.includes(`${f.kind} ${f.about}`)).map((f) => f.kind) };
  },
  ledger: {
    kind: 'account.changed',
    payload: ({ input, output }) => (output.added.length > 0 ? { person: input.personId, found: output.added } : null),
  },
});
