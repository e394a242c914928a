import fc from 'fast-check';
import { fitsAudience, inAudience } from '../../../src/core/attestation/audience';
import { talliesOf } from '../../../src/core/attestation/completeness';
import { type Act, type Campaign, type Obligation, act, isOverdue } from '../../../src/core/attestation/obligations';
import { reconcile } from '../../../src/core/attestation/reconcile';
import { AppError } from '../../../src/core/errors';
import type { Day, PersonId } from '../../../src/core/ids';
import { DEFAULT_CALENDAR } from '../../../src/core/people/calendar-data';
import { addDays } from '../../../src/core/people/day';
import { absenceOn, isInPost } from '../../../src/core/people/employment';
import type { Absence, Person } from '../../../src/core/people/person';
import { HARBOUR, MILL, campaign, campaignId, day, person, versionId } from '../../support/people';

/**
 * Random histories of a school: people join, move, leave, come back, are away, are entered twice and told apart again;
 * they sign, ask and are excused; new versions come. After each event the campaigns are reconciled and must add up.
 */
type Event =
  | { kind: 'days'; count: number }
  | { kind: 'join'; role: number; school: number; in: number; account: boolean }
  | { kind: 'move'; who: number; role: number; school: number }
  | { kind: 'leave'; who: number; in: number }
  | { kind: 'return'; who: number; in: number }
  | { kind: 'away'; who: number; in: number; days: number | null }
  | { kind: 'back'; who: number }
  | { kind: 'double'; who: number; by: 'number' | 'account'; role: number }
  | { kind: 'tellApart'; who: number }
  | { kind: 'oneAfterAll'; who: number; other: number }
  | { kind: 'act'; who: number; what: Act['kind']; reviewIn: number | null }
  | { kind: 'longer'; days: number }
  | { kind: 'newVersion' };

const ROLES = ['teaching', 'office', 'governor'] as const;
const SCHOOLS = [HARBOUR, MILL];
const any = fc.nat({ max: 4 });
const soon = fc.integer({ min: -4, max: 12 });
const role = fc.nat({ max: 2 });
const school = fc.nat({ max: 1 });
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('days'), count: fc.integer({ min: 1, max: 20 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('join'), role, school, in: soon, account: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move'), who: any, role, school }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('leave'), who: any, in: soon }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('return'), who: any, in: soon }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('away'),
      who: any,
      in: soon,
      days: fc.option(fc.integer({ min: 0, max: 40 })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('back'), who: any }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('double'), who: any, by: fc.constantFrom('number', 'account'), role }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('tellApart'), who: any }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('oneAfterAll'), who: any, other: any }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('act'),
      who: any,
      what: fc.constantFrom<Act['kind']>('sign', 'sign', 'ask', 'answer', 'excuse'),
      reviewIn: fc.option(fc.integer({ min: 1, max: 20 })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('longer'), days: fc.integer({ min: 1, max: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('newVersion') }) },
);
const audience = fc.record({
  schools: fc.constantFrom<'all' | Campaign['audience']['schools']>('all', [HARBOUR.id]),
  jobRoles: fc.constantFrom<'all' | Campaign['audience']['jobRoles']>('all', ['teaching'], ['teaching', 'office']),
});
const history = fc.record({
  trigger: fc.constantFrom<Campaign['trigger']>('yearly', 'joining'),
  audience,
  staff: fc.integer({ min: 0, max: 3 }),
  events: fc.array(event, { maxLength: 30, size: 'max' }),
});

/** A school with its campaigns, and beside them a plain list of what must never be forgotten. */
class School {
  today: Day = day('2026-09-01');
  people: Person[] = [];
  absences: Absence[] = [];
  readonly rounds: {
    campaign: Campaign;
    rows: Map<PersonId, Obligation>;
    asked: Set<PersonId>;
    signed: Set<PersonId>;
  }[] = [];
  private made = 0;

  constructor(setUp: { trigger: Campaign['trigger']; audience: Campaign['audience']; staff: number }) {
    for (let i = 0; i < setUp.staff; i += 1) this.enter({});
    this.open(campaign({ trigger: setUp.trigger, audience: setUp.audience }));
  }

  get round() {
    return this.rounds[this.rounds.length - 1]!;
  }

  private enter(over: Partial<Person>): void {
    this.made += 1;
    this.people.push(person(this.made, over));
  }

  private open(opened: Campaign): void {
    this.rounds.push({ campaign: opened, rows: new Map(), asked: new Set(), signed: new Set() });
  }

  private change(who: number, edit: (p: Person) => Partial<Person>): void {
    const at = who % this.people.length;
    this.people = this.people.map((p, i) => (i === at ? { ...p, ...edit(p) } : p));
  }

  /** Everybody in the audience today must be in the books for good. */
  private notice(): void {
    const { campaign: c, asked } = this.round;
    for (const p of this.people) {
      const isAsked = c.trigger !== 'joining' || p.startsOn >= c.opensOn;
      if (isAsked && inAudience(p, c.audience, this.today)) asked.add(p.id);
    }
  }

  happen(e: Event): void {
    const of = (n: number) => addDays(this.today, n);
    if (e.kind === 'days') {
      for (let i = 0; i < e.count; i += 1) {
        this.today = of(1);
        this.notice();
      }
    }
    if (e.kind === 'join')
      this.enter({
        jobRole: ROLES[e.role]!,
        schoolId: SCHOOLS[e.school]!.id,
        startsOn: of(e.in),
        oid: e.account ? `account ${this.made}` : null,
      });
    if (e.kind === 'longer')
      this.round.campaign = { ...this.round.campaign, dueOn: addDays(this.round.campaign.dueOn, e.days) };
    if (e.kind === 'newVersion') this.newVersion();
    if (this.people.length > 0) this.happenToSomebody(e, of);
    this.notice();
    this.reconcile();
  }

  private happenToSomebody(e: Event, of: (n: number) => Day): void {
    const target = 'who' in e ? this.people[e.who % this.people.length]! : this.people[0]!;
    if (e.kind === 'move') this.change(e.who, () => ({ jobRole: ROLES[e.role]!, schoolId: SCHOOLS[e.school]!.id }));
    if (e.kind === 'leave') this.change(e.who, (p) => ({ endsOn: of(e.in) < p.startsOn ? p.startsOn : of(e.in) }));
    if (e.kind === 'return') this.change(e.who, () => ({ startsOn: of(e.in), endsOn: null }));
    if (e.kind === 'away')
      this.absences.push({
        personId: target.id,
        from: of(e.in),
        until: e.days === null ? null : of(e.in + e.days),
        reason: 'away',
      });
    if (e.kind === 'back') this.absences = this.absences.filter((a) => a.personId !== target.id);
    if (e.kind === 'double' && e.by === 'number')
      this.enter({ staffNumber: target.staffNumber.toLowerCase(), jobRole: ROLES[e.role]! });
    if (e.kind === 'double' && e.by === 'account') {
      this.change(e.who, (p) => ({ oid: p.oid ?? `account of ${p.id}` }));
      this.enter({ oid: this.people[e.who % this.people.length]!.oid, jobRole: ROLES[e.role]! });
    }
    if (e.kind === 'tellApart') this.change(e.who, (p) => ({ staffNumber: `own ${p.id}`, oid: null }));
    if (e.kind === 'oneAfterAll') this.change(e.other, () => ({ staffNumber: target.staffNumber }));
    if (e.kind === 'act') this.act(target.id, e.what, e.reviewIn);
  }

  private act(id: PersonId, what: Act['kind'], reviewIn: number | null): void {
    const row = this.round.rows.get(id);
    if (!row) return;
    const done: Act =
      what === 'excuse'
        ? {
            kind: 'excuse',
            reason: 'A human reason',
            reviewOn: reviewIn === null ? null : addDays(this.today, reviewIn),
          }
        : { kind: what };
    try {
      const next = act(row, done, this.today);
      this.round.rows.set(id, next);
      if (what === 'sign') this.round.signed.add(id);
    } catch (e) {
      if (!(e instanceof AppError && e.code === 'conflict')) throw e;
    }
  }

  private newVersion(): void {
    const { campaign: old } = this.round;
    this.round.campaign = { ...old, closedOn: this.today };
    const n = this.rounds.length + 1;
    this.open({
      ...old,
      id: campaignId(n),
      versionId: versionId(n),
      trigger: 'new_version',
      opensOn: this.today,
      dueOn: addDays(this.today, 30),
      closedOn: null,
    });
  }

  reconcile(): number {
    let changed = 0;
    for (const { campaign: c, rows } of this.rounds) {
      const made = reconcile({
        campaign: c,
        people: this.people,
        absences: this.absences,
        obligations: [...rows.values()],
        calendar: DEFAULT_CALENDAR,
        today: this.today,
      });
      for (const { before, after } of made) {
        expect(before).toBe(rows.get(after.personId) ?? null);
        if (c.closedOn !== null) throw new Error('a closed campaign changed');
        rows.set(after.personId, after);
      }
      changed += made.length;
    }
    return changed;
  }
}

/** Register entries of one human being, found the slow and plain way. */
function humans(people: readonly Person[]): Person[][] {
  const groups: Person[][] = people.map((p) => [p]);
  const isSame = (a: Person, b: Person) =>
    a.staffNumber.toUpperCase() === b.staffNumber.toUpperCase() || (a.oid !== null && a.oid === b.oid);
  for (;;) {
    const i = groups.findIndex((g, at) => groups.some((h, k) => k > at && g.some((a) => h.some((b) => isSame(a, b)))));
    if (i < 0) return groups;
    const k = groups.findIndex((h, at) => at > i && groups[i]!.some((a) => h.some((b) => isSame(a, b))));
    groups[i]!.push(...groups.splice(k, 1)[0]!);
  }
}

const counted = (rows: ReadonlyMap<PersonId, Obligation>) => [...rows.values()].filter((o) => o.sameAs === null);

function addsUp({ round, people, today }: School): void {
  const rows = counted(round.rows).map((o) => {
    const { schoolId, jobRole, department } = people.find((p) => p.id === o.personId)!;
    return { schoolId, jobRole, department, state: o.state, overdue: isOverdue(o, today), count: 1 };
  });
  const { total, bySchool, byRole } = talliesOf(rows, SCHOOLS);
  const { signed, pending, question, excused, left } = total.counts;
  expect(total.expected).toBe(signed + pending + question + excused + left);
  expect(total.expected).toBe(rows.length);
  for (const parts of [bySchool, byRole]) expect(parts.reduce((sum, t) => sum + t.expected, 0)).toBe(total.expected);
}

/** Everybody who was ever asked has one row that counts; nobody has two; signatures stay. */
function nobodyTwiceNobodyMissing(s: School): void {
  const { rows, asked, signed } = s.round;
  for (const entries of humans(s.people)) {
    const own = counted(rows).filter((o) => entries.some((p) => p.id === o.personId));
    expect(own.length).toBeLessThanOrEqual(1);
    if (entries.some((p) => asked.has(p.id))) expect(own).toHaveLength(1);
    if (entries.some((p) => signed.has(p.id))) expect(own[0]?.state).toBe('signed');
    const others = entries.flatMap((p) => rows.get(p.id) ?? []).filter((o) => o.sameAs !== null);
    for (const o of others) expect(o.sameAs).toBe(own[0]?.personId);
  }
  for (const id of signed) expect(rows.get(id)?.state).toBe('signed');
}

/** What each state claims is true of the person today. */
function statesAreTrue(s: School): void {
  const { campaign: c, rows } = s.round;
  for (const entries of humans(s.people)) {
    const row = counted(rows).find((o) => entries.some((p) => p.id === o.personId));
    if (!row || row.state === 'signed') continue;
    const ids = entries.map((p) => p.id);
    const isHere = entries.some((p) => isInPost(p, s.today));
    const isAsked = (p: Person) => c.trigger !== 'joining' || p.startsOn >= c.opensOn;
    const isExpected = entries.some((p) => isAsked(p) && inAudience(p, c.audience, s.today));
    const claim = row.state === 'excused' ? (row.reason ?? '') : row.state;
    const truth: Record<string, boolean> = {
      pending: isExpected,
      question: isExpected,
      left: !isExpected,
      away: isExpected && absenceOn(s.absences, ids, s.today) !== null,
      moved_role: !isExpected,
      starts_later: !isHere && entries.every((p) => p.startsOn > s.today),
      'A human reason': isHere || entries.every((p) => p.startsOn > s.today),
    };
    expect({ claim, isTrue: truth[claim] }).toEqual({ claim, isTrue: true });
    const isAway = s.absences.some((a) => ids.includes(a.personId) && a.from <= s.today && a.until === null);
    if (isExpected && isAway) expect(['away', 'question', 'A human reason']).toContain(claim);
    if (row.state === 'pending' || row.state === 'question') expect(row.dueOn >= c.dueOn).toBe(true);
    expect(row.state === 'excused').toBe(row.reason !== null);
    if (row.reviewOn !== null && row.reason === 'A human reason') expect(row.reviewOn > s.today).toBe(true);
  }
}

test('over any history expected = signed + pending + question + excused + left, nobody twice, nobody missing, no signature lost', () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(history, ({ events, ...setUp }) => {
      const s = new School(setUp);
      s.happen({ kind: 'longer', days: 1 });
      for (const e of events) {
        s.happen(e);
        expect(s.reconcile()).toBe(0);
        addsUp(s);
        nobodyTwiceNobodyMissing(s);
        statesAreTrue(s);
        for (const o of s.round.rows.values())
          reached.add(o.sameAs === null ? `${o.state} ${o.reason ?? ''}` : 'same as');
      }
    }),
    { numRuns: Number(process.env.RUNS ?? 60) },
  );
  // The histories go everywhere: a property that never meets a leaver says nothing about leavers.
  for (const state of [
    'pending ',
    'question ',
    'signed ',
    'left ',
    'excused away',
    'excused moved_role',
    'excused A human reason',
    'same as',
  ])
    expect(reached).toContain(state);
});

test('people who never belonged to the audience are never asked', () => {
  fc.assert(
    fc.property(history, ({ events, ...setUp }) => {
      const s = new School({ ...setUp, audience: { schools: [MILL.id], jobRoles: ['site'] } });
      for (const e of events) s.happen(e);
      expect(s.people.some((p) => fitsAudience(p, s.round.campaign.audience))).toBe(false);
      expect(s.rounds.every((r) => r.rows.size === 0)).toBe(true);
    }),
    { numRuns: 50 },
  );
});
