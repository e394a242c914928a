import type { useCases } from '../../src/core/use-cases';
import type { Case } from './cases';
import { type Answers, CALM, reporter } from './reports';
import type { World } from './world';

/** The teacher's report, so far; what a card of it would send. One left open by the row before is over. */
const at =
  (answers: Answers, more: object = {}) =>
  async ({ school }: World) => {
    const teacher = reporter(school, school.actor('teacher'));
    const open = await teacher.current();
    if (open) await teacher.do('stop', open);
    const { reportId, rev } = await teacher.walk(answers);
    return { reportId, rev, ...more };
  };
const own = (again: 0 | 1, input: Case['input']): Case => ({
  by: 'teacher',
  refused: 'colleague',
  input,
  leaves: 1,
  again,
});
const everybodys = (input: Case['input'] = () => ({}), o: Partial<Case> = {}): Case => ({
  by: 'teacher',
  refused: 'service',
  input,
  leaves: 0,
  again: 0,
  ...o,
});

/** How each use case about reports is tried. */
export const REPORT_ROWS = {
  'reports.current': everybodys(),
  'reports.begin': everybodys(() => ({ source: 'chat' }), { leaves: 1 }),
  'reports.answer': own(0, at([], { node: 'R0', choices: ['continue'] })),
  'reports.say': own(0, at([], { text: 'It was horrible' })),
  'reports.back': own(0, at(CALM.slice(0, 2))),
  'reports.change': own(0, at(CALM.slice(0, 3), { node: 'R1' })),
  'reports.stop': own(0, at(CALM)),
  'reports.startAgain': own(0, at(CALM)),
  'reports.fileArrived': everybodys(async (w) => ({ reportId: (await at([])(w)).reportId }), { leaves: 1, again: 1 }),
  'reports.mine': everybodys(),
  'reports.add': own(1, async (w) => {
    const { reportId } = await at([...CALM, ['R8', 'none']])(w);
    return { reportId, text: 'It happened again' };
  }),
  'reports.directory': everybodys(() => ({ q: 'colleague' })),
  'reports.numbers': everybodys(),
  'reports.expire': {
    by: 'service',
    refused: 'trustHead',
    input: async (w) => {
      await at(CALM)(w);
      w.school.wait(31);
      return {};
    },
    leaves: 1,
    again: 0,
  },
} satisfies { readonly [N in keyof typeof useCases & `reports.${string}`]: Case };
