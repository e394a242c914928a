import { Button, Checkbox, Field } from '@fluentui/react-components';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Uploads } from '../../src/api/contract';
import { register } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { shortDate } from '../ui/dates';
import { Failure } from '../ui/Failure';
import { Page, Part } from '../ui/Page';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';
import { usePeopleStyles } from './People.styles';

type Plan = Uploads['people.previewList']['output'];
const words = register.importing;

/** A staff list in two steps: look at what it would change, then change exactly that. */
export function ImportList() {
  const { api } = useServices();
  const say = useAnnounce();
  const styles = usePeopleStyles();
  const [, navigate] = useLocation();
  const [file, setFile] = useState<File | null>(null);
  const [isComplete, setComplete] = useState(false);
  const [plan, setPlan] = useState<Plan | null>(null);
  const query = { fileName: file?.name ?? '', complete: isComplete ? '1' : '0' } as const;
  const looking = useAction(async () => {
    if (file) setPlan(await api.upload('people.previewList', query, file));
  });
  const applying = useAction(async () => {
    if (!file || !plan) return;
    const done = await api.upload('people.applyList', { ...query, hash: plan.hash }, file);
    say(words.applied(done.added, done.changed, done.left));
    navigate('/work/people');
  });
  const total = plan ? plan.adds.length + plan.changes.length + plan.leaves.length : 0;
  return (
    <Page title={words.title} lead={words.lead} back={{ to: '/work/people', name: register.title }}>
      <p>{words.how}</p>
      <div className={styles.form}>
        <Field label={words.file}>
          {(control) => (
            <input
              {...control}
              type="file"
              accept=".csv,text/csv,.txt"
              onChange={(e) => {
                setFile(e.target.files?.[0] ?? null);
                setPlan(null);
              }}
            />
          )}
        </Field>
        <Checkbox
          label={words.complete}
          checked={isComplete}
          onChange={(_, d) => {
            setComplete(d.checked === true);
            setPlan(null);
          }}
        />
        {!plan && (
          <Button
            appearance="primary"
            disabledFocusable={!file || looking.state === 'busy'}
            onClick={() => void looking.run()}
          >
            {looking.state === 'busy' ? words.reading : words.look}
          </Button>
        )}
      </div>
      {looking.state === 'failed' && <Failure error={looking.error} />}
      {plan && (
        <>
          <p role="status">
            {words.sentence(plan.adds.length, plan.changes.length, plan.leaves.length, plan.unchanged)}
          </p>
          <PlanView plan={plan} />
          {applying.state === 'failed' && <Failure error={applying.error} />}
          {total === 0 ? (
            <p>{words.nothing}</p>
          ) : (
            <div>
              <Button
                appearance="primary"
                disabledFocusable={applying.state === 'busy'}
                onClick={() => void applying.run()}
              >
                {applying.state === 'busy' ? words.applying : words.apply(total)}
              </Button>
            </div>
          )}
        </>
      )}
    </Page>
  );
}

/** Shown of each kind; what is applied is all of it. */
const SHOWN = 200;

function PlanView({ plan }: { plan: Plan }) {
  return (
    <>
      {plan.problems.length > 0 && (
        <Part heading={words.problems(plan.problems.length)}>
          <Lines items={plan.problems.map((p) => ({ line: p.line, name: p.where, what: p.what }))} />
        </Part>
      )}
      {plan.adds.length > 0 && (
        <Part heading={words.adds}>
          <Lines
            items={plan.adds.map((a) => ({
              line: a.line,
              name: `${a.record.givenName} ${a.record.familyName}`.trim(),
              what: a.record.department,
            }))}
          />
        </Part>
      )}
      {plan.changes.length > 0 && (
        <Part heading={words.changes}>
          <Lines
            items={plan.changes.map((c) => ({
              line: c.line,
              name: c.name,
              what: c.fields.map((f) => words.change(words.fields[f.field] ?? f.field, f.before, f.after)).join('; '),
            }))}
          />
        </Part>
      )}
      {plan.leaves.length > 0 && (
        <Part heading={words.leaves}>
          <Lines
            items={plan.leaves.map((l) => ({ line: l.line, name: l.name, what: words.leaving(shortDate(l.endsOn)) }))}
          />
        </Part>
      )}
      {plan.ignoredColumns.length > 0 && <p>{words.ignored(plan.ignoredColumns.join(', '))}</p>}
    </>
  );
}

function Lines({ items }: { items: readonly { line: number | null; name: string; what: string }[] }) {
  const styles = usePeopleStyles();
  return (
    <ul className={styles.list}>
      {items.slice(0, SHOWN).map(({ line, name, what }, i) => (
        <li key={i} className={styles.row}>
          <span>
            <span className={styles.name}>{name}</span> {what}
          </span>
          {line !== null && <span className={styles.quiet}>{words.line(line)}</span>}
        </li>
      ))}
    </ul>
  );
}
