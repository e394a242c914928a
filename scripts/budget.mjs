// What a person downloads before the first page is usable, and what must never be in it.
//   node scripts/budget.mjs     prints the figures; exit code 1 when a limit is broken
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

export const LIMITS = { firstLoadKb: 150, timesFloor: 2.2, lazyChunkKb: 80 };

const brotliKb = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length / 1024;

/** The scripts a page asks for before it can draw. */
const firstLoad = (folder, page) =>
  [...readFileSync(join(folder, `${page}.html`), 'utf8').matchAll(/<script[^>]+src="?\/(assets\/[^"\s>]+)/g)].map(
    (match) => match[1],
  );

/** Sizes in KB of brotli 11 and a sentence for each broken limit. */
export function budget(folder) {
  const sizes = new Map(
    readdirSync(join(folder, 'assets'))
      .filter((name) => name.endsWith('.js'))
      .map((name) => [`assets/${name}`, readFileSync(join(folder, 'assets', name))]),
  );
  const kb = (page) => firstLoad(folder, page).reduce((sum, name) => sum + brotliKb(sizes.get(name)), 0);
  const app = kb('app');
  const floor = kb('floor');
  const pane = kb('outlook');
  const problems = [];
  if (app > LIMITS.firstLoadKb) problems.push(`first load is ${app.toFixed(1)} KB; the limit is ${LIMITS.firstLoadKb}`);
  if (app > LIMITS.timesFloor * floor)
    problems.push(`first load is ${(app / floor).toFixed(2)} times the floor; the limit is ${LIMITS.timesFloor}`);
  if (pane > LIMITS.firstLoadKb)
    problems.push(`first load of the pane is ${pane.toFixed(1)} KB; the limit is ${LIMITS.firstLoadKb}`);
  if (
    ['app', 'outlook'].some((page) =>
      firstLoad(folder, page).some((name) => sizes.get(name).includes('msal.js.browser')),
    )
  )
    problems.push('MSAL is in the first load: import it only inside a function of tabs/auth.ts');
  for (const [name, bytes] of sizes)
    if (/https?:\/\/(localhost|127\.0\.0\.1)/.test(bytes.toString())) problems.push(`a local address is in ${name}`);
  const initial = new Set(['app', 'floor', 'outlook', 'redirect'].flatMap((page) => firstLoad(folder, page)));
  const large = [...sizes]
    .filter(([name]) => !initial.has(name))
    .map(([name, bytes]) => [name, brotliKb(bytes)])
    .filter(([, size]) => size > LIMITS.lazyChunkKb);
  return { app, floor, pane, large, problems };
}

/** @throws Error naming every broken limit. */
export function checkBudget(folder) {
  const { app, floor, pane, large, problems } = budget(folder);
  console.error(
    `  first load ${app.toFixed(1)} KB brotli, ${(app / floor).toFixed(2)} times the empty page (${floor.toFixed(1)} KB); Outlook's pane ${pane.toFixed(1)} KB`,
  );
  for (const [name, size] of large) console.error(`  note: lazy chunk ${name} is ${size.toFixed(1)} KB`);
  if (problems.length > 0) throw new Error(`The pages are over their budget:\n- ${problems.join('\n- ')}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    checkBudget(fileURLToPath(new URL('../dist/pages', import.meta.url)));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
