import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError, invalid, notFound } from '../core/errors';
import { API_HEADERS } from '../server/http/headers';
import { SHARED_MAILBOX } from './graph/seeds/mail';

/** Asks the practice Graph in a person's name, as their own Outlook would. */
export type AskAs = (oid: string, path: string) => Promise<Response>;

interface Parts {
  /** @throws AppError `not_found` */
  readonly member: (id: unknown) => { readonly oid: string };
  readonly ask: AskAs;
}

const BOXES = { inbox: 'inbox', sent: 'sentitems', drafts: 'drafts', shared: 'inbox' } as const;
const Asked = z.object({
  persona: z.string(),
  box: z.enum(['inbox', 'sent', 'drafts', 'shared']),
  id: z
    .string()
    .regex(/^[\w-]*$/)
    .default(''),
});
type Box = z.infer<typeof Asked>['box'];

const Address = z.object({ name: z.string().nullish(), address: z.string().nullish() });
const Row = z.object({
  id: z.string(),
  subject: z.string().nullish(),
  from: z.object({ emailAddress: Address }).nullish(),
  receivedDateTime: z.string().nullish(),
  isDraft: z.boolean().nullish(),
});
const Rows = z.object({ value: z.array(Row) });
const Whole = z.object({
  body: z.object({ contentType: z.string(), content: z.string() }),
  categories: z.array(z.string()).default([]),
});
const Attached = z.object({ value: z.array(z.object({ name: z.string() })) });
const Own = z.object({ mail: z.string() });

/** What the window's Outlook shows: mail of the practice school, read with the right of whoever one is. */
export function addMail(app: FastifyInstance, { member, ask }: Parts): void {
  const asked = (query: unknown) => {
    const found = Asked.safeParse(query);
    if (!found.success) throw invalid('box', 'Say whose mail, and in which folder.');
    return { ...found.data, oid: member(found.data.persona).oid };
  };
  const read = async <T>(schema: z.ZodType<T>, oid: string, path: string): Promise<T> => {
    const answer = await ask(oid, path);
    if (answer.status === 404 || answer.status === 403) throw notFound('no such practice mail');
    if (!answer.ok) throw new AppError('unavailable', { detail: `practice mail: ${answer.status}` });
    return schema.parse(await answer.json());
  };
  const send = (reply: FastifyReply, body: unknown) => reply.headers(API_HEADERS).send(body);
  const boxOf = (oid: string, box: Box) => `/users/${box === 'shared' ? encodeURIComponent(SHARED_MAILBOX) : oid}`;

  app.get('/practice/mail', async (request, reply) => {
    const { oid, box } = asked(request.query);
    const { mail: user } = await read(Own, oid, '/me?$select=mail');
    const hasShared = (await ask(oid, `${boxOf(oid, 'shared')}/mailFolders/inbox`)).ok;
    const path = `${boxOf(oid, box)}/mailFolders/${BOXES[box]}/messages?$top=50&$select=subject,from,receivedDateTime,isDraft`;
    const { value } = await read(Rows, oid, path);
    return send(reply, { user, hasShared, mails: value.map((row) => lineOf(row, box)) });
  });
  app.get('/practice/mail/open', async (request, reply) => {
    const { oid, box, id } = asked(request.query);
    const at = `${boxOf(oid, box)}/messages/${id}`;
    const whole = await read(Whole, oid, `${at}?$select=body,categories`);
    const { value } = await read(Attached, oid, `${at}/attachments`).catch(() => ({ value: [] }));
    const attachments = value.map(({ name }) => name);
    return send(reply, { text: textOf(whole.body), categories: whole.categories, attachments });
  });
  app.get('/practice/mail/raw', async (request, reply) => {
    const { oid, box, id } = asked(request.query);
    const answer = await ask(oid, `${boxOf(oid, box)}/messages/${id}/$value`);
    if (!answer.ok) throw notFound('no such practice mail');
    return send(reply, { text: Buffer.from(await answer.arrayBuffer()).toString('base64') });
  });
}

const lineOf = ({ id, subject, from, receivedDateTime, isDraft }: z.infer<typeof Row>, box: Box) => ({
  id,
  subject: subject ?? '',
  from: from ? { name: from.emailAddress.name ?? '', address: from.emailAddress.address ?? '' } : null,
  at: Date.parse(receivedDateTime ?? '') || 0,
  isDraft: isDraft ?? false,
  shared: box === 'shared' ? SHARED_MAILBOX : null,
});

/** Markup is shown as its words: the window is no mail program, and nothing hostile may run in it. */
const textOf = ({ contentType, content }: z.infer<typeof Whole>['body']): string =>
  contentType === 'html'
    ? content
        .replace(/<(style|script|head)\b[^]*?<\/\1>/gi, '')
        .replace(/<(br|\/p|\/div|\/tr)\b[^>]*>/gi, '\n')
        .replace(/<[^>]*>/g, '')
        .replace(/&nbsp;/g, ' ')
        .trim()
    : content;
