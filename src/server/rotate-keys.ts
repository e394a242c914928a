import { openStore } from '../adapters/store/engine';
import { retireRoot, rotateKeys } from '../adapters/store/rotate-keys';
import { AppError } from '../core/errors';
import { readKeyRotation } from './config';
import { rootKeyOf } from './root-key';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Puts what people wrote under a new root key, or ends that: see `docs/operations.md`. Safe to stop and to run again. */
async function main(): Promise<void> {
  const { tenantId: tenant, databaseUrl, dataDir, rootKey, newRootKey } = readKeyRotation();
  const from = rootKeyOf(rootKey);
  const log = (message: string): void => say(message);
  const store = await openStore({ url: databaseUrl, dir: dataDir, blank: undefined, log });
  try {
    if (process.argv.includes('--finish')) {
      const gone = await retireRoot(store, { tenant, root: from });
      say(`Only this root key opens anything now. What others had wrapped is gone: ${gone}.`);
      return;
    }
    const to = newRootKey ? rootKeyOf(newRootKey) : from;
    const onProgress = (done: number): void => say(`  ${done} keys`);
    const done = await rotateKeys(store, { tenant, from, to, now: Date.now(), onProgress });
    say(`Done: ${done} keys are under the new key.`);
    if (to !== from) say('Start every process with the new root key, and then run: npm run rotate-keys -- --finish');
  } finally {
    await store.close();
  }
}

main().catch((e: unknown) => {
  const problems =
    e instanceof AppError && e.problems.length > 0 ? e.problems.map((p) => `${p.where} ${p.what}`) : [String(e)];
  process.stderr.write(
    `The keys were not changed to the end. Nothing is lost: run it again.\n${problems.map((line) => `  - ${line}\n`).join('')}`,
  );
  process.exit(1);
});
