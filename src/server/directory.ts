import { setTimeout as sleep } from 'node:timers/promises';
import { appTokens, rolesIn } from '../adapters/entra/app-token';
import { graphDirectory } from '../adapters/graph/directory';
import type { GraphRegistration } from '../adapters/graph/operations';
import { checkPermissions } from '../adapters/graph/permissions';
import { type Transport, graphTransport } from '../adapters/graph/transport';
import { AppError, type Problem } from '../core/errors';
import { type DirectoryRegistrations, REGISTRATIONS } from './directory-settings';
import type { OpenDirectory } from './lantern';

interface Options {
  readonly tenantId: string;
  readonly registrations: DirectoryRegistrations['registrations'];
  /** Where invited guests land. */
  readonly redirectUrl: string;
  /** Takes what an administrator should know, without a secret in it. */
  readonly warn: (words: string) => void;
  readonly now: () => number;
  /** Tests give their own. */
  readonly fetch?: typeof fetch;
  readonly transport?: Transport;
}

/** Nothing can be proved without the one, and no door closed without the other. */
const VITAL: readonly GraphRegistration[] = ['reader', 'blocker'];
const SOON_MS = 30 * 86_400_000;

/**
 * The school's own directory. Before anything is asked of it, each registration's permissions are compared with what we
 * ever ask for.
 *
 * @throws AppError `invalid_input` when one holds more than that, or a vital one less; `not_signed_in` when one is
 * refused, `unavailable` when none can sign in. Anything else that is missing is said, and refused by the directory when it is tried.
 */
export async function openDirectory(o: Options): Promise<OpenDirectory> {
  const { tenantId, registrations, now } = o;
  const scope = 'https://graph.microsoft.com/.default';
  const token = appTokens<GraphRegistration>({
    tenantId,
    registrations,
    scope,
    now,
    ...(o.fetch && { fetch: o.fetch }),
  });
  const wrong: Problem[] = [];
  for (const name of REGISTRATIONS) {
    const registration = registrations[name];
    if (!registration) continue;
    if (registration.ends - now() < SOON_MS)
      o.warn(
        `The certificate of the registration ${name} ends on ${new Date(registration.ends).toISOString().slice(0, 10)}.`,
      );
    wrong.push(...judge(name, rolesIn(await token(name, false)), o));
  }
  if (wrong.length > 0) throw new AppError('invalid_input', { problems: wrong });
  const directory = graphDirectory({
    ...{ transport: o.transport ?? graphTransport, token, now, redirectUrl: o.redirectUrl },
    wait: (ms) => sleep(ms),
  });
  return { directory, close: () => Promise.resolve() };
}

function judge(name: GraphRegistration, roles: readonly string[], { warn }: Options): Problem[] {
  const { missing, tooMany } = checkPermissions(name, roles);
  const where = `registration ${name}`;
  const more = tooMany.map((permission) => ({
    where,
    what: `holds ${permission}, which it does not need: take it away`,
  }));
  const less = missing.map(({ permission, operations }) => ({
    ...{ where, what: `lacks ${permission}, needed for ${operations.join(', ')}` },
  }));
  if (VITAL.includes(name)) return [...more, ...less];
  for (const { what } of less) warn(`The ${where} ${what}. That will be refused.`);
  return more;
}
