import type { Output } from '../../src/api/contract';
import { statementsOf } from '../../src/core/policies/document';
import { openStore } from '../../src/adapters/store/engine';
import type { Engine } from './engines';
import { makeKillable } from './killable';

const CLIENTS = 16;
/** A kill comes at any moment of the busy time, which begins with the first answer. */
const LONGEST_MS = 600;

/** What a person was told: this is your signature. */
interface Acknowledged {
  readonly person: string;
  readonly attestationId: string;
}

export interface Books {
  /** Acknowledged before a kill and not there after it. */
  readonly lost: readonly Acknowledged[];
  /** Told two different signatures for one agreement. */
  readonly doubled: readonly string[];
  /** Signatures with no ledger entry or more than one. */
  readonly unbalanced: number;
  readonly signatures: number;
}

/** A school that is killed while it signs. Made once for a test; `drop` it at the end. */
export async function startKilling(engine: Engine, o: { people: number }) {
  const server = await makeKillable(engine, { server: 'signing-server', settings: { people: o.people } });
  /** By person: whoever asks again after a kill is told of the same signature. */
  const acknowledged = new Map<string, Acknowledged>();
  const doubled: string[] = [];
  let nextPerson = 0;

  const acknowledge = (person: string, attestationId: string): void => {
    const told = acknowledged.get(person);
    if (told && told.attestationId !== attestationId) doubled.push(person);
    acknowledged.set(person, { person, attestationId });
  };

  /** Starts, signs with many clients at once, kills at a random moment. Whoever was not answered tries again next time. */
  const round = async (random: () => number): Promise<void> => {
    const { child, message } = await server.start();
    const url = message.ready;
    const sheet = await sheetOf(url);
    let isAlive = true;
    const again: number[] = [];
    let isBusy = (): void => {};
    const busy = new Promise<void>((resolve) => (isBusy = resolve));
    const client = async () => {
      while (isAlive && nextPerson < o.people) {
        const person = nextPerson++;
        const answer = await sign(url, `p${person}`, sheet);
        if (answer === null) again.push(person);
        else acknowledge(`p${person}`, answer);
        if (answer !== null) isBusy();
      }
    };
    const clients = Array.from({ length: CLIENTS }, client);
    await Promise.race([busy, Promise.all(clients)]);
    await new Promise((resolve) => setTimeout(resolve, random() * LONGEST_MS));
    isAlive = false;
    await server.end(child, 'SIGKILL');
    await Promise.all(clients);
    nextPerson = Math.min(nextPerson, ...again);
  };

  /** What stands in the store, held against what people were told. The server must not be running. */
  const books = async (planted?: 'lose one'): Promise<Books> => {
    const store = await openStore(server.place);
    try {
      const last = [...acknowledged.values()].at(-1);
      // The database itself refuses to change a signature, so its guard is put aside first.
      if (planted && last)
        await store.transaction(async (client) => {
          await client.query('set local session_replication_role = replica');
          await client.query('delete from attestation where id = $1', [last.attestationId]);
        });
      const { rows } = await store.query<{ id: string; entries: number }>(
        `select a.id, (select count(*)::int from ledger_leaf l where l.ref = a.id and l.kind = 'attestation.signed') as entries
         from attestation a`,
      );
      const there = new Set(rows.map((r) => r.id));
      return {
        lost: [...acknowledged.values()].filter((a) => !there.has(a.attestationId)),
        doubled,
        unbalanced: rows.filter((r) => r.entries !== 1).length,
        signatures: rows.length,
      };
    } finally {
      await store.close();
    }
  };

  /** What the verifier says of the whole ledger's export: its exit code, and how many entries it saw signed. */
  const verified = async (): Promise<{ code: number | null; said: string; signed: number }> => {
    const { code, said, lines } = await server.verified();
    return { code, said, signed: lines.filter((line) => line.includes('"attestation.signed"')).length };
  };
  return { round, books, verified, acknowledged, drop: server.drop };
}

type Sheet = { campaignId: string; versionId: string; textHash: string; ticked: string[] };

const as = (person: string) => ({ authorization: `Bearer ${person}`, 'content-type': 'application/json' });

async function sheetOf(url: string): Promise<Sheet> {
  const list = (await (
    await fetch(`${url}/api/campaigns`, { headers: as('coordinator') })
  ).json()) as Output<'campaigns.list'>; // the contract's
  const campaignId = list.campaigns[0]?.campaignId ?? '';
  const answer = await fetch(`${url}/api/campaigns/${campaignId}/signing`, { headers: as('coordinator') });
  const view = (await answer.json()) as Output<'agreements.signing'>; // the contract's
  const { versionId, textHash, document } = view;
  const ticked = statementsOf(document).map(({ statement }) => statement.key);
  return { campaignId, versionId, textHash, ticked };
}

/** The signature's id as the person was told, or null when no answer came. */
async function sign(url: string, person: string, sheet: Sheet): Promise<string | null> {
  const body = JSON.stringify({ ...sheet, laptop: '', ipad: '', typedName: `Person ${person}` });
  try {
    const answer = await fetch(`${url}/api/attestations`, { method: 'POST', headers: as(person), body });
    if (!answer.ok) return null;
    return ((await answer.json()) as Output<'agreements.sign'>).attestationId; // the contract's
  } catch {
    return null;
  }
}
