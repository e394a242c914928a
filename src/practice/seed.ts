import type { PersonActor, ServiceActor } from '../core/access/actor';
import type { AttestationId, CampaignId, Day, PersonId, PolicyId, VersionId } from '../core/ids';
import { addDays, instantOf, schoolDayAt, weekdayOf } from '../core/people/day';
import { statementsOf } from '../core/policies/document';
import { useCases } from '../core/use-cases';
import type { Inside } from '../server/lantern';
import { setUpAccounts } from './seed-accounts';
import { closedCase, openCases } from './seed-cases';
import { EVERY_YEAR, Library, STAFF_AUP } from './seed-policies';
import type { PracticeCampaign } from './trust/campaign';
import { practiceHistory } from './trust/history';
import type { PracticeTrust } from './trust/trust';

/** A clock that stands where the story of the fictional school has got to. */
export interface StoryClock {
  set(at: number): void;
  now(): number;
}

export interface SeedOptions {
  readonly inside: Inside;
  readonly trust: PracticeTrust;
  readonly clock: StoryClock;
  /** The sample documents, by file name. */
  readonly read: (fileName: string) => Promise<string>;
  readonly documentWorker: string;
  readonly onProgress: (share: number) => void;
}

const NINE_O_CLOCK = 9;

/**
 * Lives through three years of the fictional trust, act by act and through the same door as everybody: documents are
 * imported, approved, ratified and published, campaigns opened, signed, accepted and closed, each at its own time.
 */
export async function seed(o: SeedOptions): Promise<void> {
  const { inside, trust, clock } = o;
  const service: ServiceActor = { kind: 'service', tenantId: trust.tenantId, job: 'practice' };
  const history = practiceHistory(trust);
  const [first] = history.earlier;
  clock.set(instantOf(addDays(first?.opensOn ?? trust.story.today, -21), NINE_O_CLOCK));
  const { trustName, schools, people, roles, absences, pupils } = trust;
  const { isNew } = await inside.perform(useCases['tenant.establish'], service, {
    trustName,
    schools,
    people,
    roles,
    absences,
    pupils,
  });
  if (!isNew) return;
  const cast = castOf(trust);
  await inside.perform(useCases['settings.save'], cast.coordinator, { values: PHONES });
  await setUpAccounts(inside, cast.head, trust);
  const library = new Library(o, cast);
  const part = { inside, trust, clock, actor: cast.actor, service };
  const years = [...history.earlier, history.current];
  for (const [i, year] of years.entries()) {
    if (year === history.current)
      await library.publishAll(EVERY_YEAR, instantOf(addDays(year.opensOn, -14), NINE_O_CLOCK));
    const text = STAFF_AUP[i];
    if (text) await library.publishAll([text], instantOf(addDays(year.opensOn, -7), NINE_O_CLOCK));
    await live({ o, cast, service, year, policyId: library.staffAgreement() });
    if (year === history.earlier.at(-1)) await closedCase(part);
    o.onProgress((i + 1) / years.length);
  }
  await openCases(part);
}

/** From the range kept free for drama. */
const PHONES = {
  safeguarding_phone: '01632 960103',
  office_phone: '01632 960100',
  out_of_hours_phone: '01632 960109',
  head_phone: '01632 960101',
  chair_phone: '01632 960104',
  social_care_phone: '01632 960150',
  lado_phone: '01632 960151',
  outside_contact: 'Harbour Council duty desk',
  outside_contact_phone: '01632 960152',
};

/** Who plays which part in the story. */
export interface Cast {
  readonly actor: (id: PersonId) => PersonActor;
  readonly coordinator: PersonActor;
  readonly head: PersonActor;
  readonly clerk: PersonActor;
}

function castOf(trust: PracticeTrust): Cast {
  const people = new Map(trust.people.map((p) => [p.id, p]));
  const managers = new Set(trust.people.flatMap((p) => p.managerId ?? []));
  const actor = (id: PersonId): PersonActor => {
    const person = people.get(id);
    if (!person) throw new RangeError('nobody of the practice trust has that id');
    const roles = trust.roles.filter((r) => r.personId === id);
    const signIn = { method: 'practice', at: null };
    return {
      kind: 'person',
      tenantId: trust.tenantId,
      person,
      oid: person.oid ?? person.id,
      roles,
      isManager: managers.has(id),
      signIn,
    };
  };
  const holder = (role: string): PersonActor => {
    const holding = trust.roles.find((r) => r.role === role && r.schoolId === null);
    if (!holding) throw new RangeError(`the practice trust has no ${role}`);
    return actor(holding.personId);
  };
  return { actor, coordinator: holder('coordinator'), head: holder('head'), clerk: holder('clerk') };
}

interface Year {
  readonly o: SeedOptions;
  readonly cast: Cast;
  readonly service: ServiceActor;
  readonly year: PracticeCampaign;
  readonly policyId: PolicyId;
}

/** One year's campaign from its first day to its close, or to today. */
async function live({ o, cast, service, year, policyId }: Year): Promise<void> {
  const { perform, unit } = o.inside;
  o.clock.set(instantOf(year.opensOn, NINE_O_CLOCK));
  const { campaignId } = await perform(useCases['campaigns.start'], cast.coordinator, {
    policyId,
    trigger: 'yearly',
    audience: { schools: 'all', jobRoles: 'all' },
    opensOn: year.opensOn,
    dueOn: year.dueOn,
  });
  const text = await unit.run(service, 'read', async (work) => {
    const campaign = await work.attestations.campaign(campaignId);
    return campaign && work.policies.version(campaign.versionId);
  });
  if (!text) throw new RangeError('the campaign has no text');
  const sheet = {
    campaignId,
    versionId: text.id,
    textHash: text.textHash,
    ticked: statementsOf(text.document).map(({ statement }) => statement.key),
  };
  const signed = new Map<PersonId, AttestationId>();
  let looked = year.opensOn;
  for (const [, acts] of actsByDay(year, o.trust.story.today)) {
    o.clock.set(acts.at);
    const day = schoolDayAt(acts.at);
    // The real schedule looks each minute; here only days on which somebody starts or leaves make a difference.
    if (
      o.trust.people.some(
        (p) => within(p.startsOn, looked, day) || (p.endsOn !== null && within(p.endsOn, looked, day)),
      )
    ) {
      await perform(useCases['campaigns.reconcile'], service, {});
      looked = day;
    }
    await playDay({ o, cast, acts, sheet, signed });
  }
  await end({ o, cast, service, year, campaignId });
}

/** What is more than some weeks past is lived through a week at a time: a first start should not take longer than a kettle. */
const dayOrWeek = (day: Day, today: Day): Day => (day >= addDays(today, -21) ? day : addDays(day, 1 - weekdayOf(day)));

const within = (day: Day, after: Day, until: Day): boolean => day > after && day <= until;

interface Acts {
  /** When the day's acts are recorded: after the last of them. */
  at: number;
  readonly signing: PracticeCampaign['signatures'][number][];
  readonly asking: PracticeCampaign['questions'][number][];
  readonly accepting: PracticeCampaign['signatures'][number][];
  readonly excusing: PracticeCampaign['notSigned'][number][];
}

/** What happens on each day of the campaign, in order. */
function actsByDay(year: PracticeCampaign, today: Day): [Day, Acts][] {
  const days = new Map<Day, Acts>();
  const on = (at: number): Acts => {
    const day = dayOrWeek(schoolDayAt(at), today);
    const acts = days.get(day) ?? { at, signing: [], asking: [], accepting: [], excusing: [] };
    acts.at = Math.max(acts.at, at);
    days.set(day, acts);
    return acts;
  };
  for (const s of year.signatures) {
    on(s.signedAt).signing.push(s);
    if (s.acceptedBy !== null && s.acceptedAt !== null) on(s.acceptedAt).accepting.push(s);
  }
  for (const q of year.questions) on(q.askedAt).asking.push(q);
  for (const n of year.notSigned)
    if (n.state === 'excused' && n.reason !== 'away') on(instantOf(n.since, NINE_O_CLOCK)).excusing.push(n);
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1));
}

type Sheet = {
  readonly campaignId: CampaignId;
  readonly versionId: VersionId;
  readonly textHash: string;
  readonly ticked: string[];
};

async function playDay({
  o,
  cast,
  acts,
  sheet,
  signed,
}: {
  o: SeedOptions;
  cast: Cast;
  acts: Acts;
  sheet: Sheet;
  /** The signatures of the year so far. */
  signed: Map<PersonId, AttestationId>;
}): Promise<void> {
  const { perform } = o.inside;
  const { campaignId } = sheet;
  await Promise.all(
    acts.signing.map(async (s) => {
      const { attestationId } = await sign(o, cast, sheet, s);
      signed.set(s.personId, attestationId);
    }),
  );
  for (const q of acts.asking)
    await perform(useCases['agreements.ask'], cast.actor(q.personId), { campaignId, statementKey: null, text: q.text });
  for (const n of acts.excusing)
    await perform(useCases['agreements.excuse'], cast.coordinator, {
      campaignId,
      personId: n.personId,
      reason: n.reason ?? '',
      reviewOn: null,
    });
  await Promise.all(
    acts.accepting.map(async ({ personId, acceptedBy }) => {
      const attestationId = signed.get(personId);
      if (attestationId && acceptedBy !== null)
        await perform(useCases['countersign.sign'], cast.actor(acceptedBy), { attestationId });
    }),
  );
}

function sign(o: SeedOptions, cast: Cast, sheet: Sheet, s: PracticeCampaign['signatures'][number]) {
  const { laptop, ipad } = s;
  const actor = cast.actor(s.personId);
  const typedName = `${actor.person.givenName} ${actor.person.familyName}`.trim();
  if (s.how === 'screen')
    return o.inside.perform(useCases['agreements.sign'], actor, { ...sheet, laptop, ipad, typedName });
  const paper = {
    campaignId: sheet.campaignId,
    personId: s.personId,
    signedOn: schoolDayAt(s.signedAt),
    keptWhere: 'Office file',
  };
  const by = s.personId === cast.coordinator.person.id ? cast.head : cast.coordinator;
  return o.inside.perform(useCases['agreements.recordPaper'], by, { ...paper, laptop, ipad });
}

async function end({
  o,
  cast,
  service,
  year,
  campaignId,
}: Omit<Year, 'policyId'> & { campaignId: CampaignId }): Promise<void> {
  const { perform } = o.inside;
  const last = year.closedOn ?? o.trust.story.today;
  o.clock.set(instantOf(last, NINE_O_CLOCK));
  await perform(useCases['campaigns.reconcile'], service, {});
  if (year.closedOn !== null) await perform(useCases['campaigns.close'], cast.coordinator, { campaignId });
}
