import { readFileSync } from 'node:fs';
import type axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe can only tell from colours. */
const BY_COLOUR = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds wrong in a page or one of its frames, as `rule: places`. Fluent's focus guards are left out and
 * nothing else: axe takes them for hidden things that can be reached. `coloursAlone` for a page looked at before in
 * another theme.
 */
export async function violations(where: Page | Frame, { coloursAlone = false } = {}): Promise<string[]> {
  if (!(await where.evaluate(() => 'axe' in globalThis))) await where.evaluate(source);
  const only: axe.RunOnly = coloursAlone ? { type: 'rule', values: BY_COLOUR } : { type: 'tag', values: TAGS };
  const found = await where.evaluate(async (runOnly) => {
    // Put into the page above.
    const { axe: run } = globalThis as unknown as { axe: typeof axe };
    // What is on its way from one colour to another has neither. A spinner never arrives.
    const moving = document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(moving.map((a) => a.finished));
    const exclude = document.querySelector('[data-tabster-dummy]') ? ['[data-tabster-dummy]'] : [];
    const { violations: all } = await run.run({ exclude }, { runOnly, resultTypes: ['violations'], iframes: false });
    return all.map(
      (v) => `${v.id}: ${v.nodes.map((n) => `${n.target.join(' ')} (${n.failureSummary ?? ''})`).join(' | ')}`,
    );
  }, only);
  return found;
}
