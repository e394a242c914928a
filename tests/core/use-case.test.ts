import { z } from 'zod';
import { TenantId } from '../../src/core/ids';
import { AppError, sure } from '../../src/core/errors';
import type { Work } from '../../src/core/ports';
import { inBulk, useCase } from '../../src/core/use-case';

const actor = {
  kind: 'service',
  tenantId: TenantId.parse('0a4f0000-0000-4000-8000-0000000000aa'),
  job: 'test',
} as const;
const work = {} as Work; // not touched
const doubling = useCase<number, { schoolId: null }, number>({
  name: 'test.double',
  action: 'tenant.establish',
  input: z.number(),
  ledger: null,
  ...inBulk({
    subjects: (asked) => Promise.resolve(asked.map(({ input }) => (input < 0 ? null : { schoolId: null }))),
    run: (runs) => Promise.resolve(runs.flatMap(({ input }) => (input === 0 ? [] : [input * 2]))),
  }),
});

describe('a use case for many, asked by one', () => {
  test('answers as for many', async () => {
    const subject = await doubling.subject(4, work, actor);
    expect(await doubling.run({ input: 4, subject, actor }, work)).toBe(8);
  });
  test('what is not there is not there', async () => {
    await expect(doubling.subject(-1, work, actor)).rejects.toMatchObject({ code: 'not_found' });
  });
  test('no answer is our own mistake', async () => {
    const run = { input: 0, subject: { schoolId: null }, actor };
    await expect(doubling.run(run, work)).rejects.toMatchObject({ code: 'unexpected' });
  });
});

test.each([null, undefined])('what is sure to be there and is %s is our own mistake, named for the log', (value) => {
  expect(() => sure(value, 'a school')).toThrow(new AppError('unexpected', { detail: 'a school is missing' }));
  expect(sure(0, 'a figure')).toBe(0);
});
