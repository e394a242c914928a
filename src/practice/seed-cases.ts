import type { PersonActor, ServiceActor } from '../core/access/actor';
import type { CaseId, Day, PersonId, PupilId } from '../core/ids';
import { DEFAULT_CALENDAR } from '../core/people/calendar-data';
import { addSchoolDays } from '../core/people/calendar';
import { addDays, instantOf } from '../core/people/day';
import { useCases } from '../core/use-cases';
import type { Inside } from '../server/lantern';
import type { StoryClock } from './seed';
import { personIdOf, pupilIdOf, schoolIdOf } from './trust/keys';
import { dayIn } from './trust/story';
import type { PracticeTrust } from './trust/trust';

/** Who takes part, and where the story stands. */
interface Part {
  readonly inside: Inside;
  readonly trust: PracticeTrust;
  readonly clock: StoryClock;
  readonly actor: (id: PersonId) => PersonActor;
  readonly service: ServiceActor;
}

const SCHOOL = schoolIdOf('lh');
const MINUTE = 60_000;

/** What a reporter answers, by question; the first choice otherwise. */
interface Told {
  readonly by: PersonId;
  readonly answers: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
  readonly words: string;
}

/** What was answered at each step of the chart, one after the other: `T0 opened`. */
type Steps = readonly (readonly [node: string, choice: string, fields?: Readonly<Record<string, string>>])[];

const OPENED: Steps = [
  ['T0', 'opened'],
  ['T1', 'no'],
  ['T1c', 'no'],
  ['T2', 'no'],
  ['T3', 'no'],
];

const GAME: Told = {
  by: personIdOf('lh.ks1-teaching.3'),
  answers: { R1: 'no', R2: 'no', R3: 'no', R4: 'pupil', R5: 'nobody', R8: 'right' },
  fields: { when: 'this morning, second lesson', where: 'the computer room', known: 'saw' },
  words: 'In the computing lesson he was on a gaming website instead of working, and got two others to join him.',
};
const SLIPPED: Told = {
  by: personIdOf('lh.ks1-support.2'),
  answers: { R1: 'no', R2: 'no', R3: 'not_sure', R4: 'outside', R5: 'pupils', R8: 'not_sure' },
  fields: { when: 'yesterday evening', where: 'at home, in a game', known: 'child' },
  words:
    'She told me that somebody in a game who she does not know keeps asking for her address, and says that he will tell her mum if she stops answering.',
};
const PHONE: Told = {
  by: personIdOf('lh.early-support.3'),
  answers: { R1: 'no', R2: 'no', R3: 'no', R4: 'pupil', R5: 'pupils', R8: 'not_sure' },
  fields: { when: 'at break', where: 'behind the shed', known: 'saw' },
  words: 'He had his mobile with him at break and filmed two girls who did not want to be filmed.',
};

/** Last summer a case was opened, worked to its end and closed. */
export async function closedCase(part: Part): Promise<void> {
  const { trust } = part;
  const begins = addSchoolDays(DEFAULT_CALENDAR, SCHOOL, dayIn(trust.story.year, '06-10'), 0);
  const desk = await reported(part, GAME, instantOf(begins, 11));
  await desk.work(OPENED);
  const pupilId = pupilIn(part, 5);
  await desk.do('cases.namePerson', { who: { kind: 'pupil', pupilId }, parts: ['victim'] });
  await desk.work([
    ['T4', 'no'],
    ['T8', 'no'],
    ['T9', 'started'],
    ['T9p', 'told'],
    ['T9d', 'no'],
    ['T12', 'no'],
    ['T12u', 'nothing'],
    ['T13', 'other_row', { row: 'p_non_educational_sites' }],
    ['T14', 'deliberate', { before: 'first' }],
    ['T15', 'decided'],
  ]);
  await desk.do('cases.record', {
    record: { kind: 'support', personKey: null, plan: 'Class teacher looks at the rules with the whole table.' },
  });
  await desk.work([
    ['T16', 'planned'],
    ['T18', 'none'],
    ['T19', 'done'],
    ['T20', 'no'],
  ]);
  const until = addDays(begins, 14);
  await desk.do('cases.record', { record: { kind: 'monitoring', until } });
  await desk.do('cases.record', {
    record: {
      kind: 'outcome',
      outcome: 'handled_in_school',
      retention: 'misuse',
      keepHold: false,
      reason: 'A talk was enough, and his parents agree.',
    },
  });
  const head = holderAt(part, 'head');
  await desk.do('cases.askSecond', { personId: head });
  part.clock.set(instantOf(addDays(until, 1), 10));
  await desk.work([['T21', 'quiet']]);
  await desk.work([['T22', 'all']], head);
}

/** This morning two more were reported: with one the school waits for the police, the other has just been opened. */
export async function openCases(part: Part): Promise<void> {
  const { today } = part.trust.story;
  const waiting = await reported(part, SLIPPED, at(today, 5));
  await waiting.work(OPENED);
  const pupilId = pupilIn(part, 6);
  await waiting.do('cases.namePerson', { who: { kind: 'pupil', pupilId }, parts: ['victim'] });
  await waiting.work([
    ['T4', 'yes'],
    ['T8', 'no'],
    ['T9', 'started'],
    ['T9p', 'told'],
    ['T9d', 'no'],
    [
      'T10',
      'police_told',
      { agency: 'Police', contact: '101, desk 2', reference: 'HL 214', advice: 'Keep the device off.' },
    ],
    ['T11', 'wait'],
    ['T11c', 'chased'],
  ]);
  const open = await reported(part, PHONE, at(today, 40));
  await open.work([...OPENED, ['T4', 'no'], ['T8', 'no']]);
}

/** So many minutes after the trust's story has come to today. */
const at = (today: Day, minutes: number): number => instantOf(today, 9) + minutes * MINUTE;

const pupilIn = ({ trust }: Part, year: number): PupilId => {
  const pupil = trust.pupils.find((p) => p.schoolId === SCHOOL && p.year === year && p.endsOn === null);
  return pupil?.id ?? pupilIdOf('nobody');
};

function holderAt({ trust }: Part, role: string): PersonId {
  const holding = trust.roles.find((r) => r.role === role && r.schoolId === SCHOOL);
  if (!holding) throw new RangeError(`the practice school has no ${role}`);
  return holding.personId;
}

interface Desk {
  /** Answers as whoever owns the case, or as somebody else. */
  work(steps: Steps, by?: PersonId): Promise<void>;
  do(name: 'cases.namePerson' | 'cases.record' | 'cases.askSecond', input: object): Promise<void>;
}

/** A whole report, and the case that it became on its owner's desk. */
async function reported(part: Part, told: Told, when: number): Promise<Desk> {
  const { perform } = part.inside;
  part.clock.set(when);
  const by = part.actor(told.by);
  let view = await perform(useCases['reports.begin'], by, { source: 'page' });
  while (view.state === 'open') {
    const { node, options, fields, text } = view.step;
    const choice = told.answers[node] ?? options[0]?.key;
    view = await perform(useCases['reports.answer'], by, {
      reportId: view.reportId,
      rev: view.rev,
      node,
      choices: text || choice === undefined ? [] : [choice],
      ...(node === 'R6' && fields.length > 0 && { fields: told.fields }),
      ...(text && { text: told.words }),
    });
  }
  const { reportId } = view;
  const row = await part.inside.unit.run(part.service, 'read', (work) => work.cases.byReport(reportId));
  if (!row?.ownerId) throw new RangeError('the practice case has no owner');
  return deskOf(part, row.id, row.ownerId);
}

function deskOf(part: Part, caseId: CaseId, ownerId: PersonId): Desk {
  const { perform } = part.inside;
  const as = (id: PersonId): PersonActor => ({
    ...part.actor(id),
    signIn: { method: 'practice', at: part.clock.now() },
  });
  let rev = 1;
  return {
    work: async (steps, by = ownerId) => {
      for (const [node, choice, fields] of steps) {
        const answer = { caseId, rev, node, choices: [choice], ...(fields && { fields }) };
        const { view } = await perform(useCases['cases.answer'], as(by), answer);
        rev = view?.rev ?? rev;
      }
    },
    do: async (name, more) => {
      // All three take a case and more, and answer alike.
      const change = useCases[name] as (typeof useCases)['cases.record'];
      const { view } = await perform(change, as(ownerId), { caseId, ...more });
      rev = view?.rev ?? rev;
    },
  };
}
