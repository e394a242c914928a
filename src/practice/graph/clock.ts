/** Whoever gives the server its time. A clock that can `advance` is moved; any other is followed at a distance. */
export interface Clock {
  now(): number;
  advance?(ms: number): void;
}

/** Time that stands still until it is moved. */
export function virtualClock(start: number): Required<Clock> {
  let now = start;
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
  };
}
