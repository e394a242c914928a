import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { cardAnswer } from '../../bot/activities';
import { alone } from '../../bot/cards/answers';
import { Adapter, type Turn, receive } from '../../bot/endpoint';
import { practiceAuth, servesLoopback } from '../../bot/practice-auth';
import type { Store } from '../../src/adapters/store/engine';
import type { NoticeChannel } from '../../src/core/attestation/notices';
import { PersonId } from '../../src/core/ids';
import type { Person } from '../../src/core/people/person';
import { deliverNotices } from '../../src/server/deliver';
import { type Reporter, TURNS, reporter, startSender } from '../support/bot-turns';
import { APP_ID, activity, pressing, startChannel } from '../support/channel';
import type { Engine } from '../support/engines';
import { makeLantern } from '../support/over-http';
import { addPastCases, addPeople } from './crowd';
import { type BenchResult, paired, passes, warmUp } from './paired';

const TARGET = 0.3;
const CLIENTS = 10;
/** Turns before the first that is measured. */
const WARM = 1_000;
/** Conversations under way at once, for the longest waits. */
const MANY = 50;
const LONGEST_MS = 1_000;
const PEOPLE = 60;
const GROWN = { people: 100_000, cases: 1_000_000 };
/** The figure at the end of growing, as a share of that before. */
const STEADY = 0.9;

interface Options {
  readonly slices?: number;
  readonly ms?: number;
}

/** The same SDK and the same check of the token, and an answer that nothing is asked or written for. */
async function addEcho(app: FastifyInstance, adapter: Adapter): Promise<void> {
  const turn: Turn = async (context) => {
    const { action } = context.activity.value as { action: { data: { said: string } } }; // ours, below
    const body = cardAnswer(alone(`You said ${action.data.said}`));
    await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
    return true;
  };
  await app.register((inner, _, done) => {
    inner.removeAllContentTypeParsers();
    inner.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    inner.post<{ Body: Buffer }>('/echo', async ({ headers, body }, reply) => {
      const answer = await receive(adapter, turn, { authorization: headers.authorization ?? '', body });
      return reply.status(answer.status).send(answer.body);
    });
    done();
  });
}

/** A running Lantern with its bot and an echo bot beside it, and people who report all the time. */
async function makeChat(engine: Engine) {
  const channel = await startChannel();
  const auth = () => practiceAuth({ base: channel.base, appId: APP_ID, tenantId: 'any' });
  const it = await makeLantern({
    engine,
    more: {
      role: 'both',
      now: Date.now,
      bot: { appId: APP_ID, auth: auth(), serves: servesLoopback, open: (path) => path },
      practice: (app) => addEcho(app, new Adapter(auth())),
    },
  });
  const url = await it.app.listen({ port: 0, host: '127.0.0.1' });
  const { tenantId, store } = it.lantern;
  // Reporters have an hour, as the channel's own tokens do.
  const token = channel.token({ claims: { exp: Math.floor(Date.now() / 1000) + 3_600 } });
  const sender = startSender(url, token);
  const base = it.school.actor('teacher').person;
  const people = Array.from({ length: PEOPLE }, (_, i): Person => {
    const id = PersonId.parse(randomUUID());
    return { ...base, id, oid: id, staffNumber: `B-${i}`, familyName: `Example ${i}`, managerId: null };
  });
  await it.school.unit.run(it.school.service, 'write', (work) => work.people.add(people));
  const reporters = people.map(({ oid }, from) => reporter({ sender, channel, tenantId, oid: oid ?? '', from }));
  const free: Reporter[] = [...reporters];
  const feed: NoticeChannel = { send: () => Promise.resolve('confirmed') };
  let turns = 0;
  return {
    store,
    school: it.school,
    reporters,
    turns: () => turns,
    ours: async () => {
      // One turn at a time of each: the next begins when the last was answered.
      const who = free.shift();
      if (!who) throw new Error('everybody is in the middle of a turn');
      await who.turn();
      turns += 1;
      // A report is told to its end; then somebody else has one to make.
      if (who.at) free.unshift(who);
      else free.push(who);
    },
    floor: async (i: number) => {
      const { oid } = people[i % PEOPLE] ?? base;
      const press = pressing('echo', { said: 'no', reportId: randomUUID(), rev: 1, node: 'R1' });
      const said = activity({ base: channel.base, tenantId, oid: oid ?? '', change: press });
      const { status, body } = await sender.post('/echo', said, i % PEOPLE);
      if (status !== 200 || !body.includes('You said no')) throw new Error(`the echo was answered with ${status}`);
    },
    /** What a turn put off: people are told, and its entry is chained. */
    settle: async () => {
      await deliverNotices({ perform: it.lantern.perform, notices: feed }, it.school.service);
      // Questions without a pause would keep the embedded engine, which is this process, from the sealer's own work.
      while ((await count(store, 'select count(*)::int as n from ledger_leaf where seq is null')) > 0) await sleep(1);
    },
    close: async () => {
      sender.close();
      await it.close();
      await channel.close();
    },
  };
}
type Chat = Awaited<ReturnType<typeof makeChat>>;

async function count(store: Store, text: string, values: unknown[] = []): Promise<number> {
  const { rows } = await store.query<{ n: number }>(text, values);
  return rows[0]?.n ?? 0;
}

/** What stands in the store must be what was answered, nothing more and nothing less. */
async function checked(chat: Chat): Promise<NonNullable<BenchResult['checks']>> {
  const { store, school, reporters } = chat;
  const { tenantId } = school;
  await chat.settle();
  const [entries, inbox, sent, cases, chained] = [
    await count(store, `select count(*)::int as n from ledger_leaf where tenant = $1 and kind = 'incident.recorded'`, [
      tenantId,
    ]),
    await count(store, 'select count(*)::int as n from inbox where tenant = $1', [tenantId]),
    await count(
      store,
      `select count(*)::int as n from report where tenant = $1 and state = 'sent' and number not like 'P-%'`,
      [tenantId],
    ),
    await count(store, `select count(*)::int as n from incident_case where tenant = $1 and reference not like 'P-%'`, [
      tenantId,
    ]),
    await count(store, 'select (count(*) = max(seq))::int as n from ledger_leaf where tenant = $1', [tenantId]),
  ];
  const receipts = reporters.reduce((sum, r) => sum + new Set(r.receipts).size, 0);
  // A repeat of the newest activity of each is answered with where the report stands, and writes nothing.
  for (const r of reporters.filter(({ at, receipts: all }) => at ?? all[0])) await r.again();
  const after = await count(
    store,
    `select count(*)::int as n from ledger_leaf where tenant = $1 and kind = 'incident.recorded'`,
    [tenantId],
  );
  return {
    turns: chat.turns(),
    reports: receipts,
    everyTurnRecorded: entries === chat.turns(),
    everyTurnTakenIn: inbox === chat.turns(),
    everyReportSent: sent === receipts && cases === receipts,
    repeatsChangedNothing: after === entries,
    ledgerWithoutGaps: chained === 1,
    generator: 'in the same process, its time counted in both arms',
    turnsOfAReport: TURNS,
  };
}

const times = (o: Options) => ({ slices: o.slices ?? 9, ms: o.ms ?? 700 });
const nameOf = (what: string, engine: Engine): string => `${what}${engine === 'embedded' ? '/pglite' : ''}`;

/** B1: turns of reports by pressing, against an echo bot of the same SDK. */
async function turn(engine: Engine, o: Options): Promise<BenchResult> {
  const chat = await makeChat(engine);
  try {
    const { floor, ours, settle } = chat;
    await warmUp({ clients: CLIENTS, floor, ours }, WARM);
    const blank = await paired({ clients: CLIENTS, floor, ours: floor, ...times(o), slices: 3 });
    const r = await paired({ clients: CLIENTS, floor, ours, settle, ...times(o) });
    const checks = await checked(chat);
    const name = nameOf(`bot turn/${CLIENTS} clients`, engine);
    return {
      id: 'B1',
      name,
      op: '>=',
      target: TARGET,
      ...r,
      pass: passes(r.ratio, '>=', TARGET),
      nullRatio: blank.ratio,
      checks,
    };
  } finally {
    await chat.close();
  }
}

/** The longest waits of fifty conversations at once, as a share of the second that is allowed. */
async function longest(engine: Engine, o: Options): Promise<BenchResult> {
  const chat = await makeChat(engine);
  try {
    const { floor, ours, store } = chat;
    const { slices, ms } = times(o);
    const r = await paired({ clients: MANY, floor, ours, slices, ms });
    await store.query('create table bench_commit (id uuid primary key)');
    const commit = () => store.query('insert into bench_commit values ($1)', [randomUUID()]);
    const commits = await paired({ clients: 1, floor: commit, ours: commit, slices: 3, ms });
    const ratio = r.ours.p99 / LONGEST_MS;
    const twoCommits = r.floor.p99 + 2 * commits.floor.p50;
    const name = nameOf(
      `bot turn/p99 ${Math.round(r.ours.p99)} ms at ${MANY} conversations, of ${LONGEST_MS} ms`,
      engine,
    );
    return {
      id: 'B1p99',
      name,
      op: '<=',
      target: 1,
      ratio,
      min: ratio,
      max: ratio,
      pass: passes(ratio, '<=', 1),
      floor: r.floor,
      ours: r.ours,
      checks: {
        ...(await checked(chat)),
        echoP99Ms: Math.round(r.floor.p99),
        commitMs: commits.floor.p50,
        echoP99AndTwoCommitsMs: Math.round(twoCommits),
      },
    };
  } finally {
    await chat.close();
  }
}

/** The same people report among few and among many, with nothing past and with a million cases behind them. */
async function growth(engine: Engine, o: Options): Promise<BenchResult> {
  const chat = await makeChat(engine);
  try {
    const { floor, ours, settle, store, school } = chat;
    await warmUp({ clients: CLIENTS, floor, ours }, WARM);
    const before = await paired({ clients: CLIENTS, floor, ours, settle, ...times(o) });
    const where = { tenantId: school.tenantId, schoolId: school.schools.a };
    await addPeople(store, where, GROWN.people - PEOPLE);
    await addPastCases(store, { ...where, ownerId: school.id('lead'), people: GROWN.people - PEOPLE }, GROWN.cases);
    // As the server's own housekeeping does within the minute.
    await store.query('vacuum analyze');
    const after = await paired({ clients: CLIENTS, floor, ours, settle, ...times(o) });
    const ratio = after.ratio / before.ratio;
    const name = nameOf(`bot turn/${GROWN.people} people and ${GROWN.cases} past cases of ${PEOPLE} and none`, engine);
    return {
      id: 'B1growth',
      name,
      op: '>=',
      target: STEADY,
      ratio,
      min: after.min / before.ratio,
      max: after.max / before.ratio,
      pass: passes(ratio, '>=', STEADY),
      floor: before.ours,
      ours: after.ours,
      checks: { ...(await checked(chat)), ratioBefore: before.ratio, ratioAfter: after.ratio },
    };
  } finally {
    await chat.close();
  }
}

export const bots = {
  B1: (o: Options) => turn('postgres', o),
  'B1/pglite': (o: Options) => turn('embedded', o),
  B1p99: (o: Options) => longest('postgres', o),
  'B1p99/pglite': (o: Options) => longest('embedded', o),
  B1growth: (o: Options) => growth('postgres', o),
};
