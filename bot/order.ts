const MINUTE_MS = 60_000;

/** One turn of a person after another: two messages sent at once are answered in the order they came. */
export function inOrder(): <T>(who: string, turn: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return async (who, turn) => {
    const before = last.get(who);
    const mine = before ? before.then(turn, turn) : turn();
    last.set(who, mine);
    try {
      return await mine;
    } finally {
      if (last.get(who) === mine) last.delete(who);
    }
  };
}

/** At most so many turns a minute of one person. */
export function pace(o: { readonly perMinute: number; readonly now: () => number }): (who: string) => boolean {
  const turns = new Map<string, { count: number; readonly until: number }>();
  return (who) => {
    const now = o.now();
    const mine = turns.get(who);
    if (!mine || mine.until <= now) {
      // Whoever has been quiet for a minute is forgotten.
      for (const [other, { until }] of turns) if (until <= now) turns.delete(other);
      turns.set(who, { count: 1, until: now + MINUTE_MS });
      return true;
    }
    mine.count += 1;
    return mine.count <= o.perMinute;
  };
}
