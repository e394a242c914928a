import { Button, Checkbox } from '@fluentui/react-components';
import { useState } from 'react';
import type { Output } from '../../src/api/contract';
import { countersign, work } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { AsyncView } from '../ui/AsyncView';
import { shortDate } from '../ui/dates';
import { Failure } from '../ui/Failure';
import { Page } from '../ui/Page';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';
import { useCall } from '../ui/useLoad';
import { type Column, VirtualTable } from '../ui/VirtualTable';

type Row = Output<'countersign.list'>['rows'][number];

/** Signatures that wait to be accepted: one, some or all at once. */
export function Countersign() {
  const load = useCall('countersign.list', {});
  return (
    <Page title={countersign.title} lead={countersign.lead} width="wide" back={{ to: '/work', name: work.title }}>
      <AsyncView
        load={load}
        empty={{ when: (d) => d.rows.length === 0, title: countersign.noneTitle, next: countersign.noneNext }}
      >
        {(d) => <Queue rows={d.rows} done={load.reload} />}
      </AsyncView>
    </Page>
  );
}

function Queue({ rows, done }: { rows: readonly Row[]; done: () => void }) {
  const { picked, setPicked, progress, accepting } = useAccepting(rows, done);
  const names = countersign.columns;
  const columns: Column<Row>[] = [
    {
      key: 'pick',
      name: names.pick,
      width: '5rem',
      cell: (r) => (
        <Checkbox
          aria-label={countersign.pick(r.name)}
          checked={picked.has(r.attestationId)}
          onChange={(_, d) => setPicked(changed(picked, r.attestationId, d.checked === true))}
        />
      ),
    },
    { key: 'name', name: names.name, width: 'minmax(9rem, 2fr)', cell: (r) => r.name },
    { key: 'agreement', name: names.agreement, width: 'minmax(10rem, 2fr)', cell: (r) => r.title },
    { key: 'signed', name: names.signed, width: '8rem', cell: (r) => shortDate(r.signedAt) },
    { key: 'school', name: names.school, width: 'minmax(9rem, 2fr)', cell: (r) => r.schoolName },
  ];
  const isBusy = accepting.state === 'busy';
  return (
    <>
      <Checkbox
        label={countersign.pickAll}
        checked={picked.size === rows.length ? true : picked.size > 0 ? 'mixed' : false}
        onChange={(_, d) => setPicked(new Set(d.checked === true ? rows.map((r) => r.attestationId) : []))}
      />
      <VirtualTable label={countersign.list} columns={columns} rows={rows} rowKey={(r) => r.attestationId} />
      {accepting.state === 'failed' && <Failure error={accepting.error} />}
      <div>
        <Button
          appearance="primary"
          disabledFocusable={isBusy || picked.size === 0}
          onClick={() => void accepting.run()}
        >
          {isBusy ? countersign.accepting(progress, picked.size) : countersign.accept(picked.size)}
        </Button>
      </div>
    </>
  );
}

const changed = (picked: ReadonlySet<string>, id: string, isIn: boolean): Set<string> => {
  const next = new Set(picked);
  if (isIn) next.add(id);
  else next.delete(id);
  return next;
};

/** Sent side by side: the server takes what arrives together in one go. */
const TOGETHER = 20;

function useAccepting(rows: readonly Row[], done: () => void) {
  const { api } = useServices();
  const say = useAnnounce();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [progress, setProgress] = useState(0);
  const accepting = useAction(async () => {
    const chosen = rows.filter((r) => picked.has(r.attestationId));
    let mine = 0;
    for (let from = 0; from < chosen.length; from += TOGETHER) {
      setProgress(from);
      const answers = await Promise.all(
        chosen
          .slice(from, from + TOGETHER)
          .map((r) => api.call('countersign.sign', { attestationId: r.attestationId })),
      );
      mine += answers.filter((a) => a.accepted).length;
    }
    const others = chosen.length - mine;
    say([countersign.accepted(mine), ...(others > 0 ? [countersign.others(others)] : [])].join('. '));
    setPicked(new Set());
    done();
  });
  return { picked, setPicked, progress, accepting };
}
