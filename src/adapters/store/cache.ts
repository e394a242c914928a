import type { Chart } from '../../core/incidents/chart';
import type { LedgerHead } from '../../core/ledger/seal';
import type { PolicyDocument } from '../../core/policies/document';
import type { PolicyIndex } from '../../core/policies/search';
import type { Asked } from './signing';

/** What this process keeps between units of work. Nothing in it is believed without asking the database about it. */
export interface Cache {
  /** Texts of policies and the index over them: see `policies.ts`. */
  readonly texts: Map<string, PolicyDocument>;
  index: { readonly of: string; readonly built: PolicyIndex } | undefined;
  /** What is being signed, by its state in the database: see `signing.ts`. */
  asked?: Map<string, Asked>;
  /** Where this process last left each tenant's log: see `ledger.ts`. */
  heads?: Map<string, LedgerHead>;
  /** Published charts, by tenant and version: see `charts.ts`. */
  charts?: Map<string, Chart>;
}
