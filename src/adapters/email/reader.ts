import { fork } from 'node:child_process';
import type { MailReading, ReadingGap } from '../../core/evidence/mail';
import type { MailReader, SafeView } from '../../core/evidence/ports';
import type { Job, Reply } from './job';
import { LIMITS, refusal } from './limits';
import { type Answers, type Resolver, codeOf, receiptIn, unlooked } from './origin';

export interface MailReaderOptions {
  /** The built worker (`mail-worker.mjs`). */
  readonly workerFile: URL | string;
  /** Asked for what a mail's origin stands on; a school without one gets `temperror`. */
  readonly resolver: Resolver;
  /** How many mails are read at a time, two unless told; others wait. */
  readonly atOnce?: number;
  /** Shorter limits, for tests. */
  readonly limits?: { readonly milliseconds?: number; readonly memoryMegabytes?: number };
}

type Told =
  { readonly reply: Reply } | { readonly ask: { readonly id: number; readonly name: string; readonly type: string } };

/**
 * Reads mails that may have been made to hurt. Bytes are judged first; what passes is parsed and cleaned in a process
 * of its own with limits on memory and time, which has no environment and ends with its job. It never
 * throws for what is in a mail: a mail that cannot be read is one with a gap.
 */
export function mailReader(o: MailReaderOptions): MailReader {
  const inTurn = turns(o.atOnce ?? 2);
  const run = async (job: Job): Promise<Reply> => {
    const gap = refusal(job.raw);
    return gap === null ? inTurn(() => inWorker(job, o)) : { gap };
  };
  return {
    read: async (raw) => {
      const reply = await run({ kind: 'read', raw });
      return 'reading' in reply ? reply.reading : unread(gapOf(reply));
    },
    view: async (raw): Promise<SafeView> => {
      const reply = await run({ kind: 'view', raw });
      return 'view' in reply ? reply.view : { reading: unread(gapOf(reply)), text: '', html: null, links: [] };
    },
    origin: async (raw) => {
      const reply = await run({ kind: 'origin', raw });
      if ('origin' in reply) return reply.origin;
      return unlooked(gapOf(reply) === 'took_too_long' ? 'temperror' : 'permerror', receiptIn(raw));
    },
    attachment: async (raw, index) => {
      const reply = await run({ kind: 'attachment', raw, index });
      return 'attachment' in reply ? reply.attachment : null;
    },
  };
}

const gapOf = (reply: Reply): ReadingGap => ('gap' in reply ? reply.gap : 'unreadable');

const unread = (gap: ReadingGap): MailReading => ({
  subject: '',
  from: null,
  to: [],
  cc: [],
  date: '',
  messageId: '',
  headers: [],
  attachments: [],
  gaps: [gap],
});

/** Lets so many run at a time; the others wait, first come first served. */
function turns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let going = 0;
  const queue: (() => void)[] = [];
  return async (work) => {
    if (going >= most) await new Promise<void>((resolve) => queue.push(resolve));
    else going += 1;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else going -= 1;
    }
  };
}

/** How a process ends that ran out of memory: a signal, or on some systems a number. */
const isOutOfMemory = (code: number | null, signal: string | null): boolean => signal === 'SIGABRT' || code === 134;

/**
 * Does one job in a process that ends with it: at its answer, or at its memory or time limit. A thread would not do: one
 * large piece of memory at the wrong moment, and V8 gives up the whole process with it.
 */
function inWorker(job: Job, { workerFile, resolver, limits = {} }: MailReaderOptions): Promise<Reply> {
  return new Promise((resolve) => {
    const worker = fork(workerFile, [], {
      serialization: 'advanced',
      env: {},
      execArgv: [`--max-old-space-size=${limits.memoryMegabytes ?? LIMITS.memoryMegabytes}`],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    let ended: Reply | undefined;
    const end = (reply: Reply): void => {
      ended ??= reply;
      clearTimeout(timer);
      worker.kill('SIGKILL');
    };
    const timer = setTimeout(end, limits.milliseconds ?? LIMITS.milliseconds, { gap: 'took_too_long' });
    const send = (message: Job | Answered): void => {
      // A worker that is gone says so by its end.
      if (ended === undefined && worker.connected) worker.send(message, () => {});
    };
    worker.on('message', (told: Told) => {
      if ('reply' in told) end(told.reply);
      else void lookUp(resolver, told.ask).then(send);
    });
    worker.once('error', () => {
      end({ gap: 'unreadable' });
      resolve({ gap: 'unreadable' });
    });
    worker.once('exit', (code, signal) => {
      end({ gap: isOutOfMemory(code, signal) ? 'too_large' : 'unreadable' });
      resolve(ended ?? { gap: 'unreadable' });
    });
    send(job);
  });
}

type Answered = Awaited<ReturnType<typeof lookUp>>;

const lookUp = (
  resolver: Resolver,
  { id, name, type }: { id: number; name: string; type: string },
): Promise<{ readonly id: number; readonly answers: Answers } | { readonly id: number; readonly code: string }> =>
  resolver(name, type).then(
    (answers) => ({ id, answers }),
    (error: unknown) => ({ id, code: codeOf(error) }),
  );
