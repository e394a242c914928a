import type { ServiceActor } from '../core/access/actor';
import type { NoticeChannel } from '../core/attestation/notices';
import type { Perform } from '../core/perform';
import { useCases } from '../core/use-cases';

/** Most notices taken out of the outbox at a time. */
const BATCH = 50;

/**
 * Empties the outbox. A notice is claimed (as `unknown`) and committed before it is sent, so a crash in between leaves
 * a notice that nobody can say arrived, shown as such, and never one sent twice.
 */
export async function deliverNotices(
  o: { perform: Perform; notices: NoticeChannel },
  service: ServiceActor,
): Promise<void> {
  for (;;) {
    const { claimed } = await o.perform(useCases['notices.claim'], service, { limit: BATCH });
    for (const { notice, oid } of claimed) {
      const delivery = await o.notices.send(notice, { oid });
      await o.perform(useCases['notices.settle'], service, { noticeId: notice.id, delivery });
    }
    if (claimed.length < BATCH) return;
  }
}
