import { Field, Input, Radio, RadioGroup, Select } from '@fluentui/react-components';
import { Link } from 'wouter';
import { policies as texts, policyImport } from '../../../src/texts/en-gb';
import { useMe } from '../../ui/Me';
import { paths } from '../paths';
import { useSharedStyles } from '../Policies.styles';
import { problem } from '../../ui/useForm';
import type { Audience, Summary } from '../types';
import type { Edit } from './edit';
import { useEditorStyles } from './Editor.styles';
import type { Found, Problems } from './found';

const words = policyImport.about;
const LONGEST_TITLE = 200;
const LONGEST_LABEL = 20;

interface Props {
  readonly found: Found;
  readonly policies: readonly Summary[];
  readonly places: readonly Summary['schoolId'][];
  readonly problems: Problems;
  readonly set: (part: Partial<Found>) => void;
  readonly dispatch: (edit: Edit) => void;
}

/** Everything about a document that is not its text. */
export function AboutFields(props: Props) {
  const { found, policies, problems, set, dispatch } = props;
  const shared = useSharedStyles();
  const styles = useEditorStyles();
  const { title } = found.editing.fields;
  return (
    <section className={shared.stack} aria-label={words.heading}>
      <h2 className={shared.heading}>{words.heading}</h2>
      <div className={styles.about}>
        <Target {...props} />
        <Field label={words.title} {...problem(problems.title)}>
          <Input
            value={title}
            maxLength={LONGEST_TITLE}
            onChange={(_, { value }) => dispatch({ do: 'fields', fields: { title: value } })}
          />
        </Field>
        <Label value={found.label} wrong={problems.label} set={(label) => set({ label })} />
        {found.target === null && <NewKind {...props} />}
      </div>
      {problems.text !== undefined && (
        <p role="alert" className={shared.strong}>
          {problems.text}
        </p>
      )}
      {problems.target !== undefined && <OnItsWay policies={policies} found={found} words={problems.target} />}
    </section>
  );
}

interface LabelProps {
  readonly value: string;
  readonly wrong: string | undefined;
  readonly set: (label: string) => void;
}

export function Label({ value, wrong, set }: LabelProps) {
  return (
    <Field label={words.label} hint={words.labelHint} {...problem(wrong)}>
      <Input value={value} maxLength={LONGEST_LABEL} onChange={(_, { value: label }) => set(label)} />
    </Field>
  );
}

function Target({ found, policies, problems, set }: Props) {
  return (
    <Field label={words.target} {...problem(problems.target)}>
      <Select
        value={found.target ?? ''}
        onChange={(_, { value }) =>
          set({ target: policies.find(({ policyId }) => policyId === value)?.policyId ?? null })
        }
      >
        <option value="">{words.isNew}</option>
        {policies.map(({ policyId, title }) => (
          <option key={policyId} value={policyId}>
            {words.newVersionOf(title)}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function OnItsWay({ policies, found, words: said }: { policies: readonly Summary[]; found: Found; words: string }) {
  const shared = useSharedStyles();
  const target = policies.find(({ policyId }) => policyId === found.target);
  if (!target?.coming) return null;
  return (
    <p className={shared.text}>
      {said}{' '}
      <Link href={paths.read(target.policyId, { versionId: target.coming.versionId })} className={shared.link}>
        {words.toIt}
      </Link>
    </p>
  );
}

/** For a policy that is new: what it is, who signs it and where it counts. */
function NewKind({ found, places, problems, set }: Props) {
  const me = useMe();
  const schools = me.state === 'ready' ? me.data.schools : [];
  return (
    <>
      <Field label={words.kind}>
        <RadioGroup
          value={found.kind}
          onChange={(_, { value }) => set({ kind: value === 'agreement' ? 'agreement' : 'policy' })}
        >
          <Radio value="policy" label={words.kinds.policy} />
          <Radio value="agreement" label={words.kinds.agreement} />
        </RadioGroup>
      </Field>
      {found.kind === 'agreement' && (
        <Field label={words.audience} {...problem(problems.audience)}>
          <Select value={found.audience ?? ''} onChange={(_, { value }) => set({ audience: audienceOf(value) })}>
            <option value="">{words.chooseAudience}</option>
            {AUDIENCES.map((audience) => (
              <option key={audience} value={audience}>
                {texts.audience[audience]}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {places.length > 1 && (
        <Field label={words.school}>
          <Select
            value={found.schoolId ?? ''}
            onChange={(_, { value }) => set({ schoolId: places.find((place) => place === value) ?? null })}
          >
            {places.map((place) => (
              <option key={place ?? ''} value={place ?? ''}>
                {place === null ? words.trust : schools.find(({ id }) => id === place)?.name}
              </option>
            ))}
          </Select>
        </Field>
      )}
    </>
  );
}

// The texts have a name for each, and nothing else.
const AUDIENCES = Object.keys(texts.audience) as Audience[];
const audienceOf = (value: string): Audience | null => AUDIENCES.find((one) => one === value) ?? null;
