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
  return {
    forget: () => known.clear(),
    from: async (token) => {
      const key = createHash('sha256').update(token).digest('base64');
      const kept = known.get(key);
      // Verified again each time: the verifier has its own, shorter memory and knows when a token ends.
      const verified = await o.verify(token);
      if (kept && kept.until > o.now()) return kept.actor;
      const actor = await o.unit.run(service, 'read', async (work): Promise<PersonActor> => {
        const person = (await work.people.byOids([verified.oid])).get(verified.oid);
        if (!person || (person.endsOn !== null && person.endsOn < work.today)) throw unknown();
        const signIn = { method: o.method, at: verified.authTime ?? null };
        const [roles, isManager] = [
          await work.people.rolesOf(person.id, work.today),
          await work.people.manages(person.id),
        ];
        return { kind: 'person', tenantId: o.tenantId, person, oid: verified.oid, roles, isManager, signIn };
      });
      if (known.size >= MOST) known.clear();
      known.set(key, { actor, until: o.now() + KEEP_MS });
      return actor;
    },
  };
}

const unknown = (): AppError => new AppError('not_registered', { detail: 'nobody on the register has this object id' });
