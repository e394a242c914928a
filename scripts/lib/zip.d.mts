export function zip(files: Record<string, Buffer>): Buffer;
