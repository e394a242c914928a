import { useCallback, useMemo, useRef, useState } from 'react';
import { useSearch } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import type { DOWNLOADS, Input, Output } from '../../src/api/contract';
import { agreements } from '../../src/texts/en-gb';
import { CallFailed } from '../api';
import { useAnnounce } from '../ui/Announcer';
import { saveFile } from '../ui/save';
import { useServices } from '../ui/services';
import { useCall, useLoad } from '../ui/useLoad';
import type { PersonRow } from './figures';

const PAGE = 200;
export const FILTERS = ['schoolId', 'jobRole', 'department', 'state', 'q'] as const;
export type Filter = Partial<Record<(typeof FILTERS)[number], string>>;
type Export = Extract<keyof typeof DOWNLOADS, `completeness${string}`>;

/** One round with its people, narrowed by what the address says, so that a view can be shared. */
export function useCompleteness(id: string) {
  // Ids in addresses are checked by the server; a wrong one is simply not found.
  const campaignId = id as Input<'completeness.read'>['campaignId'];
  const { api } = useServices();
  const say = useAnnounce();
  const summary = useCall('completeness.read', { campaignId });
  const search = useSearch();
  const filter = useMemo(() => readFilter(search), [search]);
  const people = usePeople(campaignId, filter);
  const [failure, setFailure] = useState<CallFailed | null>(null);
  const [exporting, setExporting] = useState<Export | null>(null);

  const download = async (which: Export): Promise<void> => {
    setExporting(which);
    setFailure(null);
    try {
      const file = await api.download(which, { campaignId });
      saveFile(file);
      say(agreements.saved(file.fileName));
    } catch (e) {
      setFailure(e instanceof CallFailed ? e : new CallFailed('unexpected', { cause: e }));
    } finally {
      setExporting(null);
    }
  };
  const reload = useCallback(() => {
    summary.reload();
    people.reload();
  }, [summary, people]);
  return { campaignId, summary, people, filter, setFilter, failure, exporting, download, reload };
}

export const readFilter = (search: string): Filter => {
  const params = new URLSearchParams(search);
  return Object.fromEntries(FILTERS.flatMap((key) => (params.get(key) ? [[key, params.get(key)]] : [])));
};

/** The choice goes into the address; the list follows it. */
function setFilter(next: Filter): void {
  const params = new URLSearchParams(Object.entries(next).filter(([, value]) => value !== ''));
  const query = params.toString();
  navigate(`${location.pathname}${query ? `?${query}` : ''}`, { replace: true });
}

type Page = Output<'completeness.list'>;

/** The first page of the list, and further ones as the end comes into sight. */
function usePeople(campaignId: Input<'completeness.read'>['campaignId'], filter: Filter) {
  const { api } = useServices();
  const key = `completeness.list ${campaignId} ${JSON.stringify(filter)}`;
  const ask = useCallback(
    (offset: number, more: { state?: string; limit?: number } = {}, signal?: AbortSignal): Promise<Page> =>
      // The server checks each of these words.
      api.call(
        'completeness.list',
        { campaignId, ...filter, limit: PAGE, offset, ...more } as Input<'completeness.list'>,
        signal ? { signal } : {},
      ),
    [api, campaignId, filter],
  );
  const first = useLoad(key, (signal) => ask(0, {}, signal));
  const [further, setFurther] = useState<{ key: string; rows: PersonRow[] }>({ key, rows: [] });
  const busy = useRef(false);
  const rest = further.key === key ? further.rows : [];
  const rows = first.state === 'ready' ? [...first.data.rows, ...rest] : [];
  const more = (): void => {
    if (busy.current) return;
    busy.current = true;
    void ask(rows.length)
      .then((page) => setFurther({ key, rows: [...rest, ...page.rows] }))
      .finally(() => {
        busy.current = false;
      });
  };
  const reload = useCallback(() => {
    setFurther({ key, rows: [] });
    first.reload();
  }, [first, key]);
  return { first, rows, total: first.state === 'ready' ? first.data.total : 0, more, ask, reload };
}
