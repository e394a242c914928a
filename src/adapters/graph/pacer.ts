import { LANES, type Lane } from '../../core/accounts/step';

export interface PacerOptions {
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** Writes in any stretch of the window. */
  readonly writes?: number;
  readonly windowMs?: number;
  /** Requests on their way at a time. */
  readonly inFlight?: number;
}

/** 3,000 writes in 150 s for each registration; some are left for requests that arrive later than they were sent. */
const WRITES = 2_970;
const WINDOW_MS = 151_000;
/** Kept free for closing doors, whatever else is going on. */
const FOR_BLOCKS = 150;
const IN_FLIGHT = 4;
/** From this share of the quota on, Graph says how near the end is: everything but a block slows down. */
const NEARLY_FULL = 0.8;
const SLOWER_MS = 1_000;

interface Waiting {
  readonly lane: Lane;
  readonly writes: number;
  readonly go: () => void;
}

/**
 * Keeps one registration below the strict window of its write quota, and lets blocks pass starters and starters pass
 * what is slow. Who cannot go yet waits here instead of being refused there: refused calls count too.
 */
export class Pacer {
  private readonly sent: { at: number; writes: number }[] = [];
  private readonly queue: Waiting[] = [];
  private going = 0;
  private slowUntil = 0;
  private pausedUntil = 0;
  private isWaking = false;

  constructor(private readonly o: PacerOptions) {}

  /** Runs when it is this call's turn. `writes` is what it takes out of the quota. */
  async run<T>(lane: Lane, writes: number, call: () => Promise<T>): Promise<T> {
    await new Promise<void>((resolve) => {
      this.queue.push({ lane, writes, go: resolve });
      this.queue.sort((a, b) => LANES.indexOf(a.lane) - LANES.indexOf(b.lane));
      this.next();
    });
    try {
      return await call();
    } finally {
      this.going -= 1;
      this.next();
    }
  }

  /** Nothing of this registration goes before then. */
  pause(until: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, until);
  }

  /** What Graph says about how much of the quota is used: `x-ms-throttle-limit-percentage`. */
  heard(share: number): void {
    if (share >= NEARLY_FULL) this.slowUntil = this.o.now() + SLOWER_MS;
  }

  /** Lets go whoever can, by lanes. A write that has to wait keeps later writes behind it, but no read. */
  private next(): void {
    let soonest = Infinity;
    let isHeldUp = false;
    for (const waiting of [...this.queue]) {
      if (this.going >= (this.o.inFlight ?? IN_FLIGHT)) return;
      const isWrite = waiting.writes > 0;
      if (isWrite && isHeldUp) continue;
      const ms = this.delay(waiting);
      if (ms === 0) this.letGo(waiting);
      isHeldUp ||= isWrite && ms > 0;
      if (ms > 0) soonest = Math.min(soonest, ms);
    }
    if (soonest < Infinity) this.wakeIn(soonest);
  }

  private letGo(waiting: Waiting): void {
    this.queue.splice(this.queue.indexOf(waiting), 1);
    this.going += 1;
    if (waiting.writes > 0) this.sent.push({ at: this.o.now(), writes: waiting.writes });
    waiting.go();
  }

  private delay({ lane, writes }: Waiting): number {
    const now = this.o.now();
    if (now < this.pausedUntil) return this.pausedUntil - now;
    if (lane !== 'block' && now < this.slowUntil) return this.slowUntil - now;
    if (writes === 0) return 0;
    const windowMs = this.o.windowMs ?? WINDOW_MS;
    while (this.sent[0] && this.sent[0].at <= now - windowMs) this.sent.shift();
    const most = this.o.writes ?? WRITES;
    const room = (lane === 'block' ? most : most - Math.min(FOR_BLOCKS, most >> 2)) - writes;
    let used = this.sent.reduce((sum, s) => sum + s.writes, 0);
    // Until enough of the oldest has left the window. A window with nothing in it lets anything through.
    for (const old of this.sent) {
      if (used <= room) return 0;
      used -= old.writes;
      if (used <= room || used === 0) return old.at + windowMs - now;
    }
    return 0;
  }

  private wakeIn(ms: number): void {
    if (this.isWaking) return;
    this.isWaking = true;
    void this.o.wait(ms).then(() => {
      this.isWaking = false;
      this.next();
    });
  }
}
