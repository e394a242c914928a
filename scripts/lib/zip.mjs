// A zip of a few small files, the same bytes for the same content on every machine: stored as they are, undated.
import { crc32 } from 'node:zlib';

/** 1 January 1980, the first day a zip knows. */
const DAY = 0x0021;

const header = (signature, fields) => {
  const bytes = Buffer.alloc(4 + fields.reduce((sum, [size]) => sum + size, 0));
  bytes.writeUInt32LE(signature, 0);
  let at = 4;
  for (const [size, value] of fields) {
    bytes.writeUIntLE(value, at, size);
    at += size;
  }
  return bytes;
};

/** @param {Record<string, Buffer>} files content by name, in the order they shall stand in the archive. */
export function zip(files) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const title = Buffer.from(name, 'ascii');
    const sizes = [content.length, content.length];
    // Version needed, flags, method (0: stored), time, day, check sum, sizes, length of the name, extra.
    const common = [20, 0, 0, 0, DAY].map((value) => [2, value]);
    common.push([4, crc32(content)], ...sizes.map((size) => [4, size]), [2, title.length], [2, 0]);
    const local = header(0x04034b50, common);
    // Made by, the same again, then comment, disk, attributes and where the file begins.
    const rest = [
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, offset],
    ];
    directory.push(header(0x02014b50, [[2, 20], ...common, ...rest]), title);
    parts.push(local, title, content);
    offset += local.length + title.length + content.length;
  }
  const count = Object.keys(files).length;
  const listing = Buffer.concat(directory);
  const end = [
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, listing.length],
    [4, offset],
    [2, 0],
  ];
  return Buffer.concat([...parts, listing, header(0x06054b50, end)]);
}
