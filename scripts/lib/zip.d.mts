export function zip(files: Record<string, Buffer>): Promise<Buffer>;
