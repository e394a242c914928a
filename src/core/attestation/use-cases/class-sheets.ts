import { z } from 'zod';
import { scopeOf, type Actor, asPerson } from '../../access/actor';
import { COORDINATES, NOTHING } from '../../access/rules';
import { invalid, notFound } from '../../errors';
import { Day, PupilId, SchoolId, VersionId } from '../../ids';
import { addSchoolDays } from '../../people/calendar';
import type { AgreementAudience, Policy, VersionHead } from '../../policies/store';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import { IMAGE_USES, type Pupil, type SheetEntry } from '../store';
import type { ClassRow, SheetView } from '../views';

/** A new pupil's line is overdue after so many school days. [to be confirmed by the school] */
const NEW_PUPIL_SCHOOL_DAYS = 10;

type PupilAudience = Exclude<AgreementAudience, 'staff' | 'parent' | 'community'>;

/** Which agreement a pupil has (`school-practice.md` section 2). Nursery has Reception's. */
const audienceOf = ({ year, send }: Pick<Pupil, 'year' | 'send'>): PupilAudience => {
  if (send) return 'send';
  if (year <= 0) return 'reception';
  return year <= 2 ? 'ks1' : 'ks2';
};

/** What each paper form asks for. */
const ASKS: Readonly<Record<PupilAudience, SheetView['rows'][number]['asks']>> = {
  ks2: { pupilMark: true, parentDate: true, goneThrough: false },
  ks1: { pupilMark: true, parentDate: true, goneThrough: false },
  reception: { pupilMark: true, parentDate: true, goneThrough: false },
  send: { pupilMark: false, parentDate: false, goneThrough: true },
};

const isOnRoll = (pupil: Pupil, today: Day): boolean =>
  pupil.startsOn <= today && (pupil.endsOn === null || pupil.endsOn >= today);

interface Sheet {
  readonly policy: Policy;
  readonly version: VersionHead;
}

/** The pupils' agreements in force; a school's own before the trust's. */
async function pupilAgreements(work: Work): Promise<(pupil: Pupil) => Sheet | null> {
  const policies = await work.policies.policies();
  const inForce = (await work.policies.heads()).filter((v) => v.state === 'published');
  return (pupil) => {
    const fits = policies.filter(
      (p) => p.audience === audienceOf(pupil) && (p.schoolId === null || p.schoolId === pupil.schoolId),
    );
    const sheets = fits.flatMap((policy): Sheet[] =>
      inForce.filter((v) => v.policyId === policy.id).map((version) => ({ policy, version })),
    );
    return sheets.find(({ policy }) => policy.schoolId !== null) ?? sheets[0] ?? null;
  };
}

/** Done: on the version in force, with every mark that its form asks for. */
function isDone(pupil: Pupil, entry: SheetEntry | undefined, sheet: Sheet | null): boolean {
  if (!entry || !sheet || entry.versionId !== sheet.version.id) return false;
  const asks = ASKS[audienceOf(pupil)];
  return (
    (!asks.pupilMark || entry.pupilMark) &&
    (!asks.parentDate || entry.parentSignedOn !== null) &&
    (!asks.goneThrough || entry.goneThroughWith !== '')
  );
}

const mySchool = (actor: Actor): SchoolId | null => {
  const scope = scopeOf(actor, [...COORDINATES, 'admin']);
  return scope.kind === 'trust' ? null : asPerson(actor).person.schoolId;
};

export const listClasses = useCase({
  name: 'classSheets.list',
  action: 'class_sheet.read',
  input: z.strictObject({}),
  ledger: null,
  subject: (_input, _work, actor) =>
    // Scheduled work has no class; the rule refuses it.
    Promise.resolve(actor.kind === 'person' ? { schoolId: actor.person.schoolId } : NOTHING),
  run: async ({ actor }, work) => {
    const schoolId = mySchool(actor);
    const agreementFor = await pupilAgreements(work);
    const entries = new Map((await work.attestations.sheets(schoolId)).map((e) => [e.pupilId, e]));
    const classes = new Map<string, ClassRow>();
    for (const pupil of (await work.attestations.pupils(schoolId)).filter((p) => isOnRoll(p, work.today))) {
      const key = `${pupil.schoolId} ${pupil.className}`;
      const row = classes.get(key) ?? {
        schoolId: pupil.schoolId,
        className: pupil.className,
        year: pupil.year,
        pupils: 0,
        done: 0,
      };
      const done = isDone(pupil, entries.get(pupil.id), agreementFor(pupil)) ? 1 : 0;
      classes.set(key, { ...row, pupils: row.pupils + 1, done: row.done + done });
    }
    return {
      classes: [...classes.values()].sort((a, b) => a.year - b.year || a.className.localeCompare(b.className, 'en')),
    };
  },
});

const OneClass = z.strictObject({ schoolId: SchoolId, className: z.string().min(1).max(60) });

async function pupilsOf({ schoolId, className }: z.infer<typeof OneClass>, work: Work): Promise<Pupil[]> {
  const pupils = (await work.attestations.pupils(schoolId)).filter(
    (p) => p.className === className && isOnRoll(p, work.today),
  );
  if (pupils.length === 0) throw notFound();
  return pupils;
}

export const readSheet = useCase({
  name: 'classSheets.read',
  action: 'class_sheet.read',
  input: OneClass,
  ledger: null,
  subject: ({ schoolId }) => Promise.resolve({ schoolId }),
  run: async ({ input }, work): Promise<SheetView> => {
    const pupils = await pupilsOf(input, work);
    const agreementFor = await pupilAgreements(work);
    const calendar = await work.settings.calendar();
    const entries = new Map(
      (await work.attestations.sheet(input.schoolId, input.className)).map((e) => [e.pupilId, e]),
    );
    const rows = pupils.flatMap((pupil): SheetView['rows'][number][] => {
      const sheet = agreementFor(pupil);
      if (!sheet) return [];
      const newest = entries.get(pupil.id);
      // A mark on last year's version says nothing about this one; consent to pictures goes on until it is withdrawn.
      const entry = newest?.versionId === sheet.version.id ? newest : undefined;
      return [
        {
          pupilId: pupil.id,
          name: `${pupil.givenName} ${pupil.familyName}`.trim(),
          agreementTitle: sheet.policy.title,
          versionId: sheet.version.id,
          versionLabel: sheet.version.label,
          asks: ASKS[audienceOf(pupil)],
          pupilMark: entry?.pupilMark ?? false,
          parentSignedOn: entry?.parentSignedOn ?? null,
          goneThroughWith: entry?.goneThroughWith ?? '',
          consent: newest?.consent ?? {},
          paperKept: entry?.paperKept ?? '',
          recordedAt: entry?.recordedAt ?? null,
          isOverdue:
            !isDone(pupil, entry, sheet) &&
            addSchoolDays(calendar, pupil.schoolId, pupil.startsOn, NEW_PUPIL_SCHOOL_DAYS) < work.today,
        },
      ];
    });
    return { ...input, rows };
  },
});

const Line = z.strictObject({
  pupilId: PupilId,
  versionId: VersionId,
  pupilMark: z.boolean(),
  parentSignedOn: Day.nullable(),
  goneThroughWith: z.string().trim().max(100),
  consent: z.partialRecord(z.enum(IMAGE_USES), z.boolean()),
  paperKept: z.string().trim().max(200),
});

/** Adds a line for each pupil sent; earlier lines stay. */
export const recordSheet = useCase({
  name: 'classSheets.record',
  action: 'class_sheet.record',
  input: OneClass.extend({ entries: z.array(Line).min(1).max(60) }),
  subject: ({ schoolId }) => Promise.resolve({ schoolId }),
  run: async ({ input, actor }, work) => {
    const pupils = new Map((await pupilsOf(input, work)).map((p) => [p.id, p]));
    const agreementFor = await pupilAgreements(work);
    for (const [i, line] of input.entries.entries()) {
      const pupil = pupils.get(line.pupilId);
      if (!pupil) throw invalid(`entries.${i}`, 'This pupil is not in the class any more. Load the sheet again.');
      if (agreementFor(pupil)?.version.id !== line.versionId)
        throw invalid(`entries.${i}`, 'A newer version of this agreement is in force. Load the sheet again.');
      if (line.parentSignedOn !== null && line.parentSignedOn > work.today)
        throw invalid(`entries.${i}`, 'The parent’s date is in the future. Check the date on the paper.');
    }
    const by = { recordedBy: asPerson(actor).person.id, recordedAt: work.now };
    await work.attestations.recordSheet(input.entries.map((line): SheetEntry => ({ ...line, ...by })));
    return { recorded: input.entries.length };
  },
  ledger: {
    kind: 'class_sheet.recorded',
    payload: ({ input }) => ({
      school: input.schoolId,
      class: input.className,
      lines: input.entries.map((e) => ({ ...e, consent: { ...e.consent } })),
    }),
  },
});
