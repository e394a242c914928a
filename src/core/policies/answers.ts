import type { PolicyId, VersionId } from '../ids';
import type { Rating, Side } from './matrix';
import type { Passage } from './passages';
import type { IndexedPassage, PolicyIndex } from './search';
import type { AgreementAudience } from './store';
import { corrected, folded, nearTo, termsOf, topicWeight, wordsOf } from './terms';

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
  /** What was asked, term by term, and how telling each is. */
  readonly terms: ReadonlyMap<string, number>;
  readonly subject: Subject;
  readonly side: Side;
}

// The numbers below were found by trial on questions that people ask (tests/core/policies/questions.ts and
// practice-questions.ts, never unseen-questions.ts). Small changes to any one of them make little difference.
const UNKNOWN_WORD = 2;
const RARITY = 0.7;
const RARITY_OF_TOPIC = 0.25;

/** How telling a term is: what rules are about more than the situation, and rare terms more than common ones. */
function weightOf(index: PolicyIndex, term: string): number {
  const count = index.counts.get(term);
  if (count === undefined) return UNKNOWN_WORD;
  const topic = topicWeight(term);
  return topic + (topic > 0 ? RARITY_OF_TOPIC : RARITY) * Math.log(1 + index.passages.length / count);
}

const ASKS =
  '(?:what |when |where |why |how )?(?:can|could|may|are|do|does|should|must|will|is it (?:ok|okay|alright|all right|fine) (?:for|if)|let) ' +
  '(?:the |my |our |any |all |some |an? )*';
const PUPILS = '(?:pupils?|child|children|kids?|students?|boys?|girls?|infants|juniors|reception|(?:year|yr|y) ?[1-6])';
const SUBJECTS: readonly (readonly [Subject, RegExp])[] = [
  ['pupils', new RegExp(`^${ASKS}${PUPILS}\\b`)],
  ['parents', new RegExp(`^${ASKS}(?:parents?|mums?|dads?|carers?|famil(?:y|ies))\\b`)],
  ['visitors', new RegExp(`^${ASKS}(?:\\S+ )?(?:visitors?|clubs?|hirers?|brownies|scouts)\\b`)],
];

/** Who the question is about: "can pupils …" asks about pupils, whoever asks. */
function subjectOf(question: string, side: Side): Subject {
  const text = question.toLowerCase().replace(/['’]/g, '');
  return SUBJECTS.find(([, pattern]) => pattern.test(text))?.[0] ?? side;
}

/** Longer questions are cut: nobody asks for so long, and time is bounded. */
const LONGEST_QUESTION = 500;

/** The question with its slips of the finger put right, so that turns of phrase are found in it too. */
function putRight(index: PolicyIndex, question: string): string {
  const text = folded(question.slice(0, LONGEST_QUESTION));
  return wordsOf(text).reduce((all, word) => all.replaceAll(word, corrected(word, index.known)), text);
}

function understood(index: PolicyIndex, question: string, side: Side): Asked {
  const terms = new Map(termsOf(putRight(index, question)).map((term) => [term, weightOf(index, term)]));
  const subject = subjectOf(question, side);
  return { terms, subject, side: subject === 'pupils' ? 'pupils' : side };
}

const SIDE_TERM: Record<Side, string> = { staff: 'staff', pupils: 'pupil' };
const BY_TEXT_AND_HEADING = 1.1;
const BY_HEADING = 0.9;
const BY_NEIGHBOURS = 0.5;
const BY_SECTION = 0.2;

/** How well a passage speaks of a term, by itself or by what stands over and around it. */
function saidIn({ terms, heading, around, section, passage }: IndexedPassage, term: string): number {
  if (passage.rated !== null && SIDE_TERM[passage.rated.side] === term) return 1;
  if (terms.has(term)) return heading.has(term) ? BY_TEXT_AND_HEADING : 1;
  if (heading.has(term)) return BY_HEADING;
  if (around.has(term)) return BY_NEIGHBOURS;
  return section.has(term) ? BY_SECTION : 0;
}

/** The same, where a term that is often meant by it counts too. */
const speaksOf = (entry: IndexedPassage, term: string): number =>
  Math.max(saidIn(entry, term), ...[...nearTo(term)].map(([near, nearness]) => nearness * saidIn(entry, near)));

const INTRODUCTION = 0.6;
const ROW = 0.7;
const RULES = /\b(?:will|must|never|not|no|only|may|nobody|ask|tell|ring|signs?|need)\b/i;

/** Rules before what introduces them, and before lines of other tables (sanctions, roles, contacts). */
function kindWeight({ kind, text, section }: Passage): number {
  if (kind === 'row') return ROW;
  if (kind !== 'sentence' || RULES.test(text)) return 1;
  return section.blocks.some((block) => block.kind === 'statement' || block.kind === 'list') ? INTRODUCTION : 1;
}

const MADE_FOR: Record<AgreementAudience, Subject> = {
  staff: 'staff',
  ks2: 'pupils',
  ks1: 'pupils',
  reception: 'pupils',
  send: 'pupils',
  parent: 'parents',
  community: 'visitors',
};
const FOR_OTHERS = 0.75;

/** Rules for others than those asked about count less, but are shown when nothing else fits. */
const audienceWeight = ({ policy: { audience } }: Passage, { subject }: Asked): number =>
  audience === null || MADE_FOR[audience] === subject ? 1 : FOR_OTHERS;

const FOREIGN_TOPIC = 0.95;
const MOST_FOREIGN = 3;

/** A passage that brings up things nobody asked about fits less well. */
function foreignWeight({ terms }: IndexedPassage, asked: Asked): number {
  const meant = (term: string) =>
    asked.terms.has(term) || [...nearTo(term).keys()].some((near) => asked.terms.has(near));
  const foreign = [...terms].filter((term) => topicWeight(term) > 0 && !meant(term)).length;
  return FOREIGN_TOPIC ** Math.min(foreign, MOST_FOREIGN);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** How much of a passage's own weight was asked about, 0 to 1. */
function focusOf(index: PolicyIndex, { terms }: IndexedPassage, asked: Asked): number {
  const all = [...terms].map((term) => weightOf(index, term));
  return sum([...terms].map((term) => asked.terms.get(term) ?? 0)) / Math.max(sum(all), 1);
}

interface Fit {
  /** The part of what was asked that the passage speaks of, 0 to 1 (a little more where it says it twice). */
  readonly covered: number;
  /** How much it speaks of, in weight. */
  readonly matched: number;
  /** In how many of the topics asked about, and in what part of their weight. */
  readonly topics: number;
  readonly topicsCovered: number;
}

function fitOf(entry: IndexedPassage, { terms }: Asked): Fit {
  const told = [...terms].map(([term, weight]) => ({
    weight,
    said: speaksOf(entry, term),
    topic: topicWeight(term) > 0,
  }));
  const topics = told.filter((one) => one.topic);
  const matched = sum(told.map(({ weight, said }) => weight * said));
  return {
    matched,
    covered: matched / sum(told.map(({ weight }) => weight)),
    topics: sum(topics.map(({ said }) => said)),
    topicsCovered: sum(topics.map(({ weight, said }) => weight * said)) / Math.max(sum(topics.map((t) => t.weight)), 1),
  };
}

const LEAST_TOPICS = 0.7;
const LEAST_MATCHED = 3;
const LEAST_COVERED = 0.44;
/** Enough of a question when all its topics are spoken of: the rest is the situation it is asked in. */
const LEAST_SITUATION_COVERED = 0.4;
const ALL_TOPICS = 0.9;

/** Whether a passage says enough of what was asked to be shown at all: nothing is guessed. */
const isEnough = ({ covered, matched, topics, topicsCovered }: Fit): boolean =>
  topics >= LEAST_TOPICS &&
  matched >= LEAST_MATCHED &&
  covered >= (topicsCovered >= ALL_TOPICS ? LEAST_SITUATION_COVERED : LEAST_COVERED);

const FOCUS = 0.2;

function scoreOf(index: PolicyIndex, entry: IndexedPassage, asked: Asked): number {
  const { passage } = entry;
  if (passage.rated !== null && passage.rated.side !== asked.side) return 0;
  const fit = fitOf(entry, asked);
  if (!isEnough(fit)) return 0;
  const focus = 1 - FOCUS + FOCUS * focusOf(index, entry, asked);
  return fit.covered * focus * foreignWeight(entry, asked) * kindWeight(passage) * audienceWeight(passage, asked);
}

const MOST_ANSWERS = 4;

/** The best of each section, and of a section's matrix besides. */
function distinct(passages: readonly Passage[]): Passage[] {
  const places = passages.map(
    ({ policy, section, kind }) => `${policy.policyId} ${section.anchor} ${kind === 'rating'}`,
  );
  return passages.filter((_, at) => places.indexOf(places[at]!) === at);
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
  const scored = index.passages
    .map((entry) => ({ passage: entry.passage, score: scoreOf(index, entry, asked) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  return distinct(scored.map(({ passage }) => passage))
    .slice(0, MOST_ANSWERS)
    .map(answerOf);
}
