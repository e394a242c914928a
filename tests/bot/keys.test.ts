import { productionAuth } from '../../bot/auth';
import { servesFrom } from '../../bot/guard';
import { makeBot } from '../../bot/index';
import { practiceAuth, servesLoopback } from '../../bot/practice-auth';
import { Adapter, receive } from '../../bot/endpoint';
import { TenantId } from '../../src/core/ids';
import { APP_ID, type Channel, activity, startChannel } from '../support/channel';

const TENANT = TenantId.parse('11111111-1111-4111-8111-111111111111');
const OID = '22222222-2222-4222-8222-222222222222';

beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});

describe('keys that cannot be had', () => {
  let channel: Channel;
  beforeEach(async () => {
    channel = await startChannel();
  });
  afterEach(() => channel.close());
  const ask = async () => {
    const auth = practiceAuth({ base: channel.base, appId: APP_ID, tenantId: TENANT, keysMs: 300 });
    let ran = false;
    const body = Buffer.from(JSON.stringify(activity({ base: channel.base, tenantId: TENANT, oid: OID })));
    const received = { authorization: `Bearer ${channel.token()}`, body };
    const answer = await receive(new Adapter(auth), () => Promise.resolve((ran = true)), received);
    return [answer.status, ran];
  };

  test('a key server that fails is 503, so that the channel comes again', async () => {
    channel.keys = 'down';
    expect(await ask()).toEqual([503, false]);
    channel.keys = 'up';
    expect(await ask()).toEqual([200, true]);
  });

  test('a key server that never answers is 503 within its time', async () => {
    channel.keys = 'silent';
    expect(await ask()).toEqual([503, false]);
  });

  test('a key server that is not there is 503', async () => {
    const auth = practiceAuth({ base: 'http://127.0.0.1:9', appId: APP_ID, tenantId: TENANT });
    const body = Buffer.from(JSON.stringify(activity({ base: channel.base, tenantId: TENANT, oid: OID })));
    const answer = await receive(new Adapter(auth), () => Promise.resolve(true), {
      authorization: `Bearer ${channel.token()}`,
      body,
    });
    expect(answer).toEqual({ status: 503 });
  });

  test('a key without our channel’s endorsement signs nothing', async () => {
    await channel.close();
    channel = await startChannel({ endorsements: ['skype'] });
    expect(await ask()).toEqual([401, false]);
  });

  test('a turn that fails past its own answer is 500 without a word', async () => {
    const auth = practiceAuth({ base: channel.base, appId: APP_ID, tenantId: TENANT });
    const body = Buffer.from(JSON.stringify(activity({ base: channel.base, tenantId: TENANT, oid: OID })));
    const received = { authorization: `Bearer ${channel.token()}`, body };
    const answer = await receive(new Adapter(auth), () => Promise.reject(new Error('secret words')), received);
    expect(answer).toEqual({ status: 500 });
  });
});

describe('starting', () => {
  const serves = servesFrom(['smba.trafficmanager.net']);
  const parts = (auth: Parameters<typeof makeBot>[0]['auth'], appId: string) => ({
    appId,
    auth,
    serves,
    open: (path: string) => path,
    tenantId: TENANT,
    perform: () => Promise.reject(new Error('not asked')),
    actorOf: () => Promise.resolve(null),
    now: Date.now,
    log: () => undefined,
  });
  const secret = { kind: 'secret', secret: 's3cret' } as const;

  test.each([
    ['app id', { appId: '', tenantId: TENANT }],
    ['tenant id', { appId: APP_ID, tenantId: '' }],
  ])('without an %s the process does not start', (_, ids) => {
    expect(() => productionAuth({ ...ids, credentials: secret, serves })).toThrow(/app id and a tenant id/);
  });

  test('an authentication for another app, or for none, does not start', async () => {
    const auth = productionAuth({ appId: APP_ID, tenantId: TENANT, credentials: secret, serves });
    await expect(makeBot(parts(auth, ''))).rejects.toMatchObject({ code: 'unexpected' });
    await expect(makeBot(parts(auth, OID))).rejects.toMatchObject({ code: 'unexpected' });
    await expect(makeBot(parts(auth, APP_ID))).resolves.toHaveProperty('receive');
    const practice = practiceAuth({ base: 'http://127.0.0.1:9', appId: '', tenantId: TENANT });
    await expect(makeBot(parts(practice, ''))).rejects.toMatchObject({ code: 'unexpected' });
  });

  test('a managed identity starts without any secret', async () => {
    const auth = productionAuth({ appId: APP_ID, tenantId: TENANT, credentials: { kind: 'managed_identity' }, serves });
    await expect(auth.check(APP_ID)).resolves.toBeUndefined();
  });

  test.each([
    ['https://smba.trafficmanager.net/uk/', true],
    ['http://smba.trafficmanager.net/uk/', false],
    ['https://smba.trafficmanager.net:8443/', false],
    ['https://smba.trafficmanager.net.evil.example/', false],
    ['https://evil.example/smba.trafficmanager.net', false],
  ])('in production answers go to %s: %s', (address, is) => expect(serves(new URL(address))).toBe(is));

  test.each([
    ['http://127.0.0.1:3978/practice/channel', true],
    ['http://localhost:5555', true],
    ['http://[::1]:5555', true],
    ['https://127.0.0.1', false],
    ['http://10.0.0.1', false],
    ['http://localhost.evil.example', false],
  ])('in practice answers go to %s: %s', (address, is) => expect(servesLoopback(new URL(address))).toBe(is));
});
