import { useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import type { Input } from '../../src/api/contract';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';
import { useCall } from '../ui/useLoad';
import type { CaseRow } from './words';

export const VIEWS = ['open', 'mine', 'due', 'waiting', 'closed'] as const;
export type ListView = (typeof VIEWS)[number];
const PAGE = 50;

interface Filter {
  readonly view: ListView;
  readonly schoolId?: string;
}

/** The list as the address says, so that a view can be shared; further rows when asked for. */
export function useCaseList() {
  const { api } = useServices();
  const [params, setParams] = useSearchParams();
  const [path] = useLocation();
  const filter: Filter = {
    view: VIEWS.find((v) => v === params.get('view')) ?? 'open',
    ...(params.get('school') && { schoolId: params.get('school') ?? '' }),
  };
  // The server checks every word of it.
  const asked = { ...filter, limit: PAGE, offset: 0 } as Input<'cases.list'>;
  const key = JSON.stringify({ path, filter });
  const first = useCall('cases.list', asked);
  const [further, setFurther] = useState<{ key: string; rows: readonly CaseRow[] }>({ key, rows: [] });
  const rest = further.key === key ? further.rows : [];
  const rows = first.state === 'ready' ? [...first.data.rows, ...rest] : [];
  const fetching = useAction(async () => {
    const page = await api.call('cases.list', { ...asked, offset: rows.length });
    setFurther({ key, rows: [...rest, ...page.rows] });
  });
  const setFilter = (part: Partial<Filter>): void => {
    const next = { ...filter, ...part };
    setParams({ view: next.view, ...(next.schoolId && { school: next.schoolId }) });
  };
  return {
    first,
    rows,
    counts: first.state === 'ready' ? first.data.counts : null,
    filter,
    setFilter,
    more: () => void fetching.run(),
    isBusy: fetching.state === 'busy',
  };
}
