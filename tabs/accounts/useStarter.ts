import type { Input as Sent, Output } from '../../src/api/contract';
import { accountPages as words } from '../../src/texts/en-gb';
import type { Found } from '../ui/PersonPicker';
import { useMe } from '../ui/Me';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';
import { useFleeting, useForm } from '../ui/useForm';

type Asked = Sent<'accounts.requestStarter'>;
export type Choice = Output<'accounts.setUp'>['templates'][number];
type Problem = Output<'accounts.check'>['problems'][number];

export interface StarterValues {
  readonly given: string;
  readonly family: string;
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

/** A starter being typed in: complete enough, it is checked at each pause, and what is wrong stands beside its field. */
export function useStarter(done: () => void) {
  const { api } = useServices();
  const me = useMe();
  // An office asks for its own school; a trust's chooses another.
  const own = me.state === 'ready' ? me.data.person.schoolId : '';
  const { values, change } = useFleeting({ ...EMPTY, school: own });
  const checking = useAction((v: StarterValues) => api.call('accounts.check', askedOf(v)));
  const form = useForm({
    values,
    change,
    check: missing,
    send: (v) => api.call('accounts.requestStarter', askedOf(v)),
    done,
  });
  const look = async (): Promise<void> => {
    if (Object.keys(missing(values)).length === 0) await checking.run(values);
  };
  const refused: readonly Problem[] = form.sending.state === 'failed' ? form.sending.error.problems : [];
  const heard = checking.state === 'done' ? checking.result.problems : [];
  const said = (field: keyof StarterValues): string | undefined =>
    form.problems[field] ?? [...refused, ...heard].find((p) => p.where === NAMES[field])?.what;
  return { form, look, said };
}
export type StarterForm = ReturnType<typeof useStarter>;
