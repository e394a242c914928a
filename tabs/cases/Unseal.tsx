import type { Input as Sent } from '../../src/api/contract';
import { casePages } from '../../src/texts/en-gb';
import { Bar } from '../ui/Bar';
import { useServices } from '../ui/services';
import { useFleeting, useForm } from '../ui/useForm';
import { useCaseStyles } from './Cases.styles';
import { FormBox } from '../ui/FormBox';
import type { Found } from '../ui/PersonPicker';
import { PersonPicker } from '../ui/PersonPicker';
import { Ticks } from '../ui/Ticks';
import type { Act } from './useCase';
import type { CaseView } from './words';

const words = casePages.step;
type About = Sent<'cases.unseal'>['about'][number];
type PersonId = Sent<'cases.unseal'>['people'][number];
const ABOUT = Object.keys(words.subjects) as (keyof typeof words.subjects & About)[];

/** The reporter stopped before saying whom it is about: that is asked by phone, and nothing is shown before it is known. */
export function Unseal({ view, act }: { view: CaseView; act: Act }) {
  const styles = useCaseStyles();
  const { api } = useServices();
  const { values, change } = useFleeting<{ about: readonly (typeof ABOUT)[number][]; people: readonly Found[] }>({
    about: [],
    people: [],
  });
  const form = useForm({
    values,
    change,
    check: ({ about }) => (about.length === 0 ? { about: words.chooseSome } : {}),
    send: ({ about, people }) =>
      act(({ caseId }) =>
        // The picker's ids are the directory's.
        api.call('cases.unseal', { caseId, about: [...about], people: people.map((p) => p.id as PersonId) }),
      ),
    done: () => undefined,
  });
  return (
    <>
      <Bar title={casePages.one.sealedBar.title}>{casePages.one.sealedBar.text}</Bar>
      <section className={styles.step} aria-label={words.unseal}>
        <FormBox form={form} go={words.unsealGo}>
          <Ticks
            legend={words.unseal}
            options={ABOUT.map((key) => ({ key, label: words.subjects[key] }))}
            chosen={values.about}
            set={(about) => form.set({ about })}
            message={form.problems.about}
          />
          <PersonPicker
            label={words.unsealWho}
            find={async (q) => (await api.call('cases.find', { caseId: view.caseId, kind: 'staff', q })).people}
            chosen={values.people.at(-1) ?? null}
            choose={(who) => form.set({ people: [...values.people.filter((p) => p.id !== who.id), who] })}
          />
        </FormBox>
      </section>
    </>
  );
}
