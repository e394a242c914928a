import { type ChildProcess, fork } from 'node:child_process';

/** A job for a process of its own: small words by message, bytes by a pipe, which no message would carry as fast. */
export interface Job {
  /** The built file of the process, which calls `serve`. */
  readonly file: URL | string;
  readonly words: unknown;
  readonly bytes: Uint8Array;
  /** Of heap. */
  readonly memoryMegabytes: number;
  readonly milliseconds: number;
  /** The most bytes that are taken back; a process that sends more is ended. */
  readonly most: number;
  /** Answers what the process asks meanwhile. It never rejects. */
  readonly asked?: (question: unknown) => Promise<unknown>;
}

/** What a job left, or how its process ended without leaving anything. */
export type Outcome =
  | { readonly words: unknown; readonly bytes: Uint8Array }
  | { readonly ended: 'late' | 'memory' | 'broken' };

/** Between the two sides. */
export type Told = { readonly words: unknown; readonly size: number } | { readonly id: number; readonly ask: unknown };
export type Answered = { readonly id: number; readonly answer: unknown };

/** How a process ends that ran out of memory: a signal, or on some systems a number. */
const isOutOfMemory = (code: number | null, signal: string | null): boolean => signal === 'SIGABRT' || code === 134;

/**
 * Does one job in a process that ends with it: at its answer, or at its memory or time limit. It has no environment. A
 * thread would not do: one large piece of memory at the wrong moment, and V8 gives up the whole process with it.
 */
export function runApart(job: Job): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = fork(job.file, [], {
      serialization: 'advanced',
      env: {},
      execArgv: [`--max-old-space-size=${job.memoryMegabytes}`],
      stdio: ['pipe', 'pipe', 'ignore', 'ipc'],
    });
    let outcome: Outcome | undefined;
    const end = (how: Outcome): void => {
      outcome ??= how;
      clearTimeout(timer);
      child.kill('SIGKILL');
    };
    const timer = setTimeout(end, job.milliseconds, { ended: 'late' });
    const taken = taking(child, job.most, end);
    child.on('message', (told: Told) => {
      if ('words' in told) taken.whole(told);
      else void job.asked?.(told.ask).then((answer) => send(child, { id: told.id, answer }));
    });
    child.once('error', () => {
      end({ ended: 'broken' });
      resolve({ ended: 'broken' });
    });
    child.once('exit', (code, signal) => {
      end({ ended: isOutOfMemory(code, signal) ? 'memory' : 'broken' });
      resolve(outcome ?? { ended: 'broken' });
    });
    send(child, job.words);
    // A process that is gone, or that reads nothing, says so by its end.
    child.stdin?.on('error', () => {});
    child.stdin?.end(job.bytes);
  });
}

const send = (child: ChildProcess, message: unknown): void => {
  if (child.connected) child.send(message as Answered, () => {});
};

/** Words and bytes come by two ways: there is an answer once both are there. */
function taking(child: ChildProcess, most: number, end: (how: Outcome) => void) {
  const pieces: Buffer[] = [];
  let size = 0;
  let said: Extract<Told, { words: unknown }> | undefined;
  const look = (): void => {
    if (size > most) end({ ended: 'broken' });
    else if (said && size >= said.size) end({ words: said.words, bytes: Buffer.concat(pieces, said.size) });
  };
  child.stdout?.on('data', (piece: Buffer) => {
    pieces.push(piece);
    size += piece.length;
    look();
  });
  child.stdout?.on('error', () => {});
  return {
    whole: (told: Extract<Told, { words: unknown }>): void => {
      said ??= told;
      look();
    },
  };
}
