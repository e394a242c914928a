import { crc32 } from 'node:zlib';

/** 1 January 1980, the first day a zip knows: the same content is the same archive, whenever it is made. */
const DAY = 0x0021;
/** Names are UTF-8. */
const UTF8 = 0x0800;

type Field = readonly [bytes: 2 | 4, value: number];

function header(signature: number, fields: readonly Field[]): Buffer {
  const out = Buffer.alloc(4 + fields.reduce((sum, [size]) => sum + size, 0));
  out.writeUInt32LE(signature, 0);
  let at = 4;
  for (const [size, value] of fields) {
    out.writeUIntLE(value, at, size);
    at += size;
  }
  return out;
}

export interface ZipFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** Files as they are, uncompressed, in one archive that any computer opens without a program of its own. */
export function zip(files: readonly ZipFile[]): Buffer {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, content } of files) {
    const title = Buffer.from(name, 'utf8');
    // Version, flags, method (0: stored), time, day, check sum, both sizes, length of the name, extra.
    const common: Field[] = [
      ...[20, UTF8, 0, 0, DAY].map((value): Field => [2, value]),
      ...[crc32(content), content.length, content.length].map((value): Field => [4, value]),
      [2, title.length],
      [2, 0],
    ];
    const local = header(0x04034b50, common);
    // Made by, the same again, then comment, disk, attributes inside and outside, and where the file begins.
    const rest: Field[] = [...[0, 0, 0].map((value): Field => [2, value]), [4, 0], [4, offset]];
    directory.push(header(0x02014b50, [[2, 20], ...common, ...rest]), title);
    parts.push(local, title, content);
    offset += local.length + title.length + content.length;
  }
  const listing = Buffer.concat(directory);
  const counts: Field[] = [0, 0, files.length, files.length].map((value): Field => [2, value]);
  return Buffer.concat([...parts, listing, header(0x06054b50, [...counts, [4, listing.length], [4, offset], [2, 0]])]);
}
