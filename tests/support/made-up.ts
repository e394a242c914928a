import type { Output } from '../../src/api/contract';

/** Fictional people: a teacher, a coordinator with rooms, and one whom the register does not know. */
export const PEOPLE = [
  { id: 'zoe', name: 'Zoë Hartsmere', role: 'Teacher', school: 'Larkfield Hill Primary' },
  { id: 'tahira', name: 'Tahira Nayyar', role: 'E-safety coordinator', school: 'Larkfield Hill Primary' },
  { id: 'stranger', name: 'Una Known', role: 'Visitor', school: 'Larkfield Hill Primary' },
] as const;
export type PersonKey = (typeof PEOPLE)[number]['id'];

/** A made-up id that stays the same. */
export const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
/** Branded ids are strings by the time they are JSON. */
export const shaped = <T>(value: unknown): T => value as T;

export const meOf = (key: PersonKey): Output<'me.read'> => {
  const index = PEOPLE.findIndex((p) => p.id === key);
  const person = PEOPLE[index] ?? PEOPLE[0];
  return shaped({
    person: {
      id: id(index),
      name: person.name,
      givenName: person.name.split(' ')[0],
      jobRole: 'teaching',
      schoolId: id(90),
      schoolName: person.school,
    },
    abilities: [],
    rooms: key === 'tahira' ? ['agreements', 'questions'] : [],
    schools: [{ id: id(90), name: person.school }],
    trustName: 'Harbour and Hill Trust',
    phones: { safeguarding: '01632 960 123', office: '01632 960 100', outOfHours: null },
  });
};

export const HOME: Output<'home.read'> = shaped({
  tasks: [
    {
      kind: 'sign',
      title: 'Staff Acceptable Use Agreement',
      link: `/tabs/sign/${id(7)}`,
      dueOn: '2026-09-04',
      isOverdue: true,
      count: 1,
    },
    { kind: 'countersign', title: '', link: '/tabs/work/countersign', dueOn: null, isOverdue: false, count: 12 },
  ],
  signed: [
    {
      attestationId: id(8),
      title: 'Staff Acceptable Use Agreement',
      versionLabel: '2.0',
      schoolYear: '2025/26',
      signedAt: Date.UTC(2025, 8, 3, 8, 30),
      acceptedAt: Date.UTC(2025, 8, 9, 12, 0),
    },
    {
      attestationId: id(9),
      title: 'Staff Acceptable Use Agreement',
      versionLabel: '1.4',
      schoolYear: '2024/25',
      signedAt: Date.UTC(2024, 8, 4, 8, 30),
      acceptedAt: null,
    },
  ],
});

/** What the activity feed holds, whoever asks. */
export const FEED = {
  notices: [
    {
      id: id(30),
      kind: 'agreement_waiting',
      title: 'Staff Acceptable Use Agreement',
      link: `/tabs/sign/${id(7)}`,
      dueOn: '2026-09-04',
      at: Date.UTC(2026, 8, 1, 9, 0),
    },
  ],
};

const SECTIONS = [
  'Why we have rules',
  'Passwords',
  'Phones and cameras',
  'Email',
  'Social media',
  'Pupils’ data',
  'Reporting',
];

/** What the API answers about that agreement, by path. */
export const signingAnswers = (): Record<string, unknown> => ({
  [`/api/campaigns/${id(7)}/signing`]: SIGNING,
  [`/api/campaigns/${id(7)}/draft`]: { savedAt: Date.UTC(2026, 8, 1, 9) },
});

/** An agreement of ordinary length: seven sections of five statements, never signed before. */
export const SIGNING: Output<'agreements.signing'> = shaped({
  campaignId: id(7),
  policyId: id(6),
  title: 'Staff Acceptable Use Agreement',
  versionId: id(5),
  versionLabel: '3.0',
  textHash: 'f'.repeat(64),
  dueOn: '2026-09-04',
  state: 'pending',
  document: {
    fields: {
      title: 'Staff Acceptable Use Agreement',
      version: '3.0',
      date: '1 July 2026',
      author: 'T Nayyar',
      approvedByHead: '3 July 2026',
      approvedByGovernors: '9 July 2026',
      nextReview: '1 July 2027',
    },
    sections: SECTIONS.map((heading, s) => ({
      anchor: `section-${s}`,
      level: 2,
      heading,
      blocks: [
        {
          kind: 'paragraph',
          text: 'What follows keeps pupils and staff safe, and is the same for everybody. '.repeat(3),
        },
        ...[0, 1, 2, 3, 4].map((n) => ({
          kind: 'statement',
          key: `s${s}-${n}`,
          text: `I will take care in the matter of ${heading.toLowerCase()}, point ${n + 1}.`,
        })),
      ],
    })),
  },
  since: null,
  check: [],
  name: 'Zoë Hartsmere',
  jobRole: 'teaching',
  knownDevices: { laptop: '', ipad: '' },
  draft: null,
  questions: [],
  isOpen: true,
  movedTo: null,
  managerName: 'Tobias Fairweather',
  signed: null,
});
