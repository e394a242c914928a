import type { AgreementAudience } from '../../core/policies/store';

/** A policy of the made-up trust; `editions` are its files without ending, oldest first. */
export interface SamplePolicy {
  readonly audience: AgreementAudience | null;
  readonly editions: readonly [string, ...string[]];
}

/** Each edition is kept twice in this folder, as Markdown and as a Word file with the same words. */
export const SAMPLE_POLICIES: readonly SamplePolicy[] = [
  { audience: null, editions: ['e-safety-policy'] },
  { audience: 'staff', editions: ['staff-aup-v2', 'staff-aup-v3', 'staff-aup'] },
  { audience: 'ks2', editions: ['ks2-aup'] },
  { audience: 'ks1', editions: ['ks1-aup'] },
  { audience: 'reception', editions: ['reception-aup'] },
  { audience: 'send', editions: ['send-aup'] },
  { audience: 'parent', editions: ['parent-agreement'] },
  { audience: 'community', editions: ['community-agreement'] },
];

/** What the made-up trust writes into the blanks. Its numbers are from the range kept free for drama. */
const FILLED: Readonly<Record<string, string>> = {
  school: 'your school',
  "governors' committee": "the governors' safeguarding committee",
  head: 'the headteacher of your school',
  chair: 'the chair of governors of your school',
  'safeguarding lead': 'the safeguarding lead of your school',
  'deputy safeguarding lead': 'the deputy safeguarding lead of your school',
  'online safety coordinator': 'the online safety coordinator',
  'ICT manager': 'the ICT manager',
  'data protection officer': 'the data protection officer of Harbour Lights Trust',
  council: 'the council',
  provider: 'the broadband provider of Harbour Lights Trust',
  'head phone': '01632 960101',
  'chair phone': '01632 960102',
  'safeguarding lead phone': '01632 960103',
  'deputy safeguarding lead phone': '01632 960104',
  'coordinator phone': '01632 960105',
  'ICT manager phone': '01632 960106',
  'data protection officer phone': '01632 960107',
  'provider phone': '01632 960108',
  'social care phone': '01632 960109',
  'designated officer phone': '01632 960110',
  'office email': 'office@harbour-lights.example',
  'approved storage': 'the shared folders of your school',
  charge: '£150',
  days: '5',
  minutes: '10',
  'consultation start': '1 June 2026',
  'consultation end': '3 July 2026',
  'meeting date': '17 September 2026',
};

/** A sample's Markdown with its {blanks} filled in; a blank that is not known stays as it is. */
export const withBlanksFilled = (markdown: string): string =>
  markdown.replace(/\{([^}]+)\}/g, (blank, name: string) => FILLED[name] ?? blank);
