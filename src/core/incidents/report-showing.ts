import type { PersonId } from '../ids';
import { fullName } from '../people/person';
import type { Work } from '../ports';
import { ownerPost } from './posts';
import type { Report } from './report';
import type { Course } from './report-filing';
import { type Showing, phonesOf, showsCategory } from './report-show';
import { SANCTIONS, tablesNow } from './sanctions';

/** What a report runs by: the version of the chart it began with, whatever was published since. */
export const courseOf = async (work: Work, { content }: Report): Promise<Course> => ({
  chart: await work.charts.version('report', content.progress.chart.version),
  set: await work.settings.all(),
});

/** What showing it to its reporter needs; `course` where it is known already. */
export async function showingOf(work: Work, report: Report, course?: Course): Promise<Showing> {
  const { chart, set } = course ?? (await courseOf(work, report));
  const picked = report.content.progress.answers.flatMap((a): readonly PersonId[] => a.people ?? []);
  const people = await work.people.byIds(picked);
  const { routing } = report.content;
  return {
    chart,
    phones: phonesOf(set),
    names: new Map([...people].map(([id, p]) => [id, fullName(p)])),
    to: routing ? ownerPost(routing, set.outside_contact, work.words) : '',
    words: work.words,
    tables: showsCategory(report) ? await tablesNow(work) : SANCTIONS,
  };
}
