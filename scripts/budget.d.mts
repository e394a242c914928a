export const LIMITS: { readonly firstLoadKb: number; readonly timesFloor: number; readonly lazyChunkKb: number };

/** Sizes in KB of brotli 11 and a sentence for each broken limit. */
export function budget(folder: string): {
  readonly app: number;
  readonly floor: number;
  readonly pane: number;
  readonly large: readonly (readonly [string, number])[];
  readonly problems: readonly string[];
};

/** @throws Error naming every broken limit. */
export function checkBudget(folder: string): void;
