import type { ClockName, Span } from '../chart';

/** The clocks of `incident-flow.md` section 6 and of the nodes, as shipped. */
export const CLOCKS: Readonly<Record<ClockName, Span>> = {
  now: { unit: 'minutes', count: 0 },
  p1_acknowledged: { unit: 'minutes', count: 10 },
  p2_acknowledged: { unit: 'hours', count: 1 },
  p3_acknowledged: { unit: 'school_days', count: 0 },
  same_day: { unit: 'school_days', count: 0 },
  lado: { unit: 'school_days', count: 1 },
  low_level: { unit: 'school_days', count: 1 },
  regulator: { unit: 'hours', count: 72 },
  next_day: { unit: 'school_days', count: 1 },
  chase: { unit: 'school_days', count: 1 },
  decide_to_look: { unit: 'school_days', count: 2 },
  category: { unit: 'school_days', count: 5 },
  actions: { unit: 'school_days', count: 5 },
  debrief: { unit: 'school_days', count: 5 },
  last_check: { unit: 'school_days', count: 2 },
  monitoring: { unit: 'school_weeks', count: 4 },
};

/** Set by published guidance: no school may change these. */
export const FIXED_CLOCKS: readonly ClockName[] = ['now', 'lado', 'regulator'];
