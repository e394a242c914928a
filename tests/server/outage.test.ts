import { type TestLantern, makeLantern } from '../support/over-http';
import { type TcpProxy, tcpProxy } from '../support/tcp-proxy';

describe('the database goes away', () => {
  let wire: TcpProxy;
  let it: TestLantern;
  beforeAll(async () => {
    const through = async (address: string): Promise<string> => {
      const url = new URL(address);
      wire = await tcpProxy({ host: url.hostname, port: Number(url.port) });
      url.host = `127.0.0.1:${wire.port}`;
      return url.href;
    };
    it = await makeLantern({ engine: 'postgres', through });
  }, 120_000);
  afterAll(async () => {
    await it.close();
    await wire.cut();
  });

  test('a signature sent meanwhile is answered 503 with when to try again, and sent again it is one signature', async () => {
    const { policyId } = await it.school.agreement();
    const campaignId = await it.school.campaign(policyId);
    const body = await it.school.signing(campaignId, 'teacher');
    // Signed in already: what is cut is the signing itself.
    expect((await it.call('teacher', 'GET', '/api/me')).status).toBe(200);
    await wire.cut();
    const refused = await it.call('teacher', 'POST', '/api/attestations', body);
    expect(refused).toMatchObject({ status: 503, json: { code: 'unavailable' } });
    expect(refused.headers['retry-after']).toBe('2');
    expect((await it.call(null, 'GET', '/readyz')).json).toEqual({ status: 'store' });
    expect((await it.call(null, 'GET', '/healthz')).status).toBe(200);
    await wire.mend();
    const answers = [];
    for (let i = 0; i < 3; i += 1) answers.push(await it.call('teacher', 'POST', '/api/attestations', body));
    expect(answers.map((a) => a.status)).toEqual([200, 200, 200]);
    expect(answers.map((a) => a.json['alreadySigned'])).toEqual([false, true, true]);
    expect(new Set(answers.map((a) => a.json['attestationId'])).size).toBe(1);
    expect(await it.school.entries('attestation.signed')).toHaveLength(1);
    expect((await it.call(null, 'GET', '/readyz')).status).toBe(200);
  }, 60_000);

  test('in the middle of the rush: everybody is told one thing, and nobody is signed twice when they send again', async () => {
    const { policyId } = await it.school.agreement({ title: 'Another' });
    const campaignId = await it.school.campaign(policyId);
    const people = ['teacher', 'colleague', 'manager', 'lead', 'office', 'elsewhere'] as const;
    const bodies = await Promise.all(people.map((who) => it.school.signing(campaignId, who)));
    for (const who of people) await it.call(who, 'GET', '/api/me');
    const before = (await it.school.entries('attestation.signed')).length;
    const send = () => Promise.all(people.map((who, i) => it.call(who, 'POST', '/api/attestations', bodies[i])));
    const first = send();
    await wire.cut();
    for (const { status } of await first) expect([200, 503]).toContain(status);
    await wire.mend();
    const again = await send();
    expect(again.map((a) => a.status)).toEqual(people.map(() => 200));
    expect((await it.school.entries('attestation.signed')).length - before).toBe(people.length);
  }, 60_000);
});
