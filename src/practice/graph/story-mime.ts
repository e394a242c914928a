import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { Message } from './mail-rows';
import type { Attached, StoryMail } from './story-mails';

const CRLF = '\r\n';
const SELECTOR = 'practice';
/** Ed25519 in its standard wrapping, made from a word: the same key at every start, and worth nothing. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const seed = createHash('sha256').update('practice mail').digest();
const key = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });
const publicBytes = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
const SENDING_IP = '192.0.2.10';

/**
 * The name service of the practice world, so that the origin of its mails can be looked at without asking anybody
 * outside. Answers as Node's own resolver does; whatever it does not know is not found.
 */
export function practiceNames(name: string, type: string): Promise<string[][]> {
  if (type !== 'TXT') return Promise.reject(Object.assign(new Error(`no ${name}`), { code: 'ENOTFOUND' }));
  if (name.startsWith(`${SELECTOR}._domainkey.`))
    return Promise.resolve([[`v=DKIM1; k=ed25519; p=${publicBytes.toString('base64')}`]]);
  if (name.startsWith('_dmarc.')) return Promise.resolve([['v=DMARC1; p=reject']]);
  return Promise.resolve([[`v=spf1 ip4:${SENDING_IP} -all`]]);
}

interface Who {
  readonly name: string;
  readonly address: string;
}

const whoIn = (value: unknown): Who => {
  const who = (value as { emailAddress?: Partial<Who> } | undefined)?.emailAddress; // planted by the seed
  return { name: who?.name ?? '', address: who?.address ?? '' };
};

const ASCII = /^[\x20-\x7e]*$/;
const word = (text: string): string =>
  ASCII.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
const named = ({ name, address }: Who): string => (name === '' ? `<${address}>` : `${word(name)} <${address}>`);

/** Base64 in lines of 76, as mail programs write it. */
const lines = (bytes: Buffer): Buffer => {
  const text = Buffer.from(bytes.toString('base64'), 'latin1');
  const out = Buffer.alloc(text.length + Math.ceil(text.length / 76) * 2);
  let at = 0;
  for (let from = 0; from < text.length; from += 76) {
    at += text.copy(out, at, from, from + 76);
    at += out.write(CRLF, at, 'latin1');
  }
  return out.subarray(0, at);
};

const part = (type: string, body: Buffer, more: readonly string[] = []): Buffer =>
  Buffer.concat([
    Buffer.from([`Content-Type: ${type}`, ...more, 'Content-Transfer-Encoding: base64', '', ''].join(CRLF)),
    lines(body),
  ]);

const textPart = (kind: 'plain' | 'html', text: string): Buffer =>
  part(`text/${kind}; charset=utf-8`, Buffer.from(text));

const filePart = ({ name, type, content }: Attached): Buffer =>
  part(`${type}; name="${name}"`, content(), [`Content-Disposition: attachment; filename="${name}"`]);

function several(kind: string, boundary: string, parts: readonly Buffer[]): Buffer {
  const open = Buffer.from(`Content-Type: multipart/${kind}; boundary="${boundary}"${CRLF}${CRLF}`);
  const each = parts.flatMap((p) => [Buffer.from(`--${boundary}${CRLF}`), p, Buffer.from(CRLF)]);
  return Buffer.concat([open, ...each, Buffer.from(`--${boundary}--${CRLF}`)]);
}

function content({ text, html, attached = [], locked }: StoryMail): Buffer {
  if (locked) return Buffer.from(`Content-Type: ${locked.type}${CRLF}${CRLF}${locked.body}`);
  const plain = textPart('plain', text);
  const body = html === undefined ? plain : several('alternative', 'either', [plain, textPart('html', html)]);
  return attached.length === 0 ? body : several('mixed', 'whole', [body, ...attached.map(filePart)]);
}

/** `relaxed` headers and a `simple` body, as RFC 6376 says; the body's hash and then the whole. */
function signed(domain: string, fields: readonly string[], body: Buffer): string {
  const relaxed = (field: string): string => {
    const [, name = '', value = ''] = /^([^:]+):(.*)$/s.exec(field) ?? [];
    return `${name.toLowerCase()}:${value.replace(/\s+/g, ' ').trim()}`;
  };
  const names = fields.map((f) => f.split(':')[0]).join(':');
  const hash = createHash('sha256').update(body).digest('base64');
  const tags = `v=1; a=ed25519-sha256; c=relaxed/simple; d=${domain}; s=${SELECTOR}; h=${names}; bh=${hash}; b=`;
  const over = [...fields, `DKIM-Signature: ${tags}`].map(relaxed).join(CRLF);
  return `DKIM-Signature: ${tags}${sign(null, createHash('sha256').update(over).digest(), key).toString('base64')}`;
}

/** What the school's own service wrote on top of it when it came. */
function receipt(from: Who, verdict: 'pass' | 'fail', received: Date): string[] {
  const domain = from.address.split('@')[1] ?? '';
  const ip = verdict === 'pass' ? SENDING_IP : '203.0.113.77';
  return [
    `Received: from mail.${domain} (${ip}) by mx.harbourlights.example with ESMTPS; ${received.toUTCString()}`,
    `Authentication-Results: spf=${verdict} (sender IP is ${ip}) smtp.mailfrom=${domain}; dkim=${verdict === 'pass' ? 'pass' : 'none'} header.d=${domain}; dmarc=${verdict} action=none header.from=${domain}`,
    `Return-Path: <${from.address}>`,
  ];
}

/** The whole mail, byte for byte the same at each asking. */
export function storyMime({ props }: Message, story: StoryMail): Buffer {
  const from = whoIn(props.from);
  const sent = new Date(String(props.sentDateTime));
  const fields = [
    `From: ${named(from)}`,
    `To: ${named(whoIn((props.toRecipients as readonly unknown[])[0]))}`, // planted by the seed
    `Subject: ${word(story.subject)}`,
    `Date: ${sent.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${String(props.internetMessageId)}`,
  ];
  const whole = content(story);
  const cut = whole.indexOf(`${CRLF}${CRLF}`);
  const [head, body] = [whole.subarray(0, cut), whole.subarray(cut + 4)];
  const stamps = story.receipt === undefined ? [] : receipt(from, story.receipt, sent);
  const domain = from.address.split('@')[1] ?? '';
  const proof = story.receipt === 'pass' ? [signed(domain, fields, body)] : [];
  const top = [...stamps, ...proof, ...fields, 'MIME-Version: 1.0', ''].join(CRLF);
  return Buffer.concat([Buffer.from(top), head, Buffer.from(`${CRLF}${CRLF}`), body]);
}
