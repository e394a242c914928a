import type { PolicyId, VersionId } from '../ids';
import type { Rating, Side } from './matrix';
import type { Passage } from './passages';
import type { AgreementAudience } from './store';
import type { IndexedPassage, PolicyIndex } from './search';
import { corrected, isTopic, nearTo, topicWeight, termsOf, wordsOf } from './terms';

/**
 * Something a policy says about what was asked, word for word, with where it stands. `rating` is set when it is a row
 * of a matrix: whose use, and what the school calls it. Nothing here is put into other words or judged.
 */
export interface Answer {
  readonly policyId: PolicyId;
  readonly versionId: VersionId;
  readonly title: string;
  readonly version: string;
  readonly anchor: string;
  readonly heading: string;
  readonly quote: string;
  readonly rating: { readonly side: Side; readonly rating: Rating | null; readonly label: string } | null;
}

type Subject = Side | 'parents' | 'visitors';

interface Asked {
  readonly terms: ReadonlyMap<string, number>;
  readonly total: number;
  readonly side: Side;
  readonly subject: Subject;
}

interface Scored {
  readonly passage: Passage;
  readonly score: number;
}

export const P = {
  unknown: 2,
  topicRarity: 0.4,
  rarity: 0.6,
  heading: 0.8,
  around: 0.45,
  twice: 1.1,
  ratingK: 1,
  statementK: 0.93,
  itemK: 1.05,
  sentenceK: 0.9,
  rowK: 0.7,
  other: 0.75,
  least: 0.44,
  leastPoint: 0.35,
  point: 0.75,
  leastTwo: 0.42,
  matched: 3,
  focus: 0.25,
  topics: 0.6,
  own: 0.4,
  allTopics: 0.9,
  leastTopics: 0.36,
  dull: 0.8,
  foreign: 0.92,
  foreignFrom: 1,
};

/** How telling a term is: what rules are about more than the situation, and rare terms more than common ones. */
export function weightOf(index: PolicyIndex, term: string): number {
  const count = index.counts.get(term);
  const topic = topicWeight(term);
  if (count === undefined) return P.unknown + topic * 0;
  const rarity = Math.log(1 + index.passages.length / count);
  return topic + (isTopic(term) ? P.topicRarity : P.rarity) * rarity;
}

const PUPILS = '(?:pupils?|child|children|kids?|students?|boys?|girls?|infants|juniors|reception|(?:year|yr|y) ?[1-6])';
const DETERMINER = '(?:the |my |our |any |all |some |an? )*';
const ASKS =
  '(?:what |when |where |why |how )?(?:can|could|may|are|do|does|should|must|will|is it (?:ok|okay|alright|all right|fine) (?:for|if)|let) ';
const SUBJECTS: readonly (readonly [Subject, RegExp])[] = [
  ['pupils', new RegExp(`^${ASKS}${DETERMINER}${PUPILS}\\b`)],
  ['parents', new RegExp(`^${ASKS}${DETERMINER}(?:parents?|mums?|dads?|carers?|famil(?:y|ies))\\b`)],
  ['visitors', new RegExp(`^${ASKS}${DETERMINER}(?:\\S+ )?(?:visitors?|clubs?|hirers?|brownies|scouts)\\b`)],
];

/** Who the question is about: "can pupils …" asks about pupils, whoever asks. */
function subjectOf(question: string, side: Side): Subject {
  const text = question.toLowerCase().replace(/['’]/g, '');
  return SUBJECTS.find(([, pattern]) => pattern.test(text))?.[0] ?? side;
}

function understood(index: PolicyIndex, question: string, side: Side): Asked {
  const words = wordsOf(question).map((word) => corrected(word, index.known));
  const terms = new Map(termsOf(words.join(' ')).map((term) => [term, weightOf(index, term)]));
  const subject = subjectOf(question, side);
  const total = [...terms.values()].reduce((sum, weight) => sum + weight, 0);
  return { terms, total, subject, side: subject === 'pupils' ? 'pupils' : subject === 'staff' ? 'staff' : side };
}

const SIDE_TERM: Record<Side, string> = { staff: 'staff', pupils: 'pupil' };

function saidIn({ terms, heading, around, passage }: IndexedPassage, term: string): number {
  if (passage.rated !== null && SIDE_TERM[passage.rated.side] === term) return 1;
  if (terms.has(term)) return heading.has(term) ? P.twice : 1;
  if (heading.has(term)) return P.heading;
  return around.has(term) ? P.around : 0;
}

const ownOf = ({ terms }: IndexedPassage, term: string): number =>
  terms.has(term) ? 1 : Math.max(0, ...[...nearTo(term)].map(([near, nearness]) => (terms.has(near) ? nearness : 0)));

const isRule = ({ kind, text, section }: Passage): boolean =>
  kind !== 'sentence' ||
  !section.blocks.some((block) => block.kind === 'statement' || block.kind === 'list') ||
  /\b(?:will|must|never|not|no|only|may|nobody|ask|tell|ring|sign|signs|need)\b/i.test(text);

/** How well a passage speaks of a term: by itself, by what stands over and around it, or by a term often meant by it. */
const speaksOf = (entry: IndexedPassage, term: string): number =>
  Math.max(saidIn(entry, term), ...[...nearTo(term)].map(([near, nearness]) => nearness * saidIn(entry, near)));

const kindWeight = ({ kind }: Passage): number =>
  ({ rating: P.ratingK, statement: P.statementK, item: P.itemK, sentence: P.sentenceK, row: P.rowK })[kind];

const FOR: Record<AgreementAudience, Subject> = {
  staff: 'staff',
  ks2: 'pupils',
  ks1: 'pupils',
  reception: 'pupils',
  send: 'pupils',
  parent: 'parents',
  community: 'visitors',
};

/** Rules for others than those asked about count less, but are shown when nothing else fits. */
const audienceWeight = ({ policy }: Passage, asked: Asked): number =>
  policy.audience === null || FOR[policy.audience] === asked.subject ? 1 : P.other;

function score(index: PolicyIndex, entry: IndexedPassage, asked: Asked): Scored[] {
  const { passage, terms } = entry;
  if (passage.rated !== null && passage.rated.side !== asked.side) return [];
  let [matched, topics, own, topicTotal, topicMatched] = [0, 0, 0, 0, 0];
  for (const [term, weight] of asked.terms) {
    const told = speaksOf(entry, term);
    matched += weight * told;
    own += weight * ownOf(entry, term);
    if (isTopic(term)) {
      topics += told;
      topicTotal += weight;
      topicMatched += weight * Math.min(told, 1);
    }
  }
  const covered = matched / asked.total;
  const all = [...terms].reduce((sum, term) => sum + weightOf(index, term), 0);
  const shared = [...terms].reduce((sum, term) => sum + (asked.terms.get(term) ?? 0), 0);
  const focus = shared / Math.max(all, 1);
  if (topics < P.topics || matched < P.matched) return [];
  if (own < P.own * matched) return [];
  const least =
    topicMatched >= P.allTopics * topicTotal
      ? P.leastTopics
      : focus >= P.point
        ? P.leastPoint
        : topics > 1.5
          ? P.leastTwo
          : P.least;
  if (covered < least) return [];
  const foreign = [...terms].filter(
    (term) => topicWeight(term) >= P.foreignFrom && speaksOf2(asked, term) === 0,
  ).length;
  return [
    {
      passage,
      score:
        covered *
        (1 - P.focus + P.focus * focus) *
        P.foreign ** Math.min(foreign, 2) *
        kindWeight(passage) *
        (isRule(passage) ? 1 : P.dull) *
        audienceWeight(passage, asked),
    },
  ];
}

const speaksOf2 = (asked: Asked, term: string): number =>
  asked.terms.has(term) || [...nearTo(term).keys()].some((near) => asked.terms.has(near)) ? 1 : 0;

const MOST_ANSWERS = 4;

/** The best of each section, and of a section's matrix besides. */
function distinct(scored: readonly Scored[]): Passage[] {
  const seen = new Set<string>();
  return scored.flatMap(({ passage }) => {
    const key = [passage.policy.policyId, passage.section.anchor, passage.kind === 'rating'].join(' ');
    if (seen.has(key)) return [];
    seen.add(key);
    return [passage];
  });
}

const answerOf = ({ policy, section, text, rated }: Passage): Answer => ({
  policyId: policy.policyId,
  versionId: policy.versionId,
  title: policy.title,
  version: policy.version,
  anchor: section.anchor,
  heading: section.heading,
  quote: text,
  rating: rated === null ? null : { side: rated.side, rating: rated.rating, label: rated.label },
});

/**
 * What the policies say about an everyday question, best first and at most four. `audience` is whose use is asked about
 * unless the question itself says so. Nothing close enough gives an empty list: it is never guessed.
 */
export function answer(index: PolicyIndex, question: string, audience: Side): Answer[] {
  const asked = understood(index, question, audience);
  if (asked.terms.size === 0) return [];
  const scored = index.passages.flatMap((entry) => score(index, entry, asked)).sort((a, b) => b.score - a.score);
  return distinct(scored).slice(0, MOST_ANSWERS).map(answerOf);
}

export function explain(index: PolicyIndex, question: string): string[] {
  const asked = understood(index, question, 'staff');
  const head = `${asked.subject} ${[...asked.terms].map(([t, w]) => `${t}${index.counts.has(t) ? '' : '?'}:${w.toFixed(1)}`).join(' ')}`;
  const rows = index.passages
    .flatMap((e) => score(index, e, asked).map((s) => ({ ...s, e })))
    .sort((a, b) => b.score - a.score)
    .slice(0, 8);
  return [
    head,
    ...rows.map(
      ({ e, score: sc }) =>
        `  ${sc.toFixed(2)} ${e.passage.kind} ${e.passage.text.slice(0, 70)} || ${[...asked.terms.keys()].map((t) => `${t}*${speaksOf(e, t).toFixed(2)}`).join(' ')} || ${[...e.terms].filter((t) => topicWeight(t) >= P.foreignFrom && speaksOf2(asked, t) === 0).join(',')}`,
    ),
  ];
}
