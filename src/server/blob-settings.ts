import { azureBlobs } from '../adapters/blobs/azure';
import { folderBlobs } from '../adapters/blobs/folder';
import { type AzureIdentity, azureToken } from '../adapters/vault/azure-token';
import { AppError } from '../core/errors';
import type { TenantId } from '../core/ids';
import type { Blobs } from '../core/ports';

/** A container of Azure Blob Storage, and who we are there. */
export interface BlobContainer {
  readonly containerUrl: string;
  readonly identity: AzureIdentity;
}

const CONTAINER = /^https:\/\/[a-z0-9]{3,24}\.blob\.core\.windows\.net\/[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){2,62}$/;
const STORAGE = 'https://storage.azure.com';

const wrong = (where: string, what: string): AppError =>
  new AppError('invalid_input', { problems: [{ where, what }], detail: `${where} ${what}` });

/**
 * Where sealed files go, when not into a folder beside the data. @throws AppError `invalid_input` naming the setting that
 * is missing or wrong.
 */
export function blobContainer(
  env: Readonly<Record<string, string | undefined>>,
  secretFile: (setting: string, file: string) => string,
  tenantId: TenantId,
): BlobContainer | undefined {
  const { LANTERN_BLOBS_CONTAINER: url, LANTERN_BLOBS_CLIENT_ID: clientId, LANTERN_BLOBS_SECRET_FILE: file } = env;
  if (!url) {
    if (clientId || file) throw wrong('LANTERN_BLOBS_CONTAINER', 'goes together with the other LANTERN_BLOBS settings');
    return undefined;
  }
  // Only Azure Blob Storage is shown the token.
  if (!CONTAINER.test(url))
    throw wrong('LANTERN_BLOBS_CONTAINER', 'must be https://<account>.blob.core.windows.net/<container>');
  if (!file) return { containerUrl: url, identity: { kind: 'managed', clientId } };
  if (!clientId) throw wrong('LANTERN_BLOBS_CLIENT_ID', 'goes together with LANTERN_BLOBS_SECRET_FILE');
  const clientSecret = secretFile('LANTERN_BLOBS_SECRET_FILE', file).trim();
  return { containerUrl: url, identity: { kind: 'secret', tenantId, clientId, clientSecret } };
}

/** `dir`: where files are kept, or wait until Azure has them. */
export const blobsOf = (container: BlobContainer | undefined, dir: string): Blobs =>
  container
    ? azureBlobs({
        containerUrl: container.containerUrl,
        spoolDir: dir,
        credential: azureToken(container.identity, { resource: STORAGE }),
      })
    : folderBlobs(dir);
