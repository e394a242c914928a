import fs from 'node:fs/promises';
import {
  BlobServiceClient,
  type ContainerClient,
  RestError,
  type StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { AppError } from '../../core/errors';
import type { Blobs } from '../../core/ports';
import { once, whole } from '../vault/pieces';
import { NAME, gone, proved, spool } from './spool';

export interface AzureBlobsOptions {
  /** `https://<account>.blob.core.windows.net/<container>`; the container is there already. */
  readonly containerUrl: string;
  /** Where a file waits, sealed, until it has been handed over: its name is known only when all of it is there. */
  readonly spoolDir: string;
  /** Answers a token for `https://storage.azure.com`; or, for a stand-in, the account's own key. */
  readonly credential: (() => Promise<string>) | StorageSharedKeyCredential;
}

const BLOCK = 4 << 20;
/** The client asks the service anew for a token after this. */
const TOKEN_MS = 5 * 60_000;
const TIMEOUT_MS = 120_000;
const isThere = (e: unknown): boolean =>
  e instanceof RestError && (e.code === 'BlobAlreadyExists' || e.code === 'ConditionNotMet');
const isAbsent = (e: unknown): boolean => e instanceof RestError && e.statusCode === 404;

const unavailable = (cause: unknown): never => {
  throw new AppError('unavailable', { detail: 'blobs: Azure Blob Storage does not answer as it should', cause });
};

/**
 * Blobs in a container of Azure Blob Storage, named and laid out as in a folder. Each is written once: the service
 * itself refuses a second writing. Least permission: `Storage Blob Data Contributor` on that one container; what keeps
 * anybody from deleting is the container's own immutability, which is set there and not here.
 *
 * @throws AppError `unavailable` when the service cannot be had or says no; `unexpected` for a blob that is gone or altered.
 */
export function azureBlobs(o: AzureBlobsOptions): Blobs {
  const container = open(o);
  const at = (name: string) => container.getBlockBlobClient(`${name.slice(0, 2)}/${name}`);
  const putStream = async (pieces: AsyncIterable<Uint8Array>): Promise<string> => {
    const { file, name } = await spool(o.spoolDir, pieces);
    try {
      await at(name)
        .uploadFile(file, {
          blockSize: BLOCK,
          maxSingleShotSize: BLOCK,
          concurrency: 1,
          conditions: { ifNoneMatch: '*' },
          abortSignal: AbortSignal.timeout(TIMEOUT_MS),
        })
        .catch((e: unknown) => (isThere(e) ? undefined : unavailable(e)));
      return name;
    } finally {
      await fs.rm(file, { force: true });
    }
  };
  const getStream = async (name: string): Promise<AsyncIterable<Uint8Array>> => {
    if (!NAME.test(name)) return gone(undefined);
    const found = await at(name)
      .download()
      .catch((e: unknown) => (isAbsent(e) ? gone(e) : unavailable(e)));
    const body = found.readableStreamBody as AsyncIterable<Uint8Array> | undefined; // a Node stream, on Node
    return body ? proved(name, translated(body)) : gone(undefined);
  };
  return {
    putStream,
    getStream,
    put: (bytes) => putStream(once(bytes)),
    get: async (name) => whole(await getStream(name)),
  };
}

function open({ containerUrl, credential }: AzureBlobsOptions): ContainerClient {
  const url = new URL(containerUrl);
  const [container = '', ...rest] = url.pathname.split('/').filter(Boolean).reverse();
  const service = new URL(rest.reverse().join('/'), url.origin).href;
  const given =
    typeof credential === 'function'
      ? { getToken: async () => ({ token: await credential(), expiresOnTimestamp: Date.now() + TOKEN_MS }) }
      : credential;
  const retryOptions = { maxTries: 3, tryTimeoutInMs: TIMEOUT_MS, maxRetryDelayInMs: 5_000 };
  return new BlobServiceClient(service, given, { retryOptions }).getContainerClient(container);
}

async function* translated(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (e) {
    unavailable(e);
  }
}
