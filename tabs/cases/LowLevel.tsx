import { Field, Textarea } from '@fluentui/react-components';
import type { Input as Sent } from '../../src/api/contract';
import { casePages, work } from '../../src/texts/en-gb';
import { AsyncView } from '../ui/AsyncView';
import { shortDate } from '../ui/dates';
import { Page, Part } from '../ui/Page';
import { useServices } from '../ui/services';
import { problem, useFleeting, useForm } from '../ui/useForm';
import { useCall } from '../ui/useLoad';
import { useCaseStyles } from './Cases.styles';
import { FormBox, Opening } from '../ui/FormBox';
import { type Found, PersonPicker } from '../ui/PersonPicker';
import { QuickHide } from './QuickHide';
import { moment } from './words';

const words = casePages.lowLevel;
type PersonId = Sent<'lowLevel.record'>['personId'];

/** Concerns about adults below the harm tests, for the head alone; several about one person stand out. */
export function LowLevel() {
  const styles = useCaseStyles();
  const load = useCall('lowLevel.list', {});
  return (
    <QuickHide>
      {(hide) => (
        <Page action={hide} title={words.title} lead={words.lead} back={{ to: '/work', name: work.title }}>
          <Opening name={words.add}>{(close) => <Add close={close} done={load.reload} />}</Opening>
          <AsyncView load={load} empty={{ when: (d) => d.rows.length === 0, title: words.none }}>
            {({ rows, patterns }) => (
              <>
                <Part heading={words.patterns}>
                  <p className={styles.quiet}>{words.patternHint}</p>
                  <ul>
                    {patterns.map((p) => (
                      <li key={p.who.id}>
                        {`${words.pattern(p.who.name, p.count)} ${words.since(shortDate(p.firstAt), shortDate(p.lastAt))}`}
                      </li>
                    ))}
                  </ul>
                </Part>
                <Part heading={words.title}>
                  <ul className={styles.list}>
                    {rows.map((r) => (
                      <li key={r.caseId} className={styles.card}>
                        <span className={styles.title}>{`${r.reference} · ${r.who.name}`}</span>
                        <span className={styles.quiet}>{moment(r.at)}</span>
                        <p className={styles.text}>{[r.text, r.context, r.did, r.why].filter(Boolean).join('\n')}</p>
                      </li>
                    ))}
                  </ul>
                </Part>
              </>
            )}
          </AsyncView>
        </Page>
      )}
    </QuickHide>
  );
}

const FIELDS = ['text', 'context', 'did', 'why'] as const;
const LABELS = { text: words.text, context: words.context, did: words.done, why: words.why };

interface Concern {
  readonly who: Found | null;
  readonly text: string;
  readonly context: string;
  readonly did: string;
  readonly why: string;
}

function Add({ close, done }: { close: () => void; done: () => void }) {
  const { api } = useServices();
  const { values, change } = useFleeting<Concern>({ who: null, text: '', context: '', did: '', why: '' });
  const form = useForm<Concern>({
    values,
    change,
    check: (v) => ({
      ...(v.who === null && { who: words.need }),
      ...Object.fromEntries(FIELDS.filter((f) => v[f].trim() === '').map((f) => [f, words.need])),
    }),
    send: ({ who, text, context, did, why }) =>
      // The picker's ids are the directory's.
      api.call('lowLevel.record', { personId: who?.id as PersonId, text, context, did, why }),
    done: () => {
      done();
      close();
    },
  });
  return (
    <FormBox form={form} go={words.save} cancel={close}>
      <PersonPicker
        label={words.who}
        find={async (q) => (await api.call('reports.directory', { q })).people.map((p) => ({ ...p, detail: p.job }))}
        chosen={values.who}
        choose={(who) => form.set({ who })}
        message={form.problems.who}
      />
      {FIELDS.map((field) => (
        <Field key={field} label={LABELS[field]} {...problem(form.problems[field])}>
          <Textarea value={values[field]} onChange={(_, { value }) => form.set({ [field]: value })} />
        </Field>
      ))}
    </FormBox>
  );
}
