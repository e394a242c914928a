import type { Answered, Told } from './run';

/** Asks the side that started this process. */
export type Ask = (question: unknown) => Promise<unknown>;

/** What is handed back: words by message, bytes by the pipe. */
export interface Done {
  readonly words: unknown;
  readonly bytes?: Uint8Array;
}

/** The inside of `runApart`: takes the one job this process is for and hands back what it left. It ends with its parent. */
export function serve(work: (words: unknown, bytes: Uint8Array, ask: Ask) => Promise<Done>): void {
  const waiting = new Map<number, (answer: unknown) => void>();
  const tell = (told: Told): void => void process.send?.(told);
  const ask: Ask = (question) =>
    new Promise((resolve) => {
      const id = waiting.size + 1;
      waiting.set(id, resolve);
      tell({ id, ask: question });
    });
  process.on('disconnect', () => process.exit());
  process.once('message', (words) => {
    process.on('message', ({ id, answer }: Answered) => waiting.get(id)?.(answer));
    void allOf(process.stdin)
      .then((bytes) => work(words, bytes, ask))
      .then(({ words: left, bytes = new Uint8Array() }) => {
        process.stdout.write(bytes, () => tell({ words: left, size: bytes.length }));
      });
  });
}

async function allOf(source: AsyncIterable<Buffer | string>): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  for await (const piece of source) pieces.push(piece as Buffer); // no encoding is set
  return Buffer.concat(pieces);
}
