import { addSchoolDays } from '../../core/people/calendar';
import { DEFAULT_CALENDAR } from '../../core/people/calendar-data';
import { addDays } from '../../core/people/day';
import { personIdOf, schoolIdOf } from './keys';
import type { SchoolKey } from './staffing';
import { type DayOf, yearsAgo } from './story';

/** What is fixed about a place, whatever the seed. Without `email` the address is made from the name. */
export interface Part {
  readonly givenName: string;
  readonly familyName: string;
  readonly email?: string;
  readonly startsOn?: DayOf;
  readonly endsOn?: DayOf;
}

const part = (givenName: string, familyName: string, more: Omit<Part, 'givenName' | 'familyName'> = {}): Part => ({
  givenName,
  familyName,
  ...more,
});

const daysAgo =
  (count: number): DayOf =>
  ({ today }) =>
    addDays(today, -count);

/** Three school days ago, wherever today falls. */
const justNow =
  (school: SchoolKey): DayOf =>
  ({ today }) =>
    addSchoolDays(DEFAULT_CALENDAR, schoolIdOf(school), today, -3);

/** People with a part in the demonstrations, and names that software tends to stumble over, by place. */
export const CAST: Readonly<Record<string, Part>> = {
  'lh.executive.1': part('Marguerite', 'Ashcombe', { startsOn: yearsAgo(14) }),
  'lh.leadership.1': part('Tobias', 'Fairweather', { startsOn: yearsAgo(9) }),
  'lh.leadership.2': part('Nkechi', 'Oyelaran', { startsOn: yearsAgo(7) }),
  'lh.leadership.3': part('Rosalind', "O'Brien", { startsOn: yearsAgo(11) }),
  'lh.ks2-teaching.1': part('Siân', 'Cadwallader', { startsOn: yearsAgo(10) }),
  'lh.ks2-teaching.2': part('Tahira', 'Nayyar', { startsOn: yearsAgo(8) }),
  'lh.ks2-teaching.4': part('Zoë', 'Hartsmere', { startsOn: yearsAgo(6) }),
  'lh.ks2-teaching.6': part('Callum', 'Brightwater', { startsOn: justNow('lh') }),
  'lh.ks1-supply.1': part('Irene', 'Saltmarsh', { startsOn: yearsAgo(0) }),
  'lh.office.1': part('Maureen', 'Copperthwaite', { startsOn: yearsAgo(13) }),
  'lh.ict.1': part('Piotr', 'Zajączek', { startsOn: yearsAgo(5, '01-04') }),
  'qs.leadership.1': part('Harpreet', 'Dhaliwal', { startsOn: yearsAgo(6) }),
  'qs.ks1-support.2': part('Efua', 'Amponsah', { startsOn: yearsAgo(4) }),
  'nf.leadership.1': part('Bronagh', 'McCandlish', { startsOn: yearsAgo(12) }),
  'lh.gov.1': part('Winifred', 'Stonebridge-Hale', { startsOn: yearsAgo(7) }),
  'qs.gov.1': part('Emeka', 'Nwachukwuma', { startsOn: yearsAgo(5) }),
  'nf.gov.1': part('Prudence', 'Elderfield', { startsOn: yearsAgo(6) }),

  'qs.ks2-teaching.5': part('Rupert', 'Dunnowby', { startsOn: yearsAgo(3) }),
  'qs.ks2-supply.1': part('Kofi', 'Sarpomaa', { startsOn: daysAgo(24), endsOn: daysAgo(0) }),
  'qs.inclusion-teaching.3': part('Imogen', 'Fairlight', { startsOn: yearsAgo(2) }),
  'nf.ks1-teaching.4': part('Beryl', 'Wintergreen', { startsOn: yearsAgo(15), endsOn: yearsAgo(-1, '08-31') }),
  'lh.con.1': part('Ottoline', 'Vancefield', { email: 'ottoline@visiting-music.example', startsOn: yearsAgo(1) }),
  'lh.ks1-teaching.3': part('Pravin', 'Thakrar'),
  'qs.early-support.2': part('Priya', 'Thakrar'),
  'starter.1': part('Priya', 'Thakrar'),
  'leaver.22': part('Gordon', 'Blakeholme'),
  'leaver.12': part('Hamish', 'Corrievale'),
  'leaver.13': part('Lucinda', 'Merrowdown'),
  'leaver.14': part('Denise', 'Rookwood'),

  'lh.ks1-support.2': part('Jane', 'Larkfield'),
  'qs.office.2': part('Joel', 'Larkfield'),
  'nf.early-teaching.3': part('Josephine', 'Larkfield'),
  'nf.early-support.4': part('Suryani', ''),
  'lh.kitchen.3': part('Puspa', ''),
  'nf.inclusion-support.2': part('ليلى', 'حداد', { email: 'l.haddad@harbourlights.example' }),
  'qs.ks1-teaching.2': part('Małgorzata', 'Wiśniewska'),
  'qs.early-teaching.2': part('Seán', "O'Brien"),
  'lh.early-support.3': part('Fionnuala', 'Garside Bell'),
  'nf.kitchen.2': part('Wilhelmina-Alexandrina', 'Featherstonehaugh-Cholmondeley-Wainwright', {
    email: 'wilhelmina-alexandrina.featherstonehaugh-cholmondeley-wainwright@harbourlights.example',
  }),
};

/** The people that the practice directory gives a particular difficulty to. */
export const SPECIALS = {
  headWithDirectoryRole: personIdOf('lh.executive.1'),
  syncedTeacher: personIdOf('qs.ks2-teaching.5'),
  clashingStarter: personIdOf('starter.1'),
  leaverWithLeftovers: personIdOf('leaver.22'),
  guest: personIdOf('lh.con.1'),
  softDeletedTenDaysAgo: personIdOf('leaver.12'),
  softDeletedThirtyDaysAgo: personIdOf('leaver.13'),
  underHold: personIdOf('leaver.14'),
  supplyEndingToday: personIdOf('qs.ks2-supply.1'),
  mailboxOutOfScope: personIdOf('qs.inclusion-teaching.3'),
  julyFinisher: personIdOf('nf.ks1-teaching.4'),
};

const persona = (id: string, role: string, key: string) => ({ id, role, key });

/** Whom a visitor may be; the first is where the demonstration begins. */
export const PERSONA_PARTS = [
  persona('class-teacher', 'Class teacher', 'lh.ks2-teaching.4'),
  persona('teaching-assistant', 'Teaching assistant', 'qs.ks1-support.2'),
  persona('new-starter', 'New starter', 'lh.ks2-teaching.6'),
  persona('supply-teacher', 'Supply teacher', 'lh.ks1-supply.1'),
  persona('line-manager', 'Line manager (phase leader)', 'lh.ks2-teaching.1'),
  persona('coordinator', 'E-safety coordinator', 'lh.ks2-teaching.2'),
  persona('safeguarding-lead', 'Safeguarding lead', 'lh.leadership.3'),
  persona('head', 'Headteacher', 'lh.leadership.1'),
  persona('executive-head', 'Executive headteacher', 'lh.executive.1'),
  persona('office-manager', 'Office manager', 'lh.office.1'),
  persona('ict-manager', 'ICT manager', 'lh.ict.1'),
  persona('chair', 'Chair of governors', 'lh.gov.1'),
  persona('safeguarding-governor', 'Safeguarding governor', 'qs.gov.1'),
] as const;
