import { type FilePlace, once, openPieces, sealPieces, whole } from './pieces';

/** Seals a whole file under the key of its case (`fileKey`). */
export const sealFile = (fileKey: Uint8Array, file: FilePlace, plain: Uint8Array): Promise<Buffer> =>
  whole(sealPieces(fileKey, file, once(plain)));

/** @throws AppError `unexpected` for a file that was altered or belongs elsewhere. */
export const openFile = (fileKey: Uint8Array, file: FilePlace, sealed: Uint8Array): Promise<Buffer> =>
  whole(openPieces(fileKey, file, once(sealed)));
