import { randomUUID } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from 'fastify';
import type { CallName } from '../../api/contract';
import type { PersonActor } from '../../core/access/actor';
import { notFound } from '../../core/errors';
import type { Perform } from '../../core/perform';
import type { AnyUseCase } from '../../core/use-case';
import type { Bot } from '../../../bot/index';
import type { Actors } from '../actors';
import { type Calls, addCalls, bearer } from './calls';
import { answerError } from './errors';
import { addFiles, type Files } from './files';
import { API_HEADERS } from './headers';
import { openApi } from './openapi';
import { type Pages, addPages } from './pages';
import { addMessages } from './messages';
import { type Health, addProbes } from './probes';

export interface AppOptions {
  readonly perform: Perform;
  readonly useCases: Readonly<Record<CallName, AnyUseCase>>;
  readonly actors: Actors;
  readonly health: Health;
  readonly files: Files;
  readonly through: Calls['through'];
  readonly pages: Pages;
  readonly logger: FastifyBaseLogger;
  /** Requests a minute from one signed-in person (or one address, before signing in). */
  readonly perMinute?: number;
  /** Answers the chat; without one there is no such address. */
  readonly bot?: Bot;
  /** Adds what only the practice tenant has. */
  readonly practice?: (app: FastifyInstance) => Promise<void>;
}

const MEGABYTE = 1 << 20;

/** The whole HTTP face. It decides nothing: each route turns a request into one use case. */
export async function makeApp(o: AppOptions): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: o.logger,
    // Our own line below names the route, never the address: an address can hold what somebody searched for.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: MEGABYTE,
    requestTimeout: 30_000,
    // A machine that is busy starts late. Ten seconds, as it comes, would end the process where nobody can catch it.
    pluginTimeout: 0,
    routerOptions: { maxParamLength: 200 },
  });
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) => answerError(notFound('no such address'), request, reply));
  app.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions, id } = request;
    request.log.info({ id, method, route: routeOptions.url, status: reply.statusCode, ms: reply.elapsedTime });
    done();
  });
  await app.register(rateLimit, {
    max: o.perMinute ?? 1_200,
    timeWindow: 60_000,
    // By token where there is one, so that a whole school behind one address is not one person.
    keyGenerator: (request) => request.headers.authorization ?? request.ip,
    allowList: (request) => !request.url.startsWith('/api/'),
  });
  const actorOf = (request: FastifyRequest): Promise<PersonActor> => o.actors.from(bearer(request));
  addProbes(app, o.health);
  app.get('/api/openapi.json', (_, reply) => reply.headers(API_HEADERS).send(openApi(o.useCases)));
  addCalls(app, {
    perform: o.perform,
    useCases: o.useCases,
    through: o.through,
    actorOf,
    onChange: () => o.actors.forget(),
  });
  addFiles(app, o.files, actorOf);
  if (o.bot) await addMessages(app, o.bot);
  if (o.practice) await o.practice(app);
  await addPages(app, o.pages);
  return app;
}
