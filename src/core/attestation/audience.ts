import { z } from 'zod';
import { type Day, SchoolId } from '../ids';
import { isInPost } from '../people/employment';
import { JobRole, type Person } from '../people/person';

/** Who an agreement is asked of: some schools or all, some job roles or all. Never empty: that would ask nobody. */
export const Audience = z.strictObject({
  schools: z.union([z.array(SchoolId).min(1).max(500), z.literal('all')]),
  jobRoles: z.union([z.array(JobRole).min(1), z.literal('all')]),
});
export type Audience = z.infer<typeof Audience>;

/** True when school and job role fit, whether or not the person is in post. */
export const fitsAudience = (person: Pick<Person, 'schoolId' | 'jobRole'>, audience: Audience): boolean =>
  (audience.schools === 'all' || audience.schools.includes(person.schoolId)) &&
  (audience.jobRoles === 'all' || audience.jobRoles.includes(person.jobRole));

/** True when the person is in post on that day and belongs to the audience. */
export const inAudience = (person: Person, audience: Audience, day: Day): boolean =>
  isInPost(person, day) && fitsAudience(person, audience);
