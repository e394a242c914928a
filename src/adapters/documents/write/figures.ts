import type { Figures, ShownCount } from '../../../core/incidents/case-views';
import { cases as texts } from '../../../texts/en-gb/cases';
import { LOOKS, Paper } from './paper';
import { TEXT_WIDTH } from './sheet';
import type { Column } from './table-out';

const words = texts.figures;

export interface FigureLine {
  readonly group: string;
  readonly what: string;
  readonly count: ShownCount;
}

const shown = (count: ShownCount): string => (typeof count === 'number' ? String(count) : words[count]);

/** All figures one under the other: what the lists and the paper hold. */
export function figureLines(f: Figures): FigureLine[] {
  const of = (group: string, lines: readonly { what: string; count: ShownCount }[]): FigureLine[] =>
    lines.map((line) => ({ group, ...line }));
  return [
    ...of(words.total, [{ what: f.year, count: f.total }]),
    ...of(words.open, [{ what: f.year, count: f.open }]),
    ...of(
      words.terms,
      f.terms.map((t) => ({ what: t.label, count: t.count })),
    ),
    ...of(
      words.categories,
      f.categories.map((c) => ({ what: c.row === null ? words.noCategory : c.label, count: c.count })),
    ),
    ...of(
      words.years,
      f.years.map((y) => ({ what: y.year === null ? words.noPupil : words.year(y.year), count: y.count })),
    ),
    ...of(
      words.outcomes,
      f.outcomes.map((o) => ({
        what: o.outcome === null ? words.noOutcome : texts.outcomes[o.outcome],
        count: o.count,
      })),
    ),
    ...of(
      words.firstAction,
      f.firstAction.map((x) => ({ what: words.within[x.within], count: x.count })),
    ),
  ];
}

export const figureColumns: Column<FigureLine>[] = [
  { heading: words.group, kind: 'text', width: 26, value: (l) => l.group },
  { heading: words.what, kind: 'text', width: 60, value: (l) => l.what },
  { heading: words.count, kind: 'text', width: 14, value: (l) => shown(l.count) },
];

/** The figures on paper for a governors' meeting. */
export function figuresPdf(f: Figures, o: { readonly name: string; readonly at: number }): Buffer {
  const paper = new Paper({ title: words.title, foot: `${words.title}, ${f.year}`, made: o.at });
  paper.title(words.title);
  paper.paragraph(words.lead(o.name, f.year));
  const lines = figureLines(f);
  for (const group of new Set(lines.map((l) => l.group))) {
    const some = lines.filter((l) => l.group === group);
    paper.heading(group);
    const table = paper.table([
      { heading: words.what, width: TEXT_WIDTH * 0.75 },
      { heading: words.count, width: TEXT_WIDTH * 0.25 },
    ]);
    for (const line of some) table.row([line.what, shown(line.count)]);
    table.end();
  }
  paper.paragraph(words.why, LOOKS.small);
  paper.sheet.end();
  return paper.sheet.read() ?? Buffer.alloc(0);
}
