/** The room of settings: what the school sets for itself, and what is still missing. */
export const settings = {
  title: 'Settings',
  lead: (missing: number) =>
    missing === 0
      ? 'Everything is ready.'
      : missing === 1
        ? 'One thing is still missing.'
        : `${missing} things are still missing.`,
  checklist: 'Before you begin',
  ready: 'Ready',
  missing: 'Missing',
  lines: {
    phones: { name: 'Phone numbers', next: 'Type the safeguarding and office numbers below.' },
    report_phones: {
      name: 'Numbers for reports',
      next: 'Type the numbers of the head, the chair, social care and the office outside below.',
    },
    schools: { name: 'Schools', next: 'A school is made when Lantern is set up.' },
    people: { name: 'Staff list', next: 'Bring in a staff list.' },
    roles: { name: 'Responsibilities', next: 'Name a head, an e-safety coordinator and a safeguarding lead.' },
    calendar: { name: 'School calendar', next: 'Type this year’s terms.' },
    agreement: { name: 'Staff agreement', next: 'Bring in and publish the staff agreement.' },
    campaign: { name: 'Round of signing', next: 'Ask people to sign.' },
    anchor: {
      name: 'Record kept outside',
      next: 'The log leaves the building by itself once a place for it is set up.',
    },
  },
  go: 'Go there',
  numbers: 'Names and numbers',
  keys: {
    trust_name: 'Name of the school or trust',
    safeguarding_phone: 'Safeguarding lead, phone',
    office_phone: 'School office, phone',
    out_of_hours_phone: 'Out of hours, phone',
    anchor_channel: 'Where the governors see the log’s checkpoints',
    head_phone: 'Headteacher, phone',
    chair_phone: 'Chair of governors, phone',
    social_care_phone: 'Children’s social care, phone',
    lado_phone: 'Local authority’s designated officer (LADO), phone',
    outside_contact: 'Office outside the school that takes over when nobody here may deal with a report',
    outside_contact_phone: 'That office, phone',
    idle_minutes: 'Pass on a report that was left half-way after this many minutes (30 unless you set it)',
    idle_reminder_minutes: 'Remind its writer after this many minutes (10 unless you set it)',
    idle_danger_minutes: 'The same when somebody may be in danger (3 unless you set it)',
    acknowledge_p1_minutes:
      'Danger: tell the next person if nobody has opened it after this many minutes (10 unless you set it)',
    acknowledge_p2_minutes: 'Other urgent reports: tell the next person after this many minutes (60 unless you set it)',
  },
  /** What is chosen and not typed. */
  choices: {
    figures_yearly_only: {
      label: 'Figures for governors',
      options: {
        no: 'By term and by year',
        yes: 'By year only: in a small school a term says too much about one child',
      },
    },
  },
  save: 'Save',
  saving: 'Saving…',
  saved: 'Saved',
  calendar: {
    title: 'School calendar',
    lead: 'Reminders go out in term time and working hours only.',
    link: 'Edit the calendar',
    terms: 'Terms',
    breaks: 'Half-term breaks',
    inset: 'INSET days',
    holidays: 'Bank holidays',
    name: 'Name',
    from: 'First day',
    until: 'Last day',
    day: 'Day',
    school: 'School',
    all: 'All schools',
    add: (what: string) => `Add to ${what}`,
    remove: 'Remove',
    removeLine: (name: string) => `Remove ${name}`,
    saved: 'The calendar is saved',
  },
  log: 'The log',
  logLead:
    'Every change and every sensitive read is an entry. Checkpoints leave the building, so later changes would show.',
  entries: (n: number) => `${n} entries are sealed.`,
  checkpoint: (size: number, when: string) => `Newest checkpoint: ${size} entries, ${when}.`,
  noCheckpoint: 'No checkpoint yet.',
  anchored: (channel: string, size: number, when: string) => `${channel}: ${size} entries, ${when}`,
  noAnchor: 'No checkpoint has left the building yet.',
  exportLog: 'Export the log',
  exporting: 'Fetching…',
} as const;
