import { z } from 'zod';
import { type Actor, asPerson, entriesOf, scopeOf } from '../../access/actor';
import { NOTHING, type Subject, wholeTrust } from '../../access/rules';
import { AppError, type Problem, sure } from '../../errors';
import { fullName } from '../../people/person';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import { cohortsNow } from '../cohorts';
import { holdersBy } from '../holders';
import { RoleTemplate, Scheme } from '../role-template';
import { type SetUpPart, schemeProblems, templateProblems } from '../set-up';
import { schoolsToAsk } from './many';
import { conflict } from './shared';

const Rev = z.int().min(0).nullable().default(null);

/** How the school keeps accounts, what each role brings, and who changed what when. */
export const readSetUp = useCase({
  name: 'accounts.setUp',
  action: 'account.read',
  input: z.strictObject({}),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ actor }, work) => {
    const versions = await work.accounts.setUpVersions();
    const names = await work.people.byIds(versions.map((v) => v.by));
    const scheme = await work.accounts.scheme();
    return {
      scheme,
      cohorts: scheme === null ? [] : cohortsNow(scheme, work.today),
      templates: await work.accounts.templates(),
      schools: await schoolsToAsk(actor, work),
      versions: versions.map(({ by, ...version }) => ({
        ...version,
        byName: fullName(sure(names.get(by), 'whoever saved it')),
      })),
    };
  },
});

/** `rev`: the version that was looked at, 0 for none; null saves over whatever there is. */
async function save(
  o: { what: SetUpPart; content: Scheme | RoleTemplate; rev: number | null; problems: readonly Problem[] },
  actor: Actor,
  work: Work,
): Promise<{ rev: number }> {
  if (o.problems.length > 0) throw new AppError('invalid_input', { problems: o.problems });
  const now = (await work.accounts.setUpVersions()).find((v) => v.what === o.what)?.rev ?? 0;
  if (o.rev !== null && o.rev !== now)
    throw conflict(
      'rev',
      'Somebody has changed this since you looked. Load the page again; what you typed stays here.',
    );
  const rev = now + 1;
  await work.accounts.saveSetUp({ what: o.what, rev, by: asPerson(actor).person.id, at: work.now }, o.content);
  return { rev };
}

export const saveScheme = useCase({
  name: 'accounts.saveScheme',
  action: 'account.set_up',
  input: z.strictObject({ scheme: Scheme, rev: Rev }),
  subject: async (_input, work) => wholeTrust(await work.people.schools()),
  run: ({ input, actor }, work) => {
    const { scheme, rev } = input;
    return save({ what: 'scheme', content: scheme, rev, problems: schemeProblems(scheme) }, actor, work);
  },
  ledger: {
    kind: 'account.set_up',
    payload: ({ input, output }) => ({ scheme: { ...input.scheme }, rev: output.rev }),
  },
});

/** A role that counts, or counted, for more than one school is the whole trust's to change. */
async function schoolOf(template: RoleTemplate, work: Work): Promise<Subject> {
  const before = (await work.accounts.templates()).find((t) => t.id === template.id);
  const { schoolId } = template;
  return schoolId === null || (before && before.schoolId !== schoolId)
    ? wholeTrust(await work.people.schools())
    : { schoolId };
}

export const saveTemplate = useCase({
  name: 'accounts.saveTemplate',
  action: 'account.set_up',
  input: z.strictObject({ template: RoleTemplate, rev: Rev }),
  subject: ({ template }, work) => schoolOf(template, work),
  run: async ({ input, actor }, work) => {
    const { template, rev } = input;
    const [scheme, others] = [await work.accounts.scheme(), await work.accounts.templates()];
    const problems = templateProblems(template, { scheme, others });
    return save({ what: `role ${template.id}`, content: template, rev, problems }, actor, work);
  },
  ledger: {
    kind: 'account.set_up',
    payload: ({ input, output }) => ({ template: { ...input.template }, rev: output.rev }),
  },
});

/** Whose accounts somebody keeps from being deleted; not why, and not one's own. */
export const listHolds = useCase({
  name: 'accounts.holds',
  action: 'account.read_holds',
  input: z.strictObject({}),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ actor }, work) => {
    const rows = await work.accounts.holds(scopeOf(actor, ['head', 'deputy_head']));
    const people = await holdersBy(
      rows.map((r) => r.personId),
      work,
    );
    const mine = entriesOf(actor);
    return {
      holds: rows
        .filter((r) => !mine.includes(r.personId))
        .map(({ personId, at }) => ({ personId, name: fullName(sure(people.get(personId), 'a person')), at })),
    };
  },
});
