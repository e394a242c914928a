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

export interface Pages {
  readonly dir: string;
  readonly settings: PageSettings;
  readonly identity?: string;
  /** Another Office.js than Microsoft's, from this server: the practice tenant's. */
  readonly office?: string;
}

const PANE = 'outlook.html';
const OFFICE_JS = 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js';

/**
 * The built pages: one document for every address under `/tabs`, the pane of Outlook, and hashed files that are kept
 * for a year.
 */
export async function addPages(app: FastifyInstance, o: Pages): Promise<void> {
  const identity = o.identity ? { identity: o.identity } : {};
  const headers = { ...PAGE_HEADERS, 'content-security-policy': pagePolicy(identity) };
  await app.register(fastifyStatic, {
    root: o.dir,
    prefix: '/',
    wildcard: false,
    index: false,
    preCompressed: true,
    globIgnore: [PANE, `${PANE}.*`],
    cacheControl: false,
    setHeaders: (reply, file) => {
      const isHashed = /\.[0-9a-f]{8,}\.\w+(\.br|\.gz)?$/.test(file);
      reply.headers({ ...headers, 'cache-control': isHashed ? YEAR : 'no-cache' });
    },
  });
  const send = (url: string, page: string, more: Readonly<Record<string, string>> = headers) =>
    app.get(url, (_, reply) => reply.headers(more).header('cache-control', 'no-cache').type('text/html').send(page));
  const page = withSettings(path.join(o.dir, 'app.html'), o.settings);
  for (const url of ['/tabs', '/tabs/*']) send(url, page);
  const pane = withSettings(path.join(o.dir, PANE), o.settings);
  send(`/${PANE}`, o.office === undefined ? pane : pane.replace(OFFICE_JS, o.office), {
    ...PAGE_HEADERS,
    'content-security-policy': pagePolicy({ ...identity, pane: o.office === undefined }),
  });
}

/** Writes the public settings into the page's head, so that no round trip is spent on them. */
function withSettings(file: string, settings: PageSettings): string {
  const html = existsSync(file) ? readFileSync(file, 'utf8') : '<!doctype html><title>Lantern</title>';
  const json = JSON.stringify(settings).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return html.replace(/(<meta name="?lantern-settings"? content=)("[^"]*"|'[^']*'|[^\s>]+)/, `$1"${json}"`);
}
