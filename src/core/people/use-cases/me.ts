import { z } from 'zod';
import { type PersonActor, asPerson } from '../../access/actor';
import { type Action, NOTHING, RULES, TRUST_WIDE, may, wholeTrust } from '../../access/rules';
import { sure } from '../../errors';
import type { SchoolId } from '../../ids';
import { useCase } from '../../use-case';
import { trustName } from '../names';
import { type School, fullName } from '../person';
import type { Me, Room } from '../views';

/** The action that opens each room under *Work*. */
const DOORS: Readonly<Record<Room, Action>> = {
  agreements: 'agreement.read_completeness',
  questions: 'agreement.read_questions',
  countersign: 'agreement.read_countersign',
  class_sheets: 'class_sheet.read',
  policies: 'policy.read_drafts',
  people: 'people.read',
  cases: 'case.list',
  case_figures: 'figures.read',
  low_level: 'case.read_low_level',
  charts: 'chart.read',
  accounts: 'account.read',
  settings: 'settings.read',
};

/** What the person may do somewhere: for the trust, or for a school they work at or hold a responsibility for. */
export function abilitiesAnywhere(actor: PersonActor, schools: readonly School[]): Action[] {
  const places = new Set<SchoolId | null>([null, actor.person.schoolId, ...actor.roles.map((r) => r.schoolId)]);
  // RULES is the closed table of actions; its keys are all of them.
  return (Object.keys(RULES) as Action[]).filter((action) =>
    TRUST_WIDE.includes(action)
      ? may(actor, action, wholeTrust(schools))
      : [...places].some((schoolId) => may(actor, action, { schoolId })),
  );
}

export const readMe = useCase({
  name: 'me.read',
  action: 'me.read',
  input: z.strictObject({}),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ actor }, work): Promise<Me> => {
    const me = asPerson(actor);
    const { person } = me;
    const schools = await work.people.schools();
    const abilities = abilitiesAnywhere(me, schools);
    const set = await work.settings.all();
    return {
      person: {
        id: person.id,
        name: fullName(person),
        givenName: person.givenName || person.familyName,
        jobRole: person.jobRole,
        schoolId: person.schoolId,
        schoolName: sure(
          schools.find((s) => s.id === person.schoolId),
          'a school',
        ).name,
      },
      abilities,
      // The rooms are those of DOORS, whose keys are all rooms.
      rooms: (Object.keys(DOORS) as Room[]).filter((room) => abilities.includes(DOORS[room])),
      schools,
      trustName: await trustName(work),
      phones: {
        safeguarding: set.safeguarding_phone || null,
        office: set.office_phone || null,
        outOfHours: set.out_of_hours_phone || null,
      },
    };
  },
});
