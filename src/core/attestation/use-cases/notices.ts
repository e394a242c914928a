import { z } from 'zod';
import { asPerson } from '../../access/actor';
import { NOTHING } from '../../access/rules';
import { sure } from '../../errors';
import { NoticeId } from '../../ids';
import { useCase } from '../../use-case';
import type { Notice } from '../notices';
import type { NoticeRow } from '../../people/views';

const SHOWN = 50;

export const myNotices = useCase({
  name: 'notices.mine',
  action: 'notice.read_own',
  input: z.strictObject({}),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ actor }, work) => {
    const notices = await work.notices.mine(asPerson(actor).person.id, SHOWN);
    return {
      // What waits for working hours has not been said yet.
      notices: notices
        .filter((n) => n.notBefore <= work.now)
        .map(({ id, kind, title, link, dueOn, createdAt }): NoticeRow => ({
          id,
          kind,
          title,
          link,
          dueOn,
          at: createdAt,
        })),
    };
  },
});

/** Takes due notices out of the outbox for sending: from then on they are `unknown` until the channel answers. */
export const claimNotices = useCase({
  name: 'notices.claim',
  action: 'notice.deliver',
  input: z.strictObject({ limit: z.int().min(1).max(500) }),
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input }, work) => {
    const due = await work.notices.due(work.now, input.limit);
    const people = await work.people.byIds(due.map((n) => n.personId));
    for (const notice of due) await work.notices.settle(notice.id, 'unknown', work.now);
    return {
      claimed: due.map((notice): { notice: Notice; oid: string | null } => ({
        notice,
        oid: sure(people.get(notice.personId), 'a person').oid,
      })),
    };
  },
  ledger: {
    kind: 'notice.sent',
    payload: ({ output }) =>
      output.claimed.length > 0 ? { notices: output.claimed.map(({ notice }) => notice.id) } : null,
  },
});

/** What the channel said about one notice. */
export const settleNotice = useCase({
  name: 'notices.settle',
  action: 'notice.deliver',
  input: z.strictObject({ noticeId: NoticeId, delivery: z.enum(['sent', 'confirmed', 'unknown', 'failed']) }),
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input }, work) => {
    await work.notices.settle(input.noticeId, input.delivery, work.now);
    return { done: true as const };
  },
  // The sending was recorded when the notice was claimed; how it went is kept with the notice.
  ledger: { kind: 'notice.sent', payload: () => null },
});
