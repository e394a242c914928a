import { blobContainer, blobsOf } from '../../src/server/blob-settings';
import { readConfig } from '../../src/server/config';
import { TenantId } from '../../src/core/ids';

const tenant = TenantId.parse('00000000-0000-4000-8000-000000000001');
const LANTERN_BLOBS_CONTAINER = 'https://oakfieldstore.blob.core.windows.net/evidence';
const read = (env: Readonly<Record<string, string>>) => blobContainer(env, () => ' a secret\n', tenant);
const wrong = (env: Readonly<Record<string, string>>): string => {
  try {
    read(env);
    return '';
  } catch (e) {
    return (e as { problems: readonly { where: string }[] }).problems[0]?.where ?? '';
  }
};

describe('where sealed files are kept', () => {
  test('is a folder beside the data unless a container is named', () => {
    expect(read({})).toBeUndefined();
    expect(Object.keys(blobsOf(undefined, '/nowhere'))).toEqual(expect.arrayContaining(['put', 'getStream']));
  });
  test('is a container, as whom the machine is or with a registration', () => {
    const containerUrl = LANTERN_BLOBS_CONTAINER;
    const managed = { containerUrl, identity: { kind: 'managed', clientId: undefined } } as const;
    expect(read({ LANTERN_BLOBS_CONTAINER })).toEqual(managed);
    const secret = { LANTERN_BLOBS_CONTAINER, LANTERN_BLOBS_CLIENT_ID: 'c', LANTERN_BLOBS_SECRET_FILE: 'f' };
    expect(read(secret)?.identity).toEqual({
      kind: 'secret',
      tenantId: tenant,
      clientId: 'c',
      clientSecret: 'a secret',
    });
    expect(Object.keys(blobsOf(managed, '/nowhere'))).toContain('putStream');
  });
  test.each([
    'https://oakfieldstore.blob.core.windows.net.example/evidence',
    'http://oakfieldstore.blob.core.windows.net/evidence',
    'https://oakfieldstore.blob.core.windows.net',
    'https://oakfieldstore.blob.core.windows.net/evidence/more',
    'https://oakfieldstore.blob.core.windows.net/evidence?sig=x',
  ])('is nowhere else: %s', (url) => {
    expect(wrong({ LANTERN_BLOBS_CONTAINER: url })).toBe('LANTERN_BLOBS_CONTAINER');
  });
  test('needs the settings that belong together', () => {
    expect(wrong({ LANTERN_BLOBS_CONTAINER, LANTERN_BLOBS_SECRET_FILE: 'f' })).toBe('LANTERN_BLOBS_CLIENT_ID');
    expect(wrong({ LANTERN_BLOBS_CLIENT_ID: 'c' })).toBe('LANTERN_BLOBS_CONTAINER');
  });
  test('is refused beside the practice tenant', () => {
    expect(() => readConfig({ LANTERN_BLOBS_CONTAINER }, ['--practice'])).toThrow(/invalid_input|LANTERN_BLOBS/);
  });
});
