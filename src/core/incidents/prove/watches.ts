import type { Flag, NodeId, Tell } from '../chart';
import { REPORT } from '../charts/report';
import { NAMES_AN_ADULT } from '../flags';
import { type Holds, type Model, type ModelNode, holdsIn } from './model';
import type { State, Watch } from './walk';

type Say = (property: number, what: string) => void;

const MOST_QUESTIONS = 8;
/** Besides, once the reporter's words are in and nothing can be lost any more, a school may ask this many of its own. */
const MOST_OF_ITS_OWN = 2;
/** The lowest four bits hold how many questions were asked. */
const COUNT = 0b1111;
/** What a reader of the report chart has passed. */
const R = {
  /** Somebody went back to change an answer: questions are no longer counted. */
  changed: 1 << 4,
  imageryAsked: 1 << 5,
  whoAsked: 1 << 6,
  owes999: 1 << 7,
  stopped: 1 << 8,
  filed: 1 << 9,
  worded: 1 << 10,
  /** One question of the school's own was asked after the words, and a second. */
  own: 1 << 11,
  ownTwice: 1 << 12,
} as const;
const REPORT_BITS = 13;
const PASSING: Readonly<Record<NodeId, number>> = {
  R2: R.imageryAsked,
  R4: R.whoAsked,
  R7: R.worded,
  N2: R.filed,
  N3: R.filed,
  N4: R.filed,
};

const shows999 = ({ node }: ModelNode): boolean => node.kind !== 'router' && node.prompt.includes('999');
/** A question that a school has added and that changes nothing that is known. */
const isItsOwn = ({ id, node, ways }: ModelNode): boolean =>
  node.kind === 'question' && REPORT.nodes[id] === undefined && ways.every((way) => way.sets === 0 && way.clears === 0);
/** Asked where it costs the report nothing: it is counted apart. */
const isBeside = (isOwn: boolean, seen: number): boolean => isOwn && (seen & R.worded) !== 0;
const takesWords = ({ step }: ModelNode): boolean =>
  step?.freeText === true || (step?.fields ?? []).some((f) => f.kind === 'text');

/** Flags that hold on when an answer is changed, as `advance.ts` keeps them. */
const STICKY: readonly (readonly Flag[])[] = [
  ['danger'],
  ['imagery', 'crime'],
  ['crime'],
  ['has_text'],
  ['words_danger'],
  ['words_imagery'],
];

/** Rules about what is asked of a reporter, in which order, and what becomes of it: 3, 4, 6, 9, 12, 13, 14 and 15. */
export function reportWatch(model: Model): Watch {
  const { nodes, chart, mask } = model;
  const [danger, imagery] = [mask('danger'), mask('imagery')];
  const says999 = nodes.map(shows999);
  const passing = nodes.map((n) => PASSING[n.id] ?? 0);
  const questions = nodes.map((n) => (n.node.kind === 'question' ? 1 : 0));
  const own = nodes.map(isItsOwn);
  const checkAsked = nodes.map((n) => askedCheck(n));
  const checkEnd = nodes.map((n) => endCheck(model, n));
  const checkTold = nodes.map((n) => toldCheck(model, n));
  return {
    bits: REPORT_BITS,
    enter: (s, say) => {
      checkAsked[s.node]!(s, say);
      checkEnd[s.node]!(s, say);
    },
    answer: (s, way, say) => {
      checkTold[s.node]!(s, say);
      if ((s.flags & way.clears & imagery) !== 0) say(6, `${nodes[s.node]!.id} takes the imagery flag away`);
    },
    leave: (s, way, flags) => {
      const beside = isBeside(own[s.node]!, s.seen);
      const counts = (s.seen & R.changed) === 0 && !beside;
      const count = counts ? Math.min((s.seen & COUNT) + questions[s.node]!, COUNT) : s.seen & COUNT;
      const ofOwn = beside ? ((s.seen & R.own) === 0 ? R.own : R.ownTwice) : 0;
      const isNew = (flags & ~s.flags & danger) !== 0 && !says999[s.node];
      const owed = says999[way.to] ? 0 : (s.seen & R.owes999) | (isNew ? R.owes999 : 0);
      return (s.seen & ~COUNT & ~R.owes999) | count | passing[s.node]! | owed | ofOwn;
    },
    beside: besideReport(model),
  };

  function besideReport({ at }: Model): Watch['beside'] {
    const kept = STICKY.map((flags) => mask(...flags));
    const facts = [mask('imagery', 'crime'), mask('no_recipient')];
    const stop = at.get(chart.events.stop.next)!;
    const stops = nodes.map((n) => chart.events.stop.from.includes(n.id));
    return ({ node, flags, seen }) => {
      const { isSeen, id } = nodes[node]!;
      if (!isSeen) return id === 'N4' ? [{ node, flags: flags | mask('no_recipient'), seen }] : [];
      const changed = (seen & ~COUNT) | R.changed;
      return [
        ...facts.map((bits) => ({ node, flags: flags | bits, seen })),
        ...kept.map((bits) => ({ node, flags: flags | bits, seen: changed })),
        ...(stops[node] ? [{ node: stop, flags, seen: seen | R.stopped }] : []),
      ];
    };
  }
}

type Check = (s: State, say: Say) => void;

function askedCheck(n: ModelNode): Check {
  const { id } = n;
  const isQuestion = n.node.kind === 'question';
  const words = takesWords(n);
  const isOwn = isItsOwn(n);
  return ({ seen }, say) => {
    if (words && (seen & R.imageryAsked) === 0) say(4, `${id} takes words before the question about pictures (R2)`);
    if (!isQuestion) return;
    if ((seen & R.owes999) !== 0) say(15, `${id} is asked before 999 is shown to somebody in danger`);
    if ((seen & R.changed) !== 0) return;
    if ((seen & COUNT) === 0 && id !== 'R1') say(4, `the first question is ${id}, not the one about danger (R1)`);
    if (isBeside(isOwn, seen)) {
      if ((seen & R.ownTwice) !== 0)
        say(3, `${id} is one question too many; ${MOST_OF_ITS_OWN} of your own are the most`);
      return;
    }
    if ((seen & COUNT) >= MOST_QUESTIONS) say(3, `${id} is one question too many; ${MOST_QUESTIONS} are the most`);
  };
}

function endCheck({ mask }: Model, { id, node }: ModelNode): Check {
  const grave = mask('danger', 'imagery', 'crime', 'has_text', ...NAMES_AN_ADULT);
  const nobody = mask('no_recipient');
  if (node.kind !== 'terminal') return () => undefined;
  return ({ flags, seen }, say) => {
    const isFiled = (seen & R.filed) !== 0;
    if (!isFiled && (seen & R.stopped) === 0) say(12, `${id} ends a report that was never filed`);
    if (!isFiled && (flags & grave) !== 0) say(14, `stopping discards the report at ${id}`);
    if (isFiled && (flags & nobody) !== 0 && id !== 'D3')
      say(13, `${id} ends a report that nobody can be reached for; it has to be D3, with the numbers`);
  };
}

/** Before it is known whom it is about, only the call to ring the reporter may go out, and to two people. */
function toldCheck(model: Model, { id, step }: ModelNode): Check {
  const isFine = (t: Tell): boolean => t.who === 'TWO_POSTS' && t.how === 'ring';
  const others = (step?.tells ?? []).filter((t) => !isFine(t));
  const told: readonly [Tell, Holds][] = others.map((t) => [t, holdsIn(model, t.when)]);
  return ({ flags, seen }, say) => {
    if ((seen & R.whoAsked) !== 0) return;
    for (const [tell, when] of told)
      if (when(flags)) say(9, `${id} tells ${tell.who} before R4 has said whom it is about`);
  };
}

/** What a worker of the triage chart has passed. */
const T = { harmAsked: 1, owesLado: 2, supported: 4, called: 8, owes999: 16 } as const;
const TRIAGE_BITS = 5;

/** Rules about how a case is worked: 5, 6, 15, 19, 20, 21 and 23. */
export function triageWatch(model: Model): Watch {
  const { nodes, mask } = model;
  const says999 = nodes.map(shows999);
  const checks = nodes.map((n) => placeChecks(model, n));
  const passing = nodes.map((n) => passingOf(n.id));
  const [imagery, police] = [mask('imagery'), mask('police_told')];
  return {
    bits: TRIAGE_BITS,
    enter: (s, say) => {
      for (const check of checks[s.node]!) check(s, say);
    },
    answer: (s, way, say) => {
      const { id } = nodes[s.node]!;
      if ((s.flags & way.clears & imagery) !== 0) say(6, `${id} takes the imagery flag away`);
      if (id === 'T10' && isImagery(model, s.flags) && (way.sets & police) === 0)
        say(21, `T10 offers “${way.option.label}” with an image not ruled out`);
    },
    leave: (s, way) => {
      const isDanger = way.option.sets?.includes('danger') === true && !says999[way.to];
      const owed = says999[way.to] ? 0 : (s.seen & T.owes999) | (isDanger ? T.owes999 : 0);
      return (passing[s.node]!(s.seen, way.option.key) & ~T.owes999) | owed;
    },
    beside: besideTriage(model),
  };
}

function besideTriage({ chart, nodes, at, mask }: Model): Watch['beside'] {
  const events = [chart.events.stop, chart.events.hand_on, chart.events.renewed].flatMap((e) => e ?? []);
  const brought = [
    ['imagery', 'crime'],
    ['subject_adult'],
    ['subject_unknown'],
    ['affected_pupil'],
    ['agency_hold'],
    ['police_told'],
    ['lado'],
    ['care'],
  ] as const;
  const facts = brought.map((flags) => mask(...flags));
  const ways = nodes.map(({ id }) => events.filter((e) => e.from.includes(id)).map((e) => at.get(e.next)!));
  // What a linked case or a new name brings is added where such an event leads, which reaches the same states.
  const brings = chart.events.renewed && at.get(chart.events.renewed.next);
  return ({ node: from, flags, seen }) => [
    ...ways[from]!.map((node) => ({ node, flags, seen })),
    ...(from === brings ? facts : []).map((bits) => ({
      node: from,
      flags: flags | bits,
      seen: (flags & bits) === bits ? seen : seen & ~T.harmAsked,
    })),
  ];
}

/** What passing a node does. The harm tests may be answered again, and then the newer answer counts. */
function passingOf(id: NodeId): (seen: number, key: string) => number {
  if (id === 'T2') return (seen) => seen & ~T.called;
  if (id === 'T6')
    return (seen, key) => (seen & ~T.owesLado) | T.harmAsked | (key === 'yes' || key === 'not_sure' ? T.owesLado : 0);
  if (id === 'T6a') return (seen) => seen & ~T.owesLado;
  if (id === 'T9') return (seen) => seen | T.supported;
  return id === 'T10' ? (seen) => seen | T.called : (seen) => seen;
}

const isImagery = ({ mask }: Model, flags: number): boolean =>
  (flags & mask('imagery')) !== 0 && (flags & mask('imagery_ruled_out')) === 0;

const AFTER_CALLS: readonly NodeId[] = ['T12', 'T13', 'T16', 'CLOSED'];
const NOT_WHILE_HELD: readonly NodeId[] = ['T12', 'T12a', 'T12b', 'T13', 'T15', 'CLOSED'];

function placeChecks(model: Model, { id, node }: ModelNode): Check[] {
  const { mask } = model;
  const [adult, held, imagery] = [mask(...NAMES_AN_ADULT, 'subject_unknown'), mask('agency_hold'), mask('imagery')];
  const checks: [boolean, (s: State) => boolean, number, string][] = [
    [node.kind === 'question', (s) => (s.seen & T.owes999) !== 0, 15, `${id} is asked before 999 is shown`],
    [id === 'T12u', (s) => (s.flags & imagery) !== 0, 5, 'papers can be added (T12u) although there may be an image'],
    [id === 'T11', (s) => (s.seen & T.supported) === 0, 23, 'the case waits (T11) before support has begun (T9)'],
    [id === 'T12', (s) => (s.seen & T.owesLado) !== 0, 20, 'T12 comes before the LADO is rung (T6a)'],
    [
      id === 'T12',
      (s) => (s.flags & adult) !== 0 && (s.seen & T.harmAsked) === 0,
      20,
      'T12 comes before the harm tests (T6) although it may be an adult',
    ],
    [
      AFTER_CALLS.includes(id),
      (s) => isImagery(model, s.flags) && (s.seen & T.called) === 0,
      21,
      `${id} is reached with an image not ruled out and no call made (T10)`,
    ],
    [
      NOT_WHILE_HELD.includes(id),
      (s) => (s.flags & held) !== 0,
      19,
      `${id} is reached while an agency asks the school to wait`,
    ],
  ];
  return checks.flatMap(([isHere, isBroken, property, what]) =>
    isHere ? [(s: State, say: Say) => void (isBroken(s) && say(property, what))] : [],
  );
}
