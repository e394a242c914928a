import type { RoughPicture } from '../../../core/policies/understand-rough';
import { PICTURE_LIMIT, PICTURES_LIMIT } from '../../../core/policies/understand-rough';

/** Takes a picture of `bytes` bytes in, or says why not; `read` gives its base64 and may throw when it is damaged. */
export type KeepPicture = (alt: string, bytes: number, read: () => string) => RoughPicture;

export const missingPicture = (alt: string, fault: NonNullable<RoughPicture['fault']>): RoughPicture => ({
  kind: 'picture',
  alt,
  base64: null,
  fault,
});

/** One keeper per file: no picture beyond the limit, and no more pictures once their sum is reached. */
export function pictureKeeper(): KeepPicture {
  let left = PICTURES_LIMIT;
  return (alt, bytes, read) => {
    if (bytes > PICTURE_LIMIT) return missingPicture(alt, 'too_large');
    if (bytes > left) return missingPicture(alt, 'too_many');
    left -= bytes;
    try {
      return { kind: 'picture', alt, base64: read(), fault: null };
    } catch {
      return missingPicture(alt, 'unreadable');
    }
  };
}
