import type { Actor } from './access/actor';
import type { Subject } from './access/rules';
import { AppError } from './errors';
import { Lane } from './lane';
import type { Unit, Work } from './ports';
import { type AnyUseCase, type UseCase, authorise, entryFor, whoIs } from './use-case';

export type Perform = <Input, S extends Subject, Output>(
  u: UseCase<Input, S, Output>,
  actor: Actor,
  input: unknown,
) => Promise<Output>;

/**
 * The only door: parse, load the subject, authorise, run, append the ledger entry, in one transaction. A refusal is
 * recorded outside it; absent and forbidden are recorded and answered in the same way.
 *
 * @throws AppError `invalid_input` naming each wrong field, `not_found` for absent and forbidden alike, and whatever
 * the use case itself throws.
 */
export function makePerform(unit: Unit): Perform {
  const lane = new Lane(unit, recordRefusal);
  return async (u, actor, raw) => {
    const input = parse(u, raw);
    if (u.many) return lane.join({ u, many: u.many, actor, input });
    try {
      return await unit.run(actor, u.ledger ? 'write' : 'read', (work) => once(u, { input, actor }, work));
    } catch (e) {
      if (e instanceof AppError && e.code === 'not_found') await recordRefusal(unit, u, actor, e.detail);
      throw e;
    }
  };
}

async function once<Input, S extends Subject, Output>(
  u: UseCase<Input, S, Output>,
  asked: { input: Input; actor: Actor },
  work: Work,
): Promise<Output> {
  const subject = await u.subject(asked.input, work, asked.actor);
  authorise(u, asked.actor, subject);
  const run = { ...asked, subject };
  const output = await u.run(run, work);
  const entry = u.ledger && entryFor(u.ledger, { ...run, output });
  if (entry) await work.ledger.append(entry);
  return output;
}

function parse<Input, S extends Subject, Output>(u: UseCase<Input, S, Output>, raw: unknown): Input {
  const parsed = u.input.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid_input', {
    problems: parsed.error.issues.map((i) => ({ where: i.path.join('.') || 'request', what: i.message })),
  });
}

async function recordRefusal(unit: Unit, u: AnyUseCase, actor: Actor, why = 'absent'): Promise<void> {
  const payload = { by: whoIs(actor), did: { useCase: u.name, why } };
  await unit.run(actor, 'write', (work) => work.ledger.append({ kind: 'access.refused', ref: null, payload }));
}
