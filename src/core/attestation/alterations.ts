/**
 * Ways of turning an English promise round so that it stays good English and is plainly not what was promised, the most
 * telling first. Rules about the language of the documents, not words of ours.
 */
const TURNS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:straight away|at once|immediately|(?:on )?the same day|as soon as possible)\b/, 'by the end of term'],
  [/\bbefore I\b/, 'after I'],
  [/\bonly (?:when|if)\b/, 'whether or not'],
  [/,? unless\b/, ', even if'],
  // "I may … unless" would mean nearly the same.
  [/\bI will not\b(?! only)(?!.*\b(?:unless|until)\b)/, 'I may'],
  [/\bI will never\b/, 'I may sometimes'],
  [/\bI will only\b/, 'I will usually'],
  [/\bI will always\b/, 'I will, when I have time,'],
  [/\bI will\b(?! (?:not|never|only|always|usually)\b)/, 'I do not have to'],
  [/\bmust not\b/, 'may'],
  [/\bmust never\b/, 'may sometimes'],
  [/\bmust\b(?! (?:not|never)\b)/, 'need not'],
  [/^I do not\b/, 'I may'],
  [/^Do not\b/, 'You may'],
  [/^I never\b/, 'I sometimes'],
  [/^Never\b/, 'You may sometimes'],
  [/^I always\b/, 'I usually'],
  [/^Always\b/, 'When there is time,'],
  [/\b(is|are) not allowed\b/, '$1 allowed'],
  [/\b(is|are) allowed\b/, '$1 not allowed'],
  [/\bI agree to\b/, 'I may choose whether to'],
];

/** The sentence turned round, in each way that fits; none for sentences of another build. */
export const alterations = (sentence: string): string[] =>
  TURNS.flatMap(([pattern, turned]) => (pattern.test(sentence) ? [sentence.replace(pattern, turned)] : []));
