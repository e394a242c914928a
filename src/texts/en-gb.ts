/**
 * Every sentence a person reads, in British English. A file for each page or channel; this list names them.
 * Sentences with a gap are functions. Keep words short, say what happened and what to do, and blame nobody.
 */
export { about } from './en-gb/about';
export { accountDesk } from './en-gb/account-desk';
export { accountLists } from './en-gb/account-lists';
export { accountPupils } from './en-gb/account-pupils';
export { accountPages } from './en-gb/account-pages';
export { accountRegisters } from './en-gb/account-registers';
export { accountSetUp } from './en-gb/account-set-up';
export { accountStops } from './en-gb/account-stops';
export { accounts } from './en-gb/accounts';
export { agreements } from './en-gb/agreements';
export { bot } from './en-gb/bot';
export { caseMail } from './en-gb/case-mail';
export { casePages } from './en-gb/case-pages';
export { charts } from './en-gb/charts';
export { classSheets } from './en-gb/class-sheets';
export { configure } from './en-gb/configure';
export { countersign } from './en-gb/countersign';
export { dates } from './en-gb/dates';
export { errors } from './en-gb/errors';
export { frame } from './en-gb/frame';
export { home } from './en-gb/home';
export { outlook } from './en-gb/outlook';
export { people } from './en-gb/people';
export { policies } from './en-gb/policies';
export { policyImport } from './en-gb/policy-import';
export { questions } from './en-gb/questions';
export { register } from './en-gb/register';
export { settings } from './en-gb/settings';
export { shell } from './en-gb/shell';
export { sign } from './en-gb/sign';
export { work } from './en-gb/work';
