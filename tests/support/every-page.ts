import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Output, type Uploads, UPLOADS } from '../../src/api/contract';
import type { Practice } from './practice';
import { apiOf, report } from './reporting';

/** Somebody who may see the page, what it is, and its address or the name of one that `findPlaces` gives. */
export const PAGES = [
  ['class-teacher', 'home', '/home'],
  ['class-teacher', 'a page that is not there', '/policies/one/two/three'],
  ['class-teacher', 'signing', 'sign'],
  ['class-teacher', 'the policies', '/policies'],
  ['class-teacher', 'one policy', 'reader'],
  ['class-teacher', 'what changed in a policy', 'compare'],
  ['class-teacher', 'what is allowed', '/policies/what-is-allowed'],
  ['coordinator', 'bringing in a policy', '/policies/import'],
  ['coordinator', 'editing a policy', 'edit'],
  ['safeguarding-lead', 'the cases', '/work/cases'],
  ['safeguarding-lead', 'one case', 'file'],
  ['safeguarding-lead', 'the people of a case', 'people'],
  ['safeguarding-lead', 'the actions of a case', 'actions'],
  ['safeguarding-lead', 'the papers of a case', 'evidence'],
  ['safeguarding-lead', 'the mails of a case', 'mail'],
  ['safeguarding-lead', 'the referrals of a case', 'referrals'],
  ['safeguarding-lead', 'the path of a case', 'chart'],
  ['safeguarding-lead', 'who looked at a case', 'looks'],
  ['safeguarding-lead', 'tasks', '/work/cases/tasks'],
  ['head', 'figures', '/work/case-figures'],
  ['head', 'low-level concerns', '/work/low-level'],
  ['executive-head', 'the flowcharts', '/work/charts'],
  ['coordinator', 'work', '/work'],
  ['coordinator', 'the rounds of signing', '/work/agreements'],
  ['coordinator', 'who has signed', 'completeness'],
  ['coordinator', 'starting a round', '/work/agreements/new'],
  ['coordinator', 'questions', '/work/questions'],
  ['line-manager', 'accepting signatures', '/work/countersign'],
  ['coordinator', 'the classes', '/work/class-sheets'],
  ['coordinator', 'one class sheet', 'sheet'],
  ['coordinator', 'bringing in a pupil list', '/work/class-sheets/bring-in'],
  ['office-manager', 'people', '/work/people'],
  ['office-manager', 'bringing in a staff list', '/work/people/import'],
  ['executive-head', 'roles', '/work/people/roles'],
  ['coordinator', 'settings', '/work/settings'],
  ['coordinator', 'the calendar', '/work/settings/calendar'],
  ['office-manager', 'starters and leavers', '/work/accounts'],
  ['office-manager', 'somebody is starting', '/work/accounts/starter'],
  ['office-manager', 'somebody is leaving', '/work/accounts/leaver'],
  ['office-manager', 'many at once', '/work/accounts/many'],
  ['head', 'somebody must be blocked now', '/work/accounts/block'],
  ['ict-manager', 'one person’s account', 'account'],
  ['office-manager', 'a change of role', 'role'],
  ['office-manager', 'a pass at the desk', 'pass'],
  ['executive-head', 'a plan to approve', 'plan'],
  ['executive-head', 'a list to approve', 'batch'],
  ['executive-head', 'how accounts are kept', '/work/accounts/set-up'],
  ['head', 'who has what', '/work/accounts/access'],
  ['office-manager', 'who ends this week', '/work/accounts/ending'],
  ['office-manager', 'equipment', '/work/accounts/equipment'],
  ['ict-manager', 'pupils’ accounts', '/work/accounts/pupils'],
  ['ict-manager', 'pupils’ passwords', '/work/accounts/pupils/passwords'],
  ['class-teacher', 'about', '/about'],
  ['coordinator', 'adding Lantern to a team', '/configure'],
] as const;

/** Addresses that the practice school only knows while it runs, by name. */
export async function findPlaces(practice: Practice): Promise<Readonly<Record<string, string>>> {
  const api = apiOf(() => practice);
  const { campaigns } = await api<Output<'campaigns.list'>>('coordinator', 'GET', '/api/campaigns');
  const { policies } = await api<Output<'policies.list'>>('coordinator', 'GET', '/api/policies');
  const { classes } = await api<Output<'classSheets.list'>>('coordinator', 'GET', '/api/class-sheets');
  const open = campaigns.find((campaign) => campaign.closedOn === null);
  const staff = policies.find((policy) => policy.audience === 'staff');
  const sheet = classes[0];
  const reference = await report(api);
  const { rows } = await api<Output<'cases.list'>>('safeguarding-lead', 'GET', '/api/cases');
  const file = `/work/cases/case/${rows.find((row) => row.reference === reference)?.caseId ?? ''}`;
  const { rows: staffList } = await api<Output<'people.list'>>('office-manager', 'GET', '/api/people');
  const account = `/work/accounts/person/${staffList[0]?.id ?? ''}`;
  const reader = `/policies/${staff?.policyId ?? ''}`;
  const part = (name: string): string => `${file}?part=${name}`;
  return {
    ...{ account, role: `${account}/role`, pass: `${account}/pass`, ...(await askForMany(practice)) },
    ...{ file, people: part('people'), actions: part('actions'), evidence: part('evidence'), mail: part('mail') },
    ...{ referrals: part('referrals'), chart: part('chart'), looks: part('looks') },
    ...{ reader, compare: `${reader}/compare`, edit: `${reader}/edit` },
    sign: `/sign/${open?.campaignId ?? ''}`,
    completeness: `/work/agreements/${open?.campaignId ?? ''}`,
    sheet: `/work/class-sheets/${sheet?.schoolId ?? ''}/${encodeURIComponent(sheet?.className ?? '')}`,
  };
}

const DAY_MS = 86_400_000;

/** The office asks for two starters by a list; worked out, and not approved. */
async function askForMany(practice: Practice): Promise<{ readonly batch: string; readonly plan: string }> {
  const api = apiOf(() => practice);
  const { person } = await api<Output<'me.read'>>('office-manager', 'GET', '/api/me');
  const { rows } = await api<Output<'people.list'>>('office-manager', 'GET', '/api/people?limit=500');
  const leads = rows.find((r) => r.schoolId === person.schoolId && r.endsOn === null && r.jobRole === 'leadership');
  const starts = new Date(Date.now() + 3 * DAY_MS).toISOString().slice(0, 10).split('-').reverse().join('/');
  const list = [
    'Staff number;First name;Family name;Role;First day;Manager’s staff number',
    `Z9701;Lena;Listed;Teacher;${starts};${leads?.staffNumber ?? ''}`,
    `Z9702;Wilhelmina-Alexandrina;Featherstonehaugh-Listed;Teacher;${starts};${leads?.staffNumber ?? ''}`,
  ].join('\r\n');
  const send = async <N extends 'accounts.previewMany' | 'accounts.requestMany'>(
    name: N,
    query: Uploads[N]['query'],
  ): Promise<Uploads[N]['output']> => {
    const answer = await fetch(`${practice.url}${UPLOADS[name]}?${new URLSearchParams({ ...query }).toString()}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await practice.token('office-manager')}`,
        'content-type': 'application/octet-stream',
      },
      body: list,
    });
    if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Uploads[N]['output']; // the contract's
  };
  const fileName = 'September.csv';
  const { hash } = await send('accounts.previewMany', { fileName });
  const { batchId } = await send('accounts.requestMany', { fileName, hash });
  await fetch(`${practice.url}/practice/tick`, { method: 'POST' });
  const worked = await api<Output<'accounts.batch'>>('executive-head', 'GET', `/api/account-batches/${batchId}`);
  const planId = worked.rows[0]?.planId;
  if (planId === undefined) throw new Error('the list was not worked out');
  return { batch: `/work/accounts/batch/${batchId}`, plan: `/work/accounts/plan/${planId}` };
}

const TABS = path.join(__dirname, '../../tabs');

/** Every address that a page is drawn at, as the pages' own routes say it: `/policies/:policyId/compare`. */
export function routes(): string[] {
  const files = readdirSync(TABS, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
  const text = files.map((name) => readFileSync(path.join(TABS, name), 'utf8')).join('\n');
  const named = [...text.matchAll(/<Route\s[^>]*path="([^"]+)"/g)].map((found) => found[1] ?? '');
  const rooms = [...text.matchAll(/\{ room: '(\w+)', page:/g)].map(
    (found) => `/work/${(found[1] ?? '').replaceAll('_', '-')}`,
  );
  return [...new Set([...named, ...rooms])].filter((route) => route !== '/' && !route.endsWith('*?')).sort();
}

/** Is the address one of the route's? */
export const isAt = (route: string, address: string): boolean =>
  new RegExp(`^${route.replaceAll(/:\w+/g, '[^/]+')}$`).test(address.replace(/\?.*/, ''));
