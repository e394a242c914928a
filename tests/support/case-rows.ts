import { CaseId, PersonId } from '../../src/core/ids';
import type { CaseView } from '../../src/core/incidents/case-views';
import type { Flag } from '../../src/core/incidents/flags';
import { useCases } from '../../src/core/use-cases';
import type { Case } from './cases';
import { openIn } from './incident';
import type { Role, SchoolFixture } from './school';
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
  for (const choice of answers.split(' ').filter((a) => a !== '')) {
    const { rev, step } = await view(school, caseId);
    const input = { caseId, rev, node: step?.node, choices: [choice] };
    await school.perform(useCases['cases.answer'], fresh(school, 'lead'), input);
  }
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
    dueOn: '2026-09-20',
  };
  const { view: after } = await school.perform(useCases['cases.act'], fresh(school, 'lead'), { caseId, ...task });
  return { caseId, taskId: after?.tasks[0]?.taskId };
}

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
    const lines = [{ column: 'headteacher', decision: 'accepted', reason: 'Fits' }];
    return { caseId, personKey: key, row: 'p_device_misuse', lines };
  }),
  'cases.act': work(1, () => ({
    what: 'technical',
    text: 'Filter',
    doerId: null,
    office: 'Helpdesk',
    dueOn: '2026-09-20',
  })),
  'cases.finishAct': change('lead', 'head', 0, async (w) => ({ ...(await withTask(w)), said: 'Done' })),
  'cases.record': work(1, () => ({ record: { kind: 'support', personKey: null, plan: 'A trusted adult' } })),
  'cases.link': change('lead', 'head', 0, async ({ school }) => ({
    caseId: await caseAt(school),
    otherId: await caseAt(school),
    why: 'related',
  })),
  'tasks.mine': { by: 'teacher', refused: 'service', input: () => ({}), leaves: 0, again: 0 },
  'tasks.finish': change('teacher', 'colleague', 0, async (w) => ({ taskId: (await withTask(w)).taskId, said: '' })),
  'lowLevel.record': change('head', 'deputy', 1, ({ school }) => ({ personId: school.id('teacher'), ...concern })),
  'lowLevel.list': change('head', 'deputy', 1, async ({ school }) => {
    const input = { personId: PersonId.parse(school.id('teacher')), ...concern };
    await school.perform(useCases['lowLevel.record'], fresh(school, 'head'), input);
    return {};
  }),
} satisfies Partial<Record<keyof typeof useCases, Case>>;
