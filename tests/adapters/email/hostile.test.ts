import { createHash } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { mailReader } from '../../../src/adapters/email/reader';
import type { MailReader } from '../../../src/core/evidence/ports';
import { harmIn, isSmall } from '../../support/harm';
import { hostileMails } from '../../support/hostile-mails';
import { workerFile } from '../../support/worker';

const MEGABYTE = 1 << 20;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const NO_NAMES = (): Promise<never> => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));

describe('mails made to hurt', () => {
  const asked: string[] = [];
  let reader: MailReader;
  beforeAll(() => {
    reader = mailReader({
      workerFile: workerFile('src/adapters/email/worker.ts'),
      resolver: (name) => {
        asked.push(name);
        return NO_NAMES();
      },
      // As long as a busy machine needs; what takes longer is a fault all the same.
      limits: { milliseconds: 120_000 },
    });
  });

  test('are at least 120', () => expect(hostileMails().length).toBeGreaterThanOrEqual(120));

  test('leave nothing that runs, fetches or leads anywhere; name what was not read; keep their bytes; and block nobody', async () => {
    const harm: string[] = [];
    const missing: string[] = [];
    const before = process.memoryUsage().rss;
    let peak = 0;
    const sampling = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss - before);
    }, 20);
    const blocked: number[] = [];
    let read = 0;
    for (const [n, { name, make, gap }] of hostileMails().entries()) {
      const raw = make();
      // A process for each is what takes its time. The small ones, harm and all, are in `job.test.ts`: here is one in eight.
      if (isSmall(raw) && gap === undefined && n % 8 > 0) continue;
      read += 1;
      const delay = monitorEventLoopDelay({ resolution: 10 });
      const was = sha256(raw);
      delay.enable();
      const view = await reader.view(raw);
      delay.disable();
      blocked.push(delay.max / 1e6);
      harm.push(...harmIn(view).map((h) => `${name}: ${h}`));
      if (gap !== undefined && !view.reading.gaps.includes(gap)) missing.push(`${name}: ${view.reading.gaps.join()}`);
      if (view.reading.gaps.includes('took_too_long')) missing.push(`${name} took too long`);
      if (sha256(raw) !== was) harm.push(`${name}: changed`);
    }
    clearInterval(sampling);
    expect(read).toBeGreaterThan(50);
    expect(harm).toEqual([]);
    expect(missing).toEqual([]);
    // Thousandths of a second; a busy machine holds everybody up now and then, so one is let off.
    expect(blocked.sort((a, b) => b - a)[1]).toBeLessThan(1_000);
    expect(peak / MEGABYTE).toBeLessThan(700);
  }, 900_000);

  test('have an origin that is said or refused, with no name asked for that is not public and no more than twenty each', async () => {
    const names = [
      'a thousand signatures',
      '200,000 headers',
      'nothing at all',
      'zeros',
      'receipt of our own making',
      'parts 5,000 deep',
    ];
    for (const { name, make } of hostileMails()) {
      if (!names.includes(name)) continue;
      asked.length = 0;
      const origin = await reader.origin(make());
      expect([name, asked.length <= 20, typeof origin.spf]).toEqual([name, true, 'string']);
      expect(asked.filter((n) => !n.includes('.'))).toEqual([]);
    }
  }, 600_000);

  test('are found out by this very test when somebody lets them through', async () => {
    const view = await reader.view(Buffer.from('Content-Type: text/html\r\n\r\n<p>x</p>'));
    const spoilt = (html: string) => harmIn({ ...view, html });
    for (const { name, make } of hostileMails()) {
      if (!['script', 'svg', 'iframe', 'link to a script', 'tracking pixel', 'picture never closed'].includes(name))
        continue;
      const markup = make().toString().split('\r\n\r\n').slice(1).join('');
      expect([name, spoilt(markup).length > 0]).toEqual([name, true]);
    }
    expect(spoilt('<td colspan="2">x</td><br />')).toEqual([]);
    const about = { name: '../x', type: 'x/x', size: 1, sha256: null };
    expect(harmIn({ ...view, reading: { ...view.reading, attachments: [about] } })).toEqual(['name ../x']);
  });
});
