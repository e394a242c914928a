import { Worker } from 'node:worker_threads';
import { AppError } from '../../../core/errors';
import type { RoughBlock } from '../../../core/policies/understand-rough';
import { listEntries } from './archive';
import type { Job, Reply } from './job';
import { LIMITS, refusal, Refused } from './refusals';

interface ReadOptions {
  /** The built worker (`document-worker.mjs`). */
  readonly workerFile: URL | string;
  /** Gives the reading up; the promise is then refused with `unavailable`. */
  readonly signal?: AbortSignal;
}

/** Everything that bytes and name alone can tell, before any parser sees the file. */
async function jobFor(bytes: Uint8Array, fileName: string): Promise<Job> {
  if (bytes.length === 0) throw new Refused('empty');
  if (bytes.length > LIMITS.file) throw new Refused('too_large');
  const extension = /\.([a-z]+)$/iu.exec(fileName.trim())?.[1]?.toLowerCase();
  switch (extension) {
    case 'docx':
      return { kind: 'docx', bytes, entries: await listEntries(bytes) };
    case 'md':
    case 'markdown':
      return { kind: 'markdown', bytes };
    case 'txt':
    case 'text':
      return { kind: 'text', bytes };
    case 'doc':
      throw new Refused('old_word');
    case 'docm':
    case 'dotm':
      throw new Refused('macros');
    default:
      throw new Refused('wrong_kind');
  }
}

const isOutOfMemory = (error: Error): boolean => 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

/** Runs one job in a thread of its own, which ends with it: at its answer, its memory or time limit, or the signal. */
function inWorker(job: Job, { workerFile, signal }: ReadOptions): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile, {
      workerData: job,
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: LIMITS.memoryMegabytes, stackSizeMb: 4 },
    });
    let ended = false;
    const end = (settle: () => void): void => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
      void worker.terminate().then(settle);
    };
    const answer = (reply: Reply): void => {
      end(() => {
        resolve(reply);
      });
    };
    const giveUp = (): void => {
      end(() => {
        reject(new AppError('unavailable', { detail: 'reading a document was given up', cause: signal?.reason }));
      });
    };
    const timer = setTimeout(answer, LIMITS.milliseconds, { refused: 'too_long' });
    signal?.addEventListener('abort', giveUp);
    if (signal?.aborted === true) giveUp();
    worker.once('message', answer);
    worker.once('error', (error) => {
      answer({ refused: isOutOfMemory(error) ? 'too_long' : 'broken' });
    });
    worker.once('exit', () => {
      answer({ refused: 'broken' });
    });
  });
}

/**
 * Reads a school's document (.docx, .md or .txt) into rough blocks for `understand`. The file is judged by its bytes
 * first and then parsed in a worker thread with limits on memory, time and size; nothing it names is ever fetched.
 *
 * @throws AppError `unreadable_document`, `protected_document`, `macro_document` or `too_large`, with one problem that
 * says what to do; `unavailable` when `signal` gives up.
 */
export async function readDocument(bytes: Uint8Array, fileName: string, options: ReadOptions): Promise<RoughBlock[]> {
  if (options.signal?.aborted === true)
    throw new AppError('unavailable', { detail: 'reading a document was given up' });
  try {
    const reply = await inWorker(await jobFor(bytes, fileName), options);
    if ('refused' in reply) throw new Refused(reply.refused);
    return [...reply.blocks];
  } catch (error) {
    throw error instanceof Refused ? refusal(fileName, error.reason) : error;
  }
}
