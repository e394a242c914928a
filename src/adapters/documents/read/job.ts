import type { RoughBlock } from '../../../core/policies/understand-rough';
import type { Entry } from './archive';
import { decodeText } from './decode';
import { readDocx } from './docx';
import { readMarkdown } from './markdown';
import { LIMITS, type Refusal, Refused } from './refusals';
import { readText } from './text';

/** What the worker is asked to read: bytes that have passed the checks that need no parser. */
export type Job =
  | { readonly kind: 'docx'; readonly bytes: Uint8Array; readonly entries: readonly Entry[] }
  | { readonly kind: 'markdown' | 'text'; readonly bytes: Uint8Array };

export type Reply = { readonly blocks: readonly RoughBlock[] } | { readonly refused: Refusal };

async function blocksOf(job: Job): Promise<RoughBlock[]> {
  if (job.kind === 'docx') return readDocx(job.bytes, job.entries);
  const { text, guessed } = decodeText(job.bytes);
  if (text.length > LIMITS.characters) throw new Refused('too_long');
  const blocks = job.kind === 'markdown' ? readMarkdown(text) : readText(text);
  if (guessed === undefined) return blocks;
  return [{ kind: 'remark', code: 'encoding_guessed', params: { encoding: guessed } }, ...blocks];
}

/** What comes after the reader works on the whole document at once, so its size is settled here. */
function checkSize(blocks: readonly RoughBlock[]): void {
  let count = 0;
  let characters = 0;
  const measure = (block: RoughBlock): void => {
    count++;
    if (block.kind === 'table') for (const cell of block.rows.flat()) cell.blocks.forEach(measure);
    else if (block.kind !== 'picture' && block.kind !== 'remark') characters += block.text.length;
  };
  blocks.forEach(measure);
  if (count > LIMITS.blocks || characters > LIMITS.characters) throw new Refused('too_long');
}

/** Reads a document, or says why not. Whatever a parser throws means that the file is not what it says it is. */
export async function runJob(job: Job): Promise<Reply> {
  try {
    const blocks = await blocksOf(job);
    checkSize(blocks);
    return { blocks };
  } catch (error) {
    if (error instanceof Refused) return { refused: error.reason };
    return { refused: job.kind === 'docx' ? 'broken' : 'not_text' };
  }
}
