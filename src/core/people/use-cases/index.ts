import { readMe } from './me';
import { applyList, listPeople, mayImportPeople, previewList, recordAbsence } from './register';
import { endRole, giveRole, listRoles } from './roles';
import { readCalendar, saveCalendar, saveSettings } from './settings';

export const peopleUseCases = {
  'me.read': readMe,
  'people.list': listPeople,
  'people.recordAbsence': recordAbsence,
  'people.mayImport': mayImportPeople,
  'people.previewList': previewList,
  'people.applyList': applyList,
  'roles.list': listRoles,
  'roles.give': giveRole,
  'roles.end': endRole,
  'calendar.read': readCalendar,
  'calendar.save': saveCalendar,
  'settings.save': saveSettings,
} as const;
