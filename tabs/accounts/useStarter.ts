import { useEffect, useState } from 'react';
import type { Input as Sent, Output } from '../../src/api/contract';
import { accountPages as words } from '../../src/texts/en-gb';
import type { Found } from '../ui/PersonPicker';
import { useMe } from '../ui/Me';
import { useServices } from '../ui/services';
import { useFleeting, useForm } from '../ui/useForm';
import { useLoad } from '../ui/useLoad';

type Asked = Sent<'accounts.requestStarter'>;
export type Choice = Output<'accounts.setUp'>['templates'][number];
export type SetUp = Output<'accounts.setUp'>;
type Draft = Sent<'accounts.check'>;
type Checked = Output<'accounts.check'>;
type Problem = Checked['problems'][number];

export interface StarterValues {
  readonly given: string;
  readonly family: string;
  readonly born: string;
  readonly number: string;
  readonly school: string;
  readonly department: string;
  readonly as: Asked['as'];
  readonly role: string;
  readonly starts: string;
  readonly ends: string;
  readonly manager: Found | null;
  readonly sponsor: Found | null;
  readonly email: string;
  readonly paper: boolean;
  readonly another: boolean;
}

const EMPTY: StarterValues = {
  given: '',
  family: '',
  born: '',
  number: '',
  school: '',
  department: '',
  as: 'staff',
  role: '',
  starts: '',
  ends: '',
  manager: null,
  sponsor: null,
  email: '',
  paper: false,
  another: false,
};

/** What the server calls each field. */
const NAMES: Readonly<Partial<Record<keyof StarterValues, string>>> = {
  given: 'givenName',
  family: 'familyName',
  born: 'bornOn',
  number: 'staffNumber',
  school: 'schoolId',
  role: 'templateId',
  starts: 'startsOn',
  ends: 'endsOn',
  manager: 'managerId',
  sponsor: 'sponsorId',
  email: 'email',
  another: 'isAnotherPerson',
};

const NEEDED = ['given', 'number', 'school', 'role', 'starts'] as const;
const missing = (v: StarterValues): Partial<Record<keyof StarterValues, string>> =>
  Object.fromEntries(NEEDED.filter((f) => v[f].trim() === '').map((f) => [f, words.need]));

/** The form's words as the contract has them; the server checks every one. */
const askedOf = (v: StarterValues): Asked =>
  ({
    givenName: v.given.trim(),
    familyName: v.family.trim(),
    bornOn: v.born || null,
    staffNumber: v.number.trim(),
    schoolId: v.school,
    department: v.department.trim(),
    managerId: v.manager?.id ?? null,
    as: v.as,
    templateId: v.role,
    startsOn: v.starts,
    endsOn: v.ends || null,
    email: v.email.trim() || null,
    sponsorId: v.sponsor?.id ?? null,
    onPaper: v.paper,
    isAnotherPerson: v.another,
  }) as Asked;

/** What has been typed so far, without the fields that are still empty. */
const draftOf = (v: StarterValues): Draft =>
  Object.fromEntries(Object.entries(askedOf(v)).filter(([, value]) => value !== '' && value !== null)) as Draft;

/** A pause of so many ms, and what was typed is looked at. */
const PAUSE_MS = 400;
const NOTHING: Checked = { problems: [], address: null, isUsual: true, seatsLeft: null };

/** A value once nobody has changed it for a while. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** A starter being typed in: checked at each pause, and what is wrong or found out stands beside its field. */
export function useStarter(schools: SetUp['schools'], done: () => void) {
  const { api } = useServices();
  const me = useMe();
  // An office asks for its own school; a trust's chooses another.
  const own = me.state === 'ready' ? me.data.person.schoolId : '';
  const first = schools.find((s) => s.id === own) ?? (schools.length === 1 ? schools[0] : undefined);
  const { values, change } = useFleeting({ ...EMPTY, school: first?.id ?? '' });
  const draft = useSettled(JSON.stringify(draftOf(values)));
  const checking = useLoad<Checked>(`starter ${draft}`, (signal) => {
    // Made from the form's own values a moment ago.
    const typed = JSON.parse(draft) as Draft;
    return values.school === '' ? Promise.resolve(NOTHING) : api.call('accounts.check', typed, { signal });
  });
  const form = useForm({
    values,
    change,
    check: missing,
    send: (v) => api.call('accounts.requestStarter', askedOf(v)),
    done,
  });
  const checked = checking.state === 'ready' ? checking.data : NOTHING;
  const refused: readonly Problem[] = form.sending.state === 'failed' ? form.sending.error.problems : [];
  const said = (field: keyof StarterValues): string | undefined =>
    form.problems[field] ?? [...refused, ...checked.problems].find((p) => p.where === NAMES[field])?.what;
  return { form, said, checked };
}
export type StarterForm = ReturnType<typeof useStarter>;
