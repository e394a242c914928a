import { createContext, type ReactNode, use } from 'react';
import type { Output } from '../../src/api/contract';
import { frame } from '../../src/texts/en-gb';
import { Failure } from './Failure';
import { Page } from './Page';
import { type Loaded, useCall } from './useLoad';

export type Me = Output<'me.read'>;

const Asked = createContext<Loaded<Me>>({ state: 'loading', reload: () => undefined });

/**
 * Asks once who is here, beside the page's own questions. The page stands in the meantime; only when nobody can be
 * told (not signed in, not on the school's list) does this take its place.
 */
export function MeGate({ children }: { children: ReactNode }) {
  const me = useCall('me.read', {});
  const isStranger = me.state === 'failed' && me.error.code !== 'offline' && me.error.code !== 'unavailable';
  if (!isStranger) return <Asked value={me}>{children}</Asked>;
  return (
    <Page title={frame.app}>
      <Failure error={me.error} retry={me.reload} />
    </Page>
  );
}

/** Who is here and what the server lets them do, as far as it is known by now. */
export const useMe = (): Loaded<Me> => use(Asked);
