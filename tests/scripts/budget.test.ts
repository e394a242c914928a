import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { budget, checkBudget } from '../../scripts/budget.mjs';

let folder: string;
beforeEach(() => {
  // It tells the sizes as it goes.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  folder = mkdtempSync(path.join(os.tmpdir(), 'lantern-budget-'));
  mkdirSync(path.join(folder, 'assets'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Built pages with scripts of so many KB that no compression makes smaller. */
function pages(part: { appKb?: number; floorKb?: number; paneKb?: number; words?: string; lazyWords?: string }) {
  const { appKb = 80, floorKb = 70, paneKb = 75, words = '', lazyWords = '' } = part;
  const script = (name: string, kb: number, text: string) =>
    writeFileSync(path.join(folder, 'assets', name), Buffer.concat([Buffer.from(text), randomBytes(kb * 1_024)]));
  const page = (name: string, ...scripts: string[]) =>
    writeFileSync(
      path.join(folder, `${name}.html`),
      scripts.map((s) => `<script defer="defer" src="/assets/${s}"></script>`).join(''),
    );
  script('app.js', appKb, words);
  script('floor.js', floorKb, '');
  script('outlook.js', paneKb, '');
  script('redirect.js', 1, '');
  script('later.js', 10, lazyWords);
  page('app', 'app.js');
  page('floor', 'floor.js');
  page('outlook', 'outlook.js');
  page('redirect', 'redirect.js');
}

test('pages inside the limits pass, and their sizes are told', () => {
  pages({});
  const { app, floor, pane, problems } = budget(folder);
  expect([Math.round(app), Math.round(floor), Math.round(pane), problems]).toEqual([80, 70, 75, []]);
  expect(() => checkBudget(folder)).not.toThrow();
});

test.each([
  ['too much at first', { appKb: 151, floorKb: 100 }, /first load is 151/],
  ['too much in the pane of Outlook', { paneKb: 151 }, /first load of the pane is 151/],
  ['too much against an empty page', { appKb: 100, floorKb: 40 }, /2\.5\d times the floor/],
  ['the sign-in library in the first load', { words: 'x("msal.js.browser")' }, /MSAL is in the first load/],
  [
    'a local address, even in a chunk for later',
    { lazyWords: '"http://localhost:3978"' },
    /local address is in assets\/later\.js/,
  ],
])('%s fails the build and says which limit', (_, part, words) => {
  pages(part);
  expect(() => checkBudget(folder)).toThrow(words);
});

test('the sign-in library may come later', () => {
  pages({ lazyWords: 'x("msal.js.browser")' });
  expect(budget(folder).problems).toEqual([]);
});
