import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { makeSealer } from '../../../src/adapters/store/sealer';
import type { PersonActor } from '../../../src/core/access/actor';
import { PersonId } from '../../../src/core/ids';
import type { Flag } from '../../../src/core/incidents/flags';
import { useCases } from '../../../src/core/use-cases';
import { everyday, withStore } from '../../support/engines';
import { type Incident, makeIncident } from '../../support/incident';
import { type Ids, NAMES, TRIES, makeTry, normal, nowhere } from '../../support/probes';
import type { Role } from '../../support/school';

/** Each post named as subject, by ticking it and by name; and people without one. */
const SUBJECTS: readonly { who: Role; flags: Flag[]; named: boolean; reporter?: Role }[] = [
  { who: 'head', flags: ['subject_head', 'danger', 'affected_pupil'], named: false },
  { who: 'lead', flags: ['subject_dsl', 'affected_pupil'], named: false },
  { who: 'manager', flags: ['subject_deputy', 'affected_pupil'], named: false },
  { who: 'ict', flags: ['subject_ict', 'affected_pupil'], named: false },
  { who: 'elsewhere', flags: ['subject_chair', 'affected_pupil'], named: false },
  { who: 'deputy', flags: ['subject_adult', 'affected_pupil'], named: true },
  { who: 'coordinator', flags: ['subject_adult', 'imagery', 'crime'], named: true },
  { who: 'governor', flags: ['subject_adult', 'crime'], named: true },
  { who: 'clerk', flags: ['subject_adult'], named: true },
  { who: 'head', flags: ['subject_adult', 'affected_pupil'], named: true },
  { who: 'teacher', flags: ['subject_adult', 'affected_pupil'], named: true },
  { who: 'teacher', flags: ['subject_self', 'affected_pupil'], named: false, reporter: 'teacher' },
];
/** Roles that open no case, whatever it is about. */
const TECHNICAL: readonly Role[] = ['ict', 'office'];
/** How long the whole ledger is cannot be hidden from whoever may export it: see the last test here. */
const LEDGER = ['ledger.status', 'ledger.openExport', 'ledger.readPage'];
const ASKED = NAMES.filter((name) => !LEDGER.includes(name));

test('every use case about cases is among what is tried', () => {
  const about = NAMES.filter((name) => /^(cases|tasks|lowLevel|figures)\./.test(name));
  expect(about.filter((name) => !TRIES[name])).toEqual([]);
});

/** Opens a case, has it worked by whoever owns it, with all that can be in one. */
async function workedCase(it: Incident, o: Parameters<Incident['open']>[0], owner: Role): Promise<Ids> {
  const caseId = await it.open({ reporter: 'colleague', ...o });
  await it.walk(caseId, owner, 'T0 opened', 'T1 no', 'T1c no');
  const pupilId = it.school.pupils.oak[0];
  await it.do('cases.namePerson', owner, { caseId, who: { kind: 'pupil', pupilId }, parts: ['victim'] });
  await it.do('cases.note', owner, { caseId, text: 'Words nobody else may read' });
  const referral = { agency: 'lado', contact: 'A', at: 0, reference: 'B', advice: 'C', chaseOn: null };
  await it.do('cases.refer', owner, { caseId, ...referral });
  const task = { what: 'action', text: 'See to it', doerId: it.id('office'), office: '', dueOn: '2026-09-20' };
  const { view } = await it.do('cases.act', owner, { caseId, ...task });
  return {
    ...nowhere(pupilId, it.id('colleague')),
    caseId,
    entryId: view?.timeline[0]?.id ?? '',
    taskId: view?.tasks[0]?.taskId ?? '',
    referralId: view?.referrals[0]?.referralId ?? '',
  };
}

async function ownerOf(it: Incident, caseId: string): Promise<Role> {
  const row = await it.school.unit.run(it.school.service, 'read', (w) => w.cases.byId(caseId as never));
  const roles = ['head', 'lead', 'manager', 'elsewhere', 'clerk', 'governor', 'deputy', 'trustHead'] as const;
  const owner = roles.find((role) => it.id(role) === row?.ownerId);
  if (!owner) throw new Error('somebody of the school owns it');
  return owner;
}

describe.each(everyday)('nobody learns of a case about themselves, on %s', (engine) => {
  const at = withStore(engine);
  const some = engine === 'embedded' ? SUBJECTS.slice(0, 2) : SUBJECTS;

  /** All that a person is told, whatever they try. */
  async function everything(it: Incident, actor: PersonActor, ids: Ids, known: ReadonlySet<string>) {
    const attempt = makeTry(it.school);
    const told: Record<string, string> = {};
    for (const name of ASKED) told[name] = normal(await attempt(name, actor, TRIES[name]?.(ids) ?? {}), known);
    for (const view of ['mine', 'due', 'waiting', 'closed'])
      told[`cases.list ${view}`] = normal(await attempt('cases.list', actor, { view }), known);
    return told;
  }
  const knownTo = (it: Incident) => new Set([...it.school.pupils.oak, ...Object.values(it.school.schools)] as string[]);

  test.each(some)(
    '$who ($flags, named: $named)',
    async ({ who, flags, named, reporter }) => {
      const it = await makeIncident(at.store);
      // The same person under another entry of the register, with another account.
      const double = PersonId.parse(randomUUID());
      const twin = { ...it.as(who).person, id: double, oid: double, staffNumber: ` s-${who} ` };
      await it.school.unit.run(it.school.service, 'write', (w) => w.people.add([twin]));
      const self = it.as(who);
      const asTwin: PersonActor = { ...self, person: twin, oid: double, alsoIds: [it.id(who)] };
      const nothing = nowhere(it.school.pupils.oak[0], it.id('colleague'));
      const known = knownTo(it);
      const before = [await everything(it, self, nothing, known), await everything(it, asTwin, nothing, known)];

      const o = { flags, named: named ? [who] : [], ...(reporter && { reporter }) };
      const probe = await it.open(o);
      const ids = await workedCase(it, o, await ownerOf(it, probe));

      expect(await everything(it, self, ids, known)).toEqual(before[0]);
      expect(await everything(it, asTwin, ids, known)).toEqual(before[1]);
      expect(await it.school.notices(who)).toEqual([]);
    },
    120_000,
  );

  test.each(TECHNICAL)('%s opens nothing of a case, and is counted nothing of it', async (who) => {
    const it = await makeIncident(at.store);
    const nothing = nowhere(it.school.pupils.oak[0], it.id('colleague'));
    const before = await everything(it, it.as(who), nothing, knownTo(it));
    const ids = await workedCase(it, { flags: ['subject_pupil', 'affected_pupil'] }, 'lead');
    const after = await everything(it, it.as(who), { ...ids, taskId: nothing.taskId }, knownTo(it));
    // The office was given a task: the task is all it sees.
    const own = who === 'office' ? ['tasks.mine', 'notices.mine'] : [];
    for (const name of own) expect(after[name]).not.toEqual(before[name]);
    for (const name of own) delete after[name];
    for (const name of own) delete before[name];
    expect(after).toEqual(before);
  });

  test('whoever is named later is out at once: owner, second person and all', async () => {
    const it = await makeIncident(at.store);
    const known = knownTo(it);
    const nothing = nowhere(it.school.pupils.oak[0], it.id('colleague'));
    const before = await everything(it, it.as('head'), nothing, known);
    const ids = await workedCase(it, { flags: ['subject_adult', 'affected_pupil'], named: ['teacher'] }, 'head');
    expect((await it.read('head', ids.caseId as never)).owner?.id).toBe(it.id('head'));
    const who = { kind: 'staff', personId: it.id('head') };
    const { view } = await it.do('cases.namePerson', 'head', { caseId: ids.caseId, who, parts: ['instigator'] });
    expect(view).toBeNull();
    const after = await everything(it, it.as('head'), ids, known);
    // What was told before it was about them is still among their notices; nothing new is.
    delete after['notices.mine'];
    delete before['notices.mine'];
    expect(after).toEqual(before);
    const read = await it.read('elsewhere', ids.caseId as never);
    expect(read).toMatchObject({ owner: { id: it.id('elsewhere') }, step: { node: 'T2' } });
    expect(read.flags).toEqual(expect.arrayContaining(['subject_head']));
    expect(read.members.map((m) => m.id)).not.toContain(it.id('head'));
  });

  test('the tries are no shots in the dark: whoever has the case is answered', async () => {
    const it = await makeIncident(at.store);
    const ids = await workedCase(it, { flags: ['subject_pupil', 'affected_pupil'] }, 'lead');
    const attempt = makeTry(it.school);
    const open = NAMES.filter((name) => name.startsWith('cases.') && 'caseId' in (TRIES[name]?.(ids) ?? {}));
    expect(open.length).toBeGreaterThan(20);
    for (const name of open) {
      const told = await attempt(name, it.as('lead'), TRIES[name]?.(ids));
      // There is no other case and no paper; all else is done, or told why not now.
      const isAbsent = JSON.stringify(told).includes('not_found');
      expect([name, isAbsent]).toEqual([name, ['cases.link', 'cases.readPaper'].includes(name)]);
    }
  });

  test('the ledger a head may export says no more of a case about the head than of any other', async () => {
    const pages: string[] = [];
    for (const about of [
      { flags: ['subject_head'] as Flag[], owner: 'elsewhere' as Role },
      { flags: ['subject_chair'] as Flag[], owner: 'head' as Role },
    ]) {
      const it = await makeIncident(at.store);
      await workedCase(it, { flags: about.flags }, about.owner);
      const signer = { name: 'school.example', key: generateKeyPairSync('ed25519').privateKey };
      await makeSealer(at.store, it.school.tenantId, signer).seal();
      const page = await it.school.perform(useCases['ledger.readPage'], it.as('trustHead'), { from: 1, to: 500 });
      const all = await it.school.entries();
      expect(all.filter((e) => e.kind.startsWith('incident.')).length).toBeGreaterThan(5);
      const told = [page.map((e) => [e.kind, e.payload]), all.map((e) => e.kind)];
      pages.push(normal(told, new Set<string>()));
      const ours = page.filter((e) => e.kind.startsWith('incident.'));
      expect(ours.length).toBeGreaterThan(5);
      expect(ours.filter((e) => e.payload !== null || e.salt !== null)).toEqual([]);
    }
    expect(pages[0]).toEqual(pages[1]);
  });
});
