import { contactsFor } from '../../../src/core/incidents/case-contacts';
import { reportWords } from '../../../src/texts/en-gb/report-words';
import type { Flag } from '../../../src/core/incidents/flags';

const keys = (node: string, flags: readonly Flag[] = []) =>
  contactsFor(node, flags, { set: {}, words: reportWords }).map((c) => c.key);

test.each<[string, Flag[], string]>([
  ['T2a', [], 'emergency'],
  ['T6a', [], 'lado'],
  ['T8a', [], 'social_care'],
  ['T13a', [], 'police'],
  ['T10', ['care', 'lado'], 'lado'],
  ['T10', ['danger', 'crime'], 'emergency'],
])('at %s with %p, %s comes first', (node, flags, first) => {
  expect(keys(node, flags)[0]).toBe(first);
});

test('nobody is sent to ring a person the case is about', () => {
  expect(keys('T2')).toEqual(expect.arrayContaining(['head', 'lead', 'chair']));
  expect(keys('T2', ['subject_head'])).not.toContain('head');
  expect(keys('T2', ['subject_dsl'])).not.toContain('lead');
  expect(keys('T2', ['subject_chair'])).not.toContain('chair');
});

test('numbers are the school’s own, and null until they are set', () => {
  const set = { lado_phone: '01632 960 111', outside_contact: 'Duty desk', outside_contact_phone: '' };
  const contacts = contactsFor('T6a', [], { set, words: reportWords });
  expect(contacts[0]).toEqual({ key: 'lado', label: 'LADO', number: '01632 960 111' });
  expect(contacts.find((c) => c.key === 'outside')).toEqual({ key: 'outside', label: 'Duty desk', number: null });
  expect(contacts.find((c) => c.key === 'police')?.number).toBe('101');
});
