import { setTimeout as sleep } from 'node:timers/promises';
import { onBehalfOf } from '../adapters/entra/on-behalf-of';
import { MAIL_SCOPES } from '../adapters/graph/mail-operations';
import { graphMailbox } from '../adapters/graph/mailbox';
import { graphTransport } from '../adapters/graph/transport';
import type { Production } from './config';
import type { MailParts } from './evidence';

type Registered = Pick<Production, 'tenantId' | 'clientId' | 'mail'>;

/** Mailboxes in the name of whoever flags: Microsoft decides what they, and so we, may read. */
export function openMailboxOf({ tenantId, clientId, mail }: Registered): Pick<MailParts, 'openMailbox'> {
  if (!mail) return {};
  const { clientSecret } = mail;
  const exchange = onBehalfOf({ tenantId, clientId, clientSecret, scopes: MAIL_SCOPES, now: Date.now });
  return {
    openMailbox: (assertion, { person }) =>
      Promise.resolve(
        graphMailbox({
          transport: graphTransport,
          token: (isFresh) => exchange(assertion, isFresh),
          own: person.email === null ? [] : [person.email],
          now: Date.now,
          wait: (ms) => sleep(ms),
        }),
      ),
  };
}
