import { createHash } from 'node:crypto';
import { runJob } from '../../../src/adapters/email/job';
import { LIMITS } from '../../../src/adapters/email/limits';
import type { Resolver } from '../../../src/adapters/email/origin';
import type { MailOrigin } from '../../../src/core/evidence/mail';
import { STORY_MAILS } from '../../../src/practice/graph/story-mails';
import { practiceNames } from '../../../src/practice/graph/story-mime';
import { harmIn, isSmall } from '../../support/harm';
import { hostileMails } from '../../support/hostile-mails';
import { storyMail } from '../../support/story-mail';

/** What the process of its own does, here in this one, on mails that are small enough to hurt nobody. */
const SMALL = hostileMails()
  .map(({ name, make }) => ({ name, raw: make() }))
  .filter(({ raw }) => isSmall(raw));

test.each(SMALL)(
  '$name is read and shown as text, cleaned markup and links, or said to be unreadable, and keeps its bytes',
  async ({ raw }) => {
    const before = Buffer.from(raw);
    for (const kind of ['read', 'view', 'origin'] as const) {
      const reply = await runJob({ kind, raw }, practiceNames);
      if ('gap' in reply) continue;
      if ('reading' in reply) expect(reply.reading.headers.length).toBeLessThanOrEqual(LIMITS.fields);
      if ('view' in reply) expect(harmIn(reply.view)).toEqual([]);
      if ('origin' in reply) expect(['pass', 'fail', 'none', 'unknown']).toContain(reply.origin.spf);
    }
    expect(raw.equals(before)).toBe(true);
  },
);

const HEAD = 'head@harbourlights.example';
/** All but the one of forty megabytes, which only a process of its own reads fast enough. */
const small = Object.keys(STORY_MAILS).filter((key) => key !== 'story-large');
const stories = small.map((key) => ({ key, ...storyMail(key, HEAD) }));

test.each(stories)(
  '$key: what hangs on it comes one by one, and its origin with the answers it stands on',
  async ({ subject, raw }) => {
    const read = await runJob({ kind: 'read', raw }, practiceNames);
    const reading = 'reading' in read ? read.reading : null;
    expect(reading?.subject).toBe(subject);
    const count = reading?.attachments.length ?? 0;
    for (let index = 0; index <= count; index++) {
      const reply = await runJob({ kind: 'attachment', raw, index }, practiceNames);
      const found = 'attachment' in reply ? reply.attachment : undefined;
      if (index === count) expect(found).toBeNull();
      else expect(found).toMatchObject({ about: { name: reading?.attachments[index]?.name } });
    }
    const origin = await runJob({ kind: 'origin', raw }, practiceNames);
    expect('origin' in origin && origin.origin.dns.length).toBeGreaterThan(0);
  },
);

test('a name service that does not answer leaves the origin open', async () => {
  const silent = () => Promise.reject(Object.assign(new Error('late'), { code: 'ETIMEOUT' }));
  const reply = await runJob({ kind: 'origin', raw: stories[0]!.raw }, silent);
  expect(reply).toHaveProperty('origin.spf', 'temperror');
});

describe('where a mail came from', () => {
  const originOf = async (raw: Buffer, resolver: Resolver = practiceNames): Promise<MailOrigin> => {
    const reply = await runJob({ kind: 'origin', raw }, resolver);
    if ('origin' in reply) return reply.origin;
    throw new Error('an origin');
  };
  const story = (key = 'story-head', from = HEAD): Buffer => storyMail(key, from).raw;
  const mail = (headers: readonly string[] = []): Buffer =>
    Buffer.from(['From: <zoe@outside.example>', ...headers, 'Content-Type: text/plain', '', 'x'].join('\r\n'));
  const nobody = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
  const names =
    (asked: string[]): Resolver =>
    (name, type) => {
      asked.push(`${type} ${name}`);
      return practiceNames(name, type);
    };

  test('is not proved when a word of it was changed, or when it is signed by nobody', async () => {
    const raw = story().toString().replace('My office', 'My garden');
    expect((await originOf(Buffer.from(raw))).dkim[0]?.result).toBe('fail');
    const unsigned = await originOf(story('story-threat', 'x@post.example'));
    expect([unsigned.dkim, unsigned.spf]).toEqual([[], 'fail']);
  });
  test('without a key in the name service is said to be neutral, and the missing answer is kept', async () => {
    const origin = await originOf(story(), nobody);
    expect(origin.dkim[0]?.result).toBe('neutral');
    expect(origin.dns.map((d) => d.answer)).toContain('ENOTFOUND');
  });
  test('without a receipt has no sender address to look at', async () => {
    const origin = await originOf(mail());
    expect([origin.spf, origin.atReceipt]).toEqual(['none', []]);
  });
  test('trusts the receipt on top and no other, and keeps it word for word', async () => {
    const receipts = [
      'Authentication-Results: spf=pass\r\n\tsmtp.mailfrom=a.example',
      'Authentication-Results: forged; dkim=pass',
    ];
    const raw = Buffer.concat([Buffer.from(`${receipts.join('\r\n')}\r\n`), mail()]);
    expect((await originOf(raw)).atReceipt).toEqual(['spf=pass smtp.mailfrom=a.example']);
  });
  test('asks no more than twenty times, for public names only', async () => {
    const asked: string[] = [];
    const keys = [
      'internal',
      'localhost',
      'a.local',
      '169.254.169.254',
      'x',
      ...Array.from({ length: 40 }, (_, i) => `d${String(i)}.example`),
    ];
    // Of the right body, or nobody asks for the key.
    const whole = createHash('sha256').update('x\r\n').digest('base64');
    const signatures = keys.map((d) => `DKIM-Signature: v=1; a=rsa-sha256; d=${d}; s=s; h=from; bh=${whole}; b=AAAA`);
    const origin = await originOf(mail(signatures), names(asked));
    expect(asked).toHaveLength(20);
    expect(asked.filter((q) => /internal$|localhost$|local$|254$|\.x$/.test(q))).toEqual([]);
    expect(origin.dns.length).toBeGreaterThan(20);
  });
});
