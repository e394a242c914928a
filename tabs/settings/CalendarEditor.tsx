import { Button, Field, Input, Select } from '@fluentui/react-components';
import { useState } from 'react';
import type { Input as CallInput, Output } from '../../src/api/contract';
import { settings } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { AsyncView } from '../ui/AsyncView';
import { shortDate } from '../ui/dates';
import { Failure } from '../ui/Failure';
import { useMe } from '../ui/Me';
import { Page, Part } from '../ui/Page';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';
import { useCall } from '../ui/useLoad';
import { useSettingsStyles } from './Settings.styles';

type Calendar = Output<'calendar.read'>['calendar'];
/** A line of any of the four lists, as the fields hold it. */
type Line = Record<string, string | null>;
const words = settings.calendar;

const LISTS = [
  { key: 'terms', heading: words.terms, fields: ['name', 'from', 'until'], hasSchool: true },
  { key: 'breaks', heading: words.breaks, fields: ['name', 'from', 'until'], hasSchool: true },
  { key: 'insetDays', heading: words.inset, fields: ['day'], hasSchool: true },
  { key: 'bankHolidays', heading: words.holidays, fields: ['name', 'day'], hasSchool: false },
] as const;
type List = (typeof LISTS)[number];

/** Terms, breaks, INSET days and bank holidays, for all schools or for one. */
export function CalendarEditor() {
  const load = useCall('calendar.read', {});
  return (
    <Page title={words.title} lead={words.lead} width="wide" back={{ to: '/work/settings', name: settings.title }}>
      <AsyncView load={load}>
        {(d) => <Editor first={d.calendar} mayChange={d.abilities.includes('calendar.change')} done={load.reload} />}
      </AsyncView>
    </Page>
  );
}

function Editor({ first, mayChange, done }: { first: Calendar; mayChange: boolean; done: () => void }) {
  const { api } = useServices();
  const say = useAnnounce();
  const styles = useSettingsStyles();
  // The lists hold plain text while they are typed; the server checks them when they are saved.
  const [calendar, setCalendar] = useState(first as unknown as Record<List['key'], Line[]>);
  const saving = useAction(async () => {
    await api.call('calendar.save', { calendar } as unknown as CallInput<'calendar.save'>);
    say(words.saved);
    done();
  });
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        void saving.run();
      }}
    >
      {LISTS.map((list) => (
        <Part key={list.key} heading={list.heading}>
          <div className={styles.lines}>
            {calendar[list.key].map((line, i) => (
              <OneLine
                key={i}
                list={list}
                line={line}
                change={(next) =>
                  setCalendar({ ...calendar, [list.key]: calendar[list.key].map((l, k) => (k === i ? next : l)) })
                }
                remove={() => setCalendar({ ...calendar, [list.key]: calendar[list.key].filter((_, k) => k !== i) })}
                mayChange={mayChange}
              />
            ))}
            {mayChange && (
              <div>
                <Button onClick={() => setCalendar({ ...calendar, [list.key]: [...calendar[list.key], blank(list)] })}>
                  {words.add(list.heading)}
                </Button>
              </div>
            )}
          </div>
        </Part>
      ))}
      {saving.state === 'failed' && <Failure error={saving.error} />}
      {mayChange && (
        <Button type="submit" appearance="primary" disabledFocusable={saving.state === 'busy'}>
          {saving.state === 'busy' ? settings.saving : settings.save}
        </Button>
      )}
    </form>
  );
}

const blank = (list: List): Line => ({
  ...Object.fromEntries(list.fields.map((f) => [f, ''])),
  ...(list.hasSchool && { schoolId: null }),
});

/** One bank holiday is called as the last year's was: its day tells them apart. */
const nameOf = ({ name, from, day }: Line): string => {
  const first = from ?? day;
  return [name, first && shortDate(first)].filter(Boolean).join(', ');
};

interface LineProps {
  readonly list: List;
  readonly line: Line;
  readonly mayChange: boolean;
  readonly change: (next: Line) => void;
  readonly remove: () => void;
}

function OneLine({ list, line, mayChange, change, remove }: LineProps) {
  const styles = useSettingsStyles();
  const me = useMe();
  const schools = me.state === 'ready' ? me.data.schools : [];
  return (
    <div className={styles.line}>
      {list.fields.map((field) => (
        <Field key={field} label={words[field]}>
          <Input
            type={field === 'name' ? 'text' : 'date'}
            readOnly={!mayChange}
            value={line[field] ?? ''}
            onChange={(_, d) => change({ ...line, [field]: d.value })}
          />
        </Field>
      ))}
      {list.hasSchool && (
        <Field label={words.school}>
          <Select
            disabled={!mayChange}
            value={line['schoolId'] ?? ''}
            onChange={(_, d) => change({ ...line, schoolId: d.value || null })}
          >
            <option value="">{words.all}</option>
            {schools.map((s) => (
              <option key={s.id} value={s.id}>
                {s.name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {mayChange && (
        <Button appearance="subtle" aria-label={words.removeLine(nameOf(line))} onClick={remove}>
          {words.remove}
        </Button>
      )}
    </div>
  );
}
