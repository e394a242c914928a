import type { FastifyInstance } from 'fastify';
import { API_HEADERS } from './headers';

export interface Health {
  /** False until migrations are done and the first data is there. */
  isReady(): boolean;
  /** Resolves when the store answers. */
  ping(): Promise<unknown>;
  /** Figures for `/metrics`, by name. */
  figures(): Promise<Readonly<Record<string, number>>>;
}

/** `healthz`: the process runs. `readyz`: it can serve. `metrics`: figures in Prometheus' text form, no content. */
export function addProbes(app: FastifyInstance, health: Health): void {
  app.get('/healthz', (_, reply) => reply.headers(API_HEADERS).send({ status: 'ok' }));
  app.get('/readyz', async (_, reply) => {
    const store = await health.ping().then(
      () => 'ok',
      () => 'store',
    );
    const isReady = health.isReady() && store === 'ok';
    const status = isReady ? 'ok' : store === 'ok' ? 'starting' : store;
    return reply
      .status(isReady ? 200 : 503)
      .headers(API_HEADERS)
      .send({ status });
  });
  app.get('/metrics', async (_, reply) => {
    const figures = { ...processFigures(), ...(await health.figures().catch(() => ({ lantern_store_up: 0 }))) };
    const text = Object.entries(figures).map(([name, value]) => `# TYPE ${name} gauge\n${name} ${value}\n`);
    return reply.headers(API_HEADERS).type('text/plain; version=0.0.4').send(text.join(''));
  });
}

const processFigures = (): Record<string, number> => ({
  lantern_up: 1,
  lantern_memory_bytes: process.memoryUsage.rss(),
  lantern_uptime_seconds: Math.round(process.uptime()),
});
