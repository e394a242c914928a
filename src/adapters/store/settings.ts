import { SchoolCalendar } from '../../core/people/calendar';
import { DEFAULT_CALENDAR } from '../../core/people/calendar-data';
import { SETTING_KEYS, type SettingsStore } from '../../core/people/store';
import type { Session } from './unit';

export function settingsStore({ db, tenant }: Session): SettingsStore {
  const read = async (key: 'calendar' | (typeof SETTING_KEYS)[number]): Promise<string | null> =>
    (await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst())?.value ?? null;
  const write = async (key: 'calendar' | (typeof SETTING_KEYS)[number], value: string): Promise<void> => {
    await db
      .insertInto('setting')
      .values({ tenant, key, value })
      .onConflict((c) => c.columns(['tenant', 'key']).doUpdateSet({ value }))
      .execute();
  };
  return {
    calendar: async () => {
      const stored = await read('calendar');
      return stored === null ? DEFAULT_CALENDAR : SchoolCalendar.parse(JSON.parse(stored));
    },
    saveCalendar: (calendar) => write('calendar', JSON.stringify(calendar)),
    get: read,
    all: async () => {
      const rows = await db
        .selectFrom('setting')
        .select(['key', 'value'])
        .where('key', 'in', [...SETTING_KEYS])
        .execute();
      return Object.fromEntries(rows.map((r) => [r.key, r.value]));
    },
    set: write,
  };
}
