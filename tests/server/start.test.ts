import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { AppError } from '../../src/core/errors';
import { engines } from '../support/engines';
import { makeLantern } from '../support/over-http';
import { postgresUrl } from '../support/postgres';

const broken = () => Promise.reject(new AppError('unavailable', { detail: 'the first head could not be written' }));
const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

describe.each(engines)('a start that fails, on %s', (engine) => {
  test.each(['web', 'both'] as const)('as %s, leaves nothing running behind it', async (role) => {
    const before = timers();
    await expect(makeLantern({ engine, more: { role, prepare: broken } })).rejects.toMatchObject({
      detail: 'the first head could not be written',
    });
    expect(timers()).toBeLessThanOrEqual(before);
  });
});

describe('the login of a production database', () => {
  const asAdmin = async (sql: string): Promise<void> => {
    const admin = new pg.Client({ connectionString: await postgresUrl() });
    await admin.connect();
    try {
      await admin.query(sql);
    } finally {
      await admin.end();
    }
  };

  test.each([
    ['a superuser', 'superuser', 'is a superuser'],
    ['one with BYPASSRLS', 'bypassrls', 'has BYPASSRLS'],
  ])('%s is refused with what to do, and changes nothing', async (_, attribute, why) => {
    const login = `mighty_${randomUUID().slice(0, 8)}`;
    await asAdmin(`create role ${login} login password 'for-a-test' ${attribute}`);
    const through = (url: string): Promise<string> => {
      const as = new URL(url);
      [as.username, as.password] = [login, 'for-a-test'];
      return Promise.resolve(as.href);
    };
    const start = makeLantern({ engine: 'postgres', through, more: { method: 'entra' } });
    await expect(start).rejects.toMatchObject({
      code: 'invalid_input',
      problems: [{ where: 'DATABASE_URL', what: expect.stringContaining(`"${login}", which ${why}`) as string }],
    });
    await asAdmin(`drop role ${login}`);
  });

  test('is not asked about where the engine is embedded', async () => {
    const lantern = await makeLantern({ engine: 'embedded', more: { method: 'entra' } });
    expect((await lantern.call(null, 'GET', '/readyz')).status).toBe(200);
    await lantern.close();
  });
});
