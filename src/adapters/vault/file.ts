import { createHash } from 'node:crypto';
import { type Key, type Place, seal, unseal } from './seal';

/** Which file of which record: a sealed file opens as that one and no other. */
export type FilePlace = Pick<Place, 'tenant' | 'table' | 'id'>;

const keyFrom = (bytes: Uint8Array): Key => ({
  mark: createHash('sha256').update(bytes).digest('hex').slice(0, 8),
  bytes: Buffer.from(bytes),
});
const placeOf = (file: FilePlace): Place => ({ ...file, column: 'file' });

/** Seals a whole file under the key of its case (`fileKey`). */
export const sealFile = (fileKey: Uint8Array, file: FilePlace, plain: Uint8Array): Buffer =>
  seal(keyFrom(fileKey), placeOf(file), Buffer.from(plain));

/** @throws AppError `unexpected` for a file that was altered or belongs elsewhere. */
export const openFile = (fileKey: Uint8Array, file: FilePlace, sealed: Uint8Array): Buffer =>
  unseal(keyFrom(fileKey), placeOf(file), Buffer.from(sealed));
