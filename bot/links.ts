import type { ReportView } from '../src/core/incidents/report-views';
import { bot as texts } from '../src/texts/en-gb/bot';
import { withoutLinks } from './understand';

/** The question about pictures, first and again when the words mention them (`incident-flow.md` section 2). */
const IMAGERY = ['R2', 'R8i'];

/** An address may stand in the words only once it is said that no such picture is meant; "not asked yet" is no such word. */
export function mayKeepLinks({ summary }: ReportView): boolean {
  const said = summary.filter(({ node }) => IMAGERY.includes(node)).map(({ answer }) => answer.toLowerCase());
  return said.length > 0 && said.every((answer) => answer === 'no');
}

/** As much as one answer may hold. */
const MOST = 20_000;

/** Words as they are kept: cut where nothing longer is taken, and without addresses unless they may stay. */
export function tidy(words: string, keepsLinks = false): { text: string; taken: number; isCut: boolean } {
  const isCut = words.length > MOST;
  const text = words.slice(0, MOST).trim();
  return { isCut, ...(keepsLinks ? { text, taken: 0 } : withoutLinks(text, texts.linkTaken)) };
}
