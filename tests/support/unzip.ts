/** The files of an archive that holds them as they are: read from its parts, not by our own writer. */
export function unzipped(archive: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (let at = 0; archive.readUInt32LE(at) === 0x04034b50;) {
    const [size, name, extra] = [
      archive.readUInt32LE(at + 18),
      archive.readUInt16LE(at + 26),
      archive.readUInt16LE(at + 28),
    ];
    const start = at + 30 + name + extra;
    files.set(archive.toString('utf8', at + 30, at + 30 + name), archive.subarray(start, start + size));
    at = start + size;
  }
  return files;
}
