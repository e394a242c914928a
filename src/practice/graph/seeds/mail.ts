import { accountIdOf } from '../../trust/keys';
import { uuidOf } from '../../trust/dice';
import type { Message } from '../mail-rows';
import { folderIdOf } from '../mailboxes';
import { CORPUS } from '../mime';
import type { World } from '../world';
import { plant } from './plant';

/** Whose mailbox holds one mail of every kind: the class teacher of the demonstrations. */
export const CORPUS_MAILBOX = accountIdOf('lh.ks2-teaching.4');

const NEXT_DAY = 24 * 60 * 60 * 1000;

/** One mail of a recipe, so many days ago. */
function mail(world: World, mailboxId: string, recipe: string, n: number): Message {
  const key = uuidOf(`mail ${mailboxId} ${recipe} ${n}`).replaceAll('-', '');
  const at = world.now() - (n + 1) * NEXT_DAY;
  const received = new Date(at).toISOString();
  const address = world.state.tables.people.current.get(mailboxId)?.mail ?? 'somebody@harbourlights.example';
  const from = { emailAddress: { name: 'Practice Sender', address: 'sender@outside.example' } };
  return {
    id: `AAkALgAA${key}`,
    movingId: `AAMkAGI2${key}`,
    mailboxId,
    folderId: folderIdOf(world, mailboxId, 'inbox'),
    changeKey: `CQAAABYA${key}`,
    categories: [],
    mime: { recipe, n },
    changedAt: at,
    left: null,
    props: {
      subject: `Practice mail: ${recipe}`,
      bodyPreview: 'Nothing here is real.',
      body: { contentType: 'text', content: 'Nothing here is real.' },
      from,
      sender: from,
      toRecipients: [{ emailAddress: { address } }],
      receivedDateTime: received,
      sentDateTime: received,
      createdDateTime: received,
      internetMessageId: `<${key}@outside.example>`,
      conversationId: `AAQk${key}`,
      hasAttachments: recipe === 'attachment',
      isRead: false,
      webLink: `https://outlook.office365.com/owa/?ItemID=AAMkAGI2${key}`,
    },
  };
}

export function plantCorpus(world: World): void {
  CORPUS.filter((recipe) => recipe !== 'sent').forEach((recipe, n) => {
    const message = mail(world, CORPUS_MAILBOX, recipe, n);
    plant(world, 'messages', message.id, message);
  });
  const id = uuidOf('category bullying');
  plant(world, 'categories', id, { id, mailboxId: CORPUS_MAILBOX, displayName: 'Follow up', color: 'preset4' });
}

/** Mail that goes on to somewhere outside, and an out-of-office that was never set. */
export function plantLeaverMail(world: World, leaver: string): void {
  const id = uuidOf(`rule ${leaver}`);
  const to = { emailAddress: { name: 'Private', address: 'gordon@private-mail.example' } };
  const props = {
    displayName: 'Home',
    sequence: 1,
    isEnabled: true,
    isReadOnly: false,
    hasError: false,
    conditions: null,
    exceptions: null,
    actions: { forwardTo: [to], stopProcessingRules: false },
  };
  plant(world, 'rules', id, { id, mailboxId: leaver, props });
  const message = mail(world, leaver, 'plain', 0);
  plant(world, 'messages', message.id, message);
}
