import type { Chart } from './chart';

/** The charts a school works by. Until it publishes its own, Lantern's: nobody is ever without one. */
export interface ChartStore {
  /** What new reports and cases begin with. */
  inForce(id: Chart['id']): Promise<Chart>;
  /** The one that something began with. @throws AppError `unexpected` when there is no such version. */
  version(id: Chart['id'], version: number): Promise<Chart>;
}
