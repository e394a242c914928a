import fc from 'fast-check';
import { matching, initials, suggested } from '../../../src/practice/shell/people';
import {
  formatState,
  isOutlook,
  OPTIONS,
  parseState,
  pathOfLink,
  type ShellState,
  subPageOf,
  tabOf,
  THEMES,
} from '../../../src/practice/shell/state';

const numRuns = Number(process.env['RUNS'] ?? 60);
const origin = 'http://localhost:3978';

const states: fc.Arbitrary<ShellState> = fc.record({
  path: fc.stringMatching(/^\/[a-z][a-z0-9/#?=&é-]{0,20}$/),
  person: fc.string(),
  theme: fc.constantFrom(...THEMES),
  activity: fc.boolean(),
  options: fc.subarray([...OPTIONS]).map((options) => new Set(options)),
});

test('any view survives the way through the address', () => {
  fc.assert(
    fc.property(states, (state) => expect(parseState(formatState(state))).toEqual(state)),
    { numRuns },
  );
});

test.each(['', '#', '#path=javascript:alert(1)', '#path=//evil.example', '#theme=glass&path=home', '#%'])(
  'an address that makes no sense (%s) opens Home in the light',
  (hash) => {
    expect(parseState(hash)).toMatchObject({ path: '/home', theme: 'default', activity: false });
  },
);

test.each([
  ['/home', 'home', ''],
  ['/policies', 'policies', ''],
  ['/policies/p1#phones', 'policies', 'policies/p1#phones'],
  ['/sign/c1', 'home', 'sign/c1'],
  ['/work/people?q=a', 'work', 'work/people?q=a'],
])('%s opens the tab %s and hands it the place "%s"', (path, tab, sub) => {
  expect([tabOf(path), subPageOf(path)]).toEqual([tab, sub]);
});

test.each([
  ['/outlook', true],
  ['/outlook/inbox/AAMk1', true],
  ['/outlooking', false],
  ['/home', false],
])('%s is Outlook: %s', (path, expected) => {
  expect(isOutlook(path)).toBe(expected);
});

test.each([
  ['a page', '/tabs/sign/c1', '/sign/c1'],
  ['a page with everything', `${origin}/tabs/policies/p1?from=a#phones`, '/policies/p1?from=a#phones'],
  ['a view of the window', `${origin}/#path=%2Fwork%2Fpeople`, '/work/people'],
  ['a link into Teams', 'https://teams.microsoft.com/l/entity/app/about?label=x', '/about'],
  [
    'a link into Teams with a place',
    `https://teams.microsoft.com/l/entity/app/policies?context=${encodeURIComponent('{"subEntityId":"policies/p1#x"}')}`,
    '/policies/p1#x',
  ],
  ['a link into Teams with a broken place', 'https://teams.microsoft.com/l/entity/app/work?context=%7B', '/work'],
  ['another part of Teams', 'https://teams.microsoft.com/l/chat/0/0?users=a', null],
  ['the world outside', 'https://example.org/tabs/home', null],
])('%s leads to the right place', (_, link, path) => {
  expect(pathOfLink(link, origin)).toBe(path);
});

const person = (id: string, name: string, role: string, school = 'Larkfield Hill') => ({ id, name, role, school });
const people = [
  person('1', 'Siân Cadwallader', 'Teacher'),
  person('2', 'Tahira Nayyar', 'E-safety coordinator'),
  person('3', 'Zoë Hartsmere', 'Teacher', 'Quay Street'),
];

test('the first of each role is offered to begin with', () => {
  expect(suggested(people).map((p) => p.id)).toEqual(['1', '2']);
});

test.each([
  ['teacher', ['1', '3']],
  ['teach quay', ['3']],
  ['  SIÂN ', ['1']],
  ['nobody', []],
])('typing "%s" finds %j', (typed, ids) => {
  expect(matching(people, typed).map((p) => p.id)).toEqual(ids);
});

test.each([
  ['Winifred Stonebridge-Hale', 'WS'],
  ['Madonna', 'M'],
  ['Ana Maria Lopez', 'AL'],
])('%s is drawn as %s', (name, letters) => {
  expect(initials(name)).toBe(letters);
});
