import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DOWNLOADS, UPLOADS, type Uploads } from '../../api/contract';
import type { PersonActor } from '../../core/access/actor';
import { inputOf } from './calls';
import { API_HEADERS } from './headers';

/** A file on its way to a browser: `body` is all of it, or its pieces as they are made. */
export interface Outgoing {
  readonly type: string;
  readonly fileName: string;
  readonly body: Uint8Array | string | AsyncIterable<Uint8Array | string>;
}

/** What each upload and download does. Authorisation and the ledger are inside: each goes through `perform`. */
export interface Files {
  /** Asked before the first byte of an upload is read: throws where nothing may come. */
  readonly before: { readonly [N in keyof Uploads]?: (actor: PersonActor, query: unknown) => Promise<void> };
  readonly uploads: {
    readonly [N in keyof Uploads]: (
      actor: PersonActor,
      bytes: Uint8Array,
      query: unknown,
    ) => Promise<Uploads[N]['output']>;
  };
  readonly downloads: {
    readonly [N in keyof typeof DOWNLOADS]: (actor: PersonActor, input: unknown) => Promise<Outgoing>;
  };
}

/** Above the largest document and list we read, so that the refusal can say which limit it was. */
const UPLOAD_LIMIT = 24 << 20;
/** The largest mail that a person's own client may hand over. */
const MAIL_LIMIT = 40 << 20;

export function addFiles(
  app: FastifyInstance,
  files: Files,
  actorOf: (request: FastifyRequest) => Promise<PersonActor>,
): void {
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: UPLOAD_LIMIT },
    (_, body, done) => done(null, body),
  );
  for (const name of Object.keys(UPLOADS) as (keyof Uploads)[])
    app.post(
      UPLOADS[name],
      {
        bodyLimit: name === 'evidence.supply' ? MAIL_LIMIT : UPLOAD_LIMIT,
        onRequest: admitted(actorOf, files.before[name]),
      },
      async (request, reply) => {
        const actor = await actorOf(request);
        const bytes = request.body instanceof Uint8Array ? request.body : new Uint8Array();
        return reply.headers(API_HEADERS).send(await files.uploads[name](actor, bytes, request.query));
      },
    );
  for (const name of Object.keys(DOWNLOADS) as (keyof typeof DOWNLOADS)[])
    app.get(DOWNLOADS[name], async (request, reply) =>
      send(reply, await files.downloads[name](await actorOf(request), inputOf(request))),
    );
}

/** Checked before a large body is read: strangers cannot make us hold megabytes, and what may not come never arrives. */
const admitted =
  (
    actorOf: (request: FastifyRequest) => Promise<PersonActor>,
    before: ((actor: PersonActor, query: unknown) => Promise<void>) | undefined,
  ) =>
  async (request: FastifyRequest): Promise<void> => {
    const actor = await actorOf(request);
    await before?.(actor, request.query);
  };

function send(reply: FastifyReply, file: Outgoing): FastifyReply {
  const { body } = file;
  const isWhole = typeof body === 'string' || body instanceof Uint8Array;
  return reply
    .headers(API_HEADERS)
    .type(file.type)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`)
    .send(isWhole ? body : Readable.from(body));
}
