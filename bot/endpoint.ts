import { type Activity, CloudAdapter, type InvokeResponse, type TurnContext } from 'botbuilder';
import { AppError } from '../src/core/errors';
import type { BoundedAuth } from './auth';

/** What the SDK says when the keys cannot be had; anything else it says is about the token. */
const OUTAGE = /metadata|openid|fetch|request to|load keys|ECONN|ENOTFOUND|ETIMEDOUT|timeout/i;

/** Status and body for the channel. No text of the SDK leaves the process. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

export interface Received {
  readonly authorization: string;
  readonly body: Uint8Array;
}

/** A turn answers false when the guard refused it. */
export type Turn = (context: TurnContext) => Promise<boolean>;

/** The SDK's adapter, entered behind its HTTP half: that one answers bad tokens with its own words, and prints them. */
export class Adapter extends CloudAdapter {
  constructor(auth: BoundedAuth) {
    super(auth);
    // Errors of a turn are caught by the turn itself; whatever gets past it must not be lost in silence.
    this.onTurnError = (_context, error) => Promise.reject(error);
  }

  /** Checks the token, then runs the turn. Rejects with the SDK's own errors. */
  take(
    authorization: string,
    activity: Activity,
    turn: (c: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(authorization, activity, turn);
  }

  issuerOf(context: TurnContext): string | null | undefined {
    const identity = context.turnState.get<{ getClaimValue(name: string): string | null } | undefined>(
      this.BotIdentityKey,
    );
    return identity?.getClaimValue('iss');
  }
}

/**
 * One activity from the channel to its answer: 400 for what is none, 401 for a bad token, 403 for one the guard
 * refused, 503 when the keys cannot be had, 500 for a turn that failed twice over.
 */
export async function receive(adapter: Adapter, turn: Turn, { authorization, body }: Received): Promise<Answer> {
  const activity = parse(body);
  if (!activity) return { status: 400 };
  let [isReached, isAdmitted] = [false, false];
  try {
    const answer = await adapter.take(authorization, activity, async (context) => {
      isReached = true;
      isAdmitted = await turn(context);
    });
    if (!isReached) return { status: 401 };
    if (!isAdmitted) return { status: 403 };
    if (answer === undefined) return { status: 200 };
    return { status: answer.status, ...(answer.body !== undefined && { body: answer.body as unknown }) };
  } catch (e) {
    if (isReached) return { status: 500 };
    return { status: isOutage(e) ? 503 : 401 };
  }
}

const isOutage = (e: unknown): boolean =>
  e instanceof AppError ? e.code === 'unavailable' : e instanceof Error && OUTAGE.test(e.message);

const TIMES = ['timestamp', 'localTimestamp', 'expiration'] as const;

/** The activity, with its times as the SDK wants them; undefined when it is none. */
function parse(body: Uint8Array): Activity | undefined {
  const given = json(body);
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined;
  const activity = given as Activity & Record<string, unknown>; // an object; each field is checked where it is used
  if (typeof activity.type !== 'string') return undefined;
  for (const time of TIMES)
    if (typeof activity[time] === 'string') Object.assign(activity, { [time]: new Date(activity[time]) });
  return activity;
}

function json(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}
