import { Audience, fitsAudience, inAudience } from '../../../src/core/attestation/audience';
import { HARBOUR, MILL, day, person } from '../../support/people';

describe('an audience', () => {
  const teacher = person(1, {
    jobRole: 'teaching',
    schoolId: HARBOUR.id,
    startsOn: day('2026-09-01'),
    endsOn: day('2026-12-31'),
  });

  test.each<[string, Audience, boolean]>([
    ['everybody', { schools: 'all', jobRoles: 'all' }, true],
    ['the school', { schools: [MILL.id, HARBOUR.id], jobRoles: 'all' }, true],
    ['another school', { schools: [MILL.id], jobRoles: 'all' }, false],
    ['the job role', { schools: 'all', jobRoles: ['office', 'teaching'] }, true],
    ['another job role', { schools: 'all', jobRoles: ['office'] }, false],
    ['the school and another job role', { schools: [HARBOUR.id], jobRoles: ['office'] }, false],
  ])('of %s', (_, audience, expected) => {
    expect(fitsAudience(teacher, audience)).toBe(expected);
    expect(inAudience(teacher, audience, day('2026-10-01'))).toBe(expected);
  });

  test.each([
    ['2026-08-31', false],
    ['2026-09-01', true],
    ['2026-12-31', true],
    ['2027-01-01', false],
  ])('has people only while they are in post: %s %s', (on, expected) => {
    expect(inAudience(teacher, { schools: 'all', jobRoles: 'all' }, day(on))).toBe(expected);
  });

  test('of nobody is refused', () => {
    expect(Audience.safeParse({ schools: [], jobRoles: 'all' }).success).toBe(false);
    expect(Audience.safeParse({ schools: 'all', jobRoles: [] }).success).toBe(false);
    expect(Audience.safeParse({ schools: 'all', jobRoles: 'all' }).success).toBe(true);
  });
});
