import type { Output } from '../../src/api/contract';
import { openStore } from '../../src/adapters/store/engine';
import { makeUnit } from '../../src/adapters/store/unit';
import type { ServiceActor } from '../../src/core/access/actor';
import { CaseId, TenantId } from '../../src/core/ids';
import { type Reporter, type Sender, reporter, startSender } from './bot-turns';
import { startChannel } from './channel';
import type { Engine } from './engines';
import { makeKillable, type Ready } from './killable';
import { testVault } from './vault';

const REPORTERS = 8;
const WORKERS = 4;
/** Written in one case after the other. */
const NOTES = 3;
/** A kill comes at any moment of the busy time, which begins with the first note in a case. */
const LONGEST_MS = 800;

export interface CaseBooks {
  /** Answers shown before a kill, and not there after it: of reports, receipts, steps of cases, and notes. */
  readonly lost: readonly string[];
  /** Turns that were kept twice, notes written twice, reports with two cases. */
  readonly doubled: readonly string[];
  readonly turns: number;
  readonly cases: number;
  readonly notes: number;
}

interface Message extends Ready {
  readonly tenantId: string;
  readonly reporters: readonly string[];
}

/** A school that is killed while people report by chat and its lead works the cases. `drop` it at the end. */
export async function startKillingCases(engine: Engine) {
  const channel = await startChannel();
  const server = await makeKillable<Message>(engine, {
    server: 'killing-cases-server',
    settings: { channel: channel.base, people: REPORTERS },
  });
  const token = channel.token({ claims: { exp: Math.floor(Date.now() / 1000) + 7_200 } });
  let tenantId = '';
  let reporters: readonly Reporter[] = [];
  let sender: Sender | undefined;
  /** What people were shown. */
  const told = { revs: new Map<string, number>(), steps: new Map<string, number>(), notes: new Map<string, string>() };
  let written = 0;

  /** Starts, has people report and a lead work, kills at a random moment. What was not answered is sent again next time. */
  const round = async (random: () => number): Promise<void> => {
    const { child, message } = await server.start();
    const url = message.ready;
    tenantId = message.tenantId;
    const next = startSender(url, token);
    sender = next;
    if (reporters.length === 0)
      reporters = message.reporters.map((oid, from) =>
        reporter({
          sender: { post: (...args) => (sender ?? next).post(...args), close: () => undefined },
          channel,
          tenantId,
          oid,
          from,
        }),
      );
    let isAlive = true;
    const before = told.notes.size;
    let isBusy = (): void => {};
    const busy = new Promise<void>((resolve) => (isBusy = resolve));
    const until = async (act: () => Promise<void>): Promise<void> => {
      while (isAlive)
        try {
          await act();
          if (told.notes.size > before) isBusy();
        } catch (e) {
          if (isAlive) throw e;
        }
    };
    const clients = [
      ...reporters.map((r) => until(() => reportOn(r))),
      ...Array.from({ length: WORKERS }, (_, i) => until(() => workOn(url, i))),
    ];
    const all = Promise.all(clients);
    try {
      await Promise.race([busy, all]);
      await Promise.race([new Promise((resolve) => setTimeout(resolve, random() * LONGEST_MS)), all]);
    } finally {
      isAlive = false;
      await server.end(child, 'SIGKILL');
      next.close();
    }
    await all;
  };

  const reportOn = async (r: Reporter): Promise<void> => {
    await r.turn();
    if (r.at) told.revs.set(r.at.reportId, r.at.rev);
  };

  const ask = async (url: string, at: string, body?: unknown): Promise<unknown> => {
    const headers = { authorization: 'Bearer lead', 'content-type': 'application/json' };
    const answer = await fetch(`${url}/api/cases${at}`, {
      headers,
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
    // Another of the lead's screens was quicker.
    if (answer.status === 409) return null;
    if (!answer.ok) throw new Error(`${at} was answered with ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };

  /** Takes on a case, if nobody has yet, and writes in it. */
  const workOn = async (url: string, worker: number): Promise<void> => {
    const { rows } = (await ask(url, '?view=open&limit=50')) as Output<'cases.list'>; // the contract's
    const row = rows[(written + worker) % Math.max(rows.length, 1)];
    if (!row) return void (await new Promise((resolve) => setTimeout(resolve, 20)));
    if (row.node === 'T0') {
      const { rev } = (await ask(url, `/${row.caseId}`)) as Output<'cases.read'>; // the contract's
      const step = { rev, node: 'T0', choices: ['opened'] };
      const done = (await ask(url, `/${row.caseId}/answers`, step)) as Output<'cases.answer'> | null;
      if (done?.view) told.steps.set(row.caseId, Math.max(done.view.rev, told.steps.get(row.caseId) ?? 0));
    }
    for (let n = 0; n < NOTES; n++) {
      const text = `Note ${written++} of worker ${worker}`;
      if (await ask(url, `/${row.caseId}/notes`, { text })) told.notes.set(text, row.caseId);
    }
  };

  /** What stands in the store, held against what people were shown. The server must not be running. */
  const books = async (planted?: 'lose one'): Promise<CaseBooks> => {
    const store = await openStore(server.place);
    try {
      if (planted) await loseNewest(store);
      const { rows: reports } = await store.query<{
        id: string;
        number: string;
        rev: number;
        entries: number;
        cases: number;
      }>(
        `select r.id, r.number, r.rev,
           (select count(*)::int from ledger_leaf l where l.ref = r.id and l.kind = 'incident.recorded') as entries,
           (select count(*)::int from incident_case c where c.report_id = r.id) as cases
         from report r`,
      );
      const { rows: cases } = await store.query<{ id: string; rev: number }>('select id, rev from incident_case');
      const { rows: inbox } = await store.query<{ n: number }>('select count(*)::int as n from inbox');
      const notes = await notesIn(
        store,
        cases.map((c) => c.id),
      );
      const count = (of: readonly string[], one: string): number => of.filter((n) => n === one).length;
      const turns = reports.reduce((sum, r) => sum + r.entries, 0);
      const receipts = reporters.flatMap((r) => r.receipts);
      return {
        lost: [
          ...[...told.revs].flatMap(([id, rev]) =>
            (reports.find((r) => r.id === id)?.rev ?? 0) >= rev ? [] : [`report ${id}`],
          ),
          ...receipts.flatMap((n) => (reports.some((r) => r.number === n && r.cases === 1) ? [] : [`receipt ${n}`])),
          ...[...told.steps].flatMap(([id, rev]) =>
            (cases.find((c) => c.id === id)?.rev ?? 0) >= rev ? [] : [`case ${id}`],
          ),
          ...[...told.notes.keys()].filter((text) => !notes.includes(text)),
        ],
        doubled: [
          // Each turn that changed a report is one entry and one activity taken in.
          ...reports.flatMap((r) =>
            r.entries === r.rev && r.cases <= 1 ? [] : [`report ${r.id}: ${r.entries} of ${r.rev}`],
          ),
          ...(inbox[0]?.n === turns ? [] : [`${inbox[0]?.n} activities, ${turns} turns`]),
          ...[...new Set(notes)].filter((text) => count(notes, text) > 1),
          ...[...new Set(receipts)].filter((n) => count(receipts, n) > 1),
        ],
        turns,
        cases: cases.length,
        notes: notes.length,
      };
    } finally {
      await store.close();
    }
  };

  type Store = Awaited<ReturnType<typeof openStore>>;
  const notesIn = async (store: Store, ids: readonly string[]): Promise<string[]> => {
    const tenant = TenantId.parse(tenantId);
    const service: ServiceActor = { kind: 'service', tenantId: tenant, job: 'test' };
    const vault = testVault(store, Date.now);
    const unit = makeUnit(store, { now: Date.now, role: 'app_web', vault, enqueue: () => Promise.resolve() });
    return unit.run(service, 'read', async (work) => {
      const texts: string[] = [];
      for (const id of ids)
        for (const { entry } of await work.cases.entries(CaseId.parse(id)))
          if (entry.kind === 'note') texts.push(entry.text);
      return texts;
    });
  };
  /** The database itself refuses to change what was written, so its guard is put aside first. */
  const loseNewest = (store: Store) =>
    store.transaction(async (client) => {
      await client.query('set local session_replication_role = replica');
      await client.query(
        'delete from case_entry where case_id = $1 and number = (select max(number) from case_entry where case_id = $1)',
        [[...told.notes.values()].at(-1)],
      );
    });

  const drop = async () => {
    await channel.close();
    await server.drop();
  };
  return { round, books, verified: server.verified, drop };
}
