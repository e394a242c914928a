import { runJob } from '../../../src/adapters/email/job';
import { LIMITS, refusal } from '../../../src/adapters/email/limits';
import { STORY_MAILS } from '../../../src/practice/graph/story-mails';
import { practiceNames, storyMime } from '../../../src/practice/graph/story-mime';
import { hostileMails } from '../../support/hostile-mails';

/** What the process of its own does, here in this one, on mails that are small enough to hurt nobody. */
const SMALL = hostileMails()
  .map(({ name, make }) => ({ name, raw: make() }))
  .filter(({ raw }) => raw.length < 200_000 && refusal(raw) === null);

test.each(SMALL)(
  '$name is read and shown as text, cleaned markup and links, or said to be unreadable',
  async ({ raw }) => {
    for (const kind of ['read', 'view', 'origin'] as const) {
      const reply = await runJob({ kind, raw }, practiceNames);
      if ('gap' in reply) continue;
      if ('reading' in reply) expect(reply.reading.headers.length).toBeLessThanOrEqual(LIMITS.fields);
      if ('view' in reply) {
        expect(reply.view.html ?? '').not.toMatch(
          /<(script|iframe|object|embed|form|meta|link|img|svg)\b|\son[a-z]+\s*=|javascript:/i,
        );
        expect(reply.view.text).not.toContain('\0');
      }
      if ('origin' in reply) expect(['pass', 'fail', 'none', 'unknown']).toContain(reply.origin.spf);
    }
  },
);

const stories = Object.entries(STORY_MAILS).map(([key, story]) => {
  const props = {
    from: { emailAddress: { name: 'Somebody', address: 'head@harbourlights.example' } },
    toRecipients: [{ emailAddress: { address: 'teacher@harbourlights.example' } }],
    sentDateTime: '2026-09-14T08:00:00.000Z',
    internetMessageId: '<story@x.example>',
  };
  return { key, subject: story.subject, raw: storyMime({ props } as never, story) };
});

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
