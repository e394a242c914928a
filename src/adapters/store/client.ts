import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import pg from 'pg';

/** How many texts are prepared at most: a plan stays in the server's memory for as long as its connection. */
const MOST = 400;
const names = new Map<string, string>();
/** Texts that came once. Lists of many lengths make texts that never come again: they are forgotten, never prepared. */
const once = new Set<string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size === MOST) return known;
  if (!once.delete(text)) {
    if (once.size === MOST) once.clear();
    once.add(text);
    return undefined;
  }
  const name = createHash('sha256').update(text).digest('base64url');
  names.set(text, name);
  return name;
}

/** What the driver keeps to itself. The embedded engine's stream takes each message at once and cannot be corked. */
interface Inside {
  readonly connection: { readonly stream: Partial<Pick<Writable, 'cork' | 'uncork'>> };
}

/**
 * A client that asks less of the server. Each statement with parameters that comes again is prepared: reading and
 * planning it, row security and all, costs more than carrying it out (the server plans anew by itself when the role
 * or a table changes). And statements that are sent one behind the other go out as one piece.
 */
export class SparingClient extends pg.Client {
  private gathering = false;

  // The driver's own signatures are overloads; every form but ours goes through as it is.
  override query = ((...given: unknown[]) => {
    this.gather();
    const [text, values, ...more] = given;
    const isPlain = typeof text === 'string' && Array.isArray(values) && values.length > 0 && more.length === 0;
    const name = isPlain ? nameOf(text) : undefined;
    const query = super.query.bind(this) as (...args: unknown[]) => unknown;
    return name === undefined ? query(...given) : query({ name, text, values });
  }) as pg.Client['query'];

  /** Holds back what is sent until nothing more can be done without an answer. */
  private gather(): void {
    const { stream } = (this as unknown as Inside).connection;
    if (this.gathering || !stream.cork) return;
    this.gathering = true;
    stream.cork();
    process.nextTick(() => {
      this.gathering = false;
      stream.uncork?.();
    });
  }
}
