import { createHash } from 'node:crypto';
import type { Actor, PersonActor } from '../core/access/actor';
import { AppError } from '../core/errors';
import type { TenantId } from '../core/ids';
import type { Unit } from '../core/ports';

/** What the token verifier vouches for. */
export interface Verified {
  readonly tenantId: string;
  readonly oid: string;
  readonly authTime?: number | undefined;
}

export interface Actors {
  /**
   * The person behind a bearer token, with the responsibilities of today.
   *
   * @throws AppError `not_signed_in` for anything but a good token, `not_registered` for somebody the school's list
   * does not have (or no longer has).
   */
  from(token: string): Promise<PersonActor>;
  /** The person a verified channel speaks for; null for somebody the list does not have. */
  known(oid: string): Promise<PersonActor | null>;
  /** Forget what was looked up: roles or people have just changed. */
  forget(): void;
}

/** How long a looked-up person is used again. A leaver or a lost role is therefore refused within this time. */
const KEEP_MS = 15_000;
const MOST = 20_000;

export function makeActors(o: {
  verify: (token: string) => Promise<Verified>;
  unit: Unit;
  tenantId: TenantId;
  method: 'entra' | 'practice';
  now: () => number;
}): Actors {
  const known = new Map<string, { actor: PersonActor; until: number }>();
  const service: Actor = { kind: 'service', tenantId: o.tenantId, job: 'sign-in' };
  const look = (oid: string, at: number | null): Promise<PersonActor> =>
    o.unit.run(service, 'read', async (work): Promise<PersonActor> => {
      const person = (await work.people.byOids([oid])).get(oid);
      if (!person || (person.endsOn !== null && person.endsOn < work.today)) throw unknown();
      const [roles, isManager] = [
        await work.people.rolesOf(person.id, work.today),
        await work.people.manages(person.id),
      ];
      const alsoIds = (await work.people.sameAs([person.id])).filter((id) => id !== person.id);
      const signIn = { method: o.method, at };
      return { kind: 'person', tenantId: o.tenantId, person, oid, alsoIds, roles, isManager, signIn };
    });
  const keep = async (key: string, find: () => Promise<PersonActor>): Promise<PersonActor> => {
    const kept = known.get(key);
    if (kept && kept.until > o.now()) return kept.actor;
    const actor = await find();
    if (known.size >= MOST) known.clear();
    known.set(key, { actor, until: o.now() + KEEP_MS });
    return actor;
  };
  return {
    forget: () => known.clear(),
    from: async (token) => {
      // Verified again each time: the verifier has its own, shorter memory and knows when a token ends.
      const verified = await o.verify(token);
      const key = createHash('sha256').update(token).digest('base64');
      return keep(key, () => look(verified.oid, verified.authTime ?? null));
    },
    known: async (oid) => {
      try {
        return await keep(`oid ${oid}`, () => look(oid, null));
      } catch (e) {
        if (e instanceof AppError && e.code === 'not_registered') return null;
        throw e;
      }
    },
  };
}

const unknown = (): AppError => new AppError('not_registered', { detail: 'nobody on the register has this object id' });
