import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { type Channel, activity, pressing } from './channel';

type Fields = Record<string, unknown>;

/** What is pressed at each question, from the first to the one that sends. */
const PRESSES: Readonly<Record<string, Fields>> = {
  R0: { choices: 'continue' },
  R1: { choices: 'no' },
  R2: { choices: 'no' },
  R3: { choices: 'no' },
  R4: { choices: 'pupil' },
  R5: { choices: 'pupils' },
  R6: { choices: 'done', f_when: 'On Monday', f_where: 'In the hall', f_known: 'saw' },
  R7: { choices: 'text', text: 'Somebody was unkind to somebody else in a game.' },
  R8: { choices: 'none' },
};

/** Turns of one report: it is begun, and each question is answered. */
export const TURNS = 1 + Object.keys(PRESSES).length;

export interface Answered {
  readonly status: number;
  readonly body: string;
}

/** A person who reports by pressing, report after report, over HTTP, as the channel sends it. */
export interface Reporter {
  readonly oid: string;
  /** The next press of the report under way, or the first of a new one; one that got no answer is sent again. */
  turn(): Promise<Answered>;
  /** The newest press once more, under the same id. */
  again(): Promise<Answered>;
  /** Receipts shown so far, in order. */
  readonly receipts: readonly string[];
  /** Where the card stands that was shown last; undefined before the first and after a receipt. */
  readonly at: Standing | undefined;
}

export interface Standing {
  readonly reportId: string;
  readonly rev: number;
  readonly node: string;
}

export interface Sender {
  post(path: string, body: Fields, from: number): Promise<Answered>;
  close(): void;
}

/** Keeps its connections. Each number in `from` speaks from another address of this machine, as the channel's servers do. */
export function startSender(url: string, token: string): Sender {
  const agent = new http.Agent({ keepAlive: true });
  const { port } = new URL(url);
  const post: Sender['post'] = (path, body, from) =>
    new Promise((resolve, reject) => {
      const text = JSON.stringify(body);
      const headers = {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      };
      const address = process.platform === 'linux' ? { localAddress: `127.0.0.${2 + (from % 200)}` } : {};
      const request = http.request(
        { host: '127.0.0.1', port, path, method: 'POST', headers, agent, ...address },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('error', reject);
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') }),
          );
        },
      );
      request.on('error', reject);
      request.end(text);
    });
  return { post, close: () => agent.destroy() };
}

const PLACE = /"reportId":"([^"]+)","rev":(\d+),"node":"(\w+)"/;

/** The place that a card's buttons are for. */
export function standingIn(card: string): Standing | undefined {
  const [, reportId, rev, node] = PLACE.exec(card) ?? [];
  return reportId !== undefined && node !== undefined ? { reportId, rev: Number(rev), node } : undefined;
}

export const receiptIn = (card: string): string | undefined => /[Rr]eceipt ([A-Z0-9]{4}-[A-Z0-9]{4})/.exec(card)?.[1];

export function reporter(o: {
  sender: Sender;
  channel: Channel;
  tenantId: string;
  oid: string;
  from: number;
}): Reporter {
  const receipts: string[] = [];
  let at: Standing | undefined;
  let last: Fields = {};
  let isAnswered = true;
  const send = async (): Promise<Answered> => {
    const answer = await o.sender.post('/api/messages', last, o.from);
    if (answer.status !== 200) throw new Error(`a turn was answered with ${answer.status}`);
    return answer;
  };
  const next = (): Fields => {
    const press = at ? pressing('answer', { ...at, ...PRESSES[at.node] }) : pressing('begin');
    const change = { ...press, id: randomUUID() };
    return activity({ base: o.channel.base, tenantId: o.tenantId, oid: o.oid, change });
  };
  return {
    oid: o.oid,
    receipts,
    get at() {
      return at;
    },
    turn: async () => {
      // As the channel does: what got no answer is sent once more, as it was.
      const isRepeat = !isAnswered;
      if (!isRepeat) last = next();
      isAnswered = false;
      const answer = await send();
      isAnswered = true;
      at = standingIn(answer.body);
      const receipt = at ? undefined : receiptIn(answer.body);
      // The report went with the press whose answer was lost.
      if (!at && receipt === undefined && !isRepeat)
        throw new Error(`a turn ended without a receipt: ${answer.body.slice(0, 300)}`);
      if (receipt !== undefined) receipts.push(receipt);
      return answer;
    },
    again: send,
  };
}
