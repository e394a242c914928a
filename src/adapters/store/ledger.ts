import { sql } from 'kysely';
import { makeEntry } from '../../core/ledger/entries';
import { leafHasher } from '../../core/ledger/hash';
import { type LedgerHead, genesisHead, sealLeaves } from '../../core/ledger/seal';
import type { StoredCheckpoint, StoredEntry } from '../../core/ledger/store';
import { type Tile, inclusionProof, neededTiles } from '../../core/ledger/tree';
import type { Act, LedgerWriter } from '../../core/ports';
import { AppError } from '../../core/errors';
import type { Session } from './unit';

const TILE = 256;

const START = {
  name: 'start log',
  text: 'insert into ledger_head (tenant, seq, link) values ($1, $2, $3) on conflict do nothing',
};
const LOCK = { name: 'lock head', text: 'select seq, link from ledger_head where tenant = $1 for update' };
const APPEND = {
  name: 'append',
  text: `with leaf as (
      insert into ledger_leaf (tenant, kind, at_ms, ref, commitment) values ($1, $2, $3, $4, $5) returning id)
    insert into ledger_body (tenant, leaf_id, salt, payload) select $1, id, $6, $7 from leaf`,
};

/** The ledger inside a unit of work. `onRecord` is called for each act, so that sealing need not wait. */
export function ledgerStore(s: Session, onRecord: () => void): LedgerWriter {
  const hex = (b: Buffer | null): string | null => b?.toString('hex') ?? null;
  const select = () =>
    s.db
      .selectFrom('ledgerLeaf')
      .leftJoin('ledgerBody', 'ledgerBody.leafId', 'ledgerLeaf.id')
      .select(['seq', 'atMs', 'kind', 'ref', 'commitment', 'link', 'salt', 'payload']);
  type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];
  const stored = (r: Row): StoredEntry => ({
    seq: r.seq,
    at: r.atMs,
    kind: r.kind,
    ref: r.ref,
    commitment: r.commitment.toString('hex'),
    link: hex(r.link),
    salt: hex(r.salt),
    payload: r.payload,
  });
  const asCheckpoint = (r: { size: number; atMs: number; note: string } | undefined): StoredCheckpoint | null =>
    r ? { size: r.size, at: r.atMs, note: r.note } : null;
  const checkpoints = () => s.db.selectFrom('ledgerCheckpoint').select(['size', 'atMs', 'note']);

  return {
    append: (act) => {
      const e = makeEntry(act.kind, act.payload, s.now, s.random(32));
      const values = [s.tenant, e.kind, e.at, act.ref, e.commitment, e.salt, e.payload];
      s.withCommit(s.client.query({ ...APPEND, values }));
      onRecord();
      return Promise.resolve();
    },
    appendSealed: (acts) => appendSealed(s, acts),
    entriesFor: async (ref) => (await select().where('ref', '=', ref).orderBy('id').execute()).map(stored),
    entries: async (from, to) =>
      (await select().where('seq', '>=', from).where('seq', '<=', to).orderBy('seq').execute()).map(stored),
    size: async () => (await s.db.selectFrom('ledgerHead').select('seq').executeTakeFirst())?.seq ?? 0,
    proof: (seq, size) => proof(s, seq, size),
    newestCheckpoint: async () => asCheckpoint(await checkpoints().orderBy('size', 'desc').limit(1).executeTakeFirst()),
    checkpointCovering: async (seq) =>
      asCheckpoint(await checkpoints().where('size', '>=', seq).orderBy('size').limit(1).executeTakeFirst()),
    anchors: async () =>
      (await s.db.selectFrom('ledgerAnchor').selectAll().orderBy('size', 'desc').limit(50).execute()).map((a) => ({
        size: a.size,
        channel: a.channel,
        reference: a.reference,
        at: a.atMs,
      })),
  };
}

/**
 * Chains the acts to the end of the log, together with the commit as long as nobody else writes: this process remembers
 * where it leaves the log, also while that has yet to be committed. When the head is elsewhere the unit is undone and
 * run again, from where the head is.
 */
async function appendSealed(s: Session, acts: readonly Act[]): Promise<void> {
  const heads = (s.cache.heads ??= new Map());
  const head = heads.get(s.tenant) ?? (await lockHead(s));
  const salts = s.random(32 * acts.length);
  const entries = acts.map((act, i) => {
    const salt = salts.subarray(32 * i, 32 * (i + 1));
    return { ...makeEntry(act.kind, act.payload, s.now, salt), ref: act.ref };
  });
  const { sealed, head: next } = sealLeaves(s.tenant, head, entries);
  heads.set(s.tenant, next);
  const values = [
    s.tenant,
    entries.map((e) => e.kind),
    entries.map((e) => e.ref),
    entries.map((e) => e.commitment),
    sealed.map((x) => x.seq),
    sealed.map((x) => x.link),
    entries.map((e) => e.salt),
    // Canonical text is of one line.
    entries.map((e) => e.payload).join('\n'),
    s.now,
    next.seq,
    next.link,
    head.seq,
    head.link,
  ];
  const appended = s.client.query({ name: 'append sealed', text: APPEND_SEALED, values });
  appended.catch(() => heads.delete(s.tenant));
  s.withCommit(appended);
}

/** One statement for all of it, that fails when the log does not end at the head given. */
const APPEND_SEALED = `with moved as (
    update ledger_head set seq = $10, link = $11 where tenant = $1 and seq = $12 and link = $13 returning tenant),
  new as (
    select n.* from moved, unnest($2::text[], $3::uuid[], $4::bytea[], $5::bigint[], $6::bytea[], $7::bytea[],
      string_to_array($8, chr(10)))
      as n (kind, ref, commitment, seq, link, salt, payload)),
  leaf as (
    insert into ledger_leaf (tenant, kind, at_ms, ref, commitment, seq, link)
    select $1, kind, $9, ref, commitment, seq, link from new returning id, seq),
  body as (
    insert into ledger_body (tenant, leaf_id, salt, payload)
    select $1, leaf.id, new.salt, new.payload from new join leaf using (seq))
  select expect(exists (select from moved))`;

/** Both go out at once: most often there is a head. */
async function lockHead(s: Session): Promise<LedgerHead> {
  const start = genesisHead(s.tenant);
  const [, { rows }] = await Promise.all([
    s.client.query({ ...START, values: [s.tenant, start.seq, start.link] }),
    s.client.query<LedgerHead>({ ...LOCK, values: [s.tenant] }),
  ]);
  return rows[0] ?? start;
}

async function proof(s: Session, seq: number, size: number): Promise<string[]> {
  const known = new Map<string, Buffer>();
  for (const tile of neededTiles(seq - 1, size))
    for (const [index, hash] of await readTile(s, tile, size)) known.set(`${tile.level}/${index}`, hash);
  const path = inclusionProof(seq - 1, size, (level, index) => {
    const hash = known.get(`${level}/${index}`);
    if (!hash) throw new AppError('unexpected', { detail: 'ledger: a subtree is missing' });
    return hash;
  });
  return path.map((b) => b.toString('hex'));
}

async function readTile(s: Session, { level, tile }: Tile, size: number): Promise<[number, Buffer][]> {
  const from = tile * TILE;
  if (level > 0) {
    const rows = await s.db
      .selectFrom('ledgerSubtree')
      .select(['index', 'hash'])
      .where('level', '=', level)
      .where('index', '>=', from)
      .where('index', '<', from + TILE)
      .execute();
    return rows.map((r) => [r.index, r.hash]);
  }
  const leaves = await s.db
    .selectFrom('ledgerLeaf')
    .select(['seq', 'atMs', 'kind', 'commitment'])
    .where(sql<boolean>`seq > ${from} and seq <= ${Math.min(from + TILE, size)}`)
    .orderBy('seq')
    .execute();
  const hashOf = leafHasher(s.tenant);
  return leaves.flatMap((l): [number, Buffer][] =>
    l.seq === null ? [] : [[l.seq - 1, hashOf(l.seq, l.atMs, l.kind, l.commitment)]],
  );
}
