import { randomBytes, randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type pg from 'pg';
import { type Actor, entriesOf } from '../../core/access/actor';
import type { AccountStore } from '../../core/accounts/store';
import type { Day, TenantId } from '../../core/ids';
import { schoolDayAt } from '../../core/people/day';
import type { Chart } from '../../core/incidents/chart';
import type { SettingKey } from '../../core/people/store';
import type { DirectoryCalls, QueueName, Unit, UnitMode, Work } from '../../core/ports';
import { reportWords } from '../../texts/en-gb/report-words';
import { accountStore } from './accounts';
import type { Cache } from './cache';
import { attestationStore } from './attestations';
import { chatStore } from './chat';
import { KeysNeeded, type Vault } from '../vault/vault';
import { chartStore } from './charts';
import { type Content, contentOf } from './content';
import { caseStore } from './cases';
import { type Store, type WithCommit, type Write, kyselyOn, writer } from './engine';
import { evidenceStore } from './evidence';
import { ledgerStore } from './ledger';
import { noticeStore } from './notices';
import { peopleStore } from './people';
import { policyStore } from './policies';
import { inboxStore, reportStore } from './reports';
import { settingsStore } from './settings';
import type { Tables } from './tables';

/** What the queries of one unit of work share. */
export interface Session {
  readonly db: Kysely<Tables>;
  /** The transaction's own client, for statements that Kysely would only slow down. */
  readonly client: pg.PoolClient;
  /** For statements that nobody waits for before the commit. */
  readonly withCommit: WithCommit;
  /** For writes whose result nobody needs. */
  readonly write: Write;
  readonly tenant: TenantId;
  /** Epoch ms, fixed for the unit. */
  readonly now: number;
  /** The school's day. */
  readonly today: Day;
  random(bytes: number): Buffer;
  readonly cache: Cache;
  /** What a statement read for another one to come: those of one turn of the chat are always asked for together. */
  readonly readAlong: {
    settings?: Partial<Record<SettingKey, string>> | null;
    /** The newest published version of each chart that the school has changed. */
    charts?: Partial<Record<Chart['id'], number>> | null;
  };
  readonly vault: Vault;
  /** What people wrote, sealed under keys of its own. */
  readonly content: Content;
}

export interface UnitOptions {
  readonly now: () => number;
  /** Database role the statements run as. */
  readonly role: 'app_web' | 'app_worker';
  readonly enqueue: (client: pg.PoolClient, queue: QueueName, key: string, version: number) => Promise<void>;
  /** Keys for content. Fetching them may wait for the network, so it is done between two runs of a unit. */
  readonly vault: Vault;
  /** How changes to accounts are asked for; without it nobody is shown. */
  readonly directoryCalls?: DirectoryCalls;
  /** Called after a commit that left something in the ledger, so that sealing does not wait for the next poll. */
  readonly onRecorded?: () => void;
}

/**
 * Units of work over the store. A `read` unit runs in a read-only transaction; every unit sees only its tenant's rows
 * (row-level security), as a role that cannot rewrite the ledger.
 */
export function makeUnit(store: Store, o: UnitOptions): Unit {
  const cache: Cache = { texts: new Map(), index: undefined };
  return {
    isSerial: store.embedded,
    run: async (actor, mode, work) => {
      const now = o.now();
      let recorded = false;
      const attempt = () =>
        store.transaction(
          (client, withCommit) => {
            const db = kyselyOn<Tables>(client);
            const write = writer(client, withCommit);
            const session: Session = {
              db,
              client,
              withCommit,
              write,
              tenant: actor.tenantId,
              now,
              today: schoolDayAt(now),
              random: randomBytes,
              cache,
              readAlong: {},
              vault: o.vault,
              content: contentOf({ db, write, tenant: actor.tenantId, vault: o.vault }),
            };
            return work(makeWork(session, o, () => (recorded = true)));
          },
          options(actor, mode, o),
        );
      const result = await attempt().catch(async (e: unknown) => {
        if (!(e instanceof KeysNeeded)) throw e;
        await o.vault.fetch(actor.tenantId);
        return attempt();
      });
      if (recorded) o.onRecorded?.();
      return result;
    },
  };
}

const options = (actor: Actor, mode: UnitMode, o: UnitOptions) => ({
  readOnly: mode === 'read',
  keepPlans: mode === 'bulk',
  role: o.role,
  settings: { tenant: actor.tenantId, ...(actor.kind === 'person' && { oid: actor.oid, person: entriesOf(actor) }) },
});

function makeWork(session: Session, o: UnitOptions, onRecord: () => void): Work {
  let accounts: AccountStore | undefined;
  return {
    now: session.now,
    today: session.today,
    // The caller names the brand: every id is the same kind of random UUID.
    newId: <Id extends string>() => randomUUID() as string as Id,
    people: peopleStore(session),
    settings: settingsStore(session),
    policies: policyStore(session),
    attestations: attestationStore(session),
    // The largest, and most units do without it.
    get accounts() {
      return (accounts ??= accountStore(session));
    },
    notices: noticeStore(session),
    chat: chatStore(session),
    charts: chartStore(session),
    reports: reportStore(session),
    inbox: inboxStore(session),
    cases: caseStore(session),
    words: reportWords,
    directoryCalls: o.directoryCalls ?? (() => []),
    evidence: evidenceStore(session),
    ledger: ledgerStore(session, onRecord),
    enqueue: (queue, key, version) => o.enqueue(session.client, queue, key, version),
  };
}
