import fc from 'fast-check';
import { accountKey, addressPart, addressesFor, displayNameOf } from '../../../src/core/accounts/names';

const none = new Set<string>();
const first = (givenName: string, familyName: string, taken: ReadonlySet<string> = none): string | undefined =>
  addressesFor({ givenName, familyName, key: 'S0042' }, { domain: 'school.example', taken })[0];

test.each([
  ['Aoife', "O'Brien", 'a.obrien'],
  ['Aoife', 'O’Brien', 'a.obrien'],
  ['Siân', 'Llŷr', 's.llyr'],
  ['Zoë', 'Smith-Jones', 'z.smith-jones'],
  ['Anna', 'van der Berg', 'a.vanderberg'],
  ['Łukasz', 'Wójtowicz', 'l.wojtowicz'],
  ['Øyvind', 'Straße', 'o.strasse'],
  ['Ilay', 'Yıldızhan', 'i.yildizhan'],
  ['Madonna', '', 'madonna'],
  ['', 'Sample', 'sample'],
  ['李', '明', 's0042'],
  ['- Jo -', 'De--Vere', 'j.de-vere'],
])('%s %s is addressed as %s', (given, family, local) => {
  expect(first(given, family)).toBe(`${local}@school.example`);
});

test('an address that anybody has or had is passed over: the whole name, then the whole name with a number', () => {
  const taken = new Set(['j.smith@school.example', 'jo.smith@school.example', 'jo.smith2@school.example']);
  expect(first('Jo', 'Smith', taken)).toBe('jo.smith3@school.example');
});

test('a prefix, such as the year of entry, stands before the name', () => {
  const asked = { domain: 'school.example', taken: none, prefix: '22' };
  expect(addressesFor({ givenName: 'Ash', familyName: 'Sample', key: 'P1' }, asked)[0]).toBe(
    '22a.sample@school.example',
  );
});

test('whatever the name, every address is one that the directory takes, and none comes twice', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'grapheme', maxLength: 120 }),
      (givenName, familyName) => {
        const all = addressesFor({ givenName, familyName, key: 'S0042' }, { domain: 'school.example', taken: none });
        expect(all.length).toBeGreaterThan(20);
        expect(new Set(all).size).toBe(all.length);
        for (const address of all) expect(address).toMatch(/^(?!\.)[a-z0-9.-]{1,64}(?<!\.)@school\.example$/);
      },
    ),
  );
});

test('a part of a name is found again from itself', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (s) => addressPart(addressPart(s)) === addressPart(s)));
});

test('a staff number is the key when it fits into sixteen characters, else a hash of it that does', () => {
  expect(accountKey(' S0042 ')).toBe('S0042');
  const long = accountKey('EMPLOYEE-2026-000042');
  expect(long).toMatch(/^L[0-9a-f]{15}$/);
  expect(accountKey('EMPLOYEE-2026-000043')).not.toBe(long);
});

test('people of one name are told apart by where they work, if anything is known about it', () => {
  const jo = { givenName: 'Jo', familyName: 'Smith', department: 'Year 3' };
  expect(displayNameOf(jo, false)).toBe('Jo Smith');
  expect(displayNameOf(jo, true)).toBe('Jo Smith (Year 3)');
  expect(displayNameOf({ ...jo, familyName: '', department: '' }, true)).toBe('Jo');
});
