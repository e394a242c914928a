import type { SettingKey } from '../people/store';
import { type Clockwork, endOf } from './clocks';
import type { Chart } from './chart';
import type { Flag } from './flags';
import { standingOf } from './open-case';
import type { ReportContent } from './report';

type Settings = Partial<Record<SettingKey, string>>;

const MINUTE = 60_000;
const DEFAULTS = { idle_minutes: 30, idle_reminder_minutes: 10, idle_danger_minutes: 3 } as const;

const minutes = (set: Settings, key: keyof typeof DEFAULTS): number => Number(set[key] || DEFAULTS[key]) * MINUTE;

/** When a report that is left lying is passed on or dropped. */
export const idleAt = ({ progress, touchedAt }: ReportContent, set: Settings): number =>
  touchedAt + minutes(set, progress.flags.includes('danger') ? 'idle_danger_minutes' : 'idle_minutes');

/** When to look at an open report: to remind its writer once, or because it has been left lying. */
export function lookAt(content: ReportContent, set: Settings): number {
  const limit = idleAt(content, set);
  if (content.progress.flags.includes('danger')) return limit;
  return Math.min(limit, content.touchedAt + minutes(set, 'idle_reminder_minutes'));
}

/** When somebody must have opened the case: in minutes where it is urgent, by the clock of the school day otherwise. */
export function acknowledgeBy(
  chart: Chart,
  flags: readonly Flag[],
  set: Settings,
  o: Clockwork & { readonly now: number },
): number {
  const { priority } = standingOf(flags);
  if (priority === 3) return endOf(chart.clocks.p3_acknowledged, o.now, o);
  const own = priority === 1 ? set.acknowledge_p1_minutes : set.acknowledge_p2_minutes;
  const clock = priority === 1 ? chart.clocks.p1_acknowledged : chart.clocks.p2_acknowledged;
  return own ? o.now + Number(own) * MINUTE : endOf(clock, o.now, o);
}
