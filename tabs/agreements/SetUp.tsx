import { Button, Checkbox, Field, Input, Radio, RadioGroup } from '@fluentui/react-components';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Input as CallInput } from '../../src/api/contract';
import { agreements, people } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { AsyncView } from '../ui/AsyncView';
import { Failure } from '../ui/Failure';
import { useMe } from '../ui/Me';
import { Notice } from '../ui/Notice';
import { Page } from '../ui/Page';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';
import { useCall } from '../ui/useLoad';
import { useAgreementStyles } from './Agreements.styles';

type Start = CallInput<'campaigns.start'>;
const words = agreements.setUp;

interface Chosen {
  readonly policyId: string;
  readonly trigger: Start['trigger'];
  readonly schools: readonly string[];
  readonly jobs: readonly string[];
  readonly opensOn: string;
  readonly dueOn: string;
}

const BLANK: Chosen = { policyId: '', trigger: 'yearly', schools: [], jobs: [], opensOn: '', dueOn: '' };

/** What is sent: nothing chosen in a list means everybody. The server checks every word of it. */
const asked = (c: Chosen): Start =>
  ({
    policyId: c.policyId,
    trigger: c.trigger,
    audience: { schools: c.schools.length > 0 ? c.schools : 'all', jobRoles: c.jobs.length > 0 ? c.jobs : 'all' },
    opensOn: c.opensOn,
    dueOn: c.dueOn,
  }) as Start;

/** Which agreement, who, by when; then how many people that is; then it starts. */
export function SetUp() {
  const load = useCall('policies.list', {});
  const me = useMe();
  const styles = useAgreementStyles();
  const { chosen, choose, counting, starting, isComplete } = useSetUp();
  const schools = me.state === 'ready' ? me.data.schools.map((s) => [s.id, s.name] as const) : [];
  return (
    <Page title={words.title} lead={words.lead} back={{ to: '/work/agreements', name: agreements.title }}>
      <AsyncView load={load}>
        {({ policies }) => {
          const staff = policies.filter((p) => p.audience === 'staff' && p.inForce !== null);
          if (staff.length === 0) return <Notice title={words.none} />;
          return (
            <form
              className={styles.form}
              onSubmit={(e) => {
                e.preventDefault();
                void (counting.state === 'done' ? starting.run(asked(chosen)) : counting.run(asked(chosen)));
              }}
            >
              <Field label={words.which} required>
                <RadioGroup value={chosen.policyId} onChange={(_, d) => choose({ policyId: d.value })}>
                  {staff.map((p) => (
                    <Radio key={p.policyId} value={p.policyId} label={`${p.title} (${p.inForce?.label ?? ''})`} />
                  ))}
                </RadioGroup>
              </Field>
              <Choices
                legend={words.schools}
                options={schools}
                chosen={chosen.schools}
                onChange={(picked) => choose({ schools: picked })}
              />
              <Choices
                legend={words.jobs}
                options={Object.entries(people.jobRole)}
                chosen={chosen.jobs}
                onChange={(jobs) => choose({ jobs })}
              />
              <Field label={words.why}>
                <RadioGroup
                  layout="horizontal"
                  value={chosen.trigger}
                  onChange={(_, d) => choose({ trigger: d.value as Start['trigger'] })}
                >
                  {Object.entries(agreements.trigger).map(([key, label]) => (
                    <Radio key={key} value={key} label={label} />
                  ))}
                </RadioGroup>
              </Field>
              <Field label={words.opens} required>
                <Input type="date" value={chosen.opensOn} onChange={(_, d) => choose({ opensOn: d.value })} />
              </Field>
              <Field label={words.due} required>
                <Input type="date" value={chosen.dueOn} onChange={(_, d) => choose({ dueOn: d.value })} />
              </Field>
              {counting.state === 'done' && (
                <div role="status">
                  <p>{words.preview(counting.result.count)}</p>
                  <ul>
                    {counting.result.bySchool.map(({ schoolId, count }) => (
                      <li key={schoolId}>
                        {words.previewSchool(schools.find(([id]) => id === schoolId)?.[1] ?? '', count)}
                      </li>
                    ))}
                  </ul>
                </div>
              )}
              {counting.state === 'failed' && <Failure error={counting.error} />}
              {starting.state === 'failed' && <Failure error={starting.error} />}
              {!isComplete && <p className={styles.quiet}>{words.missing}</p>}
              <div>
                <Button
                  type="submit"
                  appearance="primary"
                  disabledFocusable={!isComplete || counting.state === 'busy' || starting.state === 'busy'}
                >
                  {label(counting, starting)}
                </Button>
              </div>
            </form>
          );
        }}
      </AsyncView>
    </Page>
  );
}

type SetUpState = ReturnType<typeof useSetUp>;

function label(counting: SetUpState['counting'], starting: SetUpState['starting']): string {
  if (starting.state === 'busy') return words.starting;
  if (counting.state === 'done') return words.go(counting.result.count);
  return counting.state === 'busy' ? words.checking : words.check;
}

function useSetUp() {
  const { api } = useServices();
  const say = useAnnounce();
  const [, navigate] = useLocation();
  const [chosen, setChosen] = useState(BLANK);
  const [turn, setTurn] = useState(0);
  // A count belongs to the choice it was made for: each change of the choice asks for a new one.
  const [countedAt, setCountedAt] = useState(-1);
  const count = useAction(async (start: Start) => {
    const { policyId, audience, opensOn } = start;
    const found = await api.call('campaigns.preview', { policyId, audience, opensOn });
    setCountedAt(turn);
    return found;
  });
  const counting = count.state === 'done' && countedAt !== turn ? { state: 'idle' as const, run: count.run } : count;
  const starting = useAction(async (start: Start) => {
    const { campaignId, expected } = await api.call('campaigns.start', start);
    say(words.started(expected));
    navigate(`/work/agreements/${campaignId}`);
  });
  const choose = (part: Partial<Chosen>): void => {
    setChosen({ ...chosen, ...part });
    setTurn(turn + 1);
  };
  const isComplete = chosen.policyId !== '' && chosen.opensOn !== '' && chosen.dueOn !== '';
  return { chosen, choose, counting, starting, isComplete };
}

interface ChoicesProps {
  readonly legend: string;
  readonly options: readonly (readonly [string, string])[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}

/** Several of a list; none ticked means everybody. */
function Choices({ legend, options, chosen, onChange }: ChoicesProps) {
  const styles = useAgreementStyles();
  return (
    <fieldset className={styles.choices}>
      <legend className={styles.legend}>{legend}</legend>
      <Checkbox label={words.everyone} checked={chosen.length === 0} onChange={() => onChange([])} />
      {options.map(([key, name]) => (
        <Checkbox
          key={key}
          label={name}
          checked={chosen.includes(key)}
          onChange={(_, d) => onChange(d.checked ? [...chosen, key] : chosen.filter((c) => c !== key))}
        />
      ))}
    </fieldset>
  );
}
