import type { Migration } from 'kysely';
import { roles } from './0001-roles';
import { tables } from './0002-tables';
import { incidents } from './0003-incidents';
import { accounts } from './0004-accounts';
import { cases } from './0005-cases';
import { chat } from './0006-chat';
import { counts } from './0007-counts';
import { charts } from './0008-charts';
import { evidence } from './0009-evidence';
import { expect } from './0010-expect';
import { lookAgain } from './0011-look-again';

/**
 * Applied in the order of their names, each once, all in one transaction. A name that has been released is never
 * changed. Expand first, contract a release later: the release before has to run beside the new schema.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-roles': roles,
  '0002-tables': tables,
  '0003-incidents': incidents,
  '0004-accounts': accounts,
  '0005-cases': cases,
  '0006-chat': chat,
  '0007-counts': counts,
  '0008-charts': charts,
  '0009-evidence': evidence,
  '0010-expect': expect,
  '0011-look-again': lookAgain,
};
