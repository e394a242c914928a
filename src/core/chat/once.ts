import { z } from 'zod';
import type { Subject } from '../access/rules';
import { type UseCase, useCase } from '../use-case';

/** What a use case did for an activity; null when the activity is a repeat and nothing ran. */
export type Once<Output> = { readonly output: Output } | null;

/** Where it was said, and the keys that find a repeat: its id, and what it says and when, for a repeat under a new id. */
const Activity = z.strictObject({
  conversation: z.string().min(1).max(300),
  keys: z.array(z.string().min(1).max(300)).min(1).max(3),
});
type Activity = z.infer<typeof Activity>;

/**
 * The same use case for one activity of the channel: a repeat of the activity runs nothing and records nothing. The
 * note that it was taken in is written in the same transaction, so a crash leaves both or neither.
 */
export const onceFor = <Input, S extends Subject, Output>(
  u: UseCase<Input, S, Output>,
): UseCase<{ activity: Activity; input: Input }, S, Once<Output>> => {
  const { ledger } = u;
  return useCase({
    name: u.name,
    action: u.action,
    input: z.strictObject({ activity: Activity, input: u.input }), // zod widens a type parameter
    subject: ({ input }, work, actor) => u.subject(input, work, actor),
    run: async ({ input: { activity, input }, subject, actor }, work) => {
      for (const key of activity.keys) if (!(await work.inbox.admit(activity.conversation, key))) return null;
      return { output: await u.run({ input, subject, actor }, work) };
    },
    ledger: ledger && {
      kind: ledger.kind,
      payload: ({ input, subject, actor, output }) =>
        output && ledger.payload({ input: input.input, subject, actor, output: output.output }),
      ...(ledger.ref && {
        ref: ({ input, subject, actor, output }) =>
          // Asked of an entry alone, and without an output there is none.
          (ledger as Required<typeof ledger>).ref({
            input: input.input,
            subject,
            actor,
            output: (output as { output: Output }).output,
          }),
      }),
    },
  });
};
