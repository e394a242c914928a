import type { MailReading, ReadingGap } from '../../core/evidence/mail';
import type { MailReader, SafeView } from '../../core/evidence/ports';
import { runApart } from '../apart/run';
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

/**
 * Reads mails that may have been made to hurt. Bytes are judged first; what passes is parsed and cleaned in a process
 * of its own with limits on memory and time, which has no environment and ends with its job (`runApart`). It never
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

const GAPS = { late: 'took_too_long', memory: 'too_large', broken: 'unreadable' } as const;

/** Does one job in a process that ends with it. */
async function inWorker({ raw, ...words }: Job, o: MailReaderOptions): Promise<Reply> {
  const { workerFile: file, resolver, limits = {} } = o;
  const outcome = await runApart({
    file,
    words,
    bytes: raw,
    memoryMegabytes: limits.memoryMegabytes ?? LIMITS.memoryMegabytes,
    milliseconds: limits.milliseconds ?? LIMITS.milliseconds,
    most: LIMITS.mail,
    asked: (question) => lookUp(resolver, question as { name: string; type: string }),
  });
  if ('ended' in outcome) return { gap: GAPS[outcome.ended] };
  const reply = outcome.words as Reply;
  if (!('attachment' in reply) || reply.attachment === null) return reply;
  // The bytes came beside the words.
  return { attachment: { ...reply.attachment, bytes: outcome.bytes } };
}

const lookUp = (
  resolver: Resolver,
  { name, type }: { name: string; type: string },
): Promise<{ readonly answers: Answers } | { readonly code: string }> =>
  resolver(name, type).then(
    (answers) => ({ answers }),
    (error: unknown) => ({ code: codeOf(error) }),
  );
