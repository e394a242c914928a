import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type CallName, ROUTES } from '../../api/contract';
import type { PersonActor } from '../../core/access/actor';
import { AppError } from '../../core/errors';
import type { Perform } from '../../core/perform';
import type { AnyUseCase } from '../../core/use-case';
import { API_HEADERS } from './headers';

/** What comes after the use case, outside its transaction: reading a file, asking another service. */
export type After = (call: {
  readonly actor: PersonActor;
  readonly token: string;
  readonly input: Record<string, unknown>;
}) => Promise<unknown>;

export interface Calls {
  readonly perform: Perform;
  readonly useCases: Readonly<Record<CallName, AnyUseCase>>;
  readonly actorOf: (request: FastifyRequest) => Promise<PersonActor>;
  /** Calls that do more than their use case: they go through `perform` themselves. */
  readonly through: Partial<Readonly<Record<CallName, After>>>;
  /** Called after a call that changed who may do what. */
  readonly onChange: (name: CallName) => void;
}

/** A document with its pictures (5 MB of them, written as text) is larger than anything else that is sent; in bytes. */
const DOCUMENT_LIMIT = 16 << 20;
const CARRY_DOCUMENTS: readonly CallName[] = ['policies.saveDraft', 'policies.changeDraft'];

/** One route for each call of the contract: path, query and body together are the use case's input. */
export function addCalls(app: FastifyInstance, calls: Calls): void {
  for (const name of Object.keys(ROUTES) as CallName[]) {
    const { method, path } = ROUTES[name];
    app.route({
      method,
      url: path,
      // Strangers are turned away before a large body is read.
      ...(CARRY_DOCUMENTS.includes(name) && {
        bodyLimit: DOCUMENT_LIMIT,
        onRequest: async (request: FastifyRequest) => void (await calls.actorOf(request)),
      }),
      handler: async (request, reply) => {
        const actor = await calls.actorOf(request);
        const input = inputOf(request);
        const through = calls.through[name];
        const output: unknown = through
          ? await through({ actor, token: bearer(request), input })
          : await calls.perform(calls.useCases[name], actor, input);
        if (method !== 'GET') calls.onChange(name);
        return reply.headers(API_HEADERS).send(output);
      },
    });
  }
}

/** The address wins over the body: a body cannot smuggle in another record's id. */
export function inputOf(request: FastifyRequest): Record<string, unknown> {
  const body = request.body ?? {};
  if (typeof body !== 'object' || Array.isArray(body))
    throw new AppError('invalid_input', { problems: [{ where: 'body', what: 'Send one JSON object.' }] });
  return { ...(request.query as object), ...body, ...(request.params as object) };
}

/** The bearer token of the request. @throws AppError `not_signed_in` without one. */
export function bearer(request: FastifyRequest): string {
  const [, token] = /^Bearer ([\w.~+/-]+=*)$/.exec(request.headers.authorization ?? '') ?? [];
  if (!token || token.length > 16_384) throw new AppError('not_signed_in', { detail: 'no bearer token' });
  return token;
}
