import { DELETED } from './deleted';
import { DEVICES } from './devices';
import { GROUPS } from './groups';
import { GUESTS } from './guests';
import { LEFTOVERS } from './leftovers';
import { LICENCES } from './licences';
import { LOGS } from './logs';
import { MAILBOXES } from './mailboxes';
import { MEMBERS } from './members';
import { MEMBERSHIPS } from './memberships';
import { MESSAGES } from './messages';
import { METHODS } from './methods';
import { NOT_PLAYED } from './not-played';
import { NOTICES } from './notices';
import { RELATIONS } from './relations';
import { SESSIONS } from './sessions';
import { PASSES } from './passes';
import { TEAMS } from './teams';
import { TEAMS_APPS } from './teams-apps';
import { TENANT } from './tenant';
import { USERS } from './users';
import type { Operation } from './call';

/** Every operation of the practice directory, with the permissions it takes. */
export const OPERATIONS: readonly Operation[] = [
  ...USERS,
  ...SESSIONS,
  ...RELATIONS,
  ...MEMBERSHIPS,
  ...LICENCES,
  ...GROUPS,
  ...MEMBERS,
  ...METHODS,
  ...PASSES,
  ...DELETED,
  ...GUESTS,
  ...TENANT,
  ...DEVICES,
  ...MAILBOXES,
  ...MESSAGES,
  ...TEAMS,
  ...TEAMS_APPS,
  ...NOTICES,
  ...LEFTOVERS,
  ...LOGS,
  ...NOT_PLAYED,
];
