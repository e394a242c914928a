import { certificateEnds } from '../adapters/entra/app-token';
import { AppError, invalid } from '../core/errors';

/** The registrations through which accounts are read and changed: each holds the least it needs. */
export const REGISTRATIONS = [
  'reader',
  'blocker',
  'provisioner',
  'credentials',
  'groups',
  'deleter',
  'evidence',
] as const;
type RegistrationName = (typeof REGISTRATIONS)[number];

/** Without these there is nothing to manage accounts with; the others add deleting, and looking into mailboxes. */
const REQUIRED: readonly RegistrationName[] = ['reader', 'blocker', 'provisioner', 'credentials', 'groups'];

export interface DirectoryRegistrations {
  readonly registrations: Readonly<
    Partial<Record<RegistrationName, { readonly clientId: string; readonly pem: string; readonly ends: number }>>
  >;
}

type Environment = Readonly<Record<string, string | undefined>>;

const PREFIX = 'LANTERN_DIRECTORY_';
const FOLDER = `${PREFIX}CERTIFICATES`;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The setting that has a registration's id. */
const settingOf = (name: RegistrationName): string => PREFIX + (name === 'evidence' ? 'MAIL' : name.toUpperCase());

/** True for every setting that only a worker in production may have. */
export const isDirectorySetting = (name: string): boolean => name.startsWith(PREFIX);

interface Around {
  readonly role: 'web' | 'worker';
  readonly databaseUrl: string | undefined;
  /** Takes a file that nobody else may read. */
  readonly read: (setting: string, file: string) => string;
  readonly now: () => number;
}

/**
 * Reads the registrations that may change accounts; undefined where none is given.
 *
 * @throws AppError `invalid_input` in a process that is reached from outside, with the embedded database, for half a
 * set, for one registration under two names, and for a certificate that is over.
 */
export function directoryRegistrations(env: Environment, o: Around): DirectoryRegistrations | undefined {
  const given = Object.keys(env).filter((k) => isDirectorySetting(k) && env[k]);
  if (given.length === 0) return undefined;
  if (o.role === 'web')
    throw invalid(
      given.join(', '),
      'belongs to the worker alone: a process that is reached from outside must not have it',
    );
  if (!o.databaseUrl)
    throw invalid(
      'DATABASE_URL',
      `must be set beside ${FOLDER}: real accounts are not managed from the embedded database`,
    );
  const folder = env[FOLDER];
  if (!folder)
    throw invalid(FOLDER, 'must name the folder with a certificate for each registration, such as reader.pem');
  const ids = REGISTRATIONS.flatMap((name) => idOf(name, env));
  if (new Set(ids.map((r) => r.clientId.toLowerCase())).size < ids.length)
    throw invalid(PREFIX + 'READER', 'and the others must be separate registrations, each with its own permissions');
  return {
    registrations: Object.fromEntries(ids.map(({ name, clientId }) => [name, { clientId, ...proof(name, folder, o) }])),
  };
}

function idOf(name: RegistrationName, env: Environment): { name: RegistrationName; clientId: string }[] {
  const setting = settingOf(name);
  const clientId = env[setting];
  if (!clientId && !REQUIRED.includes(name)) return [];
  if (!clientId || !GUID.test(clientId)) throw invalid(setting, 'must be the id of a registration');
  return [{ name, clientId }];
}

function proof(name: RegistrationName, folder: string, o: Around): { pem: string; ends: number } {
  const file = `${folder}/${name === 'evidence' ? 'mail' : name}.pem`;
  const pem = o.read(FOLDER, file);
  const ends = endsOf(pem, file);
  if (ends <= o.now()) throw invalid(FOLDER, `has a certificate that is over: ${file}`);
  return { pem, ends };
}

function endsOf(pem: string, file: string): number {
  try {
    return certificateEnds(pem);
  } catch (e) {
    if (e instanceof AppError) throw invalid(FOLDER, `${file} ${e.problems[0]?.what ?? ''}`);
    throw e;
  }
}
