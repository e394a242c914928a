import type { KeyObject } from 'node:crypto';
import type { Kysely } from 'kysely';
import type pg from 'pg';
import type { TenantId } from '../../core/ids';
import { leafHasher } from '../../core/ledger/hash';
import { checkpointText, signNote } from '../../core/ledger/note';
import { type LedgerHead, genesisHead, sealLeaves } from '../../core/ledger/seal';
import type { StoredAnchor, StoredCheckpoint } from '../../core/ledger/store';
import {
  type SubtreeNode,
  appendLeaf,
  emptyFrontier,
  packFrontier,
  rootOf,
  unpackFrontier,
} from '../../core/ledger/tree';
import { type Store, type WithCommit, kyselyOn } from './engine';
import type { Tables } from './tables';

/** How many entries one sealing transaction numbers, and one checkpoint step adds to the tree. */
const STEP = 1000;

export interface CheckpointKey {
  /** The name checkpoints are signed under: the school's own. */
  readonly name: string;
  readonly key: KeyObject;
}

/** Numbers and chains what waits, checkpoints it, and remembers where a checkpoint was anchored. */
export interface Sealer {
  /** Seals up to 1,000 waiting entries, in order; answers how many. Several sealers at once are safe. */
  seal(): Promise<number>;
  /** Signs the state of the log when it grew since the newest checkpoint; null when it did not. */
  checkpoint(now: number): Promise<StoredCheckpoint | null>;
  newestCheckpoint(): Promise<StoredCheckpoint | null>;
  anchored(anchor: StoredAnchor): Promise<void>;
  /** Size and time of the newest checkpoint that each channel holds. */
  newestAnchors(): Promise<Map<string, { readonly size: number; readonly at: number }>>;
}

export function makeSealer(store: Store, tenant: TenantId, signer: CheckpointKey): Sealer {
  const options = { role: 'app_worker', settings: { tenant } } as const;
  const inside = <T>(work: (client: pg.PoolClient, db: Kysely<Tables>) => Promise<T>): Promise<T> =>
    store.transaction((client) => work(client, kyselyOn<Tables>(client)), options);
  return {
    seal: () => store.transaction((client, withCommit) => seal(client, withCommit, tenant), options),
    checkpoint: async (now) => {
      while ((await inside((client, db) => growTree(client, db, tenant))) === STEP);
      return inside((client, db) => signState(client, db, tenant, signer, now));
    },
    newestCheckpoint: () => inside((_, db) => newest(db)),
    anchored: (a) =>
      inside(async (_, db) => {
        const row = { tenant, size: a.size, channel: a.channel, reference: a.reference, atMs: a.at };
        await db
          .insertInto('ledgerAnchor')
          .values(row)
          .onConflict((c) => c.doNothing())
          .execute();
      }),
    newestAnchors: () =>
      inside(async (_, db) => {
        const rows = await db.selectFrom('ledgerAnchor').select(['channel', 'size', 'atMs']).orderBy('size').execute();
        return new Map(rows.map((r) => [r.channel, { size: r.size, at: r.atMs }]));
      }),
  };
}

const WAITING = {
  name: 'waiting entries',
  text: `select id, kind, at_ms as at, commitment from ledger_leaf
    where tenant = $1 and seq is null order by id limit ${STEP}`,
};
const SEAL = {
  name: 'seal',
  text: `with head as (update ledger_head set seq = $2, link = $3 where tenant = $1)
    update ledger_leaf l set seq = u.seq, link = u.link
    from unnest($4::bigint[], $5::bigint[], $6::bytea[]) u (id, seq, link) where l.tenant = $1 and l.id = u.id`,
};
interface Waiting {
  readonly id: number;
  readonly kind: string;
  readonly at: number;
  readonly commitment: Buffer;
}

async function seal(client: pg.PoolClient, withCommit: WithCommit, tenant: TenantId): Promise<number> {
  // Read behind the lock, though neither waits for the other's answer.
  const [head, { rows }] = await Promise.all([
    lockHead(client, tenant),
    client.query<Waiting>({ ...WAITING, values: [tenant] }),
  ]);
  if (rows.length === 0) return 0;
  if (!head) {
    await startLog(client, tenant);
    return seal(client, withCommit, tenant);
  }
  const { sealed, head: next } = sealLeaves(tenant, head, rows);
  const columns = [rows.map((r) => r.id), sealed.map((x) => x.seq), sealed.map((x) => x.link)];
  withCommit(client.query({ ...SEAL, values: [tenant, next.seq, next.link, ...columns] }));
  return rows.length;
}

async function lockHead(client: pg.PoolClient, tenant: TenantId): Promise<LedgerHead | undefined> {
  const text = 'select seq, link from ledger_head where tenant = $1 for update';
  return (await client.query<LedgerHead>({ name: 'lock head', text, values: [tenant] })).rows[0];
}

/** The first entry of a tenant: two sealers may come here at once. */
async function startLog(client: pg.PoolClient, tenant: TenantId): Promise<void> {
  const { seq, link } = genesisHead(tenant);
  const text = 'insert into ledger_head (tenant, seq, link) values ($1, $2, $3) on conflict do nothing';
  await client.query(text, [tenant, seq, link]);
}

/** Adds up to `STEP` sealed entries to the kept right edge of the tree. */
async function growTree(client: pg.PoolClient, db: Kysely<Tables>, tenant: TenantId): Promise<number> {
  await client.query(`insert into ledger_tree (tenant, size, frontier) values ($1, 0, '') on conflict do nothing`, [
    tenant,
  ]);
  const kept = await db.selectFrom('ledgerTree').select(['size', 'frontier']).forUpdate().executeTakeFirst();
  const frontier = kept ? unpackFrontier(kept.size, kept.frontier) : emptyFrontier();
  const leaves = await db
    .selectFrom('ledgerLeaf')
    .select(['seq', 'atMs', 'kind', 'commitment'])
    .where('seq', '>', frontier.size)
    .orderBy('seq')
    .limit(STEP)
    .execute();
  const completed: SubtreeNode[] = [];
  const hashOf = leafHasher(tenant);
  for (const l of leaves) appendLeaf(frontier, hashOf(l.seq ?? 0, l.atMs, l.kind, l.commitment), completed);
  if (leaves.length > 0)
    await db
      .updateTable('ledgerTree')
      .set({ size: frontier.size, frontier: packFrontier(frontier) })
      .execute();
  if (completed.length > 0)
    await db
      .insertInto('ledgerSubtree')
      .values(completed.map((node) => ({ tenant, ...node })))
      .execute();
  return leaves.length;
}

async function signState(
  client: pg.PoolClient,
  db: Kysely<Tables>,
  tenant: TenantId,
  signer: CheckpointKey,
  now: number,
): Promise<StoredCheckpoint | null> {
  const tree = await db.selectFrom('ledgerTree').selectAll().forUpdate().executeTakeFirst();
  const last = await newest(db);
  if (!tree || tree.size === (last?.size ?? 0)) return null;
  const { rows } = await client.query<{ link: Buffer }>('select link from ledger_leaf where tenant = $1 and seq = $2', [
    tenant,
    tree.size,
  ]);
  const [leaf] = rows;
  if (!leaf) return null;
  const root = rootOf(unpackFrontier(tree.size, tree.frontier));
  const note = signNote(signer.name, signer.key, checkpointText(signer.name, tree.size, root, leaf.link, now));
  await db.insertInto('ledgerCheckpoint').values({ tenant, size: tree.size, atMs: now, note }).execute();
  return { size: tree.size, at: now, note };
}

async function newest(db: Kysely<Tables>): Promise<StoredCheckpoint | null> {
  const r = await db.selectFrom('ledgerCheckpoint').selectAll().orderBy('size', 'desc').limit(1).executeTakeFirst();
  return r ? { size: r.size, at: r.atMs, note: r.note } : null;
}
