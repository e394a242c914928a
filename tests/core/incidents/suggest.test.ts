import { SANCTIONS } from '../../../src/core/incidents/sanctions';
import { suggest } from '../../../src/core/incidents/suggest';
import { EXAMPLES, type Example, NO_ROW, NO_ROW_UNSEEN } from './examples';

const AUDIENCES = ['pupils', 'staff'] as const;
const isRight = ({ text, audience, row }: Example): boolean =>
  suggest(text, SANCTIONS[audience]).some((s) => s.rowId === row);
const share = (list: readonly Example[]): number => list.filter(isRight).length / list.length;

test('the right row is among three for at least 85 in 100 of 150 stories, and of the third never tuned on', () => {
  const unseen = EXAMPLES.filter((_, i) => i % 3 === 2);
  expect([EXAMPLES.length >= 150, unseen.length > 50]).toEqual([true, true]);
  expect(share(EXAMPLES)).toBeGreaterThanOrEqual(0.85);
  expect(share(unseen)).toBeGreaterThanOrEqual(0.85);
});

test.each(NO_ROW)('nothing is suggested for: %s', (text) => {
  for (const audience of AUDIENCES) expect(suggest(text, SANCTIONS[audience])).toEqual([]);
});

test('of 15 more that fit nothing, never tuned on, few bring a suggestion all the same', () => {
  const wrong = NO_ROW_UNSEEN.flatMap((text) =>
    AUDIENCES.filter((audience) => suggest(text, SANCTIONS[audience]).length > 0),
  );
  expect(wrong.length).toBeLessThanOrEqual(2);
});

test('each keyword of the school brings its own row', () => {
  for (const audience of AUDIENCES)
    for (const row of SANCTIONS[audience].rows)
      for (const keyword of row.keywords)
        expect([keyword, suggest(keyword, SANCTIONS[audience]).map((s) => s.rowId)]).toEqual([
          keyword,
          expect.arrayContaining([row.id]),
        ]);
});

test('at most three, best first, by the words of one sentence, with the category in the school’s own words', () => {
  const found = suggest(
    'He shared his login. He downloaded a game. He was on TikTok. Playing games in lesson again after a warning!',
    SANCTIONS.pupils,
  );
  expect(found.length).toBe(3);
  expect(SANCTIONS.pupils.rows.map((r) => r.category)).toContain(found[0]?.category);
  expect(suggest('', SANCTIONS.staff)).toEqual([]);
  expect(suggest('…', SANCTIONS.pupils)).toEqual([]);
});

test('a row of the school’s own is suggested by its own ways of saying it', () => {
  const own = { id: 'p_drone', category: 'Flying a drone', ticked: [], keywords: ['flew a drone over the playground'] };
  const table = { ...SANCTIONS.pupils, rows: [...SANCTIONS.pupils.rows, own] };
  const story = 'At lunch he flew a drone over the playground.';
  expect(suggest(story, table)[0]).toEqual({ rowId: 'p_drone', category: 'Flying a drone' });
  expect(suggest(story, SANCTIONS.pupils).map((s) => s.rowId)).not.toContain('p_drone');
});
