import { PersonId, PupilId, SchoolId, TenantId } from '../../core/ids';
import { uuidOf } from './dice';
import type { SchoolKey } from './staffing';

/** Ids come from keys alone: the same person has the same id whatever the seed and the day. */
export const personIdOf = (key: string): PersonId => PersonId.parse(uuidOf(`person ${key}`));

/** The directory's id of the person's account, fixed so that the practice directory can hold the very same people. */
export const accountIdOf = (key: string): string => uuidOf(`account ${key}`);

export const schoolIdOf = (key: SchoolKey): SchoolId => SchoolId.parse(uuidOf(`school ${key}`));

export const pupilIdOf = (key: string): PupilId => PupilId.parse(uuidOf(`pupil ${key}`));

export const TENANT_ID: TenantId = TenantId.parse(uuidOf('tenant'));
