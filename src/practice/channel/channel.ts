import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { invalid, notFound } from '../../core/errors';
import { API_HEADERS } from '../../server/http/headers';
import type { ChannelKeys } from './keys';
import { type Room, makeRooms } from './rooms';

/** A person of the practice school, as the channel knows them. */
export interface Member {
  readonly id: string;
  readonly oid: string;
  readonly name: string;
}

export interface ChannelOptions {
  readonly keys: ChannelKeys;
  readonly appId: string;
  readonly tenantId: string;
  /** Where this process answers, such as `http://127.0.0.1:3978`. */
  readonly origin: string;
  readonly member: (persona: unknown) => Member;
  /** Refuses requests of other sites. */
  readonly guard: (request: FastifyRequest) => void;
}

const BASE = '/practice/channel';
const CARD = 'application/vnd.microsoft.card.adaptive';
/** A staff room that everybody of the practice school is in. */
const GROUP = '19:staff-room@thread.v2';
/** What the bot has to show of itself to write here. */
const OURS = 'Bearer practice';

/** The address that tokens are for and replies go to. */
export const serviceUrlOf = (origin: string): string => `${origin}${BASE}`;

type Query = { readonly persona?: string; readonly place?: string };

/**
 * Plays Teams' channel: holds the key, signs each activity, and is the connector that replies come back to. The bot
 * runs as it does in a tenant, with authentication on.
 */
export function addChannel(app: FastifyInstance, o: ChannelOptions): void {
  const roomOf = makeRooms();
  const streams = new Set<FastifyReply>();
  app.addHook('preClose', (done) => {
    for (const reply of streams) reply.raw.end();
    done();
  });
  app.get(`${BASE}/oidc`, () => o.keys.metadata(serviceUrlOf(o.origin)));
  app.get(`${BASE}/keys`, () => o.keys.jwks);
  app.post('/practice/channel-token', (request, reply) => {
    o.guard(request);
    const asked = Address.safeParse(request.body);
    if (!asked.success) throw invalid('serviceUrl', 'Give an address on this machine, such as http://127.0.0.1:5555.');
    const { serviceUrl } = asked.data;
    const about = { botId: `28:${o.appId}`, tenantId: o.tenantId };
    return reply.headers(API_HEADERS).send({ token: o.keys.token(serviceUrl), ...about });
  });
  // Where a file that somebody sent would be. Nobody looks: the log would name the address.
  app.get(`${BASE}/files/:id`, () => {
    throw notFound('no file is kept');
  });
  addClient(app, o, { roomOf, streams });
  addConnector(app, roomOf);
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const Address = z.object({
  serviceUrl: z
    .url({ protocol: /^http$/ })
    .refine((address) => URL.canParse(address) && LOOPBACK.includes(new URL(address).hostname)),
});

interface Here {
  readonly conversation: Readonly<Record<string, unknown>> & { readonly id: string };
  readonly member: Member;
  readonly room: Room;
}

function addClient(
  app: FastifyInstance,
  o: ChannelOptions,
  { roomOf, streams }: { roomOf: (id: string) => Room; streams: Set<FastifyReply> },
): void {
  const here = (request: FastifyRequest): Here => {
    o.guard(request);
    const { persona, place } = request.query as Query; // text or absent, whatever the address
    const member = o.member(persona);
    const isGroup = place === 'group';
    const id = isGroup ? GROUP : `a:${member.oid}`;
    const conversationType = isGroup ? 'groupChat' : 'personal';
    return { conversation: { id, conversationType, isGroup, tenantId: o.tenantId }, member, room: roomOf(id) };
  };
  app.get(`${BASE}/stream`, (request, reply) => {
    const { room, ...at } = here(request);
    reply.hijack();
    reply.raw.writeHead(200, { ...API_HEADERS, 'content-type': 'text/event-stream' });
    streams.add(reply);
    const send = (activity: unknown): void => void reply.raw.write(`data: ${JSON.stringify(activity)}\n\n`);
    for (const activity of room.history) send(activity);
    const stop = room.listen(send);
    reply.raw.on('close', () => {
      stop();
      streams.delete(reply);
    });
    // Somebody who opens the chat for the first time has just got Lantern.
    if (room.greet() && at.conversation['isGroup'] === false)
      void forward(o, { ...at, room }, { type: 'installationUpdate', action: 'add' });
  });
  app.post(`${BASE}/message`, async (request, reply) => {
    const at = here(request);
    const given = Typed.parse(request.body);
    // Shown before the bot hears it, as in Teams; Web Chat finds its own by the client's id.
    const shown = at.room.show({
      ...given,
      type: 'message',
      from: { id: at.member.id, role: 'user' },
      channelId: 'webchat',
    });
    const { channelData: _, ...said } = given;
    const { status } = await forward(o, at, { ...said, type: 'message', id: shown.id, textFormat: 'plain' });
    return reply.headers(API_HEADERS).send({ id: shown.id, status });
  });
  app.post(`${BASE}/invoke`, async (request, reply) => {
    const at = here(request);
    const asked = Invoked.parse(request.body);
    const answer = await forward(o, at, { ...asked, type: 'invoke' });
    const { type, value } = Object(answer.body) as { type?: string; value?: unknown }; // any value has these, if only undefined
    if (asked.replyToId !== undefined && type === CARD)
      at.room.redraw(asked.replyToId, [{ contentType: CARD, content: value }]);
    return reply
      .headers(API_HEADERS)
      .status(answer.status)
      .send(answer.body ?? {});
  });
}

const Typed = z.object({
  text: z.string().max(100_000).optional(),
  value: z.unknown().optional(),
  replyToId: z.string().optional(),
  attachments: z.array(z.object({ contentType: z.string(), name: z.string() })).optional(),
  channelData: z.record(z.string(), z.unknown()).optional(),
});
const Invoked = z.object({ name: z.string(), value: z.unknown(), replyToId: z.string().optional() });

/** Signs an activity, fills in what Teams fills in, and hands it to the bot's endpoint as any channel would. */
async function forward(
  o: ChannelOptions,
  { conversation, member }: Here,
  activity: Readonly<Record<string, unknown>>,
): Promise<{ status: number; body: unknown }> {
  const serviceUrl = serviceUrlOf(o.origin);
  const { attachments } = activity;
  const answer = await fetch(`${o.origin}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${o.keys.token(serviceUrl)}` },
    body: JSON.stringify({
      id: randomUUID(),
      timestamp: new Date(Date.now()).toISOString(),
      ...activity,
      // Where a file would be fetched from. Nothing is there, because nobody may look.
      ...(Array.isArray(attachments) && {
        attachments: attachments.map((a: object) => ({ ...a, contentUrl: `${serviceUrl}/files/${randomUUID()}` })),
      }),
      channelId: 'msteams',
      serviceUrl,
      from: { id: `29:${member.oid}`, name: member.name, aadObjectId: member.oid },
      recipient: { id: `28:${o.appId}`, name: 'Lantern' },
      conversation,
      channelData: { tenant: { id: o.tenantId } },
      locale: 'en-GB',
    }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
}

/** Where the bot's messages arrive. */
function addConnector(app: FastifyInstance, roomOf: (id: string) => Room): void {
  const conversations = `${BASE}/v3/conversations`;
  const receive = (request: FastifyRequest): { id: string } => {
    if (request.headers.authorization !== OURS) throw notFound('not the bot');
    const { conversation, activity } = request.params as { conversation: string; activity?: string }; // of the route
    const room = roomOf(conversation);
    // Teams redraws only what it has.
    if (request.method === 'PUT' && !room.has(activity ?? '')) throw notFound('no such message');
    const { replyToId, ...sent } = request.body as Record<string, unknown>; // the bot's own JSON
    const shown = room.show({
      ...sent,
      ...(request.method === 'PUT' && activity !== undefined ? { id: activity } : { id: randomUUID() }),
      // Web Chat waits five seconds for a message that it never saw.
      ...(typeof replyToId === 'string' && room.has(replyToId) && { replyToId }),
      type: 'message',
      channelId: 'webchat',
      from: { id: 'lantern', role: 'bot' },
    });
    return { id: shown.id };
  };
  app.post(conversations, (request) => {
    if (request.headers.authorization !== OURS) throw notFound('not the bot');
    const { members } = request.body as { members?: { id?: string }[] }; // as above
    return { id: `a:${(members?.[0]?.id ?? '').replace(/^29:/, '')}` };
  });
  app.post(`${conversations}/:conversation/activities`, receive);
  app.post(`${conversations}/:conversation/activities/:activity`, receive);
  app.put(`${conversations}/:conversation/activities/:activity`, receive);
}
