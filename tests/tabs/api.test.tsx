import { CallFailed, createApi } from '../../tabs/api';
import { type Auth, SignInNeeded } from '../../tabs/auth';

const auth = (part: Partial<Auth> = {}): Auth => ({
  token: (o) => Promise.resolve(o?.fresh ? 'fresh' : 'first'),
  signIn: () => Promise.resolve(),
  ...part,
});

interface Sent {
  path: string;
  method: string | undefined;
  bearer: string | null;
  body: unknown;
}

/** A server that answers in turn, and what it was sent. */
function server(...answers: (Response | Error)[]) {
  const sent: Sent[] = [];
  const send: typeof fetch = (path, init) => {
    sent.push({
      path: path as string,
      method: init?.method,
      bearer: new Headers(init?.headers).get('authorization'),
      body: init?.body,
    });
    const answer = answers.shift() ?? new Error('asked once too often');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { send, sent };
}

/** jsdom has no Response: the few members the client reads. */
function reply(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return {
    ok: status < 400,
    status,
    headers: new Headers(headers),
    json: () => (body instanceof Error ? Promise.reject(body) : Promise.resolve(body)),
    blob: () => Promise.resolve(new Blob([String(body)])),
  } as unknown as Response;
}

const id = '00000000-0000-4000-8000-000000000001' as never; // branded ids are strings on the wire

test('a GET puts names into the path and the rest into the query, leaving out what is not said', async () => {
  const { send, sent } = server(reply(200, {}), reply(200, {}));
  const api = createApi(auth(), send);
  await api.call('policies.compare', { policyId: id, from: 'a b' as never, to: 'ü/ö' as never });
  await api.call('completeness.list', { campaignId: id, q: '', limit: 50, offset: 0 });
  expect(sent.map((s) => s.path)).toEqual([
    `/api/policies/${String(id)}/compare?from=a+b&to=%C3%BC%2F%C3%B6`,
    `/api/campaigns/${String(id)}/people?limit=50&offset=0`,
  ]);
  expect(sent[0]).toMatchObject({ method: 'GET', bearer: 'Bearer first', body: undefined });
});

test('a POST sends the rest of the input as JSON, and an odd name in the path is escaped', async () => {
  const { send, sent } = server(reply(200, { recorded: 0 }));
  await createApi(auth(), send).call('classSheets.record', { schoolId: id, className: '1/2 Ash?', entries: [] });
  expect(sent[0]).toMatchObject({
    path: `/api/schools/${String(id)}/class-sheets/1%2F2%20Ash%3F`,
    method: 'POST',
    body: '{"entries":[]}',
  });
});

test('after one refusal the call is made again with a fresh token, and only once', async () => {
  const again = server(reply(401, {}), reply(200, { person: 1 }));
  await expect(createApi(auth(), again.send).call('me.read', {})).resolves.toEqual({ person: 1 });
  expect(again.sent.map((s) => s.bearer)).toEqual(['Bearer first', 'Bearer fresh']);

  const never = server(reply(401, {}), reply(401, { code: 'not_signed_in', message: '', requestId: 'r' }));
  await expect(createApi(auth(), never.send).call('me.read', {})).rejects.toMatchObject({ code: 'sign_in' });
  expect(never.sent).toHaveLength(2);
});

test.each<[string, Response | Error, Partial<CallFailed>]>([
  [
    'an error of the API keeps its code, reference and problems',
    reply(400, { code: 'invalid_input', message: 'm', requestId: 'r-9', problems: [{ where: 'a', what: 'b' }] }),
    { code: 'invalid_input', requestId: 'r-9', problems: [{ where: 'a', what: 'b' }] },
  ],
  ['no connection is offline', new TypeError('Failed to fetch'), { code: 'offline', requestId: null }],
  ['a gateway that answers for the server is "unavailable"', reply(502, new Error('html')), { code: 'unavailable' }],
  ['an answer that is not ours is unexpected', reply(418, { teapot: true }), { code: 'unexpected' }],
])('%s', async (_, answer, wanted) => {
  const failed = createApi(auth(), server(answer).send).call('me.read', {});
  await expect(failed).rejects.toBeInstanceOf(CallFailed);
  await expect(failed).rejects.toMatchObject(wanted);
});

test.each([
  ['ask', 'sign_in'],
  ['practice', 'practice_shell'],
] as const)('a token that needs the person (%s) is told apart as %s, and nothing is sent', async (reason, code) => {
  const { send, sent } = server();
  const api = createApi(auth({ token: () => Promise.reject(new SignInNeeded(reason)) }), send);
  await expect(api.call('me.read', {})).rejects.toMatchObject({ code });
  expect(sent).toEqual([]);
});

test('a call that is no longer wanted rejects as aborted, not as offline', async () => {
  const stop = new AbortController();
  const send: typeof fetch = () => {
    stop.abort();
    return Promise.reject(new DOMException('stopped', 'AbortError'));
  };
  const call = createApi(auth(), send).call('me.read', {}, { signal: stop.signal });
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
});

test('a file goes up as its bytes, with its name in the query', async () => {
  const { send, sent } = server(reply(200, {}));
  const file = new Blob(['x']);
  await createApi(auth(), send).upload('policies.preview', { fileName: 'AUP 2026 & co.docx' }, file);
  expect(sent[0]).toMatchObject({
    path: '/api/uploads/policy?fileName=AUP+2026+%26+co.docx',
    method: 'POST',
    body: file,
  });
});

test.each([
  ['the UTF-8 name', `attachment; filename="r.pdf"; filename*=UTF-8''Zo%C3%AB.pdf`, 'Zoë.pdf'],
  ['the plain name', 'attachment; filename="receipt.pdf"', 'receipt.pdf'],
  ['the address, when the server named nothing', '', 'receipt.pdf'],
])('a download is called by %s', async (_, header, name) => {
  const { send, sent } = server(reply(200, 'pdf', { 'content-disposition': header }));
  const file = await createApi(auth(), send).download('receiptPdf', { attestationId: 'a1' });
  expect(file.fileName).toBe(name);
  expect(sent[0]?.path).toBe('/api/attestations/a1/receipt.pdf');
});
