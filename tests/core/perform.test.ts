import { z } from 'zod';
import { NOTHING } from '../../src/core/access/rules';
import { AppError, invalid, notFound } from '../../src/core/errors';
import type { Work } from '../../src/core/ports';
import { type UseCase, useCase, whoIs } from '../../src/core/use-case';
import { useCases } from '../../src/core/use-cases';
import { everyday, withStore } from '../support/engines';
import { type SchoolFixture, makeSchool } from '../support/school';

type Tried = UseCase<Record<string, never>, { schoolId: null }, unknown>;
const trying = (run: (work: Work) => Promise<unknown>, ledger: Tried['ledger'] = null): Tried =>
  useCase<Record<string, never>, { schoolId: null }, unknown>({
    name: 'test.trying',
    action: 'me.read',
    input: z.strictObject({}),
    ledger,
    subject: () => Promise.resolve({ ...NOTHING, schoolId: null }),
    run: (_, work) => run(work),
  });

describe.each(everyday)('the one door, on %s', (engine) => {
  const at = withStore(engine);
  let school: SchoolFixture;
  beforeEach(async () => {
    school = await makeSchool(at.store);
  });
  const rename = (work: Work) => work.settings.set('trust_name', 'Another name');

  test('a read cannot write: the database itself refuses', async () => {
    const before = await school.fingerprint();
    await expect(school.perform(trying(rename), school.actor('head'), {})).rejects.toMatchObject({ code: '25006' });
    expect(await school.fingerprint()).toBe(before);
  });

  test('a read cannot leave an entry either', async () => {
    const record = (work: Work) => work.ledger.append({ kind: 'notice.sent', ref: null, payload: {} });
    const known = await school.entries();
    await expect(school.perform(trying(record), school.actor('head'), {})).rejects.toMatchObject({ code: '25006' });
    expect(await school.entries()).toEqual(known);
  });

  test('a change and its entry are kept together', async () => {
    const rule = { kind: 'setting.changed', payload: () => ({ key: 'trust_name' }) } as const;
    await school.perform(trying(rename, rule), school.actor('head'), {});
    expect(await school.entries('setting.changed')).toHaveLength(1);
  });

  test('and dropped together when the entry cannot be made', async () => {
    const before = await school.fingerprint();
    const rule = { kind: 'setting.changed', payload: () => ({ half: 0.5 }) } as const;
    await expect(school.perform(trying(rename, rule), school.actor('head'), {})).rejects.toMatchObject({
      code: 'unexpected',
    });
    expect(await school.fingerprint()).toBe(before);
    expect(await school.entries('setting.changed')).toHaveLength(0);
  });

  test('a failure is passed on and leaves nothing', async () => {
    const before = await school.fingerprint();
    const fails = trying((work) => rename(work).then(() => Promise.reject(invalid('name', 'is not right'))), {
      kind: 'setting.changed',
      payload: () => ({}),
    });
    await expect(school.perform(fails, school.actor('head'), {})).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await school.fingerprint()).toBe(before);
    expect(await school.entries('access.refused')).toHaveLength(0);
  });

  test.each([
    ['absent', undefined, 'absent'],
    ['named', 'forbidden', 'forbidden'],
  ])('a refusal (%s) is recorded with who asked, for what and why, and nothing of the record', async (_, why, kept) => {
    const absent = trying(() => Promise.reject(notFound(why)));
    await expect(school.perform(absent, school.actor('teacher'), {})).rejects.toMatchObject({ code: 'not_found' });
    const [refused] = await school.entries('access.refused');
    expect(JSON.parse(refused?.payload ?? '')).toEqual({
      by: { person: school.id('teacher'), oid: school.id('teacher') },
      did: { useCase: 'test.trying', why: kept },
    });
  });

  test('what does not parse is refused before anything is looked up, naming each field', async () => {
    const asked = school.perform(useCases['roles.give'], school.actor('teacher'), { role: 'king', extra: 1 });
    await expect(asked).rejects.toMatchObject({ code: 'invalid_input' });
    const error = (await asked.catch((e: unknown) => e)) as AppError; // rejected above
    expect(error.problems.map((p) => p.where).sort()).toEqual(['personId', 'request', 'role', 'schoolId', 'until']);
    expect(await school.entries('access.refused')).toHaveLength(0);
  });

  test.each([null, undefined, 'text', 5, []])('%j is not an input', async (raw) => {
    await expect(school.perform(useCases['me.read'], school.actor('teacher'), raw)).rejects.toMatchObject({
      code: 'invalid_input',
      problems: [{ where: 'request' }],
    });
  });

  test('one tenant sees nothing of another', async () => {
    const other = await makeSchool(at.store);
    const { policyId } = await other.agreement();
    await expect(
      school.perform(useCases['policies.read'], school.actor('trustHead'), { policyId }),
    ).rejects.toMatchObject({ code: 'not_found' });
    expect((await school.perform(useCases['policies.list'], school.actor('trustHead'), {})).policies).toEqual([]);
  });
});

test('the ledger knows people by id and a service by its job, never by name', () => {
  expect(
    whoIs({ kind: 'service', tenantId: '0a4f0000-0000-4000-8000-0000000000aa' as never, job: 'schedule' }),
  ).toEqual({
    service: 'schedule',
  });
});

test('an error keeps its cause and says its code where nothing better is known', () => {
  const cause = new TypeError('below');
  expect(new AppError('unavailable', { cause }).cause).toBe(cause);
  expect(new AppError('unavailable').message).toBe('unavailable');
  expect(new AppError('conflict', { detail: 'closed' }).message).toBe('closed');
  expect(notFound().detail).toBeUndefined();
});
