import { answered } from './advance';
import type { Capability, Chart, Flag, Progress } from './chart';

/** Nobody can do these, in any chart, at any node. The charts need not say so and cannot say otherwise. */
const NEVER: readonly Capability[] = [
  'delete',
  'advise_delete',
  'preview',
  'fetch_link',
  'content_scan',
  'verdict',
  'auto_sanction',
  'auto_refer',
  'notify_subject',
  'purge',
  'tell_parents_auto',
];
/** Closed until the imagery question was answered "no", and for good once there may be an image. */
const CONTENT: readonly Capability[] = ['upload', 'mail_copy', 'view_content'];
/** What has to wait while an agency leads, and is over at an end. */
const HELD: readonly Capability[] = ['interview', 'contact_subject', 'investigate', 'sanction_entry', 'close'];
/** The one node at which papers may be added. */
const PAPERS = 'T12u';
const IMAGERY_ASKED = { report: 'R2', triage: 'T3' } as const;
/** Steps after which the question is open again. */
const SURFACED = ['T12c', 'T21a'];

/** True when the imagery question itself was answered "no" and nothing came up since; not asked and not sure are not that. */
function saidNoImagery(progress: Progress): boolean {
  const list = answered(progress);
  const at = list.findLastIndex((a) => a.node === IMAGERY_ASKED[progress.chart.id] && a.event === undefined);
  const since = list.slice(at + 1);
  return (
    list[at]?.choices.join() === 'no' &&
    !since.some((a) => a.event === 'stop' || a.event === 'renewed' || SURFACED.includes(a.node))
  );
}

/**
 * May the service do this for somebody at this place of a chart? Asked by whoever would do it, not only by the page
 * that would offer it.
 */
export function allows(chart: Chart, progress: Progress, capability: Capability): boolean {
  const node = chart.nodes[progress.node];
  const forbids = node && 'forbids' in node ? node.forbids : [];
  if (NEVER.includes(capability) || forbids.includes(capability)) return false;
  const has = (flag: Flag) => progress.flags.includes(flag);
  if (CONTENT.includes(capability) && (has('imagery') || !saidNoImagery(progress))) return false;
  if (HELD.includes(capability) && (has('agency_hold') || node?.kind === 'terminal')) return false;
  if (capability === 'investigate') return has('two_investigators');
  return capability !== 'upload' || (chart.id === 'triage' && progress.node === PAPERS);
}
