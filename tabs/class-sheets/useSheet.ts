import { useState } from 'react';
import type { Input, Output } from '../../src/api/contract';
import { classSheets } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';
import { useCall } from '../ui/useLoad';

export type Row = Output<'classSheets.read'>['rows'][number];
type Entry = Input<'classSheets.record'>['entries'][number];
/** What a person has changed of a row and not saved yet. */
export type Change = Partial<Pick<Row, 'pupilMark' | 'parentSignedOn' | 'goneThroughWith' | 'consent' | 'paperKept'>>;

/** Today as the date fields write it, by the clock of whoever records. */
const today = (): string => new Date().toLocaleDateString('sv-SE');

/** The class with what was typed over it. What is typed survives a reload of the page until it is saved. */
export function useSheet(school: string, className: string) {
  const schoolId = school as Input<'classSheets.read'>['schoolId']; // the server checks the address
  const { api, host } = useServices();
  const say = useAnnounce();
  const load = useCall('classSheets.read', { schoolId, className });
  const key = `sheet ${school} ${className}`;
  const [changes, setChanges] = useState<Record<string, Change>>(() => kept(host.storage.get(key)));
  const rows = load.state === 'ready' ? load.data.rows.map((r): Row => ({ ...r, ...changes[r.pupilId] })) : [];
  const keep = (next: Record<string, Change>): void => {
    setChanges(next);
    host.storage.set(key, JSON.stringify(next));
  };
  const change = (pupilId: string, part: Change): void =>
    keep({ ...changes, [pupilId]: { ...changes[pupilId], ...part } });
  const saving = useAction(async () => {
    const entries = rows.filter((r) => changes[r.pupilId]).map(entryOf);
    const { recorded } = await api.call('classSheets.record', { schoolId, className, entries });
    keep({});
    say(classSheets.saved(recorded));
    load.reload();
  });
  const fillDates = (): void => {
    const empty = rows.filter((r) => r.asks.parentDate && r.parentSignedOn === null && r.pupilMark);
    const filled = empty.map((r) => [
      r.pupilId,
      { ...changes[r.pupilId], parentSignedOn: today() as Row['parentSignedOn'] },
    ]);
    keep({ ...changes, ...(Object.fromEntries(filled) as Record<string, Change>) });
  };
  return { load, rows, change, saving, fillDates, changes: Object.keys(changes).length };
}

const entryOf = (r: Row): Entry => ({
  pupilId: r.pupilId,
  versionId: r.versionId,
  pupilMark: r.pupilMark,
  parentSignedOn: r.parentSignedOn,
  goneThroughWith: r.goneThroughWith,
  consent: r.consent,
  paperKept: r.paperKept,
});

function kept(text: string | null): Record<string, Change> {
  try {
    return JSON.parse(text ?? '{}') as Record<string, Change>; // written by `keep` alone
  } catch {
    return {};
  }
}
