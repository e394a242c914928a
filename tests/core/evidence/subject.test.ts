import type { PersonActor } from '../../../src/core/access/actor';
import type { MailId } from '../../../src/core/ids';
import { everyday, withStore } from '../../support/engines';
import { makeIncident } from '../../support/incident';
import { kept, place, sentWith } from '../../support/mails';
import { type Ids, NAMES, TRIES, makeTry, normal, nowhere } from '../../support/probes';
import type { Role, SchoolFixture } from '../../support/school';

const ASKED = NAMES.filter((name) => name.startsWith('evidence.'));
/** Whoever holds the post that was ticked as responsible. */
const SUBJECTS: readonly (readonly [Role, string])[] = [
  ['head', 'head'],
  ['lead', 'lead'],
  ['ict', 'ict'],
  ['elsewhere', 'chair'],
];

test('every use case about flagged mails is among what is tried', () => {
  expect(ASKED.filter((name) => !TRIES[name])).toEqual([]);
  expect(ASKED.length).toBeGreaterThan(10);
});

describe.each(everyday)('nobody learns that a mail about themselves was flagged, on %s', (engine) => {
  const at = withStore(engine);
  const some = engine === 'embedded' ? SUBJECTS.slice(0, 1) : SUBJECTS;

  async function everything(school: SchoolFixture, actor: PersonActor, ids: Ids): Promise<Record<string, string>> {
    const attempt = makeTry(school);
    const told: Record<string, string> = {};
    for (const name of ASKED) {
      const input = { ...TRIES[name]?.(ids), ...(name === 'evidence.mine' && { ...place, itemIds: place.itemId }) };
      const { itemId: _, ...asked } = input as Record<string, unknown>;
      told[name] = normal(await attempt(name, actor, asked), new Set());
    }
    return told;
  }

  test.each(some)(
    '%s, named as %s',
    async (who, answer) => {
      const it = await makeIncident(at.store);
      const { school } = it;
      const nothing = nowhere(school.pupils.oak[0], it.id('colleague'));
      const before = await everything(school, it.as(who), nothing);
      const notices = await school.notices(who);
      const made = await kept(school, { role: 'colleague', answers: sentWith({ R4: answer }) });
      const ids = { ...nothing, caseId: made.caseId, mailId: made.mailId as string, reportId: made.reportId as string };
      expect(await everything(school, it.as(who), ids)).toEqual(before);
      expect(await school.notices(who)).toEqual(notices);
      // Not by writing blindly either, nor by what the store itself would give.
      const seen = await school.unit.run(it.as(who), 'read', async (work) => [
        await work.evidence.byId(made.mailId),
        await work.evidence.ofCase(made.caseId),
        await work.evidence.ofReport(made.reportId),
        await work.evidence.custody(made.mailId),
        await work.evidence.seenBy({ personIds: [it.id(who)], leadsAt: [null] }),
      ]);
      expect(seen).toEqual([null, [], [], [], []]);
      const blind = school.unit.run(it.as(who), 'write', (work) =>
        work.evidence.sealCase(made.caseId, { by: null, what: 'sealed' }),
      );
      expect(await blind).toEqual([]);
    },
    240_000,
  );

  test('a draft is its reporter’s alone: nobody else meets the pointers in it', async () => {
    const it = await makeIncident(at.store);
    const { school } = it;
    const teacher = school.actor('teacher');
    const { mailId } = await draft(school, teacher);
    for (const who of ['head', 'lead', 'colleague'] as const)
      expect(await school.unit.run(it.as(who), 'read', (work) => work.evidence.byId(mailId))).toBeNull();
    expect(await school.unit.run(teacher, 'read', (work) => work.evidence.byId(mailId))).toMatchObject({ place });
  }, 240_000);
});

async function draft(school: SchoolFixture, actor: PersonActor): Promise<{ mailId: MailId }> {
  const { useCases } = await import('../../../src/core/use-cases');
  const { reportId } = await school.perform(useCases['reports.begin'], actor, { source: 'outlook' });
  const input = { reportId, messages: [place], wishes: [] };
  const { mails } = await school.perform(useCases['evidence.flag'], actor, input);
  return { mailId: mails[0]!.id };
}
