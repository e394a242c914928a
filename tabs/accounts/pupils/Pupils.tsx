import { Field, Input, Select } from '@fluentui/react-components';
import { Link, useLocation, useSearchParams } from 'wouter';
import type { Input as Sent, Output } from '../../../src/api/contract';
import { accountPages, accountPupils as words } from '../../../src/texts/en-gb';
import { useAnnounce } from '../../ui/Announcer';
import { AsyncView } from '../../ui/AsyncView';
import { longDate, shortDate } from '../../ui/dates';
import { FormBox, Opening } from '../../ui/FormBox';
import { ListPreview } from '../../ui/ListImport';
import { Notice } from '../../ui/Notice';
import { Page, Part } from '../../ui/Page';
import { useRoomStyles } from '../../ui/Room.styles';
import { useServices } from '../../ui/services';
import { problem, useFleeting, useForm } from '../../ui/useForm';
import { useCall } from '../../ui/useLoad';

type View = Output<'accounts.pupils'>;
type School = Output<'accounts.setUp'>['schools'][number];
type Cohort = View['cohorts'][number];
type Day = Sent<'accounts.yearLeaves'>['on'];

/** Pupils' accounts of a school: what the register asks for, and the year groups. */
export function Pupils() {
  const load = useCall('accounts.setUp', {});
  return (
    <Page title={words.title} lead={words.lead} back={{ to: '/work/accounts', name: accountPages.title }}>
      <AsyncView
        load={load}
        empty={{ when: (d) => d.scheme === null, title: accountPages.notSetUp.title, next: accountPages.notSetUp.next }}
      >
        {({ schools }) => <Schools schools={schools} />}
      </AsyncView>
    </Page>
  );
}

function Schools({ schools }: { schools: readonly School[] }) {
  const styles = useRoomStyles();
  const [params, setParams] = useSearchParams();
  const school = schools.find((s) => s.id === params.get('school')) ?? schools[0];
  if (!school) return null;
  return (
    <div className={styles.section}>
      {schools.length > 1 && (
        <Field label={words.school}>
          <Select value={school.id} onChange={(_, { value }) => setParams({ school: value })}>
            {schools.map((s) => (
              <option key={s.id} value={s.id}>
                {s.name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <nav className={styles.row} aria-label={words.title}>
        <Link href="/work/class-sheets/bring-in" className={styles.link}>
          {words.register}
        </Link>
        <Link href={`/work/accounts/pupils/passwords?school=${school.id}`} className={styles.link}>
          {words.slips}
        </Link>
      </nav>
      <OneSchool key={school.id} school={school} />
    </div>
  );
}

function OneSchool({ school }: { school: School }) {
  const { api, cache } = useServices();
  const say = useAnnounce();
  const styles = useRoomStyles();
  const [, navigate] = useLocation();
  const load = useCall('accounts.pupils', { schoolId: school.id });
  const sent = (batchId: string) => {
    cache.forget('accounts.');
    say(words.sent);
    navigate(`/work/accounts/batch/${batchId}`);
  };
  return (
    <AsyncView load={load}>
      {(view) => (
        <>
          <Seats view={view} />
          <p className={styles.quiet}>{words.opens}</p>
          <ListPreview
            words={words}
            found={found(view)}
            send={async () => {
              const name = words.batch(school.name, shortDate(Date.now()));
              const { batchId } = await api.call('accounts.askForPupils', {
                schoolId: school.id,
                hash: view.hash,
                name,
              });
              sent(batchId);
            }}
          />
          <Years school={school} cohorts={view.cohorts} sent={sent} />
        </>
      )}
    </AsyncView>
  );
}

function Seats({ view: { seatsLeft, joiners } }: { view: View }) {
  const styles = useRoomStyles();
  if (seatsLeft === null) return null;
  const missing = joiners.length - seatsLeft;
  if (missing > 0) return <Notice isProblem title={words.short(missing)} />;
  return <p className={styles.quiet}>{words.seats(seatsLeft)}</p>;
}

const found = (view: View) => ({
  sentence: words.sentence(
    view.joiners.length,
    view.leavers.length,
    view.removals.length,
    view.unchanged,
    view.underWay,
  ),
  parts: [
    {
      heading: words.problems(view.problems.length),
      hint: words.problemsHint,
      items: view.problems.map((p) => ({ line: null, name: p.name, what: words.pupil(p.className, p.what) })),
    },
    {
      heading: words.joining,
      items: view.joiners.map((j) => ({
        line: null,
        name: j.name,
        what: words.joins(j.className, j.group, shortDate(j.on)),
      })),
    },
    {
      heading: words.leaving,
      items: view.leavers.map((l) => ({ line: null, name: l.name, what: words.leaves(l.className, shortDate(l.on)) })),
    },
    {
      heading: words.removing,
      hint: words.removingHint,
      items: view.removals.map((r) => ({ line: null, name: r.name, what: r.className })),
    },
  ],
  ignoredColumns: [],
  total: view.joiners.length + view.leavers.length + view.removals.length,
});

interface YearsProps {
  readonly school: School;
  readonly cohorts: readonly Cohort[];
  readonly sent: (batchId: string) => void;
}

/** What each group is called this year, and who leaves together. */
function Years({ school, cohorts, sent }: YearsProps) {
  const styles = useRoomStyles();
  const t = words.years;
  return (
    <Part heading={t.heading}>
      <p className={styles.text}>{cohorts.length === 0 ? t.none : t.lead}</p>
      <ul className={styles.list}>
        {cohorts.map((c) => (
          <li key={c.entryYear} className={styles.card}>
            <h3 className={styles.title}>{t.now(c.groupName, c.year)}</h3>
            <span className={styles.quiet}>{c.next === null ? t.last : t.next(c.next)}</span>
            {c.leaving > 0 && (
              <Opening name={t.open(c.year)}>
                {(close) => <Leaves school={school} cohort={c} close={close} sent={sent} />}
              </Opening>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

interface LeavesProps {
  readonly school: School;
  readonly cohort: Cohort;
  readonly close: () => void;
  readonly sent: (batchId: string) => void;
}

function Leaves({ school, cohort, close, sent }: LeavesProps) {
  const { api } = useServices();
  const t = words.years;
  const { values, change } = useFleeting({ on: '' });
  const form = useForm({
    values,
    change,
    check: ({ on }) => (on === '' ? { on: t.need } : {}),
    // The browser gives days as the contract wants them.
    send: async ({ on }) => {
      const { batchId } = await api.call('accounts.yearLeaves', {
        schoolId: school.id,
        entryYear: cohort.entryYear,
        on: on as Day,
        expected: cohort.leaving,
        name: t.batch(school.name, cohort.year, longDate(on)),
      });
      sent(batchId);
    },
    done: close,
  });
  return (
    <FormBox form={form} go={t.go(cohort.leaving)} cancel={close}>
      <Field label={t.on} hint={t.onHint} {...problem(form.problems.on)}>
        <Input type="date" value={values.on} onChange={(_, { value }) => form.set({ on: value })} />
      </Field>
    </FormBox>
  );
}
