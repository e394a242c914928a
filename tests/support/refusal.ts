import { AppError } from '../../src/core/errors';

/** The refusal that a call answers with. Fails when it answers anything else. */
export function refusal(run: () => unknown): AppError {
  try {
    run();
  } catch (e) {
    if (e instanceof AppError) return e;
    throw e;
  }
  throw new Error('nothing was refused');
}
