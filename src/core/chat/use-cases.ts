import { z } from 'zod';
import { asPerson } from '../access/actor';
import { NOTHING } from '../access/rules';
import { useCase } from '../use-case';

const Oid = z.guid();
/** Every address of the channel is shorter by far. */
const Reference = z.string().min(2).max(8_000);
const own = { action: 'chat.use' as const, subject: () => Promise.resolve(NOTHING) };
const service = { action: 'chat.deliver' as const, subject: () => Promise.resolve(NOTHING) };

/** The person spoke: from now on they are reached there. */
export const reachChat = useCase({
  ...own,
  name: 'chat.reach',
  input: z.strictObject({ reference: Reference }),
  run: async ({ input, actor }, work) => {
    const { oid } = asPerson(actor);
    const before = await work.chat.reference(oid);
    await work.chat.keep(oid, input.reference);
    return { isNew: before?.isOpen !== true };
  },
  ledger: { kind: 'chat.changed', payload: ({ output }) => (output.isNew ? { open: true } : null) },
});

/** The person took Lantern away. */
export const leaveChat = useCase({
  ...own,
  name: 'chat.leave',
  input: z.strictObject({}),
  run: async ({ actor }, work) => {
    const { oid } = asPerson(actor);
    const before = await work.chat.reference(oid);
    await work.chat.close(oid);
    return { wasOpen: before?.isOpen === true };
  },
  ledger: { kind: 'chat.changed', payload: ({ output }) => (output.wasOpen ? { open: false } : null) },
});

/** Which message holds the person's newest card; answers with the one that did before. */
export const shownInChat = useCase({
  ...own,
  name: 'chat.shown',
  input: z.strictObject({ cardId: z.string().min(1).max(300).nullable() }),
  run: async ({ input, actor }, work) => {
    return { before: await work.chat.shown(asPerson(actor).oid, input.cardId) };
  },
  // Where a card stands is nobody's business but the chat's.
  ledger: { kind: 'chat.changed', payload: () => null },
});

/** Where to reach somebody; null when they never spoke to the bot or it can no longer reach them. */
export const findChat = useCase({
  ...service,
  name: 'chat.find',
  input: z.strictObject({ oid: Oid }),
  ledger: null,
  run: async ({ input }, work) => {
    const found = await work.chat.reference(input.oid);
    return { chat: found?.isOpen === true ? { reference: found.reference, cardId: found.cardId } : null };
  },
});

/** The channel said that nothing arrives there any more: blocked, or taken away without a word. */
export const loseChat = useCase({
  ...service,
  name: 'chat.lose',
  input: z.strictObject({ oid: Oid }),
  run: async ({ input }, work) => {
    const before = await work.chat.reference(input.oid);
    await work.chat.close(input.oid);
    return { wasOpen: before?.isOpen === true };
  },
  ledger: {
    kind: 'chat.changed',
    payload: ({ input, output }) => (output.wasOpen ? { open: false, oid: input.oid } : null),
  },
});

export const chatUseCases = {
  'chat.reach': reachChat,
  'chat.leave': leaveChat,
  'chat.shown': shownInChat,
  'chat.find': findChat,
  'chat.lose': loseChat,
} as const;
