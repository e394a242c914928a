import { buffer } from 'node:stream/consumers';
import {
  inspectionPdf,
  type InspectionPack,
  type NotSignedRow,
} from '../../../../src/adapters/documents/write/inspection-pack';
import type { ObligationState } from '../../../../src/core/attestation/obligations';
import { Day } from '../../../../src/core/ids';
import { readPdf, wholeText } from './pdf-text';

const day = (text: string): Day => Day.parse(text);
const at = (text: string): number => Date.parse(text);

const tally = (label: string, counts: Record<ObligationState, number>, overdue = 0) => ({
  key: label,
  label,
  counts,
  overdue,
  expected: Object.values(counts).reduce((sum, count) => sum + count, 0),
});

const aRow = (changed: Partial<NotSignedRow> = {}): NotSignedRow => ({
  name: 'Bryn Pugh',
  role: 'Support',
  school: 'Birchwood High School',
  department: 'Science',
  state: 'pending',
  reason: '',
  dueOn: day('2026-09-18'),
  isOverdue: true,
  remindedOn: day('2026-09-15'),
  ...changed,
});

const aPack = (changed: Partial<InspectionPack> = {}): InspectionPack => ({
  organisation: 'Three Trees Trust',
  agreement: { title: 'Staff acceptable use agreement', version: '4.1' },
  campaign: { opensOn: day('2026-09-01'), dueOn: day('2026-09-18'), closedOn: null },
  asOf: at('2026-09-21T08:30:00Z'),
  madeBy: 'Zoë Ashworth',
  approval: {
    head: { name: 'Ruth Okafor', on: day('2026-07-01') },
    governors: { on: day('2026-07-10'), minute: '26/41' },
    publishedOn: day('2026-07-12'),
    nextReviewOn: day('2027-07-01'),
  },
  total: tally('All', { signed: 212, pending: 9, question: 3, excused: 10, left: 6 }, 9),
  bySchool: [
    tally('Alder Hill Primary School', { signed: 50, pending: 0, question: 0, excused: 0, left: 0 }),
    tally('Birchwood High School', { signed: 162, pending: 9, question: 3, excused: 10, left: 6 }, 9),
  ],
  byRole: [tally('Teaching', { signed: 199, pending: 1, question: 0, excused: 0, left: 0 })],
  byDepartment: [tally('Nobody’s', { signed: 0, pending: 0, question: 0, excused: 0, left: 0 })],
  byDate: [
    { day: day('2026-09-01'), signed: 200 },
    { day: day('2026-09-03'), signed: 12 },
  ],
  reminders: [{ day: day('2026-09-15'), sent: 40, confirmed: 38 }],
  notSigned: [
    aRow(),
    aRow({ name: 'Siân O’Brien', state: 'excused', reason: 'Long absence', isOverdue: false, remindedOn: null }),
  ],
  checkpoint: { size: 4300, root: 'XrnW2Wkm1z7Xz1Yl3Uuc5rYxqyYHh0o2f0m1y8nq3dM=', at: at('2026-09-21T08:00:00Z') },
  ...changed,
});

const read = async (pack: InspectionPack, listed?: number) => readPdf(await buffer(inspectionPdf(pack, listed)));
const textOf = async (pack: InspectionPack, listed?: number): Promise<string> => wholeText(await read(pack, listed));
const many = (count: number): NotSignedRow[] =>
  Array.from({ length: count }, (_, index) =>
    aRow({ name: `Person number ${index + 1}`, reason: 'Away until Easter' }),
  );

test('it gives an inspector the figures, the approval, the reminders and the names', async () => {
  const text = await textOf(aPack());
  for (const part of [
    'Who has signed: Staff acceptable use agreement',
    '212 of 240 signed. 9 not signed yet, 3 with a question, 16 excused or left.',
    'Organisation Three Trees Trust',
    'Version 4.1',
    'To sign by Friday 18 September 2026',
    'As of Monday 21 September 2026 at 09:30',
    'Made by Zoë Ashworth',
    'Approved by Ruth Okafor, Wednesday 1 July 2026',
    'Ratified by governors Friday 10 July 2026 (minute 26/41)',
    'Next review Thursday 1 July 2027',
    'Alder Hill Primary School 50 50 0 0 0 0 0 100',
    'Birchwood High School 190 162 9 3 10 6 9 85',
    'All 240 212 9 3 10 6 9 88',
    'Teaching 200 199 1 0 0 0 0 99',
    'Nobody’s 0 0 0 0 0 0 0 –',
    'Tuesday 1 September 2026 200 200 Thursday 3 September 2026 12 212',
    'Tuesday 15 September 2026 40 38 2',
    'Who has not signed (2)',
    'Bryn Pugh Birchwood High School Support Science Not yet, overdue 18/09/2026 15/09/2026',
    'Siân O’Brien Birchwood High School Support Science Excused Long absence 18/09/2026 –',
    'Checkpoint 4300 entries, 2026-09-21 08:00:00 UTC',
    'XrnW2Wkm1z7Xz1Yl3Uuc5rYxqyYHh0o2f0m1y8nq3dM=',
  ])
    expect(text).toContain(part);
});

test('what is not recorded is said not to be', async () => {
  const approval = { head: null, governors: null, publishedOn: null, nextReviewOn: null };
  const bare = aPack({ approval, bySchool: [], byDate: [], reminders: [], notSigned: [], checkpoint: null });
  const text = await textOf({ ...bare, campaign: { ...bare.campaign, closedOn: day('2026-09-30') } });
  expect(text).toContain('Approved by Not recorded Ratified by governors Not recorded Published Not recorded');
  expect(text).toContain('No reminders have been sent.');
  expect(text).toContain('Everyone who was asked has signed.');
  expect(text).toContain('Closed Wednesday 30 September 2026');
  expect(text).not.toMatch(/By school|By date|Where these figures/);
});

test('a minute without a number and people without a department are said plainly', async () => {
  const approval = { ...aPack().approval, governors: { on: day('2026-07-10'), minute: '' } };
  const byDepartment = [tally('', { signed: 3, pending: 0, question: 0, excused: 0, left: 0 })];
  const text = await textOf(aPack({ approval, byDepartment }));
  expect(text).toContain('Ratified by governors Friday 10 July 2026 Published');
  expect(text).toContain('Not said 3 3 0 0 0 0 0 100');
});

test('every page is numbered and repeats the headings of the list; everything has a tag', async () => {
  const { pages, untagged, tags } = await read(aPack({ notSigned: many(100) }));
  expect(pages.length).toBeGreaterThan(3);
  pages.forEach((page, index) => {
    expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
    const hasNames = page.some((text) => text.startsWith('Person '));
    if (hasNames) expect(page).toEqual(expect.arrayContaining(['Name', 'School', 'Role', 'Reminded']));
  });
  expect(untagged).toEqual([]);
  expect(tags).toEqual(expect.arrayContaining(['H1', 'H2', 'P', 'Figure', 'Table', 'TR', 'TH', 'TD']));
});

test('everyone is named once, over all the pages', async () => {
  const { pages } = await read(aPack({ notSigned: many(100) }));
  const names =
    wholeText({ ...(await read(aPack({ notSigned: many(100) }))), pages }).match(/Person number \d+/g) ?? [];
  expect(names).toEqual(many(100).map(({ name }) => name));
});

test('a list too long for paper is cut, which it says', async () => {
  const text = await textOf(aPack({ notSigned: many(30) }), 20);
  expect(text).toContain('The first 20 of 30 are listed here.');
  expect(text).toContain('Person number 20');
  expect(text).not.toContain('Person number 21');
});

test('a reason as long as a page is cut so that its row fits', async () => {
  const { pages } = await read(aPack({ notSigned: [aRow({ reason: 'very long '.repeat(500) })] }));
  expect(pages.flat()).toContain('…');
  expect(pages.length).toBeLessThan(5);
});

test('the same figures give the same file', async () => {
  const [first, again] = await Promise.all([aPack(), aPack()].map((pack) => buffer(inspectionPdf(pack))));
  expect(first && again?.equals(first)).toBe(true);
});

test('240 names take no more than half a minute of work', async () => {
  const before = process.cpuUsage();
  await buffer(inspectionPdf(aPack({ notSigned: many(240) })));
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(30);
});

test('a long list leaves in parts as it is drawn, and memory stays low', async () => {
  const parts: number[] = [];
  let most = 0;
  const before = process.memoryUsage().heapUsed;
  for await (const part of inspectionPdf(aPack({ notSigned: many(3000) })) as AsyncIterable<Buffer>) {
    parts.push(part.length);
    most = Math.max(most, process.memoryUsage().heapUsed - before);
  }
  expect(parts.length).toBeGreaterThan(100);
  expect(Math.max(...parts)).toBeLessThan(2 * 2 ** 20);
  expect(most).toBeLessThan(200 * 2 ** 20);
}, 120_000);

test('a reader who goes away stops the drawing', async () => {
  const stream = inspectionPdf(aPack({ notSigned: many(10_000) }));
  for await (const _ of stream) break;
  expect(stream.destroyed).toBe(true);
});
