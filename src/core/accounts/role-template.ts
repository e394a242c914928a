import { z } from 'zod';
import { type Day, SchoolId } from '../ids';
import { JobRole } from '../people/person';
import { schoolYearOf } from '../people/calendar';

const GroupRef = z.strictObject({ id: z.guid(), name: z.string().trim().min(1).max(200) });

/** What may be used by whom and why: the line a termly review confirms. */
const AccessRight = z.strictObject({
  system: z.string().trim().min(1).max(120),
  right: z.string().trim().min(1).max(200),
  why: z.string().trim().min(1).max(300),
  /** Outside the directory: somebody gives and takes it by hand. */
  isByHand: z.boolean(),
  /** Ends on the last working day, not with the contract. */
  endsWithWork: z.boolean(),
});

/**
 * What a role brings: groups that open with the signature, groups that carry the licence from the first day, and rights
 * elsewhere. `sensitive` groups need a second approver (pupil database, finance, safeguarding).
 */
export const RoleTemplate = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/),
  label: z.string().trim().min(1).max(80),
  schoolId: SchoolId.nullable(),
  jobRole: JobRole,
  groups: z.array(GroupRef.extend({ isSensitive: z.boolean() })).max(40),
  licenceGroups: z.array(GroupRef).max(10),
  rights: z.array(AccessRight).max(60),
});
export type RoleTemplate = z.infer<typeof RoleTemplate>;

/** How the school keeps accounts: set once, changed rarely. Everything marked so is to be confirmed by the school. */
export const Scheme = z.strictObject({
  domain: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/),
  /** Members reach the signing page and nothing else. */
  pendingGroup: GroupRef,
  /** Members have signed. */
  signedGroup: GroupRef,
  /** Object ids that nothing here may ever touch: break-glass accounts, our own registrations. */
  protectedIds: z.array(z.guid()),
  /** How long before the first day an account is made, in days. */
  leadDays: z.int().min(0).max(60),
  /** Groups of the pupils by the year in which they entered Reception: labels move up each year, members stay. */
  cohorts: z.array(z.strictObject({ entryYear: z.int().min(2000).max(2100), schoolId: SchoolId, group: GroupRef })),
  /** Licence group of pupils; null where they have none. */
  pupilLicence: GroupRef.nullable(),
  breaker: z.strictObject({ closesAnHour: z.int().min(1), share: z.int().min(1).max(100), factor: z.int().min(2) }),
  /** Said by the automatic reply of somebody who left. */
  leaverReply: z.string().max(1000),
  /** Printed below a pass: where to sign in and whom to ask, in the school's own words. */
  slip: z.string().max(1000),
});
export type Scheme = z.infer<typeof Scheme>;

/** The year in which a pupil of this year group (0 is Reception, -1 nursery) entered or will enter Reception. */
export const entryYearOf = (year: number, today: Day): number => Number(schoolYearOf(today).from.slice(0, 4)) - year;

/** The year group a cohort is in on that day. */
export const yearGroupOf = (entryYear: number, today: Day): number =>
  Number(schoolYearOf(today).from.slice(0, 4)) - entryYear;
