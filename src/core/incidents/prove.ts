import type { Chart, NodeId } from './chart';
import { type Model, modelOf } from './prove/model';
import { shapeOf } from './prove/shape';
import { NEEDED, forbiddenIn, sentencesOf } from './prove/texts';
import { type Found, type State, type Walked, walk } from './prove/walk';
import { reportWatch, triageWatch } from './prove/watches';

/** A numbered safety property (`incident-flow.md` section 7) that a chart breaks, and the way that shows it. */
export interface Breach {
  readonly property: number;
  readonly path: readonly NodeId[];
  readonly what: string;
}

/**
 * Walks every state of both charts, whatever is answered and whatever is known, and every sentence they say. Empty:
 * they may be published. A chart with loose ends is not walked: its ends are named first.
 */
export const prove = (report: Chart, triage: Chart): Breach[] => [...proveChart(report), ...proveChart(triage)];

/** The same for one chart. */
export function proveChart(chart: Chart): Breach[] {
  const shape = [...shapeOf(chart), ...textsOf(chart)];
  if (shape.some((f) => f.property === 1)) return shape;
  const model = modelOf(chart);
  const walked = chart.id === 'report' ? walkReport(model) : walkTriage(model);
  return [...shape, ...walked.found, ...unreached(model, walked)];
}

const walkReport = (model: Model): Walked =>
  walk(model, [{ node: model.at.get(model.chart.start)!, flags: 0, seen: 0 }], reportWatch(model));

/** A case begins with anything a report can end with, and one opened again with anything at all of the same. */
function walkTriage(model: Model): Walked {
  const { chart, mask, at } = model;
  const nodes = [chart.start, ...(chart.events.reopen ? [chart.events.reopen.next] : [])];
  const starts = nodes.flatMap((id) =>
    [0, mask('crime'), mask('imagery', 'crime')].flatMap((grave) =>
      subsets([mask('subject_adult'), mask('subject_unknown'), mask('affected_pupil')]).map((people): State => ({
        node: at.get(id)!,
        flags: grave | people,
        seen: 0,
      })),
    ),
  );
  return walk(model, starts, triageWatch(model));
}

const subsets = (bits: readonly number[]): number[] =>
  bits.reduce<number[]>((all, bit) => [...all, ...all.map((set) => set | bit)], [0]);

const unreached = (model: Model, { reached }: Walked): Found[] =>
  model.ids.flatMap((id, i) =>
    reached.has(i) ? [] : [{ property: 1, what: `${id} can never be reached`, path: [id] }],
  );

/** 13, 15 by the numbers that have to be shown; 16 and 17 over every sentence. */
function textsOf(chart: Chart): Found[] {
  const said = sentencesOf(chart);
  const missing = Object.entries(NEEDED).flatMap(([id, needed]) => {
    const node = chart.nodes[id];
    if (!node || node.kind === 'router') return [];
    return needed.flatMap((part) => {
      const property = part === '999' ? 15 : 13;
      return node.prompt.includes(part) ? [] : [{ property, path: [id], what: `${id} has to show ${part}` }];
    });
  });
  const forbidden = said.flatMap(({ node, text, isName }) =>
    forbiddenIn(text)
      .filter((f) => !isName || f.property === 16)
      .map((f) => ({ ...f, path: [node] })),
  );
  return [...missing, ...forbidden];
}
