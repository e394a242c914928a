import { answered } from '../incidents/advance';
import { allows } from '../incidents/capabilities';
import type { Flag } from '../incidents/flags';
import type { Report } from '../incidents/report';
import type { Work } from '../ports';
import type { Allowance } from './mail';
import type { Standing } from './store';

/** While one of these is known, of the report or of its case, there may be an image: words of one count too. */
const PERHAPS: readonly Flag[] = ['imagery', 'words_imagery', 'surfaced'];
const ASKED_FIRST = ['R1', 'R2'];

/** How much may be taken of the mails of a report now, and where its case stands. */
export async function allowanceFor(
  work: Work,
  { caseId, content: { progress } }: Report,
): Promise<{ readonly allowance: Allowance; readonly standing: Standing | null }> {
  const standing = await work.evidence.standing(caseId);
  const answers = answered(progress).filter((a) => a.event === undefined);
  const isAsked = ASKED_FIRST.every((node) => answers.some((a) => a.node === node));
  // Until it is passed on there is no case, and nothing of a mail is read: a report that is dropped leaves none.
  if (!isAsked || !standing) return { allowance: 'nothing', standing };
  const chart = await work.charts.version('report', progress.chart.version);
  const isOpen = allows(chart, progress, 'mail_copy') && !mayBeImagery([...progress.flags, ...standing.flags]);
  return { allowance: isOpen ? 'all' : 'facts', standing };
}

/** With any hint of an image of a child nothing is taken, opened or shown. */
export const mayBeImagery = (flags: readonly Flag[]): boolean => PERHAPS.some((flag) => flags.includes(flag));
