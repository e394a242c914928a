import type { KeyObject } from 'node:crypto';
import type { Removal } from './entries';
import { readEntry, type ExportEntry } from './export';
import { ledgerFindings, type Finding } from './findings';
import { commitment, genesis, leafHasher, linkHash } from './hash';
import { openCheckpoint } from './note';
import { appendLeaf, emptyFrontier, rootOf, type Frontier } from './tree';

/** Whose log it should be, and the keys believed: the school's present one and, after a change of key, older ones. */
interface LedgerTrust {
  readonly tenant: string;
  readonly name: string;
  readonly keys: readonly KeyObject[];
}

/**
 * A history somebody kept: a signed checkpoint, or the two things a printed page shows (`2500 <root in base64>`).
 * The words of a printed page need no signature: they are worth as much as whoever kept the page.
 */
export interface Witness {
  /** How messages call it, such as a file's name. */
  readonly label: string;
  readonly text: string;
}

export interface LedgerReport {
  readonly sound: boolean;
  /** Sound entries from the start. */
  readonly entries: number;
  /** Entries whose content was removed. */
  readonly removed: number;
  /** Of those, how many no recorded removal explains. */
  readonly unexplained: number;
  /** The witnesses whose history this is, and how far they saw. After the last of them, nothing is proved. */
  readonly witnessed: readonly { readonly label: string; readonly size: number }[];
  readonly root: string;
  readonly problems: readonly Finding[];
}

interface Expected {
  readonly label: string;
  readonly size: number;
  readonly root: string;
  /** Link of the chain; a printed page does not say. */
  readonly head?: string;
}

const PRINTED = /^(\d{1,15}) ([A-Za-z0-9+/]{43}=)\s*$/;

/** What a witness saw, and after how many entries; undefined when it is no witness of this ledger. */
export function readWitness(trust: Omit<LedgerTrust, 'tenant'>, { label, text }: Witness): Expected | undefined {
  const [, printedSize, printedRoot] = PRINTED.exec(text) ?? [];
  if (printedRoot !== undefined) return { label, size: Number(printedSize), root: printedRoot };
  const c = openCheckpoint(trust.name, trust.keys, text);
  return c && { label, size: c.size, root: c.root.toString('base64'), head: c.head.toString('base64') };
}

/** What a `content.removed` entry says; undefined for a payload that no version of the service writes. */
function readRemoval(payload: string): Removal | undefined {
  try {
    // Only ever compared with numbers and kinds of the log itself, so a wrong type explains nothing.
    return (JSON.parse(payload) as { did: Removal }).did;
  } catch {
    return undefined;
  }
}

/** Counts removed contents, and which of them a recorded removal explains. A removal comes after what it removes. */
function removals() {
  const unexplained = new Map<string, number[]>();
  let removed = 0;
  return {
    missing({ kind, seq }: ExportEntry): void {
      removed++;
      const list = unexplained.get(kind);
      if (list) list.push(seq);
      else unexplained.set(kind, [seq]);
    },
    explain(payload: string): void {
      const removal = readRemoval(payload);
      const list = removal && unexplained.get(removal.kind);
      if (!list) return;
      const left = list.filter((seq) => seq < removal.from || seq > removal.to);
      unexplained.set(removal.kind, left);
    },
    count: () => ({ removed, unexplained: [...unexplained.values()].reduce((sum, list) => sum + list.length, 0) }),
  };
}

/** Holds what witnesses saw against the log, each at the size it speaks of. */
function witnessing(trust: LedgerTrust, witnesses: readonly Witness[], problems: Finding[]) {
  const expected = new Map<number, Expected[]>();
  const witnessed: { label: string; size: number }[] = [];
  for (const witness of witnesses) {
    const read = readWitness(trust, witness);
    if (read) expected.set(read.size, [...(expected.get(read.size) ?? []), read]);
    else problems.push(ledgerFindings.anchorUnsigned(witness.label));
  }
  return {
    witnessed,
    compare(frontier: Frontier, link: Buffer): void {
      const kept = expected.get(frontier.size);
      if (!kept) return;
      const [root, head] = [rootOf(frontier).toString('base64'), link.toString('base64')];
      for (const { label, size, ...saw } of kept) {
        const isSame = saw.root === root && (saw.head ?? head) === head;
        if (isSame) witnessed.push({ label, size });
        else problems.push(ledgerFindings.anchorDiffers(label, size));
      }
      expected.delete(frontier.size);
    },
    /** Whoever saw more entries than there are. */
    finish(size: number): void {
      for (const saw of [...expected.values()].flat())
        problems.push(ledgerFindings.anchorBeyond(saw.label, saw.size, size));
    },
  };
}

/**
 * Checks a whole log line by line, keeping no more than the right edge of the tree. `add` answers false once the
 * chain is broken, because nothing after that can be judged. `finish` takes the number of entries the file claims.
 */
export function ledgerCheck(trust: LedgerTrust, witnesses: readonly Witness[]) {
  const problems: Finding[] = [];
  const outside = witnessing(trust, witnesses, problems);
  const contents = removals();
  const hashOf = leafHasher(trust.tenant);
  const frontier = emptyFrontier();
  let link = genesis(trust.tenant);

  /** Puts the entry behind the others, or says why it cannot stand there. */
  function chain(line: string): ExportEntry | Finding {
    const next = frontier.size + 1;
    const e = readEntry(line);
    if (!e) return ledgerFindings.unreadable(next);
    if (e.seq !== next) return ledgerFindings.number(next, e.seq);
    const leaf = hashOf(e.seq, e.at, e.kind, Buffer.from(e.commitment, 'hex'));
    const following = linkHash(link, leaf);
    if (following.toString('hex') !== e.link) return ledgerFindings.chain(next);
    link = following;
    appendLeaf(frontier, leaf);
    return e;
  }

  function checkContent(e: ExportEntry): void {
    if (e.payload === undefined || e.salt === undefined) return contents.missing(e);
    const isSame = commitment(Buffer.from(e.salt, 'hex'), e.payload).toString('hex') === e.commitment;
    if (!isSame) problems.push(ledgerFindings.content(e.seq));
    else if (e.kind === 'content.removed') contents.explain(e.payload);
  }

  outside.compare(frontier, link);
  return {
    add(line: string): boolean {
      const e = chain(line);
      if ('code' in e) {
        problems.push(e);
        return false;
      }
      checkContent(e);
      outside.compare(frontier, link);
      return true;
    },
    finish(claimed: number = frontier.size): LedgerReport {
      if (claimed !== frontier.size) problems.push(ledgerFindings.count(claimed, frontier.size));
      outside.finish(frontier.size);
      const root = rootOf(frontier).toString('base64');
      const { witnessed } = outside;
      return { sound: problems.length === 0, entries: frontier.size, ...contents.count(), witnessed, root, problems };
    },
  };
}
