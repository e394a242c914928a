import { accountIdOf } from '../../trust/keys';
import { uuidOf } from '../../trust/dice';
import type { Message } from '../mail-rows';
import { folderIdOf, sharedIdOf } from '../mailboxes';
import { CORPUS } from '../mime';
import { newMailbox } from '../provisioning';
import { STORY_MAILS, type StoryMail } from '../story-mails';
import type { World } from '../world';
import { plant } from './plant';
import { STAFF_DOMAIN } from './tenant';

/** Whose mailbox holds one mail of every kind: the class teacher of the demonstrations. */
export const CORPUS_MAILBOX = accountIdOf('lh.ks2-teaching.4');

/** The mailbox of the office, which the class teacher may read too. */
export const SHARED_MAILBOX = `office@${STAFF_DOMAIN}`;
const SHARED_WITH = [CORPUS_MAILBOX, accountIdOf('lh.office.1')];

const HOUR = 60 * 60 * 1000;
const NEXT_DAY = 24 * HOUR;

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

function whoWrote(world: World, { from }: StoryMail): { readonly name: string; readonly address: string } {
  if (!('key' in from)) return from;
  const person = world.state.tables.people.current.get(accountIdOf(from.key));
  return { name: person?.displayName ?? '', address: person?.mail ?? '' };
}

function storyMail(world: World, key: string, story: StoryMail, n: number): Message {
  const mailboxId = story.isShared ? sharedIdOf(SHARED_MAILBOX) : CORPUS_MAILBOX;
  const plain = mail(world, mailboxId, key, n);
  const at = new Date(world.now() - story.hoursAgo * HOUR).toISOString();
  const from = { emailAddress: whoWrote(world, story) };
  const isSent = story.folder === 'sentitems' || story.folder === 'drafts';
  const own = whoWrote(world, { ...story, from: { key: 'lh.ks2-teaching.4' } });
  const to = isSent ? { name: '', address: 'darren.pickersgill@home.example' } : own;
  return {
    ...plain,
    folderId: folderIdOf(world, mailboxId, story.folder ?? 'inbox'),
    changedAt: Date.parse(at),
    props: {
      ...plain.props,
      subject: story.subject,
      bodyPreview: story.text.slice(0, 255),
      body: { contentType: story.html === undefined ? 'text' : 'html', content: story.html ?? story.text },
      from,
      sender: from,
      toRecipients: [{ emailAddress: story.isShared ? { name: 'Office', address: SHARED_MAILBOX } : to }],
      receivedDateTime: at,
      sentDateTime: at,
      createdDateTime: at,
      hasAttachments: (story.attached ?? []).length > 0,
      isRead: isSent,
      isDraft: story.folder === 'drafts',
    },
  };
}

/** The mails of the demonstrations, and a mailbox that several people share. */
export function plantStoryMails(world: World): void {
  const id = sharedIdOf(SHARED_MAILBOX);
  plant(world, 'mailboxes', id, { ...newMailbox(id), purpose: 'shared', members: SHARED_WITH });
  Object.entries(STORY_MAILS).forEach(([key, story], n) => {
    const message = storyMail(world, key, story, n);
    plant(world, 'messages', message.id, message);
  });
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
