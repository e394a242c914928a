import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { azureBlobs } from '../../../src/adapters/blobs/azure';
import { keepSealed, openSealed } from '../../../src/adapters/blobs/sealed';
import { once, whole } from '../../../src/adapters/vault/pieces';
import type { Blobs } from '../../../src/core/ports';
import { type Azurite, startAzurite } from '../../support/azurite';

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lantern-azure-'));
let azure: Azurite;
let blobs: Blobs;
beforeAll(async () => {
  azure = await startAzurite();
  blobs = azureBlobs({ ...azure, spoolDir: dir });
}, 90_000);
afterAll(async () => {
  await azure.close();
  fs.rmSync(dir, { recursive: true, force: true });
});

const container = () => azure.service.getContainerClient('evidence');
const at = (name: string) => container().getBlockBlobClient(`${name.slice(0, 2)}/${name}`);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('a blob is named by what is in it, and read back as it was', async () => {
  const name = await blobs.put(Buffer.from('sealed'));
  expect(name).toBe(sha256(Buffer.from('sealed')));
  expect(Buffer.from(await blobs.get(name)).toString()).toBe('sealed');
});

test('it is written once: the service itself refuses a second writing', async () => {
  const name = await blobs.put(Buffer.from('once'));
  const before = (await at(name).getProperties()).etag;
  expect(await blobs.put(Buffer.from('once'))).toBe(name);
  expect((await at(name).getProperties()).etag).toBe(before);
});

test('a sealed file larger than one block comes back byte for byte, and nothing stays behind on this machine', async () => {
  const bytes = randomBytes(9 << 20);
  const lock = { key: Buffer.alloc(32, 7), place: { tenant: 't', table: 'mail_item', id: 'm' } };
  const kept = await keepSealed(blobs, lock, once(bytes));
  expect(kept.sha256).toBe(sha256(bytes));
  expect(sha256(await whole(openSealed(blobs, lock, kept)))).toBe(kept.sha256);
  expect(fs.readdirSync(dir)).toEqual([]);
});

test('one that was altered there is refused', async () => {
  const name = await blobs.put(Buffer.from('will be altered'));
  await at(name).upload('altered', 7);
  await expect(blobs.get(name)).rejects.toMatchObject({ code: 'unexpected' });
});

test.each(['a'.repeat(64), '../secret', ''])('%p is no blob of ours', async (name) => {
  await expect(blobs.get(name)).rejects.toMatchObject({ code: 'unexpected' });
});

test('a service that cannot be had, or says no, is unavailable', async () => {
  const elsewhere = azureBlobs({
    containerUrl: azure.containerUrl.replace('/evidence', '/nowhere'),
    credential: azure.credential,
    spoolDir: dir,
  });
  await expect(elsewhere.put(Buffer.from('x'))).rejects.toMatchObject({ code: 'unavailable' });
  const closed = azureBlobs({ ...azure, credential: () => Promise.reject(new Error('no token')), spoolDir: dir });
  await expect(closed.put(Buffer.from('x'))).rejects.toMatchObject({ code: 'unavailable' });
  await expect(closed.get(sha256(Buffer.from('x')))).rejects.toMatchObject({ code: 'unavailable' });
  expect(fs.readdirSync(dir)).toEqual([]);
});
