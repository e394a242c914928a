import pg from 'pg';
import { decodeRows } from '../../src/adapters/documents/rows';
import { NO_ACCOUNT } from '../../src/core/accounts/account';
import type { BatchId } from '../../src/core/accounts/batch';
import type { Directory } from '../../src/core/accounts/directory';
import { useCases } from '../../src/core/use-cases';
import { tendAccounts } from '../../src/server/accounts';
import { guid } from '../core/accounts/builders';
import { littleDirectory } from '../core/accounts/little-directory';
import { withStore } from '../support/engines';
import type { SchoolFixture } from '../support/school';
import { type World, makeWorld } from '../support/world';

jest.setTimeout(300_000);
const PUPILS = 5_000;
const LICENCES = 4_000;
const LICENCE = { id: guid(8), name: 'Pupils' };
const HEADINGS = 'Admission number,First name,Family name,Date of birth,School,Class,Year';
/** Nursery has no group here; Reception to Year 6 have one each, named by the year they started in. */
const yearOf = (i: number): string => ['R', '1', '2', '3', '4', '5', '6'][i % 7] ?? '';
const good = (i: number): string =>
  `P${i},Given${i % 500},Family${i % 1_499},2018-01-0${1 + (i % 9)},Example Primary,${yearOf(i)} Class ${i % 170},${yearOf(i)}`;
const BAD = [
  ['PX1,Wrong,Year,2018-01-01,Example Primary,Oak,13', 'Year', '“13” is not a year here'],
  ['P5,Double,Number,2018-01-01,Example Primary,Oak,4', 'Admission number', 'already on line 7'],
  [',No,Number,2018-01-01,Example Primary,Oak,4', 'Admission number', 'is empty'],
  ['PX2,Wrong,Date,31/02/2018,Example Primary,Oak,4', 'Date of birth', 'is not a date'],
] as const;

/** A list as the server reads it out of a file. */
function listOf(lines: readonly string[]) {
  const { headings, rows } = decodeRows(Buffer.from([HEADINGS, ...lines].join('\r\n')), 'pupils.csv');
  const body = rows.map(({ line, cells }) => ({ line, cells: headings.map((h) => cells[h] ?? '') }));
  return { rows: [{ line: 1, cells: [...headings] }, ...body], isComplete: false };
}

describe('a list of 5,000 pupils', () => {
  const store = withStore('postgres');
  const asked = jest.spyOn(pg.Client.prototype, 'query');
  let school: SchoolFixture;
  let batchId: BatchId;
  let schoolId: SchoolFixture['schools']['a'];
  const list = listOf([...Array.from({ length: PUPILS }, (_, i) => good(i)), ...BAD.map(([line]) => line)]);
  const office = () => school.actor('office');
  const ict = () => school.actor('ict');
  const onRegister = async () =>
    (await school.unit.run(school.service, 'read', (work) => work.attestations.pupils(schoolId))).length;
  const view = () => school.perform(useCases['accounts.pupils'], office(), { schoolId });
  const batch = () => school.perform(useCases['accounts.batch'], ict(), { batchId });

  /** What is done, how long it takes in ms, and how many questions the database is asked. */
  async function measured<T>(name: string, run: () => Promise<T>): Promise<{ result: T; ms: number; queries: number }> {
    asked.mockClear();
    const began = performance.now();
    const result = await run();
    const [ms, queries] = [Math.round(performance.now() - began), asked.mock.calls.length];
    process.stdout.write(`${name}: ${ms} ms, ${queries} queries\n`);
    return { result, ms, queries };
  }

  let little: ReturnType<typeof littleDirectory>;
  const tend = () => {
    const directory: Directory = {
      ...little.directory,
      look: (refs) => Promise.resolve(new Map(refs.map((r) => [r.key, little.state.get(r.key) ?? NO_ACCOUNT]))),
      overview: () => Promise.resolve({ domains: [], seats: [], byGroup: { [LICENCE.id]: LICENCES } }),
    };
    const { perform, service, now, wait } = school;
    return tendAccounts({
      ...{ perform, service, now, directory },
      wait: (ms) => Promise.resolve(wait(ms)),
      onError: (e) => {
        throw e;
      },
    });
  };

  beforeAll(async () => {
    const world: World = await makeWorld(store.store);
    ({ school } = world);
    schoolId = school.schools.a;
    little = littleDirectory({}, { now: school.now });
    const years = [2020, 2021, 2022, 2023, 2024, 2025, 2026];
    const cohorts = years.map((entryYear) => {
      return { entryYear, schoolId, group: { id: guid(entryYear), name: `${entryYear}-intake` } };
    });
    const scheme = { ...world.accounts.scheme, cohorts, pupilLicence: LICENCE };
    await school.perform(useCases['accounts.saveScheme'], school.actor('trustHead'), { scheme });
    await tend();
  });

  test('is shown whole before anything happens, and each line that is wrong is named with the reason', async () => {
    const before = await onRegister();
    const preview = () => school.perform(useCases['pupils.previewList'], office(), list);
    const { result: seen, ms } = await measured('preview', preview);
    expect(seen).toMatchObject({ leaves: [], changes: [], unchanged: 0 });
    expect(seen.adds).toHaveLength(PUPILS);
    expect(seen.problems).toEqual(
      BAD.map(([, where, what], i) => ({
        line: PUPILS + 2 + i,
        where,
        what: expect.stringContaining(what) as unknown,
      })),
    );
    expect(ms).toBeLessThan(10_000);
    expect(await onRegister()).toBe(before);
    const twice = Array.from({ length: 2 * PUPILS + 1 }, (_, i) => good(i));
    const problems = [{ where: 'file', what: expect.stringContaining('one list for each school') as unknown }];
    await expect(school.perform(useCases['pupils.previewList'], office(), listOf(twice))).rejects.toMatchObject({
      code: 'too_large',
      problems,
    });
  });

  test('comes in whole or not at all: also when two people press at once', async () => {
    const before = await onRegister();
    const { hash } = await school.perform(useCases['pupils.previewList'], office(), list);
    const apply = (h: string) => school.perform(useCases['pupils.applyList'], office(), { ...list, hash: h });
    await expect(apply('0')).rejects.toMatchObject({ code: 'conflict' });
    expect(await onRegister()).toBe(before);
    const { result, ms } = await measured('apply', () => Promise.allSettled([apply(hash), apply(hash)]));
    expect(result.filter((r) => r.status === 'fulfilled')).toMatchObject([{ value: { added: PUPILS } }]);
    expect(result.filter((r) => r.status === 'rejected')).toMatchObject([{ reason: { code: 'conflict' } }]);
    expect(ms).toBeLessThan(20_000);
    expect(await onRegister()).toBe(before + PUPILS);
  });

  test('is asked for in one go, and how many licences there are is told before', async () => {
    const { result: seen, ms } = await measured('look', view);
    expect(seen.joiners).toHaveLength(PUPILS);
    expect(seen).toMatchObject({ seatsLeft: LICENCES, leavers: [], removals: [], underWay: 0 });
    expect(ms).toBeLessThan(10_000);
    const input = { schoolId, hash: seen.hash, name: 'Everybody' };
    const ask = () => school.perform(useCases['accounts.askForPupils'], office(), input);
    const sent = await measured('ask', ask);
    ({ batchId } = sent.result);
    expect(sent.ms).toBeLessThan(20_000);
    expect(await view()).toMatchObject({ joiners: [], underWay: PUPILS });
  });

  test('can be looked at at once, when the database has not counted it yet', async () => {
    const { result: seen, ms } = await measured('page while it is worked out', batch);
    expect(seen).toMatchObject({ row: { counts: { total: PUPILS, asked: PUPILS } }, toApprove: 0 });
    expect(ms).toBeLessThan(5_000);
  });

  test('is worked out in the background, a helping at a time and not a pupil at a time', async () => {
    const { ms, queries } = await measured('work out', tend);
    expect(queries).toBeLessThan(PUPILS / 2);
    expect(ms).toBeLessThan(120_000);
    const page = await measured('page', batch);
    expect(page.result).toMatchObject({ row: { counts: { waiting: PUPILS } }, toApprove: PUPILS });
    expect(page.queries).toBeLessThan(50);
    expect(page.ms).toBeLessThan(10_000);
    expect(JSON.stringify(page.result).length).toBeLessThan(200_000);
  });

  test('is approved whole, by somebody else, and begins to be carried out', async () => {
    const { hash } = await batch();
    const approve = () => school.perform(useCases['accounts.approveBatch'], ict(), { batchId, hash });
    const { result, ms } = await measured('approve', approve);
    expect(result).toEqual({ approved: PUPILS, begun: PUPILS });
    expect(ms).toBeLessThan(20_000);
    await measured('carry out a first helping', tend);
    const { row } = await batch();
    expect(row.counts).toMatchObject({ total: PUPILS, waiting: 0, stuck: 0 });
    expect(little.created()).toBeGreaterThanOrEqual(1_000);
    expect(row.counts.settled).toBe(little.created());
  });
});
