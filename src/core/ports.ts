import type { Actor } from './access/actor';
import type { DirectoryCall } from './accounts/directory';
import type { Change } from './accounts/step';
import type { AccountStore } from './accounts/store';
import type { AttestationStore } from './attestation/store';
import type { NoticeStore } from './attestation/notices';
import type { ChatStore } from './chat/store';
import type { EvidenceStore } from './evidence/store';
import type { Day } from './ids';
import type { CaseStore } from './incidents/case-store';
import type { ChartStore } from './incidents/chart-store';
import type { InboxStore, ReportStore } from './incidents/report-store';
import type { ReportWords } from './incidents/report-words';
import type { LedgerKind } from './ledger/entries';
import type { LedgerReader } from './ledger/store';
import type { PeopleStore, SettingsStore } from './people/store';
import type { PolicyStore } from './policies/store';

/** What the ledger can hold: values with exactly one canonical text. Numbers are whole. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** An act about to be recorded. Order and place in the chain are given when its entry is sealed. */
export interface Act {
  readonly kind: LedgerKind;
  /** Random id of the record it vouches for, or null. */
  readonly ref: string | null;
  readonly payload: Json;
}

/** The tamper-evident record, inside the business transaction. */
export interface LedgerWriter extends LedgerReader {
  append(act: Act): Promise<void>;
  /** Records and seals at once, under the lock of the ledger's head: for the bulk lane only. */
  appendSealed(acts: readonly Act[]): Promise<void>;
}

/** Work handed to a job, in the same transaction as the change that calls for it. */
export type QueueName = 'tick' | 'notify' | 'seal' | 'accounts' | 'desk';

export type DirectoryCalls = (change: Change, accountId: string | null) => readonly DirectoryCall[];

/**
 * One unit of work: what a use case can reach, all of it in one transaction and within the actor's tenant.
 * `now` is epoch milliseconds, fixed for the whole unit; `today` is the school's day (Europe/London).
 */
export interface Work {
  readonly now: number;
  readonly today: Day;
  /** A new random id. The caller names its brand. */
  newId<Id extends string>(): Id;
  readonly people: PeopleStore;
  readonly settings: SettingsStore;
  readonly policies: PolicyStore;
  readonly attestations: AttestationStore;
  readonly accounts: AccountStore;
  readonly notices: NoticeStore;
  readonly chat: ChatStore;
  readonly charts: ChartStore;
  readonly reports: ReportStore;
  readonly inbox: InboxStore;
  readonly cases: CaseStore;
  readonly words: ReportWords;
  /** The requests that a change to an account stands for. Sends nothing. */
  readonly directoryCalls: DirectoryCalls;
  readonly evidence: EvidenceStore;
  readonly ledger: LedgerWriter;
  enqueue(queue: QueueName, key: string, version: number): Promise<void>;
}

/** `read`: the database itself refuses every write. `bulk`: a write whose few statements come again for each batch. */
export type UnitMode = 'read' | 'write' | 'bulk';

/** Opens units of work. */
export interface Unit {
  /** One unit runs after another: the embedded engine has one connection. */
  readonly isSerial?: boolean;
  run<T>(actor: Actor, mode: UnitMode, work: (work: Work) => Promise<T>): Promise<T>;
}

/** Sealed files outside the database: named by what is in them, written once, never changed. */
export interface Blobs {
  /** Answers the name. The same bytes twice are one file. */
  put(bytes: Uint8Array): Promise<string>;
  /** @throws AppError `unexpected` when it is gone or not what was written. */
  get(name: string): Promise<Uint8Array>;
  /** As `put`, for what comes in pieces and is never held whole. What the pieces throw is thrown, and nothing is kept. */
  putStream(pieces: AsyncIterable<Uint8Array>): Promise<string>;
  /** As `get`, in pieces: only at the end of them is it known that they are what was written. */
  getStream(name: string): Promise<AsyncIterable<Uint8Array>>;
}

/** A look at a file before anybody may open it. `none`: the school has connected no scanner, and pages say so. */
export interface FileScanner {
  scan(bytes: Uint8Array): Promise<'clean' | 'infected' | 'none'>;
}
