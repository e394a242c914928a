import type { CampaignId, Day, PersonId, SchoolId } from '../ids';
import { type SchoolCalendar, schoolDaysBetween, workingMoment } from '../people/calendar';
import { schoolDayAt, weekdayOf } from '../people/day';
import type { NoticeKind } from './notices';
import type { Campaign, Obligation } from './obligations';

/** The steps of a chase, in order. The signer hears before anybody hears about the signer. */
export type ChaseStep = 'asked' | 'before_7' | 'before_3' | 'before_1' | 'overdue' | 'manager' | 'head';

/** School days after the due day on which others are told, and the least since the step before it was made. */
const MANAGER = { after: 3, gap: 2 };
const HEAD = { after: 6, gap: 3, gapWithoutManager: 5 };

/** Somebody's obligation with what chasing needs to know about them today. */
export interface ChaseSubject {
  readonly obligation: Pick<Obligation, 'personId' | 'state' | 'dueOn' | 'sameAs'>;
  readonly schoolId: SchoolId;
  readonly managerId: PersonId | null;
  /** Whom the last step tells: the head, or the chair of governors when it is the head who has not signed. */
  readonly headId: PersonId | null;
  /** Away today, however briefly. */
  readonly isAway: boolean;
  /** Days of the week worked (1 = Monday); every school day when absent. Part-timers hear on a day they work. */
  readonly worksOn?: readonly number[];
}

/** A notice to be made now. It says title and due day, and nothing about anybody. */
export interface DueNotice {
  readonly key: string;
  readonly step: ChaseStep;
  readonly kind: NoticeKind;
  readonly campaignId: CampaignId;
  readonly title: string;
  /** Who is told. */
  readonly personId: PersonId;
  readonly dueOn: Day;
  /** Whose signatures are waited for: for the record and the page it opens, never for the words of the notice. */
  readonly about: readonly PersonId[];
}

export interface ChaseInput {
  readonly campaign: Pick<Campaign, 'id' | 'title' | 'opensOn' | 'closedOn'>;
  readonly subjects: readonly ChaseSubject[];
  /** Keys of the notices this campaign has made (`chase <campaign> …`), with the moment (epoch ms). */
  readonly made: ReadonlyMap<string, number>;
  readonly calendar: SchoolCalendar;
  readonly now: number;
}

/**
 * The notices to make now: when asked, 7, 3 and 1 school days before the due day, when overdue, to the line manager
 * after 3 school days and to the head after 6; only in term time and working hours, and only about people who are at
 * work and have neither signed nor asked a question. A missed step is not made up, the next one is. Each step is made
 * once for each due day; people of one manager with one due day make one notice.
 */
export function dueNotices(input: ChaseInput): DueNotice[] {
  const { campaign, subjects, now } = input;
  const today = schoolDayAt(now);
  if (campaign.closedOn !== null || today < campaign.opensOn) return [];
  const clock = new ChaseClock(input.calendar, now, today);
  const owing = subjects.filter(
    ({ obligation, isAway, schoolId }) =>
      obligation.state === 'pending' && obligation.sameAs === null && !isAway && clock.isWorkingTime(schoolId),
  );
  const chase = new Chase(input, clock);
  return [
    ...owing.flatMap((subject) => chase.signer(subject)),
    ...chase.others('manager', owing, (subject) => chase.managerToTell(subject)),
    ...chase.others('head', owing, (subject) => chase.headToTell(subject)),
  ];
}

/** School days as seen from one moment; asked thousands of times for few different days. */
class ChaseClock {
  private readonly known = new Map<string, number>();

  constructor(
    private readonly calendar: SchoolCalendar,
    private readonly now: number,
    readonly today: Day,
  ) {}

  isWorkingTime(schoolId: SchoolId): boolean {
    return this.once(`open ${schoolId}`, () => workingMoment(this.calendar, schoolId, this.now)) === this.now;
  }

  /** School days from today until `day`; negative when it has passed. */
  until(day: Day, schoolId: SchoolId): number {
    return this.once(`${day} ${schoolId}`, () => schoolDaysBetween(this.calendar, schoolId, this.today, day));
  }

  private once(key: string, work: () => number): number {
    const value = this.known.get(key) ?? work();
    this.known.set(key, value);
    return value;
  }
}

const KINDS: Readonly<Record<ChaseStep, NoticeKind>> = {
  asked: 'agreement_waiting',
  before_7: 'agreement_due_soon',
  before_3: 'agreement_due_soon',
  before_1: 'agreement_due_soon',
  overdue: 'agreement_overdue',
  manager: 'team_overdue',
  head: 'school_overdue',
};

class Chase {
  constructor(
    private readonly input: ChaseInput,
    private readonly clock: ChaseClock,
  ) {}

  signer({ obligation: { personId, dueOn }, schoolId, worksOn }: ChaseSubject): DueNotice[] {
    if (worksOn && !worksOn.includes(weekdayOf(this.clock.today))) return [];
    const step = dueOn < this.clock.today ? 'overdue' : stepBefore(this.clock.until(dueOn, schoolId));
    return this.notice(step, personId, dueOn, [personId]);
  }

  managerToTell(subject: ChaseSubject): PersonId | null {
    const { dueOn, personId } = subject.obligation;
    if (this.clock.until(dueOn, subject.schoolId) > -MANAGER.after) return null;
    return this.wasMade('overdue', personId, subject, MANAGER.gap) ? managerOf(subject) : null;
  }

  headToTell(subject: ChaseSubject): PersonId | null {
    const { dueOn, personId } = subject.obligation;
    if (this.clock.until(dueOn, subject.schoolId) > -HEAD.after || subject.headId === personId) return null;
    const manager = managerOf(subject);
    const isTime =
      manager === null
        ? this.wasMade('overdue', personId, subject, HEAD.gapWithoutManager)
        : this.wasMade('manager', manager, subject, HEAD.gap);
    return isTime ? subject.headId : null;
  }

  /** One notice for each recipient and due day. */
  others(
    step: 'manager' | 'head',
    subjects: readonly ChaseSubject[],
    toTell: (subject: ChaseSubject) => PersonId | null,
  ): DueNotice[] {
    const groups = new Map<string, { to: PersonId; dueOn: Day; about: PersonId[] }>();
    for (const subject of subjects) {
      const to = toTell(subject);
      if (to === null) continue;
      const { dueOn, personId } = subject.obligation;
      const group = groups.get(`${to} ${dueOn}`) ?? { to, dueOn, about: [] };
      group.about.push(personId);
      groups.set(`${to} ${dueOn}`, group);
    }
    return [...groups.values()].flatMap(({ to, dueOn, about }) => this.notice(step, to, dueOn, about));
  }

  private notice(step: ChaseStep, personId: PersonId, dueOn: Day, about: readonly PersonId[]): DueNotice[] {
    const key = this.keyOf(step, personId, dueOn);
    const { id: campaignId, title } = this.input.campaign;
    return this.input.made.has(key)
      ? []
      : [{ key, step, kind: KINDS[step], campaignId, title, personId, dueOn, about }];
  }

  private wasMade(step: ChaseStep, to: PersonId, { obligation, schoolId }: ChaseSubject, daysAgo: number): boolean {
    const at = this.input.made.get(this.keyOf(step, to, obligation.dueOn));
    return at !== undefined && this.clock.until(schoolDayAt(at), schoolId) <= -daysAgo;
  }

  private keyOf(step: ChaseStep, to: PersonId, dueOn: Day): string {
    return `chase ${this.input.campaign.id} ${to} ${dueOn} ${step}`;
  }
}

const managerOf = ({ managerId, obligation }: ChaseSubject): PersonId | null =>
  managerId === obligation.personId ? null : managerId;

function stepBefore(schoolDaysLeft: number): ChaseStep {
  if (schoolDaysLeft <= 1) return 'before_1';
  if (schoolDaysLeft <= 3) return 'before_3';
  return schoolDaysLeft <= 7 ? 'before_7' : 'asked';
}
