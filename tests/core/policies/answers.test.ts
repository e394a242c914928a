import fc from 'fast-check';
import { answer, type Answer } from '../../../src/core/policies/answers';
import type { CurrentPolicy } from '../../../src/core/policies/passages';
import { buildIndex } from '../../../src/core/policies/search';
import { PRACTICE, PRACTICE_NOT_COVERED } from './practice-questions';
import { COVERED, NOT_COVERED, type Question } from './questions';
import { samplePolicies } from './samples';
import { ONCE_UNSEEN, ONCE_UNSEEN_NOT_COVERED } from './unseen-questions';

const policies = samplePolicies();
const index = buildIndex(policies);
const ask = (question: string): Answer[] => answer(index, question, 'staff');
const quotes = (question: string): string[] => ask(question).map(({ quote }) => quote);

const isAnswered = ({ asks, right }: Question): boolean =>
  quotes(asks)
    .slice(0, 2)
    .some((quote) => right.some((words) => quote.includes(words)));

/** The part for which it holds, printed so that a reader of the run sees it. */
function measured<T>(what: string, all: readonly T[], holds: (one: T) => boolean): number {
  const count = all.filter(holds).length;
  process.stdout.write(`  ${what}: ${count} of ${all.length} (${Math.round((100 * count) / all.length)} %)\n`);
  return count / all.length;
}

describe('measured on what people ask', () => {
  const isSilent = (question: string) => ask(question).length === 0;
  const ALL = [...COVERED, ...PRACTICE, ...ONCE_UNSEEN];
  const NONE = [NOT_COVERED, PRACTICE_NOT_COVERED, ONCE_UNSEEN_NOT_COVERED].flat();

  it('the right answer is among the first two for nine in ten of all questions written down', () => {
    expect(COVERED.length).toBeGreaterThanOrEqual(60);
    expect(measured('right, everyday', COVERED, isAnswered)).toBeGreaterThanOrEqual(0.9);
    measured('right, odder', PRACTICE, isAnswered);
    measured('right, once unseen', ONCE_UNSEEN, isAnswered);
    expect(measured('right, all', ALL, isAnswered)).toBeGreaterThanOrEqual(0.9);
  });

  it('nothing is said to nine in ten questions that no policy answers', () => {
    expect(NOT_COVERED.length).toBeGreaterThanOrEqual(20);
    expect(measured('silent, everyday', NOT_COVERED, isSilent)).toBeGreaterThanOrEqual(0.9);
    measured('silent, once unseen', ONCE_UNSEEN_NOT_COVERED, isSilent);
    expect(measured('silent, all', NONE, isSilent)).toBeGreaterThanOrEqual(0.9);
  });
});

describe('an answer', () => {
  it('is the cell of the matrix and the promise that belongs to it, with policy, version and place', () => {
    expect(ask('can I use my phone in lessons').slice(0, 2)).toEqual([
      expect.objectContaining({
        title: 'E-safety policy',
        version: '6.0',
        anchor: 'communication-technologies',
        heading: 'Communication technologies',
        quote: 'Using a mobile phone in lessons',
        rating: { side: 'staff', rating: 'not_allowed', label: 'Not allowed' },
      }),
      expect.objectContaining({
        title: 'Staff acceptable use agreement',
        version: '4.0',
        anchor: 'my-own-phone-and-watch',
        quote: 'I will keep my own phone silent and out of sight in lessons and whenever I am with pupils.',
        rating: null,
      }),
    ]);
  });

  it.each([
    ['can I use a games console', 'staff', 'Allowed'],
    ['can pupils use games consoles', 'pupils', 'Allowed at set times'],
    ['Are the children allowed to use games consoles?', 'pupils', 'Allowed at set times'],
    ['can year 4 use handheld game consoles', 'pupils', 'Allowed at set times'],
  ])('%s is answered for %s', (question, side, label) => {
    const row = ask(question).find(({ quote }) => quote.startsWith('Using handheld devices'));
    expect(row?.rating).toMatchObject({ side, label });
  });

  it('is for pupils when the page asks for pupils', () => {
    const [row] = answer(index, 'using a mobile phone in social time', 'pupils');
    expect(row?.rating).toEqual({ side: 'pupils', rating: 'not_allowed', label: 'Not allowed' });
  });

  it.each([
    ['can parents film the assembly', 'parents'],
    ['can a club use the wireless', 'clubs'],
  ])('%s is not turned down by rules for staff', (question) => {
    expect(ask(question)).not.toEqual([]);
  });

  it('comes from an edited table in the words of the school', () => {
    const edited: CurrentPolicy[] = policies.map((policy) => ({
      ...policy,
      document: JSON.parse(
        JSON.stringify(policy.document).replace(
          '["Using a mobile phone in lessons","Not allowed","Not allowed"]',
          '["Using a mobile phone in lessons","Ask the deputy head","Not allowed"]',
        ),
      ) as CurrentPolicy['document'], // the same shape with one cell's words changed
    }));
    expect(answer(buildIndex(edited), 'can I use my phone in lessons', 'staff')).toContainEqual(
      expect.objectContaining({ rating: { side: 'staff', rating: null, label: 'Ask the deputy head' } }),
    );
  });

  it.each([
    'child showed me a nude pic on her phone what do i do',
    'NAKED PICTURE OF A PUPIL',
    'girls in year 6 are sharing nudes',
    'should i delete the indecent image',
    'someone sent me a rude photo of a child',
    'do i need to look at the nude photo to check',
  ])('to "%s" begins with the rules that protect the child', (question) => {
    expect(quotes(question)[0]).toMatch(/nude or sexual picture/);
    expect(quotes(question)[0]).toMatch(/never|Nobody|leave the device unused/);
  });

  it.each(['a child is in danger right now', 'what do i do if someone is in danger', 'pupil in immediate danger'])(
    'to "%s" says 999 among the first two',
    (question) => {
      expect(
        quotes(question)
          .slice(0, 2)
          .some((quote) => quote.includes('999')),
      ).toBe(true);
    },
  );

  it('to a question about the law is what the school says and no verdict', () => {
    for (const { quote, rating } of ask('is it illegal to gamble on a school computer')) {
      expect(`${quote} ${rating?.label ?? ''}`).not.toMatch(/\b(?:is|are) (?:illegal|against the law)\b/);
    }
  });

  it.each(['', '   ', '?', '🙂🙂', 'can i', 'the', 'phonephone'.repeat(500), 'school school school'])(
    'to "%.20s" is none',
    (question) => {
      expect(ask(question)).toEqual([]);
    },
  );

  it('is none when there are no policies', () => {
    expect(answer(buildIndex([]), 'can I use my phone in lessons', 'staff')).toEqual([]);
  });

  it('whatever is asked, stands word for word in its policy, at most four and none twice', () => {
    const texts = new Map(policies.map(({ policyId, document }) => [policyId as string, JSON.stringify(document)]));
    const words = [...COVERED, ...PRACTICE].flatMap(({ asks }) => asks.split(' '));
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 8 }),
        fc.constantFrom('staff', 'pupils'),
        (asked, side) => {
          const answers = answer(index, asked.join(' '), side);
          expect(answers.length).toBeLessThanOrEqual(4);
          expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(answers.length);
          for (const { policyId, quote, rating } of answers) {
            const parts = [...quote.split(': '), ...(rating === null ? [] : [rating.label])];
            for (const part of parts) expect(texts.get(policyId)).toContain(JSON.stringify(part).slice(1, -1));
          }
        },
      ),
      { numRuns: Number(process.env['RUNS'] ?? 60) },
    );
  });
});
