import { type Actor, asPerson, entriesOf } from '../access/actor';
import type { NoticeKind } from '../attestation/notices';
import { AppError } from '../errors';
import type { EntryId, NoticeId, PersonId } from '../ids';
import { fullName } from '../people/person';
import type { Work } from '../ports';
import { advance, happened, replay, stepAt } from './advance';
import { type Entry, type KeptEntry, digestOf } from './case-entries';
import { type CaseState, fold } from './case-fold';
import type { CaseChange, CaseRow, Member, MemberPart } from './case-store';
import type { CaseAnswer } from './case-views';
import type { Answer, Chart, Progress, Step } from './chart';
import { dueAt } from './clocks';
import { acknowledgeBy } from './report-clock';
import type { Flag } from './flags';
import { standingOf } from './open-case';

type Joining = Pick<Member, 'personId' | 'part'>;

/**
 * A case being worked on by somebody, inside one unit of work: what is added to it is folded in at once and kept at the
 * end, all together. Everything that changes a case goes through here, so that row, entries and clocks agree.
 */
export class CaseInHand {
  private readonly pending: KeptEntry[] = [];
  private change: CaseChange = {};
  private barring: PersonId[] = [];
  /** Nobody hears twice of one and the same. */
  private readonly told = new Set<string>();

  private constructor(
    readonly work: Work,
    readonly actor: Actor,
    readonly row: CaseRow,
    public members: readonly Member[],
    private readonly kept: readonly KeptEntry[],
    public chart: Chart | null,
    public state: CaseState,
    public progress: Progress | null,
  ) {}

  static async take(work: Work, actor: Actor, row: CaseRow): Promise<CaseInHand> {
    const entries = await work.cases.entries(row.id);
    const state = fold(entries);
    const chart = state.pass && (await work.charts.version('triage', state.pass.chart.version));
    const progress = chart && state.pass && replay(chart, state.pass.answers, state.pass.inputs);
    const members = await work.cases.members(row.id);
    return new CaseInHand(work, actor, row, members, entries, chart, state, progress);
  }

  get entries(): readonly KeptEntry[] {
    return [...this.kept, ...this.pending];
  }

  get flags(): readonly Flag[] {
    return this.progress?.flags ?? this.row.flags;
  }

  /** The step the case stands at; null at its end, and for a concern that has no chart. */
  get step(): Step | null {
    return this.chart && this.progress ? stepAt(this.chart, this.progress) : null;
  }

  /** Who acts, as the register entry they signed in with. @throws AppError `unexpected` for the service. */
  get me(): PersonId {
    return asPerson(this.actor).person.id;
  }

  get ownerId(): PersonId | null {
    return this.change.ownerId === undefined ? this.row.ownerId : this.change.ownerId;
  }

  /** Whoever may know nothing of it, those named just now included. */
  get barred(): readonly PersonId[] {
    return [...this.row.barred, ...this.barring];
  }

  isMe(id: PersonId | null): boolean {
    return id !== null && entriesOf(this.actor).includes(id);
  }

  /** Those who are some part of the case now and not kept out of it. */
  having(part: MemberPart): PersonId[] {
    return this.members.flatMap((m) =>
      m.part === part && m.until === null && !this.barring.includes(m.personId) ? [m.personId] : [],
    );
  }

  add(entry: Entry): KeptEntry {
    const { work, actor, entries } = this;
    const id = work.newId<EntryId>();
    const kept = {
      id,
      number: entries.length + 1,
      at: work.now,
      by: actor.kind === 'person' ? this.me : null,
      salt: work.newId<string>(),
      entry,
    };
    this.pending.push(kept);
    this.state = fold(this.entries);
    return kept;
  }

  /** One answer of the chart. @throws AppError `invalid_input` or `conflict` for one that does not fit. */
  answer(answer: Answer): void {
    this.move((chart, at) => advance(chart, at, answer));
  }

  /** Something that is no answer; see `happened`. @throws AppError `conflict` where that cannot happen. */
  happen(event: 'stop' | 'hand_on' | 'renewed' | 'learnt', facts: readonly Flag[] = []): void {
    this.move((chart, at) => happened(chart, at, event, facts));
  }

  /** Takes in every flag another case had: asked anew where the safety questions were asked, else known from the start. */
  takeIn(flags: readonly Flag[]): void {
    const { chart, progress } = this.course;
    if (chart.events.renewed?.from.includes(progress.node)) return this.happen('renewed', flags);
    this.add({ kind: 'joined', flags: [...flags] });
    this.learnAgain();
  }

  /** Names people of the staff as responsible. */
  async name(people: readonly PersonId[]): Promise<void> {
    for (const p of (await this.work.people.byIds(people)).values())
      this.add({ kind: 'person', who: { kind: 'staff', personId: p.id, name: fullName(p) }, parts: ['instigator'] });
    await this.work.cases.about(this.row.id, people);
  }

  /** Works out where the chart stands from what is written: after its beginning itself has changed. */
  learnAgain(): void {
    const { pass } = this.state;
    this.progress = this.chart && pass && replay(this.chart, pass.answers, pass.inputs);
  }

  /** Begins anew, with all that is known, on the chart now in force. */
  async reopen(reason: string): Promise<void> {
    const chart = await this.work.charts.inForce('triage');
    // No triage chart is published without a place to begin anew at (`prove`).
    const inputs = { flags: [...this.flags], start: chart.events.reopen!.next };
    this.chart = chart;
    this.add({ kind: 'reopened', reason, chart: { id: 'triage', version: chart.version }, inputs });
    this.learnAgain();
  }

  private move(next: (chart: Chart, at: Progress) => Progress): void {
    const { chart, progress } = this.course;
    this.progress = next(chart, progress);
    // Every move is an answer or an event, and stands last.
    this.add({ kind: 'answer', answer: this.progress.answers.at(-1)! });
  }

  set(change: CaseChange): void {
    this.change = { ...this.change, ...change };
  }

  async join(people: readonly Joining[]): Promise<void> {
    const { work, row } = this;
    await work.cases.join(
      row.id,
      people.filter((p) => !this.barred.includes(p.personId)),
    );
    this.members = await work.cases.members(row.id);
  }

  /** Keeps these people out from the end of this unit of work on, under every entry the register has of them. */
  async bar(people: readonly PersonId[]): Promise<void> {
    this.barring = [...new Set([...this.barring, ...(await this.work.people.sameAs(people))])];
  }

  /** A reference and a link, never a word of the case; nobody who is kept out is ever among them. */
  async tell(
    people: readonly (PersonId | null)[],
    kind: NoticeKind,
    link = `/tabs/work/cases/case/${this.row.id}`,
  ): Promise<void> {
    const { work, row } = this;
    const isNews = (id: PersonId | null): boolean => id !== null && !this.told.has(`${kind} ${link} ${id}`);
    const to = [...new Set(people)].filter(
      (id) => isNews(id) && !this.barred.includes(id as PersonId) && !this.isMe(id),
    );
    for (const id of to) this.told.add(`${kind} ${link} ${id}`);
    // A case begins with an entry.
    const about = this.entries.at(-1)!.id;
    const added = await work.notices.add(
      to.map((personId) => ({
        id: work.newId<NoticeId>(),
        key: `${kind} ${about} ${personId}`,
        // Filtered above: nobody left is null.
        personId: personId as PersonId,
        kind,
        title: row.reference,
        link,
        dueOn: null,
        notBefore: work.now,
        createdAt: work.now,
        delivery: 'waiting' as const,
        deliveredAt: null,
      })),
    );
    for (const id of added) await work.enqueue('notify', id, 0);
  }

  /** Writes it all down, and bars last. Says what was added; nothing added, nothing changed. */
  async keep(): Promise<CaseAnswer['added']> {
    const { work, row, pending } = this;
    if (pending.length === 0) return [];
    await work.cases.append(row.id, pending);
    const moves = pending.some((e) => !ASIDE.includes(e.entry.kind));
    await work.cases.change(row.id, { ...(await this.standing()), ...this.change, rev: row.rev + (moves ? 1 : 0) });
    if (this.barring.length > 0) await work.cases.bar(row.id, this.barring);
    return pending.map((e) => ({ id: e.id, digest: digestOf(e) }));
  }

  /** Its chart and where it stands there. @throws AppError `conflict` for a concern, which has none. */
  get course(): { readonly chart: Chart; readonly progress: Progress } {
    const { chart, progress } = this;
    if (chart && progress) return { chart, progress };
    throw new AppError('conflict', { detail: 'this case has no chart' });
  }

  /** When the present step is due; null where the chart sets no clock. */
  async dueNow(): Promise<number | null> {
    const { row, state } = this;
    const { chart, progress } = this.course;
    return dueAt(chart, progress.node, progress.flags, {
      calendar: await this.work.settings.calendar(),
      schoolId: row.schoolId,
      arrivedAt: (node) => (node === progress.node ? undefined : arrivalAt(this.entries, node)) ?? state.arrivedAt,
    });
  }

  private async standing(): Promise<CaseChange> {
    const { chart, progress, row, state } = this;
    const first = state.firstActionAt;
    if (!chart || !progress) return { firstActionAt: first };
    const due = await this.dueNow();
    const standing = standingOf(progress.flags);
    // Once kept from the lead it stays so, but for what was sealed and is opened now.
    const isOpened = row.state === 'sealed' && this.change.state === 'open';
    const leadSees = standing.leadSees && (row.leadSees || isOpened);
    // Whoever writes beside the chart does not begin the chase anew.
    const isAsked = progress.node !== row.node || due !== row.dueAt;
    const chase = isAsked && { chaseAt: await this.chaseFrom(due) };
    return { ...standing, leadSees, firstActionAt: first, node: progress.node, dueAt: due, ...chase };
  }

  /** When to look whether the step is overdue: never sooner than a new report of its priority would be chased. */
  private async chaseFrom(due: number | null): Promise<number | null> {
    const { chart, progress } = this.course;
    // Until it is opened, its report is watched.
    if (due === null || progress.node === chart.start) return null;
    const { settings } = this.work;
    const clockwork = { calendar: await settings.calendar(), schoolId: this.row.schoolId };
    const now = this.state.arrivedAt;
    return Math.max(due, acknowledgeBy(chart, progress.flags, await settings.all(), { ...clockwork, now }));
  }
}

/** What is written beside the chart makes no answer out of date that somebody is about to give. */
const ASIDE: readonly Entry['kind'][] = [
  'upload_refused',
  'export_asked',
  'export_agreed',
  'exported',
  'note',
  'correction',
  'debrief',
  'support',
  'referral',
  'chased',
];

/** When the newest answer of a node was given: what was asked next came up at that moment. */
const arrivalAt = (entries: readonly KeptEntry[], node: string): number | undefined =>
  entries.findLast((e) => e.entry.kind === 'answer' && e.entry.answer.node === node)?.at;
