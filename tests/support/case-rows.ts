import { randomUUID } from 'node:crypto';
import { type CaseId, PersonId } from '../../src/core/ids';
import { CaseInHand } from '../../src/core/incidents/case-in-hand';
import type { CaseView } from '../../src/core/incidents/case-views';
import type { Flag } from '../../src/core/incidents/flags';
import { takeAnswer } from '../../src/core/incidents/triage-work';
import { useCases } from '../../src/core/use-cases';
import type { Case } from './cases';
import { openIn } from './incident';
import { type Role, type SchoolFixture, day } from './school';
import type { World } from './world';

const fresh = (school: SchoolFixture, role: Role) => ({
  ...school.actor(role),
  signIn: { method: 'practice', at: school.now() },
});
const view = (school: SchoolFixture, caseId: CaseId, role: Role = 'lead'): Promise<CaseView> =>
  school.perform(useCases['cases.read'], fresh(school, role), { caseId });

/** A case of school a that the lead has worked so far. */
async function caseAt(school: SchoolFixture, answers = '', flags?: readonly Flag[]): Promise<CaseId> {
  const caseId = await openIn(school, fresh(school, 'teacher'), flags ? { flags } : {});
  const lead = fresh(school, 'lead');
  await school.unit.run(lead, 'write', async (work) => {
    const row = await work.cases.lock(caseId);
    if (!row) throw new Error('the lead has the case');
    const c = await CaseInHand.take(work, lead, row);
    for (const choice of answers.split(' ').filter((a) => a !== ''))
      await takeAnswer(c, { node: c.progress?.node ?? '', choices: [choice], by: lead.person.id });
    await c.keep();
  });
  return caseId;
}
const SAFE = 'opened no no no no';
const TO_OUTCOME = `${SAFE} no no started told no no nothing no_row accident`;

const any = async ({ school }: World) => ({ caseId: await caseAt(school) });
const pupilOf = ({ school }: World) => ({ kind: 'pupil' as const, pupilId: school.pupils.oak[0] });

async function named(world: World, answers = '') {
  const { school } = world;
  const caseId = await caseAt(school, answers);
  const input = { caseId, who: pupilOf(world), parts: ['instigator', 'victim'] };
  await school.perform(useCases['cases.namePerson'], fresh(school, 'lead'), input);
  return { caseId, key: school.pupils.oak[0] };
}

async function withTask(world: World) {
  const { school } = world;
  const caseId = await caseAt(school);
  const task = {
    what: 'action',
    text: 'Ring the office',
    doerId: school.id('teacher'),
    office: '',
    dueOn: '2030-01-10',
  };
  const { view: after } = await school.perform(useCases['cases.act'], fresh(school, 'lead'), { caseId, ...task });
  return { caseId, taskId: after?.tasks[0]?.taskId };
}

const TO_PAPERS = `${SAFE} no no started told no no`;
const copy = { recipient: 'The police', reason: 'They asked for it' };
const paper = () => ({
  paperId: randomUUID(),
  name: 'letter.txt',
  mediaType: 'text/plain',
  size: 3,
  sha256: 'a'.repeat(64),
  blob: 'b'.repeat(64),
  scanned: 'none' as const,
});

const call = { agency: 'police', contact: 'Desk', at: 0, reference: '', advice: '', chaseOn: '2026-09-15' };
const concern = { text: 'Late reply', context: 'Yard duty', did: 'Spoke with them', why: 'Below the tests' };

const change = (by: Role, refused: Role, again: Case['again'], input: Case['input']): Case => ({
  by,
  refused,
  input,
  leaves: 1,
  again,
});
const work = (again: Case['again'], more: (w: World) => object = () => ({})): Case =>
  change('lead', 'head', again, async (w) => ({ ...(await any(w)), ...more(w) }));

/** How each use case about cases is tried. */
export const CASE_ROWS = {
  'cases.list': { by: 'lead', refused: 'ict', input: () => ({}), leaves: 0, again: 0 },
  'cases.read': work(1),
  'cases.chronology': change('lead', 'ict', 1, async (w) => ({ pupilId: (await named(w)).key })),
  'cases.find': {
    by: 'lead',
    refused: 'head',
    input: async (w) => ({ ...(await any(w)), kind: 'staff', q: 'example' }),
    leaves: 0,
    again: 0,
  },
  'cases.answer': work(0, () => ({ rev: 1, node: 'T0', choices: ['opened'] })),
  'cases.confirm': change('deputy', 'teacher', 'conflict', async ({ school }) => {
    const caseId = await caseAt(school, 'opened no no no no', ['subject_pupil', 'affected_pupil', 'crime']);
    const { rev, step } = await view(school, caseId);
    const input = { caseId, rev, node: step?.node, choices: ['no'], reason: 'A game', secondId: school.id('deputy') };
    const { view: after } = await school.perform(useCases['cases.answer'], fresh(school, 'lead'), input);
    return { caseId, proposalId: after?.waiting?.proposalId, agrees: true, reason: 'I read it too' };
  }),
  'cases.stop': change('lead', 'head', 'conflict', async ({ school }) => {
    const caseId = await caseAt(school, SAFE);
    return { caseId, rev: (await view(school, caseId)).rev, reason: 'A picture came up' };
  }),
  'cases.handOn': work('conflict', () => ({ to: null, reason: 'Away for a week' })),
  'cases.askSecond': work(0, ({ school }) => ({ personId: school.id('deputy') })),
  'cases.unseal': change('head', 'teacher', 'not_found', async ({ school }) => ({
    caseId: await openIn(school, fresh(school, 'teacher'), { flags: ['unfinished', 'subject_unknown'], sealed: true }),
    about: ['subject_pupil'],
    people: [],
  })),
  'cases.reopen': change('lead', 'head', 'conflict', async ({ school }) => {
    const caseId = await caseAt(school);
    await school.unit.run(school.service, 'write', (w) => w.cases.change(caseId, { state: 'closed' }));
    return { caseId, reason: 'It happened again' };
  }),
  'cases.note': work(1, () => ({ text: 'Rang home' })),
  'cases.correct': change('lead', 'head', 1, async ({ school }) => {
    const caseId = await caseAt(school);
    return { caseId, entryId: (await view(school, caseId)).timeline[0]?.id, text: 'Tuesday', reason: 'Wrong day' };
  }),
  'cases.namePerson': work(1, (w) => ({ who: pupilOf(w), parts: ['witness'] })),
  'cases.refer': work(1, () => call),
  'cases.chase': change('lead', 'head', 1, async ({ school }) => {
    const caseId = await caseAt(school);
    const rung = await school.perform(useCases['cases.refer'], fresh(school, 'lead'), { caseId, ...call });
    const referralId = rung.view?.referrals[0]?.referralId;
    return { caseId, referralId, said: 'They will ring', reference: 'CAD 1', chaseOn: null };
  }),
  'cases.decideSanctions': change('lead', 'head', 1, async (w) => {
    const { caseId, key } = await named(w, TO_OUTCOME);
    const lines = [{ column: 'headteacher', decision: 'declined', reason: 'Not needed' }];
    return { caseId, personKey: key, row: 'p_device_misuse', lines };
  }),
  'cases.act': work(1, () => ({
    what: 'technical',
    text: 'Filter',
    doerId: null,
    office: 'Helpdesk',
    dueOn: '2030-01-10',
  })),
  'cases.finishAct': change('lead', 'head', 0, async (w) => ({ ...(await withTask(w)), said: 'Done' })),
  'cases.record': work(1, () => ({ record: { kind: 'support', personKey: null, plan: 'A trusted adult' } })),
  'cases.link': change('lead', 'head', 0, async ({ school }) => ({
    caseId: await caseAt(school),
    otherId: await caseAt(school),
    why: 'related',
  })),
  // Where no paper may come, that somebody tried is what is recorded.
  'cases.openUpload': work(1),
  'cases.addPaper': change('lead', 'head', 'conflict', async ({ school }) => ({
    caseId: await caseAt(school, TO_PAPERS),
    ...paper(),
  })),
  'cases.readPaper': change('lead', 'head', 1, async ({ school }) => {
    const caseId = await caseAt(school, TO_PAPERS);
    const added = paper();
    await school.perform(useCases['cases.addPaper'], fresh(school, 'lead'), { caseId, ...added });
    return { caseId, paperId: added.paperId };
  }),
  'cases.askExport': work(1, ({ school }) => ({ ...copy, secondId: school.id('deputy') })),
  'cases.agreeExport': change('deputy', 'teacher', 'conflict', async ({ school }) => {
    const caseId = await caseAt(school);
    const asked = { caseId, ...copy, secondId: school.id('deputy') };
    const { view: after } = await school.perform(useCases['cases.askExport'], fresh(school, 'lead'), asked);
    return { caseId, askId: after?.exporting?.id, agrees: true, reason: 'They have a right to it' };
  }),
  'cases.export': work(1, () => copy),
  'cases.watch': {
    by: 'service',
    refused: 'trustHead',
    input: async ({ school }) => {
      await caseAt(school, 'opened no no no no');
      school.at(day('2026-09-14'));
      return {};
    },
    leaves: 1,
    again: 0,
  },
  'figures.read': { by: 'head', refused: 'teacher', input: () => ({}), leaves: 0, again: 0 },
  'figures.export': change('head', 'teacher', 1, () => ({})),
  'tasks.mine': { by: 'teacher', refused: 'service', input: () => ({}), leaves: 0, again: 0 },
  'tasks.finish': change('teacher', 'colleague', 0, async (w) => ({ taskId: (await withTask(w)).taskId, said: '' })),
  'lowLevel.record': change('head', 'deputy', 1, ({ school }) => ({ personId: school.id('teacher'), ...concern })),
  'lowLevel.list': change('head', 'deputy', 1, async ({ school }) => {
    const input = { personId: PersonId.parse(school.id('teacher')), ...concern };
    await school.perform(useCases['lowLevel.record'], fresh(school, 'head'), input);
    return {};
  }),
} satisfies Partial<Record<keyof typeof useCases, Case>>;
