import { Button, Checkbox, Field, Select, mergeClasses } from '@fluentui/react-components';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import type { Output } from '../../../src/api/contract';
import { accountPupils } from '../../../src/texts/en-gb';
import { useAnnounce } from '../../ui/Announcer';
import { AsyncView } from '../../ui/AsyncView';
import { longDate } from '../../ui/dates';
import { Failure } from '../../ui/Failure';
import { useMe } from '../../ui/Me';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { useRoomStyles } from '../../ui/Room.styles';
import { useCall } from '../../ui/useLoad';
import { usePassStyles } from '../Pass.styles';
import { type Secrets, useFirstPasswords } from './useFirstPasswords';

type School = { readonly id: SchoolId; readonly name: string };
type SchoolId = Output<'accounts.setUp'>['schools'][number]['id'];
type Pupil = Output<'passes.ofClass'>['pupils'][number];
const words = accountPupils.passwords;
const BACK = { to: '/work/accounts/pupils', name: accountPupils.title };

/** First passwords for the pupils of a class, made for this page, shown once and printed as slips. */
export function FirstPasswords() {
  const me = useMe();
  const [params, setParams] = useSearchParams();
  const schools: readonly School[] = me.state === 'ready' ? me.data.schools : [];
  const school = schools.find((s) => s.id === params.get('school')) ?? schools[0];
  return (
    <Page title={words.title} lead={words.lead} back={BACK} isCutOut>
      {school && (
        <OneSchool
          key={school.id}
          school={school}
          className={params.get('class') ?? ''}
          choose={(name) => setParams({ school: school.id, class: name })}
        />
      )}
    </Page>
  );
}

interface SchoolProps {
  readonly school: School;
  readonly className: string;
  readonly choose: (className: string) => void;
}

function OneSchool({ school, className, choose }: SchoolProps) {
  const styles = usePassStyles();
  const load = useCall('passes.ofClass', { schoolId: school.id, ...(className !== '' && { className }) });
  return (
    <AsyncView load={load} empty={{ when: (d) => d.classes.length === 0, title: words.none, next: words.noneNext }}>
      {({ classes, pupils }) => (
        <div className={styles.all}>
          <div className={styles.screen}>
            <Field label={words.class}>
              <Select value={className} onChange={(_, { value }) => choose(value)}>
                <option value="">{words.choose}</option>
                {classes.map((name) => (
                  <option key={name} value={name}>
                    {name}
                  </option>
                ))}
              </Select>
            </Field>
          </div>
          {pupils.length > 0 && <OneClass key={className} schoolId={school.id} pupils={pupils} reload={load.reload} />}
        </div>
      )}
    </AsyncView>
  );
}

function OneClass({ schoolId, pupils, reload }: { schoolId: SchoolId; pupils: readonly Pupil[]; reload: () => void }) {
  const styles = useRoomStyles();
  const say = useAnnounce();
  const { making, secrets, putAway } = useFirstPasswords();
  const [chosen, setChosen] = useState(pupils.filter((p) => p.mayHave && p.givenAt === null).map((p) => p.pupilId));
  const done = () => {
    putAway();
    setChosen([]);
    reload();
  };
  if (secrets !== null)
    return <Slips pupils={pupils.filter((p) => chosen.includes(p.pupilId))} secrets={secrets} putAway={done} />;
  const go = async () => {
    const made = await making.run({ schoolId, pupilIds: chosen });
    if (made !== undefined) say(words.shown(made.size));
  };
  const isBusy = making.state === 'busy';
  return (
    <div className={styles.form}>
      {making.state === 'failed' && <Failure error={making.error} />}
      {pupils.map((p) => (
        <div key={p.pupilId}>
          <Checkbox
            label={p.name}
            disabled={!p.mayHave}
            checked={chosen.includes(p.pupilId)}
            onChange={(_, { checked }) =>
              setChosen((before) =>
                checked === true ? [...before, p.pupilId] : before.filter((id) => id !== p.pupilId),
              )
            }
          />
          <p className={styles.quiet}>{standingOf(p)}</p>
        </div>
      ))}
      <span>
        <Button appearance="primary" disabledFocusable={isBusy || chosen.length === 0} onClick={() => void go()}>
          {chosen.length === 0 ? words.need : words.go(chosen.length)}
        </Button>
      </span>
      <p role="status" className={styles.quiet}>
        {isBusy ? words.making : ''}
      </p>
    </div>
  );
}

function standingOf({ mayHave, givenAt }: Pupil): string {
  if (!mayHave) return words.shut;
  return givenAt === null ? '' : words.given(longDate(givenAt));
}

interface SlipsProps {
  readonly pupils: readonly Pupil[];
  readonly secrets: Secrets;
  readonly putAway: () => void;
}

/** What is cut out and handed to each child. */
function Slips({ pupils, secrets, putAway }: SlipsProps) {
  const styles = usePassStyles();
  const missing = pupils.filter((p) => !secrets.has(p.pupilId)).map((p) => p.name);
  return (
    <div className={styles.all}>
      <div className={styles.screen}>
        {missing.length > 0 && <Notice isProblem title={words.failed(missing.join(', '))} />}
        <p className={styles.words}>{words.once}</p>
        <span>
          <Button appearance="primary" onClick={() => window.print()}>
            {words.print}
          </Button>{' '}
          <Button onClick={putAway}>{words.again}</Button>
        </span>
      </div>
      <div className={styles.sheet}>
        {pupils.map((p) => {
          const secret = secrets.get(p.pupilId);
          return secret === undefined ? null : <Slip key={p.pupilId} pupil={p} secret={secret} />;
        })}
      </div>
    </div>
  );
}

function Slip({ pupil, secret }: { pupil: Pupil; secret: string }) {
  const styles = usePassStyles();
  const [name, domain] = pupil.address.split('@');
  return (
    <section className={mergeClasses(styles.slip, styles.inSheet)} aria-label={`${words.slip}: ${pupil.name}`}>
      <h2 className={styles.heading}>{words.slip}</h2>
      <dl className={styles.facts}>
        <div>
          <dt className={styles.term}>{words.for}</dt>
          <dd className={styles.value}>{pupil.name}</dd>
        </div>
        <div>
          <dt className={styles.term}>{words.address}</dt>
          {/* One that is too long for its line goes on after the @, not in the middle of a word. */}
          <dd className={styles.value}>
            {name}@<wbr />
            {domain}
          </dd>
        </div>
        <div>
          <dt className={styles.term}>{words.password}</dt>
          <dd className={mergeClasses(styles.secret, styles.inOneLine)}>{secret}</dd>
        </div>
      </dl>
      <p className={styles.words}>{words.change}</p>
    </section>
  );
}
