import { SchoolCalendar } from '../../core/people/calendar';
import { DEFAULT_CALENDAR } from '../../core/people/calendar-data';
import { SETTING_KEYS, type SettingsStore } from '../../core/people/store';
import type { Session } from './unit';

/** Everything but the calendar as one value: `$1` are the keys. Null when nothing is set. */
export const SETTINGS = 'select json_object_agg(key, value) from setting where key = any($1::text[])';
const ALL = { name: 'settings', text: `select (${SETTINGS}) as settings`, values: [SETTING_KEYS] };
type Settings = Awaited<ReturnType<SettingsStore['all']>>;

export function settingsStore({ db, client, tenant, readAlong }: Session): SettingsStore {
  const read = async (key: 'calendar' | (typeof SETTING_KEYS)[number]): Promise<string | null> =>
    (await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst())?.value ?? null;
  const write = async (key: 'calendar' | (typeof SETTING_KEYS)[number], value: string): Promise<void> => {
    await db
      .insertInto('setting')
      .values({ tenant, key, value })
      .onConflict((c) => c.columns(['tenant', 'key']).doUpdateSet({ value }))
      .execute();
    delete readAlong.settings;
    known = undefined;
  };
  let known: SchoolCalendar | undefined;
  return {
    calendar: async () => {
      if (known) return known;
      const stored = await read('calendar');
      return (known = stored === null ? DEFAULT_CALENDAR : SchoolCalendar.parse(JSON.parse(stored)));
    },
    saveCalendar: (calendar) => write('calendar', JSON.stringify(calendar)),
    get: read,
    all: async () => {
      if (readAlong.settings !== undefined) return readAlong.settings ?? {};
      const { rows } = await client.query<{ settings: Settings | null }>(ALL);
      return rows[0]?.settings ?? {};
    },
    set: write,
  };
}
