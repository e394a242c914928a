import { useCases } from '../../src/core/use-cases';
import type { Case } from './cases';
import { copyOf, facts, flagged, kept, origin, place, triage } from './mails';
import { reporter } from './reports';
import type { World } from './world';

const own = (again: Case['again'], input: Case['input']): Case => ({
  by: 'teacher',
  refused: 'colleague',
  input,
  leaves: 1,
  again,
});
const atLead = (input: Case['input']): Case => ({ by: 'lead', refused: 'head', input, leaves: 1, again: 1 });
const one = async ({ school }: World) => ({ mailId: (await flagged(school)).mailId });
const opened = async ({ school }: World) => {
  const { caseId, mailId } = await kept(school);
  await triage(school, caseId);
  return { caseId, mailId };
};

/** How each use case about flagged mails is tried. */
export const MAIL_ROWS = {
  'evidence.flag': own(0, async ({ school }) => {
    const teacher = reporter(school, school.actor('teacher'));
    const { reportId } = (await teacher.current()) ?? (await teacher.begin());
    return { reportId, messages: [place], wishes: [] };
  }),
  'evidence.mine': {
    by: 'teacher',
    refused: 'service',
    input: () => ({ mailbox: place.mailbox, itemIds: place.itemId }),
    leaves: 0,
    again: 0,
  },
  'evidence.capture': { by: 'teacher', refused: 'colleague', input: one, leaves: 0, again: 0 },
  'evidence.keepFacts': own(0, async (w) => ({ ...(await one(w)), facts })),
  'evidence.keepCopy': own(0, async (w) => {
    const { mailId } = await one(w);
    await w.school.perform(useCases['evidence.keepFacts'], w.school.actor('teacher'), { mailId, facts });
    return { mailId, copy: copyOf() };
  }),
  'evidence.noteTrouble': own(0, async (w) => ({ ...(await one(w)), trouble: 'gone' })),
  'evidence.noteTag': own(0, async (w) => ({ ...(await one(w)), tag: 'set' })),
  'evidence.keepOrigin': own(0, async ({ school }) => ({ mailId: (await kept(school)).mailId, cameFrom: origin })),
  'evidence.ofCase': atLead(async (w) => ({ caseId: (await opened(w)).caseId })),
  'evidence.open': atLead(opened),
  'evidence.attachment': atLead(async (w) => ({ ...(await opened(w)), index: 0, reason: 'The police asked for it' })),
  'evidence.senders': atLead(opened),
} satisfies { readonly [N in keyof typeof useCases & `evidence.${string}`]: Case };
