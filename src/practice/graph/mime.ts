import type { Message } from './mail-rows';
import { type Attached, STORY_MAILS } from './story-mails';
import { storyMime } from './story-mime';

/** Mails as they come, and as they should not come: the raw bytes are made when they are asked for. */

const HEAD = (message: Message): string[] => {
  const { subject, from, toRecipients, receivedDateTime, internetMessageId } = message.props as Record<string, unknown>;
  const address = (who: unknown): string =>
    (who as { emailAddress?: { address?: string } } | undefined)?.emailAddress?.address ?? '';
  return [
    `From: <${address(from)}>`,
    `To: <${address((toRecipients as unknown[] | undefined)?.[0])}>`,
    `Subject: ${String(subject)}`,
    `Date: ${new Date(String(receivedDateTime)).toUTCString()}`,
    `Message-ID: ${String(internetMessageId)}`,
    'MIME-Version: 1.0',
  ];
};

const CRLF = '\r\n';
const joined = (...lines: readonly string[]): Buffer => Buffer.from(lines.join(CRLF), 'utf8');
const text = (message: Message, body: string): Buffer =>
  joined(...HEAD(message), 'Content-Type: text/plain; charset=utf-8', '', body, '');

type Recipe = (message: Message) => Buffer;

const withType = (message: Message, type: string, body: Buffer): Buffer =>
  Buffer.concat([joined(...HEAD(message), `Content-Type: ${type}`, '', ''), body]);

/** One part within another, 5,000 deep. */
function nested(message: Message): Buffer {
  const deep = 5000;
  const open = Array.from(
    { length: deep },
    (_, i) => `--b${i}${CRLF}Content-Type: multipart/mixed; boundary=b${i + 1}${CRLF}${CRLF}`,
  );
  const shut = Array.from({ length: deep }, (_, i) => `--b${deep - i}--${CRLF}`);
  return withType(message, 'multipart/mixed; boundary=b0', Buffer.from(open.join('') + shut.join('')));
}

const RECIPES: Readonly<Record<string, Recipe>> = {
  plain: (m) => text(m, 'An ordinary mail of the practice tenant.'),
  sent: (m) => text(m, String((m.props.body as { content?: string } | undefined)?.content ?? '')),
  '8bit': (m) =>
    withType(m, 'text/plain; charset=iso-8859-1', Buffer.from([0x43, 0x61, 0x66, 0xe9, 0x20, 0xff, 0x80, 0x0d, 0x0a])),
  'bare-lf': (m) =>
    Buffer.from(`${HEAD(m).join('\n')}\nContent-Type: text/plain\n\nline one\nline two\r\nline three\n`),
  nul: (m) => withType(m, 'text/plain', Buffer.from([0x61, 0x00, 0x62, 0x00, 0x00, 0x0d, 0x0a])),
  huge: (m) =>
    withType(m, 'application/octet-stream', Buffer.alloc(30 * 1024 * 1024, 'practice mail, thirty megabytes long\r\n')),
  nested,
  smime: (m) =>
    withType(
      m,
      'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"',
      Buffer.from('MIAGCSqGSIb3DQEHA6CAMIACAQAxgg==\r\n'),
    ),
  protected: (m) =>
    withType(m, 'application/x-microsoft-rpmsg-message; name="message.rpmsg"', Buffer.from('dgQHZXJhdGlvbg==\r\n')),
  empty: () => Buffer.alloc(0),
  headers: (m) => {
    const many = Array.from({ length: 200_000 }, (_, i) => `X-Practice-${i}: ${i}`).join(CRLF);
    return joined(...HEAD(m), many, '', 'Two hundred thousand headers.', '');
  },
  attachment: (m) => {
    const part = [
      '--part',
      'Content-Type: text/plain',
      '',
      'See the file.',
      '--part',
      'Content-Type: text/csv; name="list.csv"',
    ];
    const rest = [
      'Content-Disposition: attachment; filename="list.csv"',
      'Content-Transfer-Encoding: base64',
      '',
      ATTACHED.toString('base64'),
      '--part--',
      '',
    ];
    return withType(m, 'multipart/mixed; boundary=part', joined(...part, ...rest));
  },
};

/** What hangs on the mail of the recipe `attachment`. */
const ATTACHED = Buffer.from('name,class\r\nPractice,3 Kestrel\r\n');
const LIST: Attached = { name: 'list.csv', type: 'text/csv', size: ATTACHED.length, content: () => ATTACHED };

/** What hangs on a mail, as Graph lists it. */
export function attachedTo({ mime }: Message): readonly Attached[] {
  return mime.recipe === 'attachment' ? [LIST] : (STORY_MAILS[mime.recipe]?.attached ?? []);
}

/** The recipes, for seeds and tests. */
export const CORPUS: readonly string[] = Object.keys(RECIPES);

/** The stored bytes of a mail. `trace` stands in front as the service's own header, where fetches differ. */
export function mimeOf(message: Message, trace: string | null): Buffer {
  const story = STORY_MAILS[message.mime.recipe];
  const recipe = story ? () => storyMime(message, story) : (RECIPES[message.mime.recipe] ?? RECIPES.plain);
  const bytes = recipe?.(message) ?? Buffer.alloc(0);
  return trace === null ? bytes : Buffer.concat([Buffer.from(`X-Practice-Trace: ${trace}${CRLF}`), bytes]);
}

const MOST_HEAD = 256 * 1024;
const MOST_HEADERS = 500;

/** The first headers of a mail in their order, unfolded, as Graph lists them. */
export function headersOf(mime: Buffer): { readonly name: string; readonly value: string }[] {
  const head =
    mime
      .subarray(0, MOST_HEAD)
      .toString('latin1')
      .split(/\r?\n\r?\n/)[0] ?? '';
  return head
    .split(/\r?\n(?![ \t])/)
    .slice(0, MOST_HEADERS)
    .flatMap((line) => {
      const [, name, value] = /^([^:\s]+):\s*(.*)$/s.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [{ name, value: value.replace(/\r?\n\s+/g, ' ') }];
    });
}
