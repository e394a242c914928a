import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { freePort } from './free-port';

const ACCOUNT = 'practice';
const KEY = Buffer.from('practice blob storage, worth nothing').toString('base64');
const CONTAINER = 'evidence';

export interface Azurite {
  readonly containerUrl: string;
  readonly credential: StorageSharedKeyCredential;
  readonly service: BlobServiceClient;
  close(): Promise<void>;
}

/** A stand-in for Azure Blob Storage on a free port of this machine, with one empty container. */
export async function startAzurite(): Promise<Azurite> {
  const port = await freePort();
  const dir = mkdtempSync(path.join(os.tmpdir(), 'azurite-'));
  const entry = require.resolve('azurite/dist/src/blob/main.js');
  const args = [entry, '--blobHost', '127.0.0.1', '--blobPort', String(port), '--location', dir];
  const child = spawn(process.execPath, [...args, '--skipApiVersionCheck', '--disableTelemetry', '--silent'], {
    env: { ...process.env, AZURITE_ACCOUNTS: `${ACCOUNT}:${KEY}` },
    stdio: 'ignore',
  });
  const credential = new StorageSharedKeyCredential(ACCOUNT, KEY);
  const url = `http://127.0.0.1:${String(port)}/${ACCOUNT}`;
  const service = new BlobServiceClient(url, credential, { retryOptions: { maxTries: 1 } });
  try {
    await started(service, child);
    await service.getContainerClient(CONTAINER).create();
  } catch (e) {
    child.kill();
    throw e;
  }
  return {
    containerUrl: `${url}/${CONTAINER}`,
    credential,
    service,
    close: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function started(service: BlobServiceClient, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 600 && child.exitCode === null; attempt += 1) {
    const isThere = await service.getProperties().then(
      () => true,
      () => false,
    );
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('azurite did not start');
}
