import type { Case } from '../../../src/core/accounts/case';
import { type AccountEvent, factsOf } from '../../../src/core/accounts/facts';
import { carryOut } from '../../../src/core/accounts/run';
import { schedule } from '../../../src/core/accounts/schedule';
import { day, holder, joined, scheme, teacher } from '../../core/accounts/builders';
import { littleDesk } from '../../core/accounts/little-directory';
import { MORNING, type Practice, openPractice } from './virtual';

/** What goes wrong with one call of a run. `kill`: the process ends there, and another takes over. */
export interface Mishap {
  readonly effect: string;
  readonly retryAfter?: string;
  readonly times?: number;
}

/** As the issue lists them; a 404 that lasts as long as replication does. */
export const MISHAPS: readonly Mishap[] = [
  { effect: 'status:429', retryAfter: '7' },
  { effect: 'status:429' },
  { effect: 'status:503', retryAfter: '3' },
  { effect: 'status:500' },
  { effect: 'reset-before' },
  { effect: 'timeout-after' },
  { effect: 'cut-body' },
  { effect: 'html' },
  { effect: 'status:404', times: 3 },
  { effect: 'lie' },
];

export type Story = 'starter' | 'leaver';
const STAFF = 'T0001';

interface Told {
  readonly practice: Practice;
  /** What there is in truth, without what differs from run to run. */
  readonly truth: unknown;
  /** Calls and parts that the practice directory answered. */
  readonly calls: number;
  readonly accounts: number;
  readonly falseDone: readonly string[];
}

/** Lets one person's story happen in a practice directory, with one thing going wrong at the nth call. */
export async function tell(
  story: Story,
  o: { nth?: number; mishap?: Mishap; kill?: 'before' | 'after' } = {},
): Promise<Told> {
  let calls = 0;
  let isArmed = false;
  let isStruck = false;
  const practice = await openPractice({
    client: { timeoutMs: 60 },
    wrap: (send) => async (url, init) => {
      calls += 1;
      const dies = o.kill !== undefined && isArmed && !isStruck && calls === o.nth;
      if (dies) isStruck = true;
      if (dies && o.kill === 'before') throw new Killed();
      const answer = await send(url, init);
      if (dies) throw new Killed();
      return answer;
    },
  });
  const { controls, ids } = practice.graph;
  const [manager] = controls.state().people;
  const events: AccountEvent[] = [
    joined({ at: MORNING - 1_000, on: day('2026-09-01'), template: templateOf(practice) }),
    { at: MORNING - 500, kind: 'signed' },
  ];
  const who = holder({ key: STAFF, managerOid: manager?.id ?? null, addresses: addresses() });
  const facts = (more: readonly AccountEvent[]) =>
    factsOf([...events, ...more], { isHeld: false, handedOff: [], scheme: schemeOf(practice) });
  const begin = (more: readonly AccountEvent[], oid: string | null, actual: Parameters<typeof schedule>[2]): Case => ({
    id: 'case',
    holder: { ...who, oid },
    facts: facts(more),
    approved: schedule({ ...who, oid }, facts(more), actual, practice.now()),
    isEmergency: false,
    results: [],
    snapshot: null,
  });
  const arm = (): void => {
    calls = 0;
    isArmed = true;
    const { nth, mishap } = o;
    if (nth !== undefined && mishap) controls.fault({ match: { nth }, times: 1, ...mishap });
  };
  const falseDone: string[] = [];
  const runs = async (first: Case): Promise<string | null> => {
    const kept = littleDesk([first]);
    for (let i = 0; i < 8; i += 1) {
      const died = await carryOut(kept.cases(), {
        directory: practice.directory,
        desk: kept.desk,
        now: practice.now,
        wait: practice.wait,
      }).then(
        () => false,
        () => true,
      );
      if (!died && ['done', 'stuck'].includes(kept.outcome()?.state ?? '')) break;
      await practice.wait(6 * 60_000);
    }
    const left = kept.cases()[0];
    const closed = left?.results.find((r) => r.key === 'close');
    const person = controls.person(left?.holder.oid ?? '');
    if (closed?.state === 'done' && person?.accountEnabled !== false) falseDone.push('close');
    return left?.holder.oid ?? null;
  };
  if (story === 'starter') arm();
  const oid = await runs(begin([], null, { accounts: [], deleted: null }));
  if (story === 'leaver') {
    // Every copy of the directory knows the person by now.
    await practice.wait(10 * 60_000);
    const ref = { key: STAFF, id: oid };
    const actual = (await practice.directory.look([ref], 'everything')).get(STAFF);
    if (!actual) throw new Error('the leaver can be read');
    const leaving: AccountEvent = {
      at: practice.now(),
      kind: 'leaving',
      lastWorkingDay: day('2026-09-10'),
      contractEnd: day('2026-09-13'),
    };
    const first = begin([leaving], oid, actual);
    arm();
    await runs(first);
  }
  const made = controls.state().people.filter((p) => p.employeeId === STAFF);
  const truth = made.map((p) => {
    const { accountEnabled, displayName, userPrincipalName, groups } = controls.person(p.id) ?? { ...p, groups: [] };
    const ours: readonly string[] = [
      ids.groups.pending,
      ids.groups.signed,
      ids.groups.teaching,
      ids.groups.staffLicence,
    ];
    return {
      accountEnabled,
      displayName,
      userPrincipalName,
      groups: groups.filter((g) => ours.includes(g)).sort(),
    };
  });
  controls.expectNoAccidents();
  return { practice, truth, calls, accounts: made.length, falseDone };
}

export class Killed extends Error {}

const addresses = (): string[] =>
  ['a.obrien', 'aoife.obrien', 'aoife.obrien2'].map((l) => `${l}@harbourlights.example`);

const templateOf = ({ graph }: Practice) => ({
  ...teacher,
  groups: [{ id: graph.ids.groups.teaching, name: 'Teaching', isSensitive: false }],
  licenceGroups: [{ id: graph.ids.groups.staffLicence, name: 'Staff licence' }],
});

const schemeOf = ({ graph }: Practice) => ({
  ...scheme,
  pendingGroup: { id: graph.ids.groups.pending, name: 'pending' },
  signedGroup: { id: graph.ids.groups.signed, name: 'signed' },
});
