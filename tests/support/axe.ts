import { readFileSync } from 'node:fs';
import type axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What axe finds wrong in a page or one of its frames, as `rule: places`. Fluent's focus guards are left out and
 * nothing else: axe takes them for hidden things that can be reached.
 */
export async function violations(where: Page | Frame): Promise<string[]> {
  await where.evaluate(source);
  const found = await where.evaluate(async (tags) => {
    // Put into the page on the line above.
    const { axe: run } = globalThis as unknown as { axe: typeof axe };
    const outer = globalThis as unknown as { document: { querySelectorAll(s: string): ArrayLike<unknown> } };
    const exclude = outer.document.querySelectorAll('[data-tabster-dummy]').length > 0 ? ['[data-tabster-dummy]'] : [];
    const { violations: all } = await run.run({ exclude }, { runOnly: tags, iframes: false });
    return all.map(
      (v) => `${v.id}: ${v.nodes.map((n) => `${n.target.join(' ')} (${n.failureSummary ?? ''})`).join(' | ')}`,
    );
  }, TAGS);
  return found;
}
