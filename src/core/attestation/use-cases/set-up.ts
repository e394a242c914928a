import { z } from 'zod';
import { asPerson } from '../../access/actor';
import { NOTHING } from '../../access/rules';
import { hasTerms } from '../../people/calendar';
import { isHeld } from '../../people/employment';
import { abilitiesAnywhere } from '../../people/use-cases/me';
import type { SetUpLine, Settings } from '../../people/views';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';

/** The school's own settings, and what is still missing before Lantern is ready. Each line looks for itself. */
export const readSettings = useCase({
  name: 'settings.read',
  action: 'settings.read',
  input: z.strictObject({}),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ actor }, work): Promise<Settings & { abilities: string[] }> => ({
    values: await work.settings.all(),
    checklist: await checklist(work),
    abilities: abilitiesAnywhere(asPerson(actor), await work.people.schools()).filter((a) =>
      ['settings.change', 'calendar.change', 'role.give', 'people.import'].includes(a),
    ),
  }),
});

async function checklist(work: Work): Promise<SetUpLine[]> {
  const values = await work.settings.all();
  const schools = await work.people.schools();
  const roles = (await work.people.roles()).filter((h) => isHeld(h, work.today));
  const calendar = await work.settings.calendar();
  const inForce = await work.policies.heads();
  const agreements = new Set((await work.policies.policies()).filter((p) => p.audience === 'staff').map((p) => p.id));
  const campaigns = await work.attestations.campaigns();
  const { total } = await work.people.list({ kind: 'trust' }, { limit: 1, offset: 0 });
  const has = (role: string): boolean => roles.some((h) => h.role === role);
  return [
    { key: 'phones', isReady: Boolean(values.safeguarding_phone && values.office_phone), link: '/tabs/work/settings' },
    {
      key: 'report_phones',
      isReady: Boolean(
        values.head_phone && values.chair_phone && values.social_care_phone && values.outside_contact_phone,
      ),
      link: '/tabs/work/settings',
    },
    { key: 'schools', isReady: schools.length > 0, link: '/tabs/work/settings' },
    { key: 'people', isReady: total > 1, link: '/tabs/work/people' },
    {
      key: 'roles',
      isReady: has('head') && has('coordinator') && has('safeguarding_lead'),
      link: '/tabs/work/people/roles',
    },
    {
      key: 'calendar',
      isReady: schools.every((s) => hasTerms(calendar, s.id, work.today)),
      link: '/tabs/work/settings/calendar',
    },
    {
      key: 'agreement',
      isReady: inForce.some((v) => v.state === 'published' && agreements.has(v.policyId)),
      link: '/tabs/policies',
    },
    { key: 'campaign', isReady: campaigns.some((c) => c.closedOn === null), link: '/tabs/work/agreements' },
    { key: 'anchor', isReady: (await work.ledger.anchors()).length > 0, link: '/tabs/work/settings' },
  ];
}
