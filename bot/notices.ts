import type { Notice, NoticeChannel } from '../src/core/attestation/notices';
import type { CardJson, Delivery, Speaker } from './events';
import type { Messenger } from './messenger';

/**
 * The outbox's way into the chat. A lock screen shows the first line, so the message is one neutral sentence with a
 * button; what it is about comes after the press. One thing only is said at once: whom to ring.
 */
export function chatNotices(o: {
  readonly messenger: Messenger;
  readonly tenantId: string;
  /** Only people of today's list are written to. */
  readonly isActive: (to: Speaker) => Promise<boolean>;
  readonly cardFor: (notice: Notice, to: Speaker) => Promise<CardJson> | CardJson;
}): NoticeChannel {
  return {
    send: async (notice, { oid }) => {
      if (oid === null) return 'failed';
      const to = { tenantId: o.tenantId, objectId: oid };
      if (!(await o.isActive(to))) return 'failed';
      return resultOf(await o.messenger.send(to, { kind: 'show', card: await o.cardFor(notice, to) }));
    },
  };
}

/** `wait` counts as failed: the next channel takes it, and what nobody takes stays on Home. */
function resultOf({ outcome }: Delivery): Awaited<ReturnType<NoticeChannel['send']>> {
  switch (outcome) {
    case 'sent':
      return 'sent';
    case 'unknown':
      return 'unknown';
    case 'wait':
    case 'gone':
    case 'refused':
      return 'failed';
  }
}

const BEST = ['confirmed', 'sent', 'unknown', 'failed'] as const;

/**
 * Several channels for one outbox: a notice goes by the first, and by the next ones as long as nobody says that it
 * went. None of them is asked twice.
 */
export const inTurn = (channels: readonly NoticeChannel[]): NoticeChannel => ({
  send: async (notice, to) => {
    let best: (typeof BEST)[number] = 'failed';
    for (const channel of channels) {
      const result = await channel.send(notice, to);
      if (BEST.indexOf(result) < BEST.indexOf(best)) best = result;
      if (best === 'confirmed' || best === 'sent') break;
    }
    return best;
  },
});
