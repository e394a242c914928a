import type { Block, PolicyDocument } from '../../../tabs/policies/types';
import {
  countsOf,
  documentOf,
  type Edit,
  edited,
  type Editing,
  editingOf,
  isEmptyBlock,
  isSameTyping,
  startOf,
} from '../../../tabs/policies/import/edit';

const FIELDS = {
  title: ' Staff agreement ',
  version: '1',
  date: '',
  author: '',
  approvedByHead: '',
  approvedByGovernors: '',
  nextReview: '',
};
const say = (text: string): Block => ({ kind: 'paragraph', text });
const promise = (text: string): Block => ({ kind: 'statement', key: '', text });
const list = (...items: string[]): Block => ({ kind: 'list', ordered: false, items });
const table: Block = { kind: 'table', caption: '', headers: ['Who', 'May'], rows: [['Staff', 'Yes']] };
const picture: Block = { kind: 'picture', alt: 'The school', data: null };

/** Two sections: numbers 1 and its blocks, then the second and its blocks. */
const start = (first: Block[], second: Block[] = []): Editing =>
  editingOf({
    fields: FIELDS,
    sections: [
      { level: 1, heading: 'First ', anchor: 'first', blocks: first },
      { level: 2, heading: 'Second', anchor: 'second', blocks: second },
    ],
  });
const idOf = (now: Editing, section: number, block: number): number => now.sections[section]?.blocks[block]?.id ?? -1;
const blocks = (now: Editing): Block[][] => now.sections.map((s) => s.blocks.map(({ block }) => block));
const run = (now: Editing, ...edits: Edit[]): Editing => edits.reduce(edited, now);
/** No number is ever given twice: moving and undoing rest on it. */
const numbers = (now: Editing): number[] => now.sections.flatMap((s) => [s.id, ...s.blocks.map(({ id }) => id)]);

test('what is saved has no empty lines, and headings and title without spaces around them', () => {
  const now = start([say('  One. '), say(' '), list(' a ', ' '), list(' '), promise('I will.'), table, picture]);
  const saved: PolicyDocument = documentOf(now);
  expect(saved.fields.title).toBe('Staff agreement');
  expect(saved.sections[0]).toMatchObject({ heading: 'First', anchor: 'first' });
  expect(saved.sections[0]?.blocks).toEqual([say('One.'), list('a'), promise('I will.'), table, picture]);
  expect(isEmptyBlock({ ...table, rows: [] })).toBe(true);
  expect(isEmptyBlock(picture)).toBe(false);
  expect(countsOf(now)).toEqual({ sections: 2, statements: 1, tables: 1 });
});

test('fields, headings and levels are written where they stand', () => {
  const now = start([say('One.')]);
  const [first = 0, second = 0] = now.sections.map((s) => s.id);
  const done = run(
    now,
    { do: 'fields', fields: { version: '2' } },
    { do: 'heading', section: first, heading: 'Promises' },
    { do: 'level', section: second, level: 3 },
  );
  expect(done.fields.version).toBe('2');
  expect(done.sections.map((s) => [s.heading, s.level])).toEqual([
    ['Promises', 1],
    ['Second', 3],
  ]);
});

test('a heading taken away leaves its text in the section before; the first keeps its own', () => {
  const now = start([say('One.')], [say('Two.')]);
  const [first = 0, second = 0] = now.sections.map((s) => s.id);
  expect(blocks(edited(now, { do: 'mergeSection', section: second }))).toEqual([[say('One.'), say('Two.')]]);
  expect(edited(now, { do: 'mergeSection', section: first })).toBe(now);
  expect(blocks(edited(now, { do: 'removeSection', section: first }))).toEqual([[say('Two.')]]);
});

test('a new section stands after the one it was asked at, on its level, and takes text', () => {
  const now = start([say('One.')]);
  const [first = 0] = now.sections.map((s) => s.id);
  const more = edited(now, { do: 'addSection', section: first });
  expect(more.sections.map((s) => [s.heading, s.level])).toEqual([
    ['First ', 1],
    ['', 1],
    ['Second', 2],
  ]);
  const texts = edited(more, { do: 'addText', section: more.sections[1]?.id ?? 0 });
  expect(blocks(texts)[1]).toEqual([say('')]);
  expect(new Set(numbers(texts)).size).toBe(numbers(texts).length);
  expect(edited(now, { do: 'addSection', section: 999, heading: 'New' }).sections[0]).toMatchObject({ level: 1 });
});

test('a line becomes a promise, a paragraph or a point, and back', () => {
  const now = start([say('One.'), table]);
  const id = idOf(now, 0, 0);
  expect(blocks(edited(now, { do: 'turn', id, into: 'statement' }))[0]?.[0]).toEqual(promise('One.'));
  expect(blocks(edited(now, { do: 'turn', id, into: 'list' }))[0]?.[0]).toEqual(list('One.'));
  const many = start([list('a', 'b', 'c')]);
  const apart = edited(many, { do: 'turn', id: idOf(many, 0, 0), into: 'statement' });
  expect(blocks(apart)[0]).toEqual([promise('a'), promise('b'), promise('c')]);
  expect(new Set(numbers(apart)).size).toBe(numbers(apart).length);
  // A table has no lines that could be anything else.
  expect(edited(now, { do: 'turn', id: idOf(now, 0, 1), into: 'paragraph' })).toBe(now);
});

test('a new point belongs to the lists right before and after it', () => {
  const now = start([list('a'), say('b'), list('c')], [say('alone')]);
  expect(blocks(edited(now, { do: 'turn', id: idOf(now, 0, 1), into: 'list' }))[0]).toEqual([list('a', 'b', 'c')]);
  expect(blocks(edited(now, { do: 'turn', id: idOf(now, 1, 0), into: 'list' }))[1]).toEqual([list('alone')]);
});

test('one point of a list becomes a promise between what is left of the list', () => {
  const now = start([list('a', 'b', 'c'), say('no list')]);
  const id = idOf(now, 0, 0);
  const at = (item: number) => blocks(edited(now, { do: 'turnItem', id, item }))[0]?.slice(0, -1);
  expect(at(1)).toEqual([list('a'), promise('b'), list('c')]);
  expect(at(0)).toEqual([promise('a'), list('b', 'c')]);
  expect(at(2)).toEqual([list('a', 'b'), promise('c')]);
  expect(edited(now, { do: 'turnItem', id, item: 9 })).toBe(now);
  expect(edited(now, { do: 'turnItem', id: idOf(now, 0, 1), item: 0 })).toBe(now);
});

test('a block moves one place, at the edge of a section into the next, and nowhere beyond the text', () => {
  const now = start([say('One.'), say('Two.')], [say('Three.')]);
  const [one, two, three] = [idOf(now, 0, 0), idOf(now, 0, 1), idOf(now, 1, 0)];
  expect(blocks(edited(now, { do: 'move', id: two, by: -1 }))[0]).toEqual([say('Two.'), say('One.')]);
  expect(blocks(edited(now, { do: 'move', id: two, by: 1 }))).toEqual([[say('One.')], [say('Two.'), say('Three.')]]);
  expect(blocks(edited(now, { do: 'move', id: three, by: -1 }))).toEqual([
    [say('One.'), say('Two.'), say('Three.')],
    [],
  ]);
  expect(edited(now, { do: 'move', id: one, by: -1 })).toBe(now);
  expect(edited(now, { do: 'move', id: three, by: 1 })).toBe(now);
  expect(edited(now, { do: 'move', id: 999, by: 1 })).toBe(now);
});

test('a block is put in the place of another, or taken away', () => {
  const now = start([say('One.'), say('Two.')]);
  const id = idOf(now, 0, 0);
  expect(blocks(edited(now, { do: 'replace', id, block: say('New.') }))[0]).toEqual([say('New.'), say('Two.')]);
  expect(blocks(edited(now, { do: 'remove', id }))[0]).toEqual([say('Two.')]);
});

test('typing in one place is undone as one change', () => {
  const typing: Edit = { do: 'replace', id: 1, block: say('a') };
  expect(isSameTyping(typing, { do: 'replace', id: 1, block: say('ab') })).toBe(true);
  expect(isSameTyping(typing, { do: 'replace', id: 2, block: say('ab') })).toBe(false);
  const heading: Edit = { do: 'heading', section: 1, heading: 'a' };
  expect(isSameTyping(heading, { do: 'heading', section: 1, heading: 'ab' })).toBe(true);
  expect(isSameTyping(heading, typing)).toBe(false);
  expect(isSameTyping({ do: 'fields', fields: {} }, { do: 'fields', fields: {} })).toBe(true);
  expect(isSameTyping(null, typing)).toBe(false);
});

test('buttons are named by how a block begins', () => {
  expect(startOf(say('I will keep it.'))).toBe('I will keep it.');
  expect(startOf(promise('one two three four five six seven eight nine'))).toBe(
    'one two three four five six seven eight…',
  );
  expect(startOf(list('a', 'b'))).toBe('a b');
  expect(startOf(table)).toBe('Who, May');
  expect(startOf({ ...table, caption: 'Who may' })).toBe('Who may');
  expect(startOf(picture)).toBe('The school');
});
