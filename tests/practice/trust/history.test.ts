import fc from 'fast-check';
import { reconcile } from '../../../src/core/attestation/reconcile';
import type { Campaign, Obligation, ObligationState } from '../../../src/core/attestation/obligations';
import { CampaignId, Day, type PersonId, PolicyId, VersionId } from '../../../src/core/ids';
import { isSchoolDay } from '../../../src/core/people/calendar';
import { DEFAULT_CALENDAR } from '../../../src/core/people/calendar-data';
import { isInPost } from '../../../src/core/people/employment';
import type { Person } from '../../../src/core/people/person';
import { addDays, instantOf, schoolDayAt } from '../../../src/core/people/day';
import { expectedIn, type PracticeCampaign, type PracticeSignature } from '../../../src/practice/trust/campaign';
import { practiceHistory } from '../../../src/practice/trust/history';
import { practiceTrust, type PracticeTrust } from '../../../src/practice/trust/trust';

const TODAY = Day.parse('2026-11-21');
const trust = practiceTrust({ today: TODAY });
const history = practiceHistory(trust);
const { current } = history;
const campaigns = [...history.earlier, current];
// Each run makes a trust and its three years of signing, so a twentieth of the usual number has to do.
const RUNS = Math.ceil(Number(process.env.RUNS ?? 60) / 20);
const days = fc.integer({ min: 0, max: 1200 }).map((n) => addDays(Day.parse('2026-09-01'), n));
const anyTrust = fc.tuple(fc.integer({ min: 0, max: 1_000_000 }), days).map(([seed, today]) => ({ seed, today }));

const personaId = (id: string): PersonId | undefined => trust.personas.find((p) => p.id === id)?.personId;

/** Everybody of a campaign with the state they are in; a person in two states comes twice. */
const statesOf = (c: PracticeCampaign): [PersonId, ObligationState][] => [
  ...c.signatures.map((s): [PersonId, ObligationState] => [s.personId, 'signed']),
  ...c.notSigned.map((n): [PersonId, ObligationState] => [n.personId, n.state]),
  ...c.questions.map((q): [PersonId, ObligationState] => [q.personId, 'question']),
  ...c.pending.map((id): [PersonId, ObligationState] => [id, 'pending']),
];

describe('the three years of signing', () => {
  test('are the versions, opening days and due days of the story', () => {
    const facts = campaigns.map((c) => [c.schoolYear, c.policyVersionLabel, c.opensOn, c.dueOn, c.closedOn]);
    expect(facts).toEqual([
      ['2024-25', '2.0', '2024-09-02', '2024-10-25', '2025-07-31'],
      ['2025-26', '3.0', '2025-09-02', '2025-10-24', '2026-07-31'],
      ['2026-27', '4.0', '2026-09-02', '2026-10-23', null],
    ]);
  });

  test('leave nobody pending in the years that are closed, and name why somebody did not sign', () => {
    for (const c of history.earlier) {
      expect([c.pending, c.questions]).toEqual([[], []]);
      expect(c.signatures.length).toBeGreaterThan(220);
      expect(c.signatures.every((s) => s.acceptedBy !== null && s.acceptedAt !== null)).toBe(true);
      expect(new Set(c.notSigned.map((n) => n.state))).toEqual(new Set(['excused', 'left']));
    }
  });
});

describe('the present year', () => {
  test('is signed by about 88 %, with questions, excuses and leavers', () => {
    const expected = expectedIn(trust, current).length;
    expect(current.signatures.length / expected).toBeCloseTo(0.88, 2);
    expect(current.questions).toHaveLength(3);
    expect(current.notSigned).toHaveLength(16);
    expect(current.notSigned.filter((n) => n.state === 'left')).toHaveLength(6);
    expect(current.pending).toHaveLength(17);
  });

  test('waits for those who are to show how signing works', () => {
    for (const id of ['class-teacher', 'new-starter', 'supply-teacher'])
      expect(current.pending).toContain(personaId(id));
  });

  test('has the other personas among those who have signed', () => {
    const signed = current.signatures.map((s) => s.personId);
    for (const persona of trust.personas.filter((p) => !current.pending.includes(p.personId)))
      expect(signed).toContain(persona.personId);
  });

  test('has had last year’s signature of the class teacher, so that changes can be shown', () => {
    expect(history.earlier[1]?.signatures.map((s) => s.personId)).toContain(personaId('class-teacher'));
  });

  test('leaves the line manager a queue of signatures to accept', () => {
    const team = new Set(trust.people.filter((p) => p.managerId === personaId('line-manager')).map((p) => p.id));
    const waiting = current.signatures.filter((s) => s.acceptedBy === null && team.has(s.personId));
    expect(waiting.length).toBeGreaterThanOrEqual(3);
  });

  test('has some on paper: those without an account', () => {
    const onPaper = current.signatures.filter((s) => s.how === 'paper').map((s) => s.personId);
    expect(onPaper.length).toBeGreaterThan(0);
    for (const id of onPaper) expect(trust.people.find((p) => p.id === id)?.oid).toBeNull();
  });

  test('stands as the school’s own rules say: nothing is left for them to change', () => {
    const campaign: Campaign = {
      id: CampaignId.parse('10000000-0000-4000-8000-000000000001'),
      policyId: PolicyId.parse('10000000-0000-4000-8000-000000000002'),
      versionId: VersionId.parse('10000000-0000-4000-8000-000000000003'),
      title: 'Staff acceptable use agreement',
      trigger: 'yearly',
      audience: { schools: 'all', jobRoles: 'all' },
      opensOn: current.opensOn,
      dueOn: current.dueOn,
      closedOn: null,
      startedBy: null,
    };
    const reasons = new Map(current.notSigned.map((n) => [n.personId, n.reason]));
    const obligations = statesOf(current).map(([personId, state]): Obligation => {
      const common = { campaignId: campaign.id, personId, dueOn: campaign.dueOn, since: campaign.opensOn };
      return { ...common, state, reason: reasons.get(personId) ?? null, reviewOn: null, sameAs: null };
    });
    const { people, absences } = trust;
    const changes = reconcile({ campaign, people, absences, obligations, calendar: DEFAULT_CALENDAR, today: TODAY });
    const moved = changes.filter(
      ({ before, after }) => before?.state !== after.state || before.reason !== after.reason,
    );
    expect(moved).toEqual([]);
  });
});

function checkCampaign(t: PracticeTrust, c: PracticeCampaign): void {
  const expected = expectedIn(t, c).map((p) => p.id);
  const states = statesOf(c).map(([id]) => id);
  expect(states.sort()).toEqual(expected.sort());
  const byId = new Map(t.people.map((p) => [p.id, p]));
  const until = c.closedOn ?? addDays(t.story.today, -1);
  expect(c.signatures.filter((s) => !isSound(s, byId, { ...c, until }))).toEqual([]);
  expect(c.signatures.filter((s) => !isSoundlyAccepted(s, byId, t.story.today))).toEqual([]);
  expect(c.notSigned.filter((n) => n.since < c.opensOn || n.since > t.story.today)).toEqual([]);
  expect(c.questions.filter((q) => !isWorkingTime(q.askedAt))).toEqual([]);
}

type ById = ReadonlyMap<PersonId, Person>;

function isSound(s: PracticeSignature, byId: ById, during: { opensOn: Day; until: Day }): boolean {
  const person = byId.get(s.personId);
  const day = schoolDayAt(s.signedAt);
  return (
    person !== undefined &&
    isInPost(person, day) &&
    day >= during.opensOn &&
    day <= during.until &&
    isWorkingTime(s.signedAt)
  );
}

function isSoundlyAccepted(s: PracticeSignature, byId: ById, today: Day): boolean {
  if (s.acceptedBy === null || s.acceptedAt === null) return s.acceptedBy === s.acceptedAt;
  const accepter = byId.get(s.acceptedBy);
  const day = schoolDayAt(s.acceptedAt);
  const isOther = s.acceptedBy !== s.personId && s.acceptedAt > s.signedAt;
  return isOther && accepter !== undefined && isInPost(accepter, day) && day < today && isWorkingTime(s.acceptedAt);
}

const hours = new Map<Day, { from: number; until: number } | null>();

/** Between 08:00 and 17:00 on a school day; each day is worked out once. */
function isWorkingTime(at: number): boolean {
  const day = schoolDayAt(at);
  const school = trust.schools[0]?.id;
  if (!hours.has(day)) {
    const isOpen = school !== undefined && isSchoolDay(DEFAULT_CALENDAR, school, day);
    hours.set(day, isOpen ? { from: instantOf(day, 8), until: instantOf(day, 17) } : null);
  }
  const open = hours.get(day) ?? null;
  return open !== null && at >= open.from && at < open.until;
}

describe('any seed', () => {
  test('gives the same shape on the story’s day: 3 questions, 16 excused or left, 17 pending', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const { current: now } = practiceHistory(practiceTrust({ seed, today: TODAY }));
        expect([now.questions.length, now.notSigned.length, now.pending.length]).toEqual([3, 16, 17]);
        expect(now.signatures).toHaveLength(260);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('any seed on any day', () => {
  test('expected = signed + pending + question + excused + left, each person once, every time in working hours', () => {
    fc.assert(
      fc.property(anyTrust, (o) => {
        const t = practiceTrust(o);
        const { earlier, current: now } = practiceHistory(t);
        expect(earlier.every((c) => c.pending.length === 0)).toBe(true);
        for (const c of [...earlier, now]) checkCampaign(t, c);
      }),
      { numRuns: RUNS },
    );
  });

  test('gives the same bytes twice', () => {
    fc.assert(
      fc.property(anyTrust, (o) => {
        const [a, b] = [practiceTrust(o), practiceTrust(o)].map((t) => JSON.stringify(practiceHistory(t)));
        expect(a).toBe(b);
      }),
      { numRuns: RUNS },
    );
  });
});
