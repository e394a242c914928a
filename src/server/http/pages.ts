import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { PAGE_HEADERS, pagePolicy } from './headers';

export interface PageSettings {
  readonly clientId: string;
  readonly authority: string;
  readonly scope: string;
  readonly teamsAppId: string;
  readonly practice: boolean;
}

const YEAR = 'public, max-age=31536000, immutable';

/** The built pages: one document for every address under `/tabs`, and hashed files that are kept for a year. */
export async function addPages(
  app: FastifyInstance,
  o: { dir: string; settings: PageSettings; identity?: string },
): Promise<void> {
  const headers = {
    ...PAGE_HEADERS,
    'content-security-policy': pagePolicy(o.identity ? { identity: o.identity } : {}),
  };
  await app.register(fastifyStatic, {
    root: o.dir,
    prefix: '/',
    wildcard: false,
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, file) => {
      const isHashed = /\.[0-9a-f]{8,}\.\w+(\.br|\.gz)?$/.test(file);
      reply.headers({ ...headers, 'cache-control': isHashed ? YEAR : 'no-cache' });
    },
  });
  const page = withSettings(path.join(o.dir, 'app.html'), o.settings);
  for (const url of ['/tabs', '/tabs/*'])
    app.get(url, (_, reply) => reply.headers(headers).header('cache-control', 'no-cache').type('text/html').send(page));
}

/** Writes the public settings into the page's head, so that no round trip is spent on them. */
function withSettings(file: string, settings: PageSettings): string {
  const html = existsSync(file) ? readFileSync(file, 'utf8') : '<!doctype html><title>Lantern</title>';
  const json = JSON.stringify(settings).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return html.replace(/(<meta name="?lantern-settings"? content=)("[^"]*"|'[^']*'|[^\s>]+)/, `$1"${json}"`);
}
