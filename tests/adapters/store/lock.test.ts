import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { lockFolder } from '../../../src/adapters/store/lock';
import { compiled } from '../../support/compiled';

let dir: string;
beforeEach(() => (dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lantern-lock-'))));
afterEach(() => fs.rmSync(dir, { recursive: true }));

const refusal = {
  code: 'conflict',
  detail: expect.stringMatching(/Another Lantern is using this folder\. Stop that/) as unknown,
};

test('a folder is one opener at a time, by whatever path it is named', async () => {
  const first = await lockFolder(dir);
  await expect(lockFolder(dir)).rejects.toMatchObject({ ...refusal, problems: [{ where: dir }] });
  const alias = `${dir}-alias`;
  fs.symlinkSync(dir, alias);
  await expect(lockFolder(alias)).rejects.toMatchObject(refusal);
  fs.rmSync(alias);
  await first.release();
  await (await lockFolder(dir)).release();
});

test('two folders do not get in each other’s way', async () => {
  const inner = path.join(dir, 'inner');
  fs.mkdirSync(inner);
  const locks = await Promise.all([lockFolder(dir), lockFolder(inner)]);
  await Promise.all(locks.map((lock) => lock.release()));
});

describe('between processes', () => {
  let code: string;
  let holder: ChildProcess;
  beforeAll(() => (code = compiled(['adapters/store/lock.ts', 'core/errors.ts'])));
  afterAll(() => fs.rmSync(code, { recursive: true }));
  beforeEach(async () => {
    const hold = `require('./adapters/store/lock.js').lockFolder(process.argv[1]).then(() => {
      console.log('held'); process.stdin.resume().on('end', () => process.exit()); })`;
    holder = spawn(process.execPath, ['-e', hold, dir], { cwd: code, stdio: ['pipe', 'pipe', 'inherit'] });
    await once(holder.stdout!, 'data');
  });

  test('the second is refused with words, and let in when the first was killed', async () => {
    await expect(lockFolder(dir)).rejects.toMatchObject(refusal);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    await (await lockFolder(dir)).release();
  });
});

describe('where files are locked as they are opened (macOS and the BSDs)', () => {
  const opening = (code: string | undefined) =>
    jest.spyOn(fs, 'openSync').mockImplementationOnce((_file, flags) => {
      // The numbers are those of the systems' own headers: O_EXLOCK and O_NONBLOCK.
      expect(Number(flags) & 0x24).toBe(0x24);
      if (code === undefined) return 99;
      throw Object.assign(new Error(code), { code });
    });
  afterEach(() => jest.restoreAllMocks());

  test('the lock is the open file', async () => {
    opening(undefined);
    const closed = jest.spyOn(fs, 'closeSync').mockImplementationOnce(() => undefined);
    await (await lockFolder(dir, 'darwin')).release();
    expect(closed).toHaveBeenCalledWith(99);
  });

  test.each([
    ['EAGAIN', /Another Lantern/],
    ['EWOULDBLOCK', /Another Lantern/],
    ['ENOTSUP', /cannot lock files/],
    ['EOPNOTSUPP', /cannot lock files/],
  ])('%s is told in words', async (code, words) => {
    opening(code);
    await expect(lockFolder(dir, 'darwin')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(words) as unknown,
    });
  });

  test('any other failure is passed on', async () => {
    opening('EACCES');
    await expect(lockFolder(dir, 'freebsd')).rejects.toMatchObject({ code: 'EACCES' });
  });
});

test('a system without such a lock is refused, and told what works there', async () => {
  const words = expect.stringContaining('DATABASE_URL') as unknown;
  await expect(lockFolder(dir, 'aix')).rejects.toMatchObject({ code: 'conflict', message: words });
});
