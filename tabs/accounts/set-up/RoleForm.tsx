import { Field, Input, Select } from '@fluentui/react-components';
import type { Input as Sent, Output } from '../../../src/api/contract';
import { accountSetUp } from '../../../src/texts/en-gb';
import { useAnnounce } from '../../ui/Announcer';
import { FormBox } from '../../ui/FormBox';
import { useMe } from '../../ui/Me';
import { useServices } from '../../ui/services';
import { problem, useFleeting, useForm } from '../../ui/useForm';
import { type Row, Rows } from './Rows';

const words = accountSetUp.roles;
type SetUp = Output<'accounts.setUp'>;
type Template = Sent<'accounts.saveTemplate'>['template'];
type Job = Template['jobRole'];
const JOBS = Object.keys(words.jobs) as Job[]; // the words have one for each job there is

interface Values {
  readonly label: string;
  readonly school: string;
  readonly job: Job;
  readonly groups: readonly Row[];
  readonly licences: readonly Row[];
  readonly rights: readonly Row[];
}

const valuesOf = (t: Template | null): Values => ({
  label: t?.label ?? '',
  school: t?.schoolId ?? '',
  job: t?.jobRole ?? 'teaching',
  groups: (t?.groups ?? []).map(({ id, name, isSensitive }) => ({ id, name, isSensitive })),
  licences: (t?.licenceGroups ?? []).map(({ id, name }) => ({ id, name })),
  rights: (t?.rights ?? []).map((r) => ({ ...r })),
});

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const text = (row: Row, key: string): string => String(row[key] ?? '').trim();
const isGroup = (row: Row): boolean => GUID.test(text(row, 'id')) && text(row, 'name') !== '';
const isRight = (row: Row): boolean => ['system', 'right', 'why'].every((key) => text(row, key) !== '');

const check = (v: Values): Partial<Record<keyof Values, string>> => ({
  ...(v.label.trim() === '' && { label: words.labelWrong }),
  ...(!v.groups.every(isGroup) && { groups: accountSetUp.scheme.guidWrong }),
  ...(!v.licences.every(isGroup) && { licences: accountSetUp.scheme.guidWrong }),
  ...(!v.rights.every(isRight) && { rights: words.rowWrong }),
});

/** A name for a new role's own use: plain letters and figures, never shown. */
function newId(label: string, taken: readonly string[]): string {
  const plain = label
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-$/g, '')
    .slice(0, 30);
  const base = plain === '' ? 'role' : plain;
  const free = Array.from({ length: 99 }, (_, i) => (i === 0 ? base : `${base}-${i + 1}`));
  return free.find((id) => !taken.includes(id)) ?? base;
}

const group = (row: Row) => ({ id: text(row, 'id'), name: text(row, 'name') });

const templateOf = (v: Values, id: string): Template => ({
  id,
  label: v.label.trim(),
  // Chosen from the schools there are.
  schoolId: v.school === '' ? null : (v.school as Template['schoolId']),
  jobRole: v.job,
  groups: v.groups.map((row) => ({ ...group(row), isSensitive: row['isSensitive'] === true })),
  licenceGroups: v.licences.map(group),
  rights: v.rights.map((row) => ({
    ...{ system: text(row, 'system'), right: text(row, 'right'), why: text(row, 'why') },
    ...{ isByHand: row['isByHand'] === true, endsWithWork: row['endsWithWork'] === true },
  })),
});

interface Props {
  readonly setUp: SetUp;
  /** Null for a new one. */
  readonly role: Template | null;
  readonly close: () => void;
  readonly done: () => void;
}

/** What a role brings. */
export function RoleForm({ setUp, role, close, done }: Props) {
  const { api, cache } = useServices();
  const say = useAnnounce();
  const { values, change } = useFleeting(valuesOf(role));
  const rev = setUp.versions.find((v) => v.what === `role ${role?.id ?? ''}`)?.rev ?? 0;
  const taken = setUp.templates.map((t) => t.id);
  const form = useForm({
    values,
    change,
    check,
    send: (v) => {
      const id = role?.id ?? newId(v.label, taken);
      return api.call('accounts.saveTemplate', { template: templateOf(v, id), rev });
    },
    done: () => {
      cache.forget('accounts.');
      say(words.saved);
      done();
    },
  });
  return (
    <FormBox form={form} go={words.save} cancel={close} isQuiet>
      <Field label={words.label} {...problem(form.problems.label)}>
        <Input value={values.label} onChange={(_, { value }) => form.set({ label: value })} />
      </Field>
      <Where values={values} set={form.set} />
      {(['groups', 'licences', 'rights'] as const).map((part) => (
        <Rows
          key={part}
          legend={words[part]}
          columns={COLUMNS[part]}
          rows={values[part]}
          set={(rows) => form.set({ [part]: rows })}
          blank={BLANK[part]}
          add={words.row[part]}
          remove={words.row.remove}
          message={form.problems[part]}
        />
      ))}
    </FormBox>
  );
}

const ID = { key: 'id', label: accountSetUp.scheme.groupId, kind: 'text' } as const;
const NAME = { key: 'name', label: accountSetUp.scheme.groupName, kind: 'text' } as const;
const COLUMNS = {
  groups: [ID, NAME, { key: 'isSensitive', label: words.sensitive, kind: 'tick' }],
  licences: [ID, NAME],
  rights: [
    { key: 'system', label: words.system, kind: 'text' },
    { key: 'right', label: words.right, kind: 'text' },
    { key: 'why', label: words.why, kind: 'text' },
    { key: 'isByHand', label: words.byHand, kind: 'tick' },
    { key: 'endsWithWork', label: words.withWork, kind: 'tick' },
  ],
} as const;
const BLANK = {
  groups: { id: '', name: '', isSensitive: false },
  licences: { id: '', name: '' },
  rights: { system: '', right: '', why: '', isByHand: true, endsWithWork: true },
};

function Where({ values, set }: { values: Values; set: (part: Partial<Values>) => void }) {
  const me = useMe();
  const schools = me.state === 'ready' ? me.data.schools : [];
  return (
    <>
      <Field label={words.school}>
        <Select value={values.school} onChange={(_, { value }) => set({ school: value })}>
          <option value="">{words.every}</option>
          {schools.map((s) => (
            <option key={s.id} value={s.id}>
              {s.name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words.job}>
        <Select
          value={values.job}
          onChange={(_, { value }) => set({ job: JOBS.find((job) => job === value) ?? 'teaching' })}
        >
          {JOBS.map((job) => (
            <option key={job} value={job}>
              {words.jobs[job]}
            </option>
          ))}
        </Select>
      </Field>
    </>
  );
}
