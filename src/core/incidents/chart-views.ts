import type { Problem } from '../errors';
import type { Chart, Tables } from './chart';
import type { Drawing } from './draw';
import type { Breach } from './prove';

/** A chart as a picture and as the same in words. */
export interface ChartPicture {
  readonly id: Chart['id'];
  readonly version: number;
  readonly drawing: Drawing;
}

export interface ChartView extends ChartPicture {
  /** In force now. */
  readonly chart: Chart;
  readonly draft: {
    readonly chart: Chart;
    readonly rev: number;
    readonly authors: readonly string[];
    readonly savedAt: number;
  } | null;
  readonly published: readonly {
    readonly version: number;
    readonly author: string;
    readonly approver: string;
    readonly publishedAt: number;
  }[];
  /** Steps after which the school may put a question of its own. */
  readonly openAfter: readonly string[];
  /** Steps that may change places with their neighbour. */
  readonly mayMove: readonly string[];
  /** The tables of categories in force, as long as the draft has none of its own. */
  readonly tables: Tables;
  /** Times that guidance sets. */
  readonly fixedClocks: readonly string[];
  readonly abilities: readonly ('chart.edit' | 'chart.publish')[];
}

/** What stands between a draft and its publication; both empty when nothing does. */
export interface ChartProof {
  readonly problems: readonly Problem[];
  readonly breaches: readonly Breach[];
}
