import { Field, Input, Textarea } from '@fluentui/react-components';
import type { Input as Sent, Output } from '../../../src/api/contract';
import { accountSetUp } from '../../../src/texts/en-gb';
import { useAnnounce } from '../../ui/Announcer';
import { FormBox } from '../../ui/FormBox';
import { useMe } from '../../ui/Me';
import { useRoomStyles } from '../../ui/Room.styles';
import { useServices } from '../../ui/services';
import { problem, useFleeting, useForm } from '../../ui/useForm';
import { type Row, Rows } from './Rows';
import { useRowStyles } from './Rows.styles';

const words = accountSetUp.scheme;
type SetUp = Output<'accounts.setUp'>;
type Scheme = Sent<'accounts.saveScheme'>['scheme'];

interface Values {
  readonly domain: string;
  readonly lead: string;
  readonly pendingId: string;
  readonly pendingName: string;
  readonly signedId: string;
  readonly signedName: string;
  readonly licenceId: string;
  readonly licenceName: string;
  readonly closes: string;
  readonly share: string;
  readonly factor: string;
  readonly protectedIds: string;
  readonly reply: string;
  readonly slip: string;
  readonly cohorts: readonly Row[];
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;
const LIMITS = { lead: [0, 60], closes: [1, 10_000], share: [1, 100], factor: [2, 100] } as const;

const valuesOf = (s: Scheme | null): Values => ({
  domain: s?.domain ?? '',
  lead: String(s?.leadDays ?? 14),
  pendingId: s?.pendingGroup.id ?? '',
  pendingName: s?.pendingGroup.name ?? '',
  signedId: s?.signedGroup.id ?? '',
  signedName: s?.signedGroup.name ?? '',
  licenceId: s?.pupilLicence?.id ?? '',
  licenceName: s?.pupilLicence?.name ?? '',
  closes: String(s?.breaker.closesAnHour ?? 20),
  share: String(s?.breaker.share ?? 5),
  factor: String(s?.breaker.factor ?? 3),
  protectedIds: (s?.protectedIds ?? []).join('\n'),
  reply: s?.leaverReply ?? '',
  slip: s?.slip ?? '',
  cohorts: (s?.cohorts ?? []).map((c) => ({
    ...{ year: String(c.entryYear), school: c.schoolId, id: c.group.id, name: c.group.name },
  })),
});

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** What the page can say by itself; the server checks everything again, and what belongs together. */
function check(v: Values): Partial<Record<keyof Values, string>> {
  const isWhole = (key: keyof typeof LIMITS): boolean => {
    const [from, to] = LIMITS[key];
    return /^\d+$/.test(v[key].trim()) && Number(v[key]) >= from && Number(v[key]) <= to;
  };
  const numbers = (Object.keys(LIMITS) as (keyof typeof LIMITS)[]).filter((key) => !isWhole(key));
  const isGroup = (id: string, name: string): boolean => GUID.test(id.trim()) && name.trim() !== '';
  const isCohort = ({ year, id, name }: Row): boolean =>
    /^20\d\d$/.test(String(year)) && isGroup(String(id), String(name));
  return {
    ...(!DOMAIN.test(v.domain.trim()) && { domain: words.domainWrong }),
    ...Object.fromEntries(numbers.map((key) => [key, words.whole(LIMITS[key][0], LIMITS[key][1])])),
    ...(!isGroup(v.pendingId, v.pendingName) && { pendingId: words.guidWrong }),
    ...(!isGroup(v.signedId, v.signedName) && { signedId: words.guidWrong }),
    ...(v.licenceId.trim() !== '' && !isGroup(v.licenceId, v.licenceName) && { licenceId: words.guidWrong }),
    ...(!lines(v.protectedIds).every((id) => GUID.test(id)) && { protectedIds: words.guidWrong }),
    ...(!v.cohorts.every(isCohort) && { cohorts: accountSetUp.roles.rowWrong }),
  };
}

const group = (id: string, name: string) => ({ id: id.trim(), name: name.trim() });

/** The form's words as the contract has them. */
const schemeOf = (v: Values): Scheme => ({
  domain: v.domain.trim(),
  leadDays: Number(v.lead),
  pendingGroup: group(v.pendingId, v.pendingName),
  signedGroup: group(v.signedId, v.signedName),
  pupilLicence: v.licenceId.trim() === '' ? null : group(v.licenceId, v.licenceName),
  breaker: { closesAnHour: Number(v.closes), share: Number(v.share), factor: Number(v.factor) },
  protectedIds: lines(v.protectedIds),
  leaverReply: v.reply.trim(),
  slip: v.slip.trim(),
  cohorts: v.cohorts.map((c) => ({
    entryYear: Number(c['year']),
    // Chosen from the schools there are.
    schoolId: String(c['school']) as Scheme['cohorts'][number]['schoolId'],
    group: group(String(c['id']), String(c['name'])),
  })),
});

/** How the school keeps accounts, for whoever may change it. */
export function SchemeForm({ setUp, close, done }: { setUp: SetUp; close: () => void; done: () => void }) {
  const styles = useRowStyles();
  const { api, cache } = useServices();
  const say = useAnnounce();
  const rev = setUp.versions.find((v) => v.what === 'scheme')?.rev ?? 0;
  const { values, change } = useFleeting(valuesOf(setUp.scheme));
  const form = useForm({
    values,
    change,
    check,
    send: (v) => api.call('accounts.saveScheme', { scheme: schemeOf(v), rev }),
    done: () => {
      cache.forget('accounts.');
      say(words.saved);
      done();
    },
  });
  const text = (key: Exclude<keyof Values, 'cohorts'>, label: string, hint?: string) => (
    <Field label={label} {...(hint !== undefined && { hint })} {...problem(form.problems[key])}>
      <Input value={values[key]} onChange={(_, { value }) => form.set({ [key]: value })} />
    </Field>
  );
  const long = (key: 'protectedIds' | 'reply' | 'slip', label: string, hint?: string) => (
    <Field label={label} {...(hint !== undefined && { hint })} {...problem(form.problems[key])}>
      <Textarea value={values[key]} resize="vertical" onChange={(_, { value }) => form.set({ [key]: value })} />
    </Field>
  );
  const pair = (which: 'pending' | 'signed' | 'licence') => (
    <fieldset className={styles.rows}>
      <legend className={styles.legend}>{words[which]}</legend>
      <div className={styles.two}>
        {text(`${which}Id`, words.groupId)}
        {text(`${which}Name`, words.groupName)}
      </div>
    </fieldset>
  );
  return (
    <FormBox form={form} go={words.save} cancel={close}>
      {text('domain', words.domain, words.domainHint)}
      {text('lead', words.lead)}
      {pair('pending')}
      {pair('signed')}
      {pair('licence')}
      <Cohorts rows={values.cohorts} set={(cohorts) => form.set({ cohorts })} message={form.problems.cohorts} />
      {text('closes', words.closes)}
      {text('share', words.share)}
      {text('factor', words.factor)}
      {long('protectedIds', words.protectedIds, words.protectedHint)}
      {long('reply', words.reply)}
      {long('slip', words.slip)}
    </FormBox>
  );
}

interface CohortProps {
  readonly rows: readonly Row[];
  readonly set: (rows: readonly Row[]) => void;
  readonly message: string | undefined;
}

function Cohorts({ rows, set, message }: CohortProps) {
  const texts = useRoomStyles();
  const me = useMe();
  const schools = me.state === 'ready' ? me.data.schools : [];
  const t = words.cohort;
  return (
    <div className={texts.section}>
      <Rows
        legend={words.cohorts}
        columns={[
          { key: 'year', label: t.year, kind: 'text' },
          {
            ...{ key: 'school', label: t.school, kind: 'choice' },
            options: schools.map((s) => ({ value: s.id, name: s.name })),
          },
          { key: 'id', label: t.id, kind: 'text' },
          { key: 'name', label: t.name, kind: 'text' },
        ]}
        rows={rows}
        set={set}
        blank={{ year: '', school: schools[0]?.id ?? '', id: '', name: '' }}
        add={t.add}
        remove={t.remove}
        message={message}
      />
    </div>
  );
}
