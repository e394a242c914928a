import { DEFAULT_CALENDAR } from '../../src/core/people/calendar-data';
import { type Actor } from '../../src/core/access/actor';
import { useCases } from '../../src/core/use-cases';
import { CASE_ROWS } from './case-rows';
import { CHART_ROWS } from './chart-rows';
import { MAIL_ROWS } from './mail-rows';
import { REPORT_ROWS } from './report-rows';
import {
  askedForPass,
  askedForPasswords,
  askingForPass,
  askingForPasswords,
  claimed,
  declaring,
  manyRows,
  oakLeaving,
  pupilsAsked,
  reviewOf,
  starterOf,
  stopped,
} from './account-world';
import { type Role, type SchoolFixture, day, documentOf } from './school';
import type { World } from './world';

export type Who = Role | 'service';
export const actorOf = (school: SchoolFixture, who: Who): Actor =>
  who === 'service' ? school.service : { ...school.actor(who), signIn: { method: 'practice', at: school.now() } };

/** How one use case is tried. `leaves`: how many entries it leaves; `again`: the same once more, or how it is refused. */
export interface Case {
  readonly by: Who;
  readonly refused: Who;
  readonly input: (w: World) => unknown;
  readonly leaves: 0 | 1;
  readonly again: 0 | 1 | 'conflict' | 'not_found' | 'invalid_input';
}

const read = (by: Who, refused: Who, input: Case['input'] = () => ({})): Case => ({
  by,
  refused,
  input,
  leaves: 0,
  again: 0,
});
const write = (by: Who, refused: Who, again: Case['again'], input: Case['input'] = () => ({})): Case => ({
  by,
  refused,
  input,
  leaves: 1,
  again,
});
const quiet = (by: Who, refused: Who, input: Case['input'] = () => ({})): Case => ({
  ...read(by, refused, input),
});

export const staffList = (...rows: string[][]) => ({
  rows: [['Staff number', 'First name', 'Last name', 'School', 'Job role', 'Start date'], ...rows].map((cells, i) => ({
    line: i + 1,
    cells,
  })),
  isComplete: false,
});
const pupilList = () => ({
  rows: [
    ['Admission number', 'First name', 'Family name', 'School', 'Class', 'Year'],
    ['A1', 'Elder', 'Example', 'Example Primary', 'Oak', '4'],
  ].map((cells, i) => ({ line: i + 1, cells })),
  isComplete: false,
});
const newcomer = ['S-new', 'Newt', 'Comer', 'Example Primary', 'Teacher', '01/09/2026'];
/** Answered at apply time: the hash of what the preview showed. */
const shown = async ({ school }: World) => {
  const list = staffList(newcomer);
  const { hash } = await school.perform(useCases['people.previewList'], school.actor('office'), list);
  return { ...list, hash };
};

const campaign = ({ campaignId }: World) => ({ campaignId });
const forManager = ({ campaignId, school }: World) => ({ campaignId, personId: school.id('manager') });
const holding = ({ school }: World) => ({
  personId: school.id('colleague'),
  role: 'admin' as const,
  schoolId: school.schools.a,
});
const signerDraft = { section: 1, ticked: [], laptop: 'L-1', ipad: '', typedName: '' };

/** A row for every use case of the register: one without a row fails the walk. */
export const CASES: { readonly [N in keyof typeof useCases]: Case } = {
  'me.read': read('teacher', 'service'),
  'people.list': read('coordinator', 'teacher'),
  'people.recordAbsence': write('coordinator', 'teacher', 1, ({ school }) => ({
    personId: school.id('colleague'),
    from: '2026-09-09',
    until: null,
    reason: 'away',
  })),
  'people.mayImport': read('office', 'coordinator'),
  'people.previewList': read('office', 'coordinator', () => staffList(newcomer)),
  'people.applyList': write('office', 'coordinator', 'conflict', shown),
  'roles.list': read('coordinator', 'teacher'),
  'roles.give': write('head', 'deputy', 1, (w) => ({ ...holding(w), until: null })),
  'roles.end': write('head', 'deputy', 'not_found', ({ school }) => ({
    personId: school.id('coordinator'),
    role: 'coordinator',
    schoolId: school.schools.a,
  })),
  'calendar.read': read('teacher', 'service'),
  'calendar.save': write('trustHead', 'teacher', 1, () => ({ calendar: DEFAULT_CALENDAR })),
  'settings.save': write('trustHead', 'coordinator', 1, () => ({ values: { office_phone: '01632 960 100' } })),
  'policies.list': read('teacher', 'service'),
  'policies.read': read('teacher', 'service', ({ agreement }) => ({ policyId: agreement.policyId })),
  'policies.search': read('teacher', 'service', () => ({ q: 'password' })),
  'policies.ask': read('teacher', 'service', () => ({ q: 'password' })),
  'policies.compare': read('teacher', 'service', ({ agreement: { policyId, versionId } }) => ({
    policyId,
    from: versionId,
    to: versionId,
  })),
  'policies.matrices': read('teacher', 'service'),
  'policies.mayImport': read('coordinator', 'teacher'),
  'policies.saveDraft': write('coordinator', 'teacher', 'invalid_input', ({ school }) => ({
    policyId: null,
    kind: 'policy',
    audience: null,
    schoolId: school.schools.a,
    label: '1.0',
    document: documentOf('New'),
    sourceName: null,
  })),
  'policies.changeDraft': write('coordinator', 'teacher', 'conflict', ({ draft: { versionId, textHash } }) => ({
    versionId,
    textHash,
    label: '1.1',
    document: documentOf('A draft', ['I will lock my screen.']),
  })),
  'policies.approve': write('head', 'coordinator', 'conflict', ({ draft: { versionId, textHash } }) => ({
    versionId,
    textHash,
    change: 'minor',
    reason: 'A phone number',
  })),
  'policies.sendBack': write('head', 'coordinator', 'conflict', ({ approved: { versionId } }) => ({
    versionId,
    reason: 'Not yet',
  })),
  'policies.ratify': write('clerk', 'teacher', 'conflict', ({ approved: { versionId } }) => ({
    versionId,
    ratifiedOn: '2026-09-08',
    minute: 'FGB 2',
  })),
  'policies.publish': write('head', 'clerk', 'conflict', ({ approved: { versionId } }) => ({
    versionId,
    nextReviewOn: '2027-09-01',
    pendingRatification: 'Governors meet in October',
  })),
  'tenant.establish': quiet('service', 'trustHead', () => ({
    trustName: 'Second',
    schools: [],
    people: [],
    roles: [],
    absences: [],
    pupils: [],
  })),
  'home.read': read('teacher', 'service'),
  'settings.read': read('coordinator', 'teacher'),
  'agreements.signing': read('manager', 'elsewhere', campaign),
  'agreements.saveDraft': quiet('manager', 'elsewhere', ({ campaignId, agreement: { versionId } }) => ({
    campaignId,
    draft: { ...signerDraft, versionId },
  })),
  'agreements.sign': write('manager', 'elsewhere', 0, ({ school, campaignId }) =>
    school.signing(campaignId, 'manager'),
  ),
  'agreements.ask': write('manager', 'elsewhere', 1, ({ campaignId }) => ({
    campaignId,
    statementKey: null,
    text: 'Why?',
  })),
  'agreements.withdrawQuestion': write('colleague', 'elsewhere', 0, campaign),
  'questions.list': read('coordinator', 'teacher'),
  'questions.answer': write('coordinator', 'teacher', 'conflict', ({ questionId }) => ({ questionId, text: 'Yes.' })),
  'campaigns.list': read('coordinator', 'teacher'),
  'campaigns.preview': read('coordinator', 'teacher', ({ school, agreement }) => ({
    policyId: agreement.policyId,
    audience: { schools: [school.schools.a], jobRoles: 'all' },
    opensOn: '2026-09-09',
  })),
  'campaigns.start': write('coordinator', 'teacher', 'conflict', ({ school, other }) => ({
    policyId: other.policyId,
    trigger: 'yearly',
    audience: { schools: [school.schools.a], jobRoles: 'all' },
    opensOn: '2026-09-09',
    dueOn: '2026-10-01',
  })),
  'campaigns.close': write('coordinator', 'teacher', 'conflict', campaign),
  'campaigns.reconcile': quiet('service', 'trustHead'),
  'completeness.read': read('coordinator', 'teacher', campaign),
  'completeness.list': read('coordinator', 'teacher', campaign),
  'completeness.export': write('coordinator', 'teacher', 1, campaign),
  'agreements.excuse': write('coordinator', 'teacher', 1, (w) => ({
    ...forManager(w),
    reason: 'On a long course',
    reviewOn: null,
  })),
  'agreements.remind': write('coordinator', 'colleague', 0, ({ campaignId, school }) => ({
    campaignId,
    personIds: [school.id('manager')],
  })),
  'agreements.recordPaper': write('office', 'teacher', 0, (w) => ({
    ...forManager(w),
    signedOn: '2026-09-09',
    keptWhere: 'Office safe',
    laptop: '',
    ipad: '',
  })),
  'agreements.chase': write('service', 'trustHead', 0),
  'countersign.list': read('manager', 'teacher'),
  'countersign.sign': write('manager', 'colleague', 0, ({ attestationId }) => ({ attestationId })),
  'classSheets.list': read('teacher', 'governor'),
  'classSheets.read': read('teacher', 'elsewhere', ({ school }) => ({
    schoolId: school.schools.a,
    className: 'Oak',
  })),
  'classSheets.record': write('teacher', 'elsewhere', 1, ({ school, ks2 }) => ({
    schoolId: school.schools.a,
    className: 'Oak',
    entries: [
      {
        pupilId: school.pupils.oak[0],
        versionId: ks2.versionId,
        pupilMark: true,
        parentSignedOn: '2026-09-08',
        goneThroughWith: '',
        consent: { website: true },
        paperKept: 'Class file',
      },
    ],
  })),
  'receipts.read': read('teacher', 'colleague', ({ attestationId }) => ({ attestationId })),
  'notices.mine': read('teacher', 'service'),
  'notices.claim': write('service', 'trustHead', 0, () => ({ limit: 50 })),
  'notices.settle': quiet('service', 'trustHead', async ({ school }) => ({
    noticeId: (await school.notices('coordinator'))[0]?.id,
    delivery: 'confirmed',
  })),
  'policies.remindReviews': write('service', 'trustHead', 0, ({ school }) => {
    school.at(day('2027-09-15'));
    return {};
  }),
  'chat.reach': write('teacher', 'service', 0, () => ({ reference: '{}' })),
  'chat.leave': quiet('teacher', 'service'),
  'chat.shown': quiet('teacher', 'service', () => ({ cardId: 'message-1' })),
  'chat.find': read('service', 'trustHead', ({ school }) => ({ oid: school.id('teacher') })),
  'chat.lose': quiet('service', 'trustHead', ({ school }) => ({ oid: school.id('teacher') })),
  ...REPORT_ROWS,
  ...MAIL_ROWS,
  ...CASE_ROWS,
  ...CHART_ROWS,
  'accounts.list': read('office', 'teacher'),
  'accounts.plan': read('office', 'teacher', ({ accounts }) => ({ planId: accounts.waiting.planId })),
  'accounts.person': read('office', 'teacher', ({ school }) => ({ personId: school.id('colleague') })),
  'accounts.setUp': read('office', 'teacher'),
  'accounts.saveScheme': write('trustHead', 'head', 1, ({ accounts }) => ({ scheme: accounts.scheme })),
  'accounts.saveTemplate': write('ict', 'office', 1, ({ accounts }) => ({ template: accounts.template })),
  'accounts.check': read('office', 'teacher', ({ school }) => starterOf(school)),
  'accounts.requestStarter': write('office', 'teacher', 'invalid_input', ({ school }) => starterOf(school, 'S-new')),
  'accounts.request': write('office', 'teacher', 1, ({ school }) => ({
    kind: 'leaver',
    personId: school.id('colleague'),
    lastWorkingDay: '2026-12-18',
    contractEnd: '2026-12-31',
  })),
  'pupils.previewList': read('office', 'coordinator', () => pupilList()),
  'pupils.applyList': write('office', 'coordinator', 'conflict', async ({ school }) => {
    const { hash } = await school.perform(useCases['pupils.previewList'], school.actor('office'), pupilList());
    return { ...pupilList(), hash };
  }),
  'accounts.mayAskForMany': read('office', 'teacher'),
  'accounts.previewMany': read('office', 'teacher', () => ({ rows: manyRows('S-more') })),
  'accounts.requestMany': write('office', 'teacher', 'conflict', async ({ school }) => {
    const rows = manyRows('S-more');
    const { hash } = await school.perform(useCases['accounts.previewMany'], school.actor('office'), { rows });
    return { rows, hash, name: 'September.csv' };
  }),
  'accounts.batch': read('ict', 'teacher', ({ accounts }) => ({ batchId: accounts.batch.batchId })),
  'accounts.approveBatch': write('ict', 'office', 'conflict', ({ accounts }) => ({ ...accounts.batch })),
  'accounts.withdrawBatch': write('office', 'teacher', 'conflict', ({ accounts }) => ({
    batchId: accounts.batch.batchId,
    reason: 'The wrong list',
  })),
  'accounts.pupils': read('office', 'teacher', ({ school }) => ({ schoolId: school.schools.a })),
  'accounts.askForPupils': write('office', 'teacher', 'conflict', ({ school }) => pupilsAsked(school)),
  'accounts.yearLeaves': write('office', 'teacher', 'conflict', ({ school }) => oakLeaving(school)),
  'accounts.lapses': read('office', 'teacher'),
  'accounts.chaseConfirming': write('service', 'trustHead', 0),
  'accounts.toCount': read('service', 'trustHead'),
  'accounts.keepSeats': quiet('service', 'trustHead', () => ({ byGroup: {} })),
  'accounts.withdraw': write('office', 'teacher', 'conflict', ({ accounts }) => ({
    planId: accounts.waiting.planId,
    reason: 'A mistake',
  })),
  'accounts.approve': write('ict', 'office', 'conflict', ({ accounts }) => ({ ...accounts.waiting })),
  'accounts.closeAtOnce': write('head', 'office', 1, ({ school }) => ({
    personId: school.id('manager'),
    reason: 'Safety',
  })),
  'accounts.confirmClose': write('deputy', 'head', 'conflict', ({ accounts }) => ({ ...accounts.emergency })),
  'accounts.finishHandOff': write('office', 'teacher', 'conflict', ({ accounts }) => ({
    handOffId: accounts.handOffId,
    proof: 'The fob is in the safe',
  })),
  'accounts.holds': read('head', 'office'),
  'accounts.placeHold': write('lead', 'office', 1, ({ school }) => ({
    personId: school.id('colleague'),
    reason: 'To be kept',
  })),
  'accounts.releaseHold': write('lead', 'office', 'not_found', ({ school }) => ({ personId: school.id('clerk') })),
  'equipment.list': read('office', 'teacher'),
  'equipment.save': write('office', 'teacher', 1, ({ school }) => ({
    equipmentId: null,
    personId: school.id('colleague'),
    kind: 'laptop',
    number: 'L-1',
    issuedOn: '2026-09-09',
    returnedOn: null,
    condition: 'New',
  })),
  'accounts.ending': read('office', 'teacher'),
  'access.register': read('office', 'teacher'),
  'access.sign': write('head', 'office', 1, ({ school }) => reviewOf(school)),
  'accounts.remind': write('service', 'trustHead', 0, ({ school }) => {
    school.at(day('2026-10-07'));
    return {};
  }),
  'equipment.takeDeclared': write('service', 'trustHead', 0, async (world) => declaring(world)),
  'accounts.goOn': write('deputy', 'head', 'conflict', ({ school }) => stopped(school)),
  'passes.ask': write('ict', 'teacher', 'conflict', ({ school }) => askingForPass(school)),
  'passes.fetch': quiet('ict', 'office', ({ school }) => askedForPass(school)),
  'passes.ofClass': read('office', 'teacher', ({ school }) => ({ schoolId: school.schools.a, className: 'Oak' })),
  'passes.askForClass': write('office', 'teacher', 'conflict', ({ school }) => askingForPasswords(school)),
  'passes.fetchClass': quiet('office', 'teacher', ({ school }) => askedForPasswords(school)),
  'passes.begin': write('service', 'trustHead', 0, async ({ school }) => {
    await askedForPass(school);
    return {};
  }),
  'passes.keep': write('service', 'trustHead', 0, async ({ school }) => {
    const { passId } = await askedForPass(school);
    await school.perform(useCases['passes.begin'], school.service, {});
    return { passId, made: { state: 'held' } };
  }),
  'accounts.toPlan': read('service', 'trustHead', () => ({ limit: 10 })),
  'accounts.keepPlan': write('service', 'trustHead', 0, ({ accounts }) => ({
    requestId: accounts.askedId,
    actual: { accounts: [], deleted: null },
  })),
  'accounts.claim': write('service', 'trustHead', 0, () => ({ by: 'worker', seconds: 60, limit: 10 })),
  'accounts.hold': quiet('service', 'trustHead', ({ school }) => claimed(school)),
  'accounts.keepSnapshot': write('service', 'trustHead', 1, ({ accounts }) => ({
    planId: accounts.emergency.planId,
    snapshot: { takenAt: 1 },
  })),
  'accounts.note': write('service', 'trustHead', 1, async ({ school }) => {
    const { planIds, ...lease } = await claimed(school);
    const result = {
      key: 'close',
      change: { do: 'close' },
      state: 'sent',
      at: 1,
      attempts: 1,
      orderId: null,
      code: null,
    };
    const results = [{ ...result, notBefore: null }];
    return { ...lease, notes: planIds.map((caseId) => ({ caseId, results })) };
  }),
  'accounts.toCheck': read('service', 'trustHead', () => ({ olderThanMs: 0, limit: 10 })),
  'accounts.keepFindings': quiet('service', 'trustHead', ({ school }) => ({
    personId: school.id('colleague'),
    actual: { accounts: [], deleted: null },
  })),
  'ledger.status': read('coordinator', 'teacher'),
  'ledger.openExport': write('trustHead', 'head', 1),
  'ledger.readPage': read('trustHead', 'head', () => ({ from: 1, to: 10 })),
};
