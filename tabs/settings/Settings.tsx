import { Button, Field, Input, Select } from '@fluentui/react-components';
import { useState } from 'react';
import { Link, Route, Switch } from 'wouter';
import type { Output } from '../../src/api/contract';
import { settings, work } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { AsyncView } from '../ui/AsyncView';
import { longDate } from '../ui/dates';
import { Failure } from '../ui/Failure';
import { useMe } from '../ui/Me';
import { Page, Part } from '../ui/Page';
import { saveFile } from '../ui/save';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';
import { useCall } from '../ui/useLoad';
import { CalendarEditor } from './CalendarEditor';
import { useSettingsStyles } from './Settings.styles';

type Data = Output<'settings.read'>;
type Typed = keyof typeof settings.keys;
type Chosen = keyof typeof settings.choices;
type Key = Typed | Chosen;
// The keys of the texts are the keys there are.
const KEYS = Object.keys(settings.keys) as Typed[];
const CHOICES = Object.keys(settings.choices) as Chosen[];

/** The room of settings: what is missing, names and numbers, calendar, and the log. */
export function Settings() {
  return (
    <Switch>
      <Route path="/work/settings" component={Overview} />
      <Route path="/work/settings/calendar" component={CalendarEditor} />
    </Switch>
  );
}

function Overview() {
  const load = useCall('settings.read', {});
  const missing = load.state === 'ready' ? load.data.checklist.filter((l) => !l.isReady).length : null;
  return (
    <Page
      title={settings.title}
      lead={missing === null ? undefined : settings.lead(missing)}
      back={{ to: '/work', name: work.title }}
    >
      <AsyncView load={load}>
        {(d) => (
          <>
            <Checklist lines={d.checklist} />
            <Part heading={settings.numbers}>
              <Numbers data={d} done={load.reload} />
            </Part>
            <Part heading={settings.calendar.title}>
              <p>{settings.calendar.lead}</p>
              <Link href="/work/settings/calendar" asChild>
                <Button as="a">{settings.calendar.link}</Button>
              </Link>
            </Part>
            <Log />
          </>
        )}
      </AsyncView>
    </Page>
  );
}

function Checklist({ lines }: { lines: Data['checklist'] }) {
  const styles = useSettingsStyles();
  return (
    <Part heading={settings.checklist}>
      <ul className={styles.list}>
        {lines.map((l) => (
          <li key={l.key} className={styles.row}>
            <span>
              <span className={l.isReady ? styles.ready : styles.missing}>
                {l.isReady ? settings.ready : settings.missing}
              </span>{' '}
              <span className={styles.name}>{settings.lines[l.key].name}</span>
              {!l.isReady && <span className={styles.quiet}> {settings.lines[l.key].next}</span>}
            </span>
            {!l.isReady && l.link !== '/tabs/work/settings' && (
              <Link href={l.link.replace(/^\/tabs/, '')} asChild>
                <Button as="a" size="small" aria-label={`${settings.go}: ${settings.lines[l.key].name}`}>
                  {settings.go}
                </Button>
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Numbers({ data, done }: { data: Data; done: () => void }) {
  const { api, cache } = useServices();
  const say = useAnnounce();
  const styles = useSettingsStyles();
  const [typed, setTyped] = useState<Partial<Record<Key, string>>>({});
  const mayChange = data.abilities.includes('settings.change');
  const saving = useAction(async () => {
    await api.call('settings.save', { values: typed });
    cache.forget('me.read');
    say(settings.saved);
    done();
  });
  return (
    <form
      className={styles.form}
      onSubmit={(e) => {
        e.preventDefault();
        void saving.run();
      }}
    >
      {KEYS.map((key) => (
        <Field key={key} label={settings.keys[key]} className={styles.wide}>
          <Input
            type={key.endsWith('_phone') ? 'tel' : key.endsWith('_minutes') ? 'number' : 'text'}
            readOnly={!mayChange}
            value={typed[key] ?? data.values[key] ?? ''}
            onChange={(_, d) => setTyped({ ...typed, [key]: d.value })}
          />
        </Field>
      ))}
      {CHOICES.map((key) => (
        <Field key={key} label={settings.choices[key].label} className={styles.wide}>
          <Select
            disabled={!mayChange}
            value={(typed[key] ?? data.values[key]) || 'no'}
            onChange={(_, d) => setTyped({ ...typed, [key]: d.value })}
          >
            {Object.entries(settings.choices[key].options).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
      ))}
      {saving.state === 'failed' && <Failure error={saving.error} />}
      {mayChange && (
        <Button
          type="submit"
          appearance="primary"
          disabledFocusable={saving.state === 'busy' || Object.keys(typed).length === 0}
        >
          {saving.state === 'busy' ? settings.saving : settings.save}
        </Button>
      )}
    </form>
  );
}

function Log() {
  const me = useMe();
  const may = (ability: string): boolean => me.state === 'ready' && me.data.abilities.some((a) => a === ability);
  if (!may('ledger.read')) return null;
  return (
    <Part heading={settings.log}>
      <p>{settings.logLead}</p>
      <LogFacts />
      {may('ledger.export') && <ExportLog />}
    </Part>
  );
}

function LogFacts() {
  const load = useCall('ledger.status', {});
  return (
    <AsyncView load={load}>
      {({ size, checkpoint, anchors }) => (
        <>
          <p>
            {[
              settings.entries(size),
              checkpoint ? settings.checkpoint(checkpoint.size, longDate(checkpoint.at)) : settings.noCheckpoint,
            ].join(' ')}
          </p>
          {anchors.length === 0 ? (
            <p>{settings.noAnchor}</p>
          ) : (
            <ul>
              {anchors.slice(0, 3).map((a) => (
                <li key={`${a.channel} ${a.size}`}>{settings.anchored(a.channel, a.size, longDate(a.at))}</li>
              ))}
            </ul>
          )}
        </>
      )}
    </AsyncView>
  );
}

function ExportLog() {
  const { api } = useServices();
  const fetching = useAction(async () => saveFile(await api.download('ledgerExport', {})));
  return (
    <>
      <Button disabledFocusable={fetching.state === 'busy'} onClick={() => void fetching.run()}>
        {fetching.state === 'busy' ? settings.exporting : settings.exportLog}
      </Button>
      {fetching.state === 'failed' && <Failure error={fetching.error} />}
    </>
  );
}
