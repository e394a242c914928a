import { Refusal } from './reply';
import type { World } from './world';

/** An application as the tenant knows it: what an administrator consented to. */
export interface Registration {
  readonly appId: string;
  readonly roles: readonly string[];
  /** The mailboxes that Exchange lets it into; left out: none. */
  readonly mailboxes?: 'all' | { readonly except: readonly string[] } | readonly string[];
}

export interface Token {
  readonly app: string;
  readonly appId: string;
  readonly roles: readonly string[];
  /** The person in whose name the call is made; null when the application calls for itself. */
  readonly personId: string | null;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Whether Exchange lets it into this person's mailbox. */
  readonly opens: (mailboxId: string) => boolean;
}

function opensFor({ mailboxes = [] }: Registration, personId: string | null): Token['opens'] {
  if (personId !== null) return (id) => id === personId;
  if (mailboxes === 'all') return () => true;
  return 'except' in mailboxes ? (id) => !mailboxes.except.includes(id) : (id) => mailboxes.includes(id);
}

interface Claims {
  readonly appid: string;
  readonly tid: string;
  readonly roles?: readonly string[];
  readonly scp?: string;
  /** Whose token it is: a person's id, or that of the application in this tenant. */
  readonly oid?: string;
  readonly idtyp?: string;
  readonly iat: number;
  readonly exp: number;
}

const LIFETIME_S = 60 * 60;
const audience = { aud: 'https://graph.microsoft.com' };
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const issue = (claims: Claims): string => `${part({ typ: 'JWT', alg: 'none' })}.${part(claims)}.`;

const seconds = (world: World): number => Math.floor(world.now() / 1000);

/** A token with which the application calls for itself. It is not signed: it opens nothing but this server. */
export function applicationToken(
  world: World,
  name: string,
  registration: Registration,
  without: ReadonlySet<string>,
): string {
  const now = seconds(world);
  const roles = registration.roles.filter((role) => !without.has(role));
  const oid = world.chance.uuid('service principal', name);
  const claims = { ...audience, appid: registration.appId, app_displayname: name, oid, tid: world.tenantId, roles };
  return issue({ ...claims, idtyp: 'app', iat: now, exp: now + LIFETIME_S });
}

/** A token in the name of a person. */
export function personToken(world: World, appId: string, personId: string, scopes: readonly string[]): string {
  const now = seconds(world);
  world.state.signIns.push({ at: world.now(), personId, appId });
  const claims = { ...audience, appid: appId, tid: world.tenantId, oid: personId, scp: scopes.join(' ') };
  return issue({ ...claims, idtyp: 'user', iat: now, exp: now + LIFETIME_S });
}

const invalid = (message: string): Refusal =>
  new Refusal(401, 'InvalidAuthenticationToken', message, { headers: { 'www-authenticate': 'Bearer realm=""' } });

function claimsIn(header: string): Claims {
  try {
    const claims: unknown = JSON.parse(Buffer.from(header.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return claims as Claims; // made by this server; each claim is looked at before it counts
  } catch {
    throw invalid('IDX14100: JWT is not well formed.');
  }
}

/** @throws Refusal 401 when the token is absent, foreign, too old or of somebody whose sessions were ended. */
export function readToken(world: World, header: string, registrations: Readonly<Record<string, Registration>>): Token {
  if (!/^Bearer \S/i.test(header)) throw invalid('Access token is empty.');
  const claims = claimsIn(header.slice(7));
  const known = Object.entries(registrations).find(([, r]) => r.appId === claims.appid);
  if (!known || claims.tid !== world.tenantId) throw invalid('Access token validation failure. Invalid audience.');
  if (!(claims.exp * 1000 > world.now())) throw invalid('Lifetime validation failed, the token is expired.');
  const personId = claims.idtyp === 'user' ? (claims.oid ?? null) : null;
  const cutOff = personId === null ? undefined : world.state.cutOff[personId];
  if (cutOff !== undefined && claims.iat * 1000 < cutOff)
    throw invalid('Continuous access evaluation resulted in challenge with result: InteractionRequired.');
  return {
    app: known[0],
    appId: claims.appid,
    roles: personId === null ? (claims.roles ?? []) : (claims.scp ?? '').split(' '),
    personId,
    issuedAt: claims.iat * 1000,
    expiresAt: claims.exp * 1000,
    opens: opensFor(known[1], personId),
  };
}

/** The registrations that Lantern asks a school for, and one for other people's tools. */
export const REGISTRATIONS: Readonly<Record<string, Registration>> = {
  reader: {
    appId: '4e0a1d00-0000-4000-8000-000000000001',
    roles: [
      'User.Read.All',
      'GroupMember.Read.All',
      'LicenseAssignment.Read.All',
      'Domain.Read.All',
      'Device.Read.All',
      'Team.ReadBasic.All',
      'TeamMember.Read.All',
      'UserAuthenticationMethod.Read.All',
    ],
  },
  blocker: {
    appId: '4e0a1d00-0000-4000-8000-000000000002',
    roles: [
      'User.EnableDisableAccount.All',
      'User.RevokeSessions.All',
      'User-PasswordProfile.ReadWrite.All',
      'User.Read.All',
    ],
  },
  provisioner: {
    appId: '4e0a1d00-0000-4000-8000-000000000003',
    roles: ['User.ReadWrite.All', 'LicenseAssignment.ReadWrite.All', 'User.Invite.All'],
  },
  credentials: {
    appId: '4e0a1d00-0000-4000-8000-000000000004',
    roles: [
      ...['TAP', 'Phone', 'Email', 'MicrosoftAuthApp', 'Passkey', 'SoftwareOATH', 'WindowsHello'].map(
        (kind) => `UserAuthMethod-${kind}.ReadWrite.All`,
      ),
      'Device.ReadWrite.All',
      'DeviceManagementManagedDevices.PrivilegedOperations.All',
    ],
  },
  groups: { appId: '4e0a1d00-0000-4000-8000-000000000005', roles: ['GroupMember.ReadWrite.All'] },
  deleter: { appId: '4e0a1d00-0000-4000-8000-000000000006', roles: ['User.DeleteRestore.All'] },
  evidence: {
    appId: '4e0a1d00-0000-4000-8000-000000000007',
    roles: ['Mail.Read', 'Mail.ReadWrite', 'MailboxSettings.ReadWrite'],
    mailboxes: [],
  },
  // What people sign in to: it acts in their names and has nothing of its own.
  pages: { appId: '4e0a1d00-0000-4000-8000-000000000009', roles: [] },
  teams: {
    appId: '4e0a1d00-0000-4000-8000-000000000008',
    roles: ['TeamsActivity.Send.User', 'TeamsAppInstallation.ReadWriteSelfForUser.All', 'AppCatalog.Read.All'],
  },
};
