import type { Day } from '../ids';
import type { SchoolCalendar } from './calendar';

// Every literal in this file is a calendar day; its test parses the whole with the schema.
const day = (text: string): Day => text as Day;

const holiday = (name: string, ...days: string[]) => days.map((d) => ({ name, day: day(d) }));

/** Bank holidays in England, 2025 to 2028, with substitute days (public dates of gov.uk/bank-holidays and its rule). */
export const ENGLAND_BANK_HOLIDAYS: SchoolCalendar['bankHolidays'] = [
  ...holiday('New Year’s Day', '2025-01-01', '2026-01-01', '2027-01-01', '2028-01-03'),
  ...holiday('Good Friday', '2025-04-18', '2026-04-03', '2027-03-26', '2028-04-14'),
  ...holiday('Easter Monday', '2025-04-21', '2026-04-06', '2027-03-29', '2028-04-17'),
  ...holiday('Early May bank holiday', '2025-05-05', '2026-05-04', '2027-05-03', '2028-05-01'),
  ...holiday('Spring bank holiday', '2025-05-26', '2026-05-25', '2027-05-31', '2028-05-29'),
  ...holiday('Summer bank holiday', '2025-08-25', '2026-08-31', '2027-08-30', '2028-08-28'),
  ...holiday('Christmas Day', '2025-12-25', '2026-12-25', '2027-12-27', '2028-12-25'),
  ...holiday('Boxing Day', '2025-12-26', '2026-12-28', '2027-12-28', '2028-12-26'),
];

const span = (name: string, from: string, until: string) => ({
  schoolId: null,
  name,
  from: day(from),
  until: day(until),
});

/**
 * Dates to begin with until the school enters its own: typical of English councils, 195 days for staff and 190 for
 * pupils in each school year. Only 2026-27 follows a published proposal (domain page, section 6).
 */
export const DEFAULT_CALENDAR: SchoolCalendar = {
  terms: [
    span('Autumn term 2024', '2024-09-02', '2024-12-20'),
    span('Spring term 2025', '2025-01-06', '2025-04-04'),
    span('Summer term 2025', '2025-04-22', '2025-07-22'),
    span('Autumn term 2025', '2025-09-01', '2025-12-19'),
    span('Spring term 2026', '2026-01-05', '2026-03-27'),
    span('Summer term 2026', '2026-04-13', '2026-07-20'),
    span('Autumn term 2026', '2026-09-01', '2026-12-18'),
    span('Spring term 2027', '2027-01-04', '2027-03-25'),
    span('Summer term 2027', '2027-04-12', '2027-07-21'),
    span('Autumn term 2027', '2027-09-01', '2027-12-17'),
    span('Spring term 2028', '2028-01-04', '2028-03-31'),
    span('Summer term 2028', '2028-04-18', '2028-07-21'),
  ],
  breaks: [
    span('Autumn half-term 2024', '2024-10-28', '2024-11-01'),
    span('Spring half-term 2025', '2025-02-17', '2025-02-21'),
    span('Summer half-term 2025', '2025-05-26', '2025-05-30'),
    span('Autumn half-term 2025', '2025-10-27', '2025-10-31'),
    span('Spring half-term 2026', '2026-02-16', '2026-02-20'),
    span('Summer half-term 2026', '2026-05-25', '2026-05-29'),
    span('Autumn half-term 2026', '2026-10-26', '2026-10-30'),
    span('Spring half-term 2027', '2027-02-15', '2027-02-19'),
    span('Summer half-term 2027', '2027-05-31', '2027-06-04'),
    span('Autumn half-term 2027', '2027-10-25', '2027-10-29'),
    span('Spring half-term 2028', '2028-02-14', '2028-02-18'),
    span('Summer half-term 2028', '2028-05-29', '2028-06-02'),
  ],
  insetDays: [
    ...['2024-09-02', '2024-09-03', '2025-01-06', '2025-04-22', '2025-07-22'],
    ...['2025-09-01', '2025-09-02', '2026-01-05', '2026-04-13', '2026-07-20'],
    ...['2026-09-01', '2026-09-02', '2027-01-04', '2027-04-12', '2027-07-21'],
    ...['2027-09-01', '2027-09-02', '2028-01-04', '2028-04-18', '2028-07-21'],
  ].map((d) => ({ schoolId: null, day: day(d) })),
  bankHolidays: ENGLAND_BANK_HOLIDAYS,
};
