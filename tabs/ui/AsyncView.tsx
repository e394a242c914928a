import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { frame } from '../../src/texts/en-gb';
import { Bar } from './Bar';
import { time } from './dates';
import { Failure } from './Failure';
import { Notice } from './Notice';
import type { Loaded } from './useLoad';
import { Waiting } from './Waiting';

interface Props<T> {
  readonly load: Loaded<T>;
  /** What an empty list says: what would be here, and how it gets here. */
  readonly empty?: {
    readonly when: (data: T) => boolean;
    readonly title: string;
    readonly next?: string;
    readonly actions?: ReactNode;
  };
  /** How many grey lines stand in while it loads. */
  readonly lines?: number;
  readonly children: (data: T) => ReactNode;
}

/** Loading, empty, failed, ready or stale: every page shows its data through here and through nothing else. */
export function AsyncView<T>({ load, empty, lines, children }: Props<T>) {
  if (load.state === 'loading') return <Waiting {...(lines !== undefined && { lines })} />;
  if (load.state === 'failed') return <Failure error={load.error} retry={load.reload} />;
  if (empty?.when(load.data))
    return (
      <Notice title={empty.title} actions={empty.actions}>
        {empty.next}
      </Notice>
    );
  return (
    <>
      {load.isStale && (
        <Bar action={<Button onClick={load.reload}>{frame.refresh}</Button>}>{frame.staleAt(time(load.at))}</Bar>
      )}
      {children(load.data)}
    </>
  );
}
