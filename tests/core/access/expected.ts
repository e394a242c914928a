import type { useCases } from '../../../src/core/use-cases';
import type { Who } from '../../support/cases';

/**
 * Who gets as far as beginning each use case on school a's records (their own, where it is about oneself). Read it
 * against the school's practice before changing a line; `elsewhere…` are people of school b, whose lists the store
 * narrows to their own school.
 */
const ANYBODY = [
  ...['teacher', 'colleague', 'manager', 'coordinator', 'lead', 'deputy', 'head', 'office', 'ict', 'governor', 'clerk'],
  ...['elsewhere', 'elsewhereHead', 'trustHead'],
];
const ASKED = ANYBODY.filter((who) => !who.startsWith('elsewhere'));
const COORDINATE = ['coordinator', 'lead', 'deputy', 'head', 'trustHead'];
const COORDINATE_SOMEWHERE = ['coordinator', 'lead', 'deputy', 'head', 'elsewhereHead', 'trustHead'];
const AND_OFFICE = ['coordinator', 'lead', 'deputy', 'head', 'office', 'trustHead'];
const DRAFT = ['coordinator', 'lead', 'deputy', 'head', 'ict', 'trustHead'];
const IMPORT = ['deputy', 'head', 'office', 'elsewhereHead', 'trustHead'];
const SEE_SET_UP = ['coordinator', 'lead', 'deputy', 'head', 'office', 'ict', 'elsewhereHead', 'trustHead'];
const SEE_COMPLETENESS = [
  ...['manager', 'coordinator', 'lead', 'deputy', 'head', 'office', 'governor', 'elsewhereHead', 'trustHead'],
];
const CLASS = [
  'teacher',
  'colleague',
  'manager',
  'coordinator',
  'lead',
  'deputy',
  'head',
  'office',
  'ict',
  'trustHead',
];
const KEEP_CASES = ['coordinator', 'lead', 'deputy', 'head', 'governor', 'elsewhereHead', 'trustHead'];
const FIGURES = ['lead', 'deputy', 'head', 'governor', 'clerk', 'elsewhereHead', 'trustHead'];
const SERVICE = ['service'];
const SEE_ACCOUNTS = ['deputy', 'head', 'office', 'ict', 'elsewhereHead', 'trustHead'];
const SEE_ONE_ACCOUNT = ['deputy', 'head', 'office', 'ict', 'trustHead'];
const SET_UP_ACCOUNTS = ['deputy', 'head', 'ict', 'elsewhereHead', 'trustHead'];

const expected: Readonly<Record<keyof typeof useCases, readonly string[]>> = {
  'me.read': ANYBODY,
  'people.list': SEE_SET_UP,
  'people.recordAbsence': AND_OFFICE,
  'people.mayImport': IMPORT,
  'people.previewList': IMPORT,
  'people.applyList': IMPORT,
  'roles.list': [
    ...['coordinator', 'lead', 'deputy', 'head', 'office', 'ict', 'governor', 'clerk', 'elsewhereHead', 'trustHead'],
  ],
  'roles.give': ['head', 'trustHead'],
  'roles.end': ['head', 'trustHead'],
  'calendar.read': ANYBODY,
  'calendar.save': ['coordinator', 'lead', 'deputy', 'head', 'office', 'elsewhereHead', 'trustHead'],
  'settings.save': ['trustHead'],
  'policies.list': ANYBODY,
  'policies.read': ANYBODY,
  'policies.search': ANYBODY,
  'policies.ask': ANYBODY,
  'policies.compare': ANYBODY,
  'policies.matrices': ANYBODY,
  'policies.mayImport': ['coordinator', 'lead', 'deputy', 'head', 'ict', 'elsewhereHead', 'trustHead'],
  'policies.saveDraft': DRAFT,
  'policies.changeDraft': DRAFT,
  'policies.approve': ['deputy', 'head', 'trustHead'],
  'policies.sendBack': ['deputy', 'head', 'trustHead'],
  // The coordinator may for others' texts; this one is their own.
  'policies.ratify': ['head', 'governor', 'clerk', 'trustHead'],
  'policies.publish': COORDINATE,
  'tenant.establish': SERVICE,
  'home.read': ANYBODY,
  'settings.read': SEE_SET_UP,
  'agreements.signing': ASKED,
  'agreements.saveDraft': ASKED,
  'agreements.sign': ASKED,
  'agreements.ask': ASKED,
  'agreements.withdrawQuestion': ASKED,
  'questions.list': COORDINATE_SOMEWHERE,
  'questions.answer': COORDINATE,
  'campaigns.list': SEE_COMPLETENESS,
  'campaigns.preview': COORDINATE,
  'campaigns.start': COORDINATE,
  'campaigns.close': COORDINATE,
  'campaigns.reconcile': SERVICE,
  'completeness.read': SEE_COMPLETENESS,
  'completeness.list': SEE_COMPLETENESS,
  'completeness.export': ['manager', 'coordinator', 'lead', 'deputy', 'head', 'elsewhereHead', 'trustHead'],
  'agreements.excuse': COORDINATE,
  'agreements.remind': COORDINATE,
  'agreements.recordPaper': AND_OFFICE,
  'agreements.chase': SERVICE,
  'countersign.list': ['manager', 'deputy', 'head', 'office', 'elsewhereHead', 'trustHead'],
  'countersign.sign': ['manager', 'deputy', 'head', 'office', 'trustHead'],
  'classSheets.list': ANYBODY.filter((who) => who !== 'governor' && who !== 'clerk'),
  'classSheets.read': CLASS,
  'classSheets.record': CLASS,
  'receipts.read': ['teacher', 'coordinator', 'lead', 'deputy', 'head', 'trustHead'],
  'notices.mine': ANYBODY,
  'notices.claim': SERVICE,
  'notices.settle': SERVICE,
  'policies.remindReviews': SERVICE,
  'reports.current': ANYBODY,
  'reports.begin': ANYBODY,
  // Whatever anybody holds: a report in the making is its writer's alone.
  'reports.answer': ['teacher'],
  'reports.say': ['teacher'],
  'reports.back': ['teacher'],
  'reports.change': ['teacher'],
  'reports.stop': ['teacher'],
  'reports.startAgain': ['teacher'],
  'reports.fileArrived': ANYBODY,
  'reports.mine': ANYBODY,
  'reports.add': ['teacher'],
  'reports.directory': ANYBODY,
  'reports.expire': SERVICE,
  'chat.reach': ANYBODY,
  'chat.leave': ANYBODY,
  'chat.shown': ANYBODY,
  'chat.find': SERVICE,
  'chat.lose': SERVICE,
  'cases.list': KEEP_CASES,
  // A pupil's case: nobody’s by their role but the lead’s. Owner and second person where one was asked.
  'cases.read': ['lead'],
  'cases.chronology': KEEP_CASES,
  'cases.find': ['lead'],
  'cases.answer': ['lead'],
  'cases.confirm': ['lead', 'deputy'],
  'cases.stop': ['lead'],
  'cases.handOn': ['lead'],
  'cases.askSecond': ['lead'],
  'cases.unseal': ['lead', 'head'],
  'cases.reopen': ['lead'],
  'cases.note': ['lead'],
  'cases.correct': ['lead'],
  'cases.namePerson': ['lead'],
  'cases.refer': ['lead'],
  'cases.chase': ['lead'],
  'cases.decideSanctions': ['lead'],
  'cases.act': ['lead'],
  'cases.finishAct': ['lead'],
  'cases.record': ['lead'],
  'cases.link': ['lead'],
  'cases.openUpload': ['lead'],
  'cases.addPaper': ['lead'],
  'cases.readPaper': ['lead'],
  'cases.askExport': ['lead'],
  'cases.agreeExport': ['lead', 'deputy'],
  'cases.export': ['lead'],
  'charts.read': ['lead', 'deputy', 'head', 'elsewhereHead', 'trustHead'],
  'charts.picture': ANYBODY,
  'charts.saveDraft': ['lead', 'deputy', 'head', 'elsewhereHead', 'trustHead'],
  'charts.dropDraft': ['lead', 'deputy', 'head', 'elsewhereHead', 'trustHead'],
  'charts.prove': ['lead', 'deputy', 'head', 'elsewhereHead', 'trustHead'],
  'charts.publish': ['trustHead'],
  'figures.read': FIGURES,
  'figures.export': FIGURES,
  'tasks.mine': ANYBODY,
  'tasks.finish': ['teacher'],
  'lowLevel.record': ['head', 'trustHead'],
  'lowLevel.list': ['head', 'elsewhereHead', 'trustHead'],
  'accounts.list': SEE_ACCOUNTS,
  'accounts.plan': SEE_ONE_ACCOUNT,
  'accounts.person': SEE_ONE_ACCOUNT,
  'accounts.setUp': SEE_ACCOUNTS,
  'accounts.saveScheme': SET_UP_ACCOUNTS,
  'accounts.saveTemplate': SET_UP_ACCOUNTS,
  'accounts.check': ['deputy', 'head', 'office', 'trustHead'],
  'accounts.requestStarter': ['deputy', 'head', 'office', 'trustHead'],
  'accounts.request': ['deputy', 'head', 'office', 'trustHead'],
  'accounts.withdraw': ['deputy', 'head', 'office', 'trustHead'],
  // The office asked for it.
  'accounts.approve': ['deputy', 'head', 'ict', 'trustHead'],
  'accounts.closeAtOnce': ['deputy', 'head', 'trustHead'],
  // The head did it.
  'accounts.confirmClose': ['deputy', 'office', 'trustHead'],
  'accounts.finishHandOff': SEE_ONE_ACCOUNT,
  'accounts.placeHold': ['lead', 'deputy', 'head', 'trustHead'],
  'accounts.releaseHold': ['lead', 'deputy', 'head', 'trustHead'],
  'equipment.list': SEE_ACCOUNTS,
  'equipment.save': SEE_ONE_ACCOUNT,
  'accounts.toPlan': SERVICE,
  'accounts.keepPlan': SERVICE,
  'accounts.claim': SERVICE,
  'accounts.hold': SERVICE,
  'accounts.keepSnapshot': SERVICE,
  'accounts.note': SERVICE,
  'accounts.toCheck': SERVICE,
  'accounts.keepFindings': SERVICE,
  'ledger.status': [
    ...['coordinator', 'lead', 'deputy', 'head', 'ict', 'governor', 'clerk', 'elsewhereHead', 'trustHead'],
  ],
  'ledger.openExport': ['trustHead'],
  'ledger.readPage': ['trustHead'],
};
// The names above are those of the little school; a misspelt one matches nobody and fails its row.
export const EXPECTED = expected as Readonly<Record<keyof typeof useCases, readonly Who[]>>;
