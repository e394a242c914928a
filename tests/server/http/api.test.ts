import { ROUTES } from '../../../src/api/contract';
import { ERROR_CODES } from '../../../src/core/errors';
import { errors as texts } from '../../../src/texts/en-gb/errors';
import { withLantern } from '../../support/over-http';

const NOWHERE = '0a4f0000-0000-4000-8000-000000000099';
const at = withLantern();
const call: (typeof at.it)['call'] = (...asked) => at.it.call(...asked);

describe('signing in', () => {
  const ask = (authorization?: string) =>
    at.it.app.inject({ url: '/api/me', ...(authorization && { headers: { authorization } }) });

  test.each([
    ['no token', () => undefined],
    ['no bearer', () => 'Basic abc'],
    ['something that is no token', () => 'Bearer abc'],
    ['letters no token has', () => 'Bearer <script>'],
    ['more than a token can be', () => `Bearer ${'a'.repeat(16_385)}`],
    [
      'a token with another signature',
      async () => `Bearer ${(await at.it.token('teacher')).replace(/.{6}$/, 'AAAAAA')}`,
    ],
    ['a token whose time is over', async () => `Bearer ${await at.it.token('teacher', { expiresIn: -600 })}`],
    [
      'a token for another audience',
      async () => `Bearer ${await at.it.token('teacher', { claims: { aud: NOWHERE } })}`,
    ],
    ['a token of another tenant', async () => `Bearer ${await at.it.token('teacher', { claims: { tid: NOWHERE } })}`],
  ])('%s: 401, and nothing about why', async (_, make) => {
    const answer = await ask(await make());
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(Object.keys(answer.json()).sort()).toEqual(['code', 'message', 'requestId']);
    expect(answer.json()).toMatchObject({
      code: 'not_signed_in',
      message: 'You are not signed in. Please sign in to go on.',
    });
  });

  test('a good account that the school’s list does not have: 403 with what to do', async () => {
    const { status, json } = await call('stranger', 'GET', '/api/me');
    expect([status, json['code']]).toEqual([403, 'not_registered']);
  });

  test('a person of the school', async () => {
    const { status, json } = await call('teacher', 'GET', '/api/me');
    expect(status).toBe(200);
    expect(json).toMatchObject({ person: { name: 'Teacher Example', schoolName: 'Example Primary' } });
  });
});

describe('what was sent', () => {
  test.each([
    ['a field nobody knows', { values: {}, extra: 1 }, 'request', 'extra'],
    ['a wrong value', { values: { office_phone: 'call me' } }, 'values.office_phone', 'phone number'],
    ['a value too long', { values: { trust_name: 'x'.repeat(201) } }, 'values.trust_name', '200 letters'],
    ['a field missing', {}, 'values', ''],
  ])('%s is named: where and what', async (_, body, where, what) => {
    const { status, json } = await call('trustHead', 'PUT', '/api/settings', body);
    expect([status, json['code']]).toEqual([400, 'invalid_input']);
    const [problem] = json['problems'] as { where: string; what: string }[];
    expect(problem?.where).toBe(where);
    expect(problem?.what).toContain(what);
  });

  test.each([
    ['an unknown question', '/api/people?shoesize=9'],
    ['an unknown order', '/api/people?limit=lots'],
    ['an address that is no id', '/api/policies/nothing'],
  ])('in an address too: %s', async (_, url) => {
    expect((await call('coordinator', 'GET', url)).json['code']).toBe('invalid_input');
  });

  test.each([
    ['a list', [1]],
    ['text', '"hello"'],
  ])('%s where an object belongs', async (_, payload) => {
    const authorization = `Bearer ${await at.it.token('coordinator')}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const answer = await at.it.app.inject({ method: 'PUT', url: '/api/settings', headers, payload });
    expect(answer.json()).toMatchObject({ code: 'invalid_input', problems: [{ where: 'body' }] });
  });

  test.each([
    ['broken JSON', 'application/json', '{"values":'],
    ['no JSON at all', 'application/json', ''],
    ['another kind of content', 'application/xml', '<a/>'],
  ])('%s is refused in our own words', async (_, type, payload) => {
    const authorization = `Bearer ${await at.it.token('coordinator')}`;
    const headers = { authorization, 'content-type': type };
    const answer = await at.it.app.inject({ method: 'PUT', url: '/api/settings', headers, payload });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([400, 'invalid_input']);
  });

  test('a body above the limit: 413, and the connection is not left waiting', async () => {
    const { status, json } = await call('trustHead', 'PUT', '/api/settings', {
      values: { trust_name: 'x'.repeat(1 << 20) },
    });
    expect([status, json['code']]).toEqual([413, 'too_large']);
  });

  test('a body cannot smuggle in another record’s id', async () => {
    const { status } = await call('coordinator', 'POST', `/api/campaigns/${NOWHERE}/close`, {
      campaignId: '0a4f0000-0000-4000-8000-000000000001',
    });
    expect(status).toBe(404);
    const [refused] = (await at.it.school.entries('access.refused')).slice(-1);
    expect(JSON.parse(refused?.payload ?? '')).toMatchObject({ did: { useCase: 'campaigns.close', why: 'absent' } });
  });

  test.each(['مدرسة النور', 'École 😀 «Łódź»', '‮evil‬', 'İıẞß', 'नमस्ते'])(
    '“%s” comes back as it was sent',
    async (name) => {
      expect((await call('trustHead', 'PUT', '/api/settings', { values: { trust_name: name } })).status).toBe(200);
      expect((await call('teacher', 'GET', '/api/me')).json['trustName']).toBe(name);
    },
  );
});

describe('absent and forbidden', () => {
  const answers = async (who: 'teacher' | 'elsewhere', method: 'GET' | 'POST', url: string, body?: object) => {
    const { status, json, headers } = await call(who, method, url, body);
    const { requestId: _, ...said } = json;
    const { date: _d, 'x-ratelimit-remaining': _r, 'x-ratelimit-reset': _s, ...sent } = headers;
    return { status, said, sent };
  };

  test('look the same: body, status and headers', async () => {
    const draft = await at.it.school.draft();
    const hidden = await answers('teacher', 'GET', `/api/policies/${draft.policyId}`);
    const absent = await answers('teacher', 'GET', `/api/policies/${NOWHERE}`);
    expect(hidden).toEqual(absent);
    expect(hidden.status).toBe(404);
    const approve = { textHash: draft.textHash, change: 'minor', reason: 'because' };
    expect(await answers('teacher', 'POST', `/api/policy-versions/${draft.versionId}/approval`, approve)).toEqual(
      await answers('teacher', 'POST', `/api/policy-versions/${NOWHERE}/approval`, approve),
    );
  });

  test('an address that does not exist answers like a record that does not', async () => {
    const { status, json } = await call('teacher', 'GET', '/api/nothing-here');
    expect([status, json['code']]).toEqual([404, 'not_found']);
  });
});

describe('an error', () => {
  test('has a sentence and says nothing of what was sent, stored or thrown, in body or log', async () => {
    const secret = 'Very-Private-Word';
    await call('teacher', 'GET', `/api/policy-search?q=${secret}`);
    await call('teacher', 'GET', `/api/policies/${secret}`);
    const { text } = await call('trustHead', 'PUT', '/api/settings', { values: { office_phone: secret } });
    expect(text).not.toContain(secret);
    const { json } = await call('coordinator', 'POST', `/api/people/${NOWHERE}/absences`, {
      from: '2026-09-09',
      until: null,
      reason: secret,
    });
    expect(json['code']).toBe('not_found');
    expect(at.it.log.join('')).not.toContain(secret);
  });

  test.each(ERROR_CODES.filter((c) => c !== 'unexpected'))('%s has a sentence of its own', (code) => {
    expect(texts.of(code)).not.toEqual(texts.of('unexpected'));
  });
});

describe('the description of the API', () => {
  test('has every route of the contract with its own schema, and is public', async () => {
    const { status, json } = await call(null, 'GET', '/api/openapi.json');
    expect(status).toBe(200);
    const paths = json['paths'] as Record<string, Record<string, { operationId: string }>>;
    const described = Object.values(paths).flatMap((p) => Object.values(p).map((o) => o.operationId));
    expect(described.sort()).toEqual(Object.keys(ROUTES).sort());
    expect(JSON.stringify(json)).toContain('office_phone');
  });
});
