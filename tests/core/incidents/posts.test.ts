import type { PersonId } from '../../../src/core/ids';
import { type RoutingNeeds, ownerPost, routeFor } from '../../../src/core/incidents/posts';
import { reportWords } from '../../../src/texts/en-gb/report-words';
import type { Routing } from '../../../src/core/incidents/report';
import { withStore } from '../../support/engines';
import { type Incident, makeIncident } from '../../support/incident';
import { type Role, TODAY } from '../../support/school';

describe('whose a report is, as the school stands today', () => {
  const at = withStore('postgres');
  let incident: Incident;
  beforeEach(async () => {
    incident = await makeIncident(at.store);
  });
  const routed = (needs: Partial<RoutingNeeds> = {}): Promise<Routing> => {
    const { school } = incident;
    const usual = { schoolId: school.schools.a, flags: ['subject_pupil' as const], named: [], reporterId: null };
    return school.unit.run(school.service, 'read', (work) => routeFor(work, { ...usual, ...needs }));
  };
  const id = (...roles: Role[]): PersonId[] => roles.map((role) => incident.id(role));

  test('the school’s own holders come before the trust’s, and another school’s are not asked', async () => {
    const { posts } = await routed();
    expect(posts.head).toEqual(id('head', 'trustHead'));
    const { school } = incident;
    const other = await routed({ schoolId: school.schools.b });
    expect(other.posts.head).toEqual(id('elsewhereHead', 'trustHead'));
    expect(other.posts.safeguarding_lead).toEqual([]);
    expect(other).toMatchObject({ owner: incident.id('elsewhereHead') });
  });

  test('without a reporter, and with those who gave it up left out', async () => {
    const without = await routed({ extraExcluded: id('lead') });
    expect(without).toMatchObject({ owner: incident.id('manager'), excluded: id('lead') });
    expect(without.facts.reporterId).toBe('');
  });

  test('whoever is affected may hear of it and never owns it', async () => {
    const { owner, chain } = await routed({ reporterId: incident.id('lead'), affected: id('lead') });
    expect(owner).toBe(incident.id('manager'));
    expect(chain).not.toContain(incident.id('lead'));
  });

  test('two entries with one staff number are one human being: out of every post, under both', async () => {
    const { school } = incident;
    const twin = { ...school.actor('colleague').person, staffNumber: ` ${school.actor('head').person.staffNumber} ` };
    await school.unit.run(school.service, 'write', (w) => w.people.change([twin]));
    const { excluded, owner } = await routed({ flags: ['subject_adult'], named: id('colleague') });
    expect([...excluded].sort()).toEqual(id('colleague', 'head').sort());
    expect(owner).toBe(incident.id('trustHead'));
  });

  test('somebody away today is passed over and stays on the chain for later', async () => {
    const { school } = incident;
    const away = { personId: incident.id('lead'), from: TODAY, until: TODAY, reason: 'away' };
    await school.unit.run(school.service, 'write', (w) => w.people.recordAbsence(away));
    expect(await routed()).toMatchObject({ owner: incident.id('manager') });
    expect((await routed()).chain[0]).toBe(incident.id('lead'));
    school.at('2026-09-10' as typeof TODAY);
    expect(await routed()).toMatchObject({ owner: incident.id('lead') });
  });

  test('the owner is named by a post, never by name; the office outside as the school calls it', async () => {
    const lead = await routed();
    expect(ownerPost(lead, undefined, reportWords)).toBe(reportWords.posts.safeguarding_lead);
    const nobody = { ...lead, owner: 'outside_contact' as const };
    expect(ownerPost(nobody, 'Harbour desk', reportWords)).toBe('Harbour desk');
    expect(ownerPost(nobody, '', reportWords)).toBe('the office outside the school');
    // A deputy head stands at the end of the chain of all that is not about adults.
    const deputy = await routed({ extraExcluded: id('lead', 'manager', 'head', 'trustHead') });
    expect(ownerPost(deputy, undefined, reportWords)).toBe(reportWords.posts.deputy_head);
    expect(ownerPost(await routed({ flags: ['subject_ict'] }), undefined, reportWords)).toBe(reportWords.posts.head);
  });
});
