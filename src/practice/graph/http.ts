import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { runBatch } from './batch';
import { handleControl, type ControlDesk } from './control-http';
import { bytesAsMark, type TrafficLog } from './log';
import { type Asked, type Desk, serve, type Told } from './serve';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$|^graph\.microsoft\.com$/;
const MOST_BYTES = 64 * 1024 * 1024;
const PAGE = '<html><body><h1>502 Bad Gateway</h1><hr>Microsoft-Azure-Application-Gateway/v2</body></html>';

/** Listens on loopback only; a page elsewhere that got here by a trick of names is turned away by its `Host`. */
export async function listen(desk: Desk, log: TrafficLog, control: ControlDesk, port: number): Promise<http.Server> {
  const server = http.createServer((request, response) => {
    void take(desk, log, control, request, response);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return server;
}

export const portOf = (server: http.Server): number => (server.address() as AddressInfo).port; // listening on TCP

async function take(
  desk: Desk,
  log: TrafficLog,
  control: ControlDesk,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  if (!LOOPBACK.test(request.headers.host ?? '')) {
    response.writeHead(421).end();
    return;
  }
  const raw = await bodyOf(request).catch(() => null);
  if (raw === null) {
    response.writeHead(413).end();
    return;
  }
  const url = request.url ?? '/';
  if (url.startsWith('/_practice/') || url === '/') {
    handleControl(control, { method: request.method ?? '', url, headers: flat(request), raw }, response);
    return;
  }
  const at = desk.world.now();
  const asked = askedOf(request, url, raw);
  const isBatch = /^\/v1\.0\/\$batch(\?|$)/.test(url) && asked.method === 'POST';
  const told = isBatch ? await runBatch(desk, asked) : await serve(desk, asked, false);
  send(response, desk, told);
  record(desk, log, asked, told, at);
}

async function bodyOf(request: http.IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request) {
    const bytes = piece as Buffer; // no encoding is set
    length += bytes.length;
    if (length > MOST_BYTES) throw new RangeError('too long');
    pieces.push(bytes);
  }
  return Buffer.concat(pieces);
}

const flat = (request: http.IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headers).map(([name, v]) => [name, Array.isArray(v) ? v.join(', ') : (v ?? '')]),
  );

function askedOf(request: http.IncomingMessage, url: string, raw: Buffer): Asked {
  const headers = flat(request);
  const isJson = /^application\/json\b/i.test(headers['content-type'] ?? '');
  const base = { method: request.method ?? 'GET', url, headers, length: raw.length };
  if (raw.length === 0) return { ...base, isJson: true };
  try {
    return { ...base, isJson, body: JSON.parse(raw.toString('utf8')) as unknown };
  } catch {
    return { ...base, isJson: false, body: raw.toString('utf8') };
  }
}

const payloadOf = ({ answer, wire }: Told): { readonly bytes: Buffer; readonly type: string } => {
  if (wire === 'html') return { bytes: Buffer.from(PAGE), type: 'text/html' };
  if (answer.bytes) return { bytes: answer.bytes, type: 'text/plain' };
  const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
  return { bytes: Buffer.from(text), type: 'application/json; odata.metadata=minimal; charset=utf-8' };
};

function send(response: http.ServerResponse, desk: Desk, told: Told): void {
  const { answer, wire, headers } = told;
  if (wire === 'none') return;
  if (wire === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  const { bytes, type } = payloadOf(told);
  response.sendDate = false;
  response.writeHead(answer.status, {
    date: new Date(desk.world.now()).toUTCString(),
    ...(bytes.length > 0 && { 'content-type': type }),
    ...(answer.status !== 204 && { 'content-length': bytes.length }),
    ...headers,
  });
  if (wire !== 'cut') {
    response.end(bytes);
    return;
  }
  // Half of it, and then the line is gone.
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.socket?.destroy());
}

function record(desk: Desk, log: TrafficLog, asked: Asked, told: Told, at: number): void {
  const { answer, wire, committed, injected, headers, app } = told;
  // Half an answer is none: whoever got it has to look.
  const isSilent = wire === 'none' || wire === 'reset' || wire === 'cut';
  const body = answer.bytes ? bytesAsMark(answer.bytes) : answer.body;
  log.write({
    seq: log.lines + 1,
    at,
    app,
    method: asked.method,
    url: asked.url,
    headers: asked.headers,
    ...(asked.body !== undefined && { body: asked.body }),
    status: isSilent ? null : answer.status,
    ...((isSilent || injected !== undefined) && { committed }),
    ...(!isSilent && { responseHeaders: headers }),
    ...(!isSilent && wire === 'whole' && body !== undefined && { responseBody: body }),
    ms: desk.world.now() - at,
    ...(injected !== undefined && { injected }),
    ...(answer.marker !== undefined && { marker: answer.marker }),
  });
}
