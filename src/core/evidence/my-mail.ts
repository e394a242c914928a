import type { Report } from '../incidents/report';
import type { Allowance, MailItem, Trouble } from './mail';
import type { MyMail } from './views';

/** What may be over by itself: it is tried again. All else somebody has to deal with. */
const PASSING: readonly Trouble[] = ['unreachable', 'no_room', 'no_key'];

/** One mail as whoever flagged it may know it. */
export function myMail(item: MailItem, report: Pick<Report, 'id' | 'state'>, allowance: Allowance): MyMail {
  const { id, place, flaggedAt, trouble, copy } = item;
  return {
    id,
    reportId: report.id,
    mailbox: place.mailbox,
    itemId: place.itemId,
    flaggedAt,
    state: report.state === 'open' ? 'waiting' : stateOf(item, allowance),
    supplied: copy?.origin === 'person',
    trouble,
  };
}

function stateOf({ copy, facts, trouble, sameAs }: MailItem, allowance: Allowance): MyMail['state'] {
  if (copy !== null || sameAs !== null) return 'kept';
  if (allowance === 'facts' && facts !== null) return 'facts_only';
  const isOver = allowance === 'nothing' || (trouble !== null && !PASSING.includes(trouble));
  return isOver ? 'not_taken' : 'taking';
}
