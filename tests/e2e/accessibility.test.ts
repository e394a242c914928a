import type { BrowserContext, Frame, Page } from 'playwright-core';
import type { Output } from '../../src/api/contract';
import { violations } from '../support/axe';
import { withBrowser } from '../support/browser';
import { type Practice, startPractice } from '../support/practice';
import { apiOf, report } from '../support/reporting';
import { watch } from '../support/shell';

jest.setTimeout(300_000);
const started = withBrowser();
let practice: Practice;
let places: Readonly<Record<string, string>>;
beforeAll(async () => {
  practice = await startPractice();
  places = await findPlaces();
}, 400_000);
afterAll(() => practice.stop());

const api = apiOf(() => practice);

/** Addresses that the practice school only knows while it runs. */
async function findPlaces() {
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
  return {
    account: `/work/accounts/person/${staffList[0]?.id ?? ''}`,
    file,
    people: `${file}?part=people`,
    actions: `${file}?part=actions`,
    referrals: `${file}?part=referrals`,
    sign: `/sign/${open?.campaignId ?? ''}`,
    reader: `/policies/${staff?.policyId ?? ''}`,
    compare: `/policies/${staff?.policyId ?? ''}/compare`,
    completeness: `/work/agreements/${open?.campaignId ?? ''}`,
    sheet: `/work/class-sheets/${sheet?.schoolId ?? ''}/${encodeURIComponent(sheet?.className ?? '')}`,
  };
}

/** Every page, and somebody who may see it. */
const PAGES = [
  ['class-teacher', 'home', '/home'],
  ['class-teacher', 'signing', 'sign'],
  ['class-teacher', 'the policies', '/policies'],
  ['class-teacher', 'one policy', 'reader'],
  ['class-teacher', 'what changed in a policy', 'compare'],
  ['class-teacher', 'what is allowed', '/policies/what-is-allowed'],
  ['coordinator', 'bringing in a policy', '/policies/import'],
  ['safeguarding-lead', 'the cases', '/work/cases'],
  ['safeguarding-lead', 'one case', 'file'],
  ['safeguarding-lead', 'the people of a case', 'people'],
  ['safeguarding-lead', 'the actions of a case', 'actions'],
  ['safeguarding-lead', 'the referrals of a case', 'referrals'],
  ['safeguarding-lead', 'tasks', '/work/cases/tasks'],
  ['head', 'figures', '/work/case-figures'],
  ['head', 'low-level concerns', '/work/low-level'],
  ['coordinator', 'work', '/work'],
  ['coordinator', 'the rounds of signing', '/work/agreements'],
  ['coordinator', 'who has signed', 'completeness'],
  ['coordinator', 'starting a round', '/work/agreements/new'],
  ['coordinator', 'questions', '/work/questions'],
  ['line-manager', 'accepting signatures', '/work/countersign'],
  ['coordinator', 'the classes', '/work/class-sheets'],
  ['coordinator', 'one class sheet', 'sheet'],
  ['office-manager', 'people', '/work/people'],
  ['office-manager', 'bringing in a staff list', '/work/people/import'],
  ['executive-head', 'roles', '/work/people/roles'],
  ['coordinator', 'settings', '/work/settings'],
  ['coordinator', 'the calendar', '/work/settings/calendar'],
  ['office-manager', 'starters and leavers', '/work/accounts'],
  ['office-manager', 'somebody is starting', '/work/accounts/starter'],
  ['office-manager', 'somebody is leaving', '/work/accounts/leaver'],
  ['head', 'somebody must be blocked now', '/work/accounts/block'],
  ['ict-manager', 'one person’s account', 'account'],
  ['class-teacher', 'about', '/about'],
] as const;

const THEMES = ['light', 'dark', 'contrast'] as const;

interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly frame: Frame;
  readonly complaints: string[];
}

async function visit(who: string, place: string): Promise<Visit> {
  const context = await started.browser.newContext({
    viewport: { width: 1_280, height: 900 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const { complaints } = await watch(page);
  await page.goto(`${practice.url}/#path=${encodeURIComponent(places[place] ?? place)}&person=${who}`);
  const inside = page.frameLocator('main iframe');
  await inside.getByRole('heading', { level: 1 }).waitFor();
  // A page is there when nothing says that it is still on its way.
  await inside.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  const handle = await page.locator('main iframe').elementHandle();
  const frame = await handle?.contentFrame();
  if (!frame) throw new Error('the tab is not there');
  return { page, context, frame, complaints };
}

test.each(PAGES)(
  '%s: %s is free of known barriers in every theme, fits a phone, and errs nowhere',
  async (who, _, place) => {
    const { page, context, frame, complaints } = await visit(who, place);
    const found: string[] = [];
    for (const theme of THEMES) {
      await page.getByLabel('Theme').selectOption(theme === 'light' ? 'Light' : theme === 'dark' ? 'Dark' : 'Contrast');
      await frame.locator(`[data-theme=${theme}]`).waitFor();
      found.push(...(await violations(frame)).map((what) => `${theme}: ${what}`));
    }
    await page.setViewportSize({ width: 320, height: 900 });
    await frame.waitForFunction((width) => innerWidth <= width, 320);
    const over = await frame.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    await context.close();
    expect({ found, over, complaints }).toEqual({ found: [], over: 0, complaints: [] });
  },
);
