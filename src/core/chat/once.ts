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

/** Whether the activity came before, beside what the use case itself is about. */
type Seen<S> = S & { readonly isRepeat: boolean };
type OnceOf<Input, S extends Subject, Output> = UseCase<{ activity: Activity; input: Input }, Seen<S>, Once<Output>>;

const made = new WeakMap<object, unknown>();

/**
 * The same use case for one activity of the channel: a repeat of the activity runs nothing and records nothing. The
 * note that it was taken in is written in the same transaction, so a crash leaves both or neither; it goes out together
 * with the first look at what it is about.
 */
export function onceFor<Input, S extends Subject, Output>(u: UseCase<Input, S, Output>): OnceOf<Input, S, Output> {
  const known = made.get(u) ?? makeOnce(u);
  made.set(u, known);
  return known as OnceOf<Input, S, Output>; // kept under the use case that it was made of
}

function makeOnce<Input, S extends Subject, Output>(u: UseCase<Input, S, Output>): OnceOf<Input, S, Output> {
  const { ledger } = u;
  return useCase({
    name: u.name,
    action: u.action,
    input: z.strictObject({ activity: Activity, input: u.input }), // zod widens a type parameter
    subject: async ({ activity, input }, work, actor) => {
      const admissions = Promise.all(activity.keys.map((key) => work.inbox.admit(activity.conversation, key)));
      const [subject, admitted] = await Promise.all([u.subject(input, work, actor), admissions]);
      return { ...subject, isRepeat: admitted.includes(false) };
    },
    run: async ({ input: { input }, subject, actor }, work) =>
      subject.isRepeat ? null : { output: await u.run({ input, subject, actor }, work) },
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
}
