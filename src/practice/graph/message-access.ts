import { type Call, idOf } from './call';
import { MESSAGE_FILTERS } from './filterable';
import type { Source } from './lists';
import type { Message } from './mail-rows';
import { folderIn, mailboxOf, noItem } from './mailboxes';
import { headersOf, mimeOf } from './mime';
import type { Fields } from './properties';
import type { Kind } from './query';
import type { World } from './world';

const DEFAULTS: readonly string[] = [
  'id',
  'createdDateTime',
  'lastModifiedDateTime',
  'changeKey',
  'categories',
  'receivedDateTime',
  'sentDateTime',
  'hasAttachments',
  'internetMessageId',
  'subject',
  'bodyPreview',
  'importance',
  'parentFolderId',
  'conversationId',
  'isDeliveryReceiptRequested',
  'isReadReceiptRequested',
  'isRead',
  'isDraft',
  'webLink',
  'inferenceClassification',
  'body',
  'sender',
  'from',
  'toRecipients',
  'ccRecipients',
  'bccRecipients',
  'replyTo',
  'flag',
];

export const MESSAGE_KIND: Kind = {
  type: 'message',
  properties: new Map(
    [...DEFAULTS, 'internetMessageHeaders', 'uniqueBody', 'conversationIndex'].map((n) => [n, 'text']),
  ),
  defaults: DEFAULTS,
  filters: MESSAGE_FILTERS,
  orderBy: ['receivedDateTime', 'sentDateTime', 'subject'],
  isMail: true,
};

const wantsImmutable = (call: Call): boolean => /IdType="ImmutableId"/i.test(call.headers.prefer ?? '');
export const applied = (call: Call): Readonly<Record<string, string>> =>
  wantsImmutable(call) ? { 'preference-applied': 'IdType="ImmutableId"' } : {};
export const etagOf = (message: Message): string => `W/"${message.changeKey}"`;

export function messageValue(call: Call, message: Message, name: string): unknown {
  if (name === 'id') return wantsImmutable(call) ? message.id : message.movingId;
  if (name === 'changeKey') return message.changeKey;
  if (name === 'categories') return message.categories;
  if (name === 'parentFolderId') return message.folderId;
  if (name === 'lastModifiedDateTime') return new Date(message.changedAt).toISOString();
  if (name === 'internetMessageHeaders') return message.props.isDraft === true ? [] : headersOf(mimeOf(message, null));
  return message.props[name] ?? EMPTY[name] ?? null;
}

const EMPTY: Readonly<Fields> = {
  ccRecipients: [],
  bccRecipients: [],
  replyTo: [],
  toRecipients: [],
  flag: { flagStatus: 'notFlagged' },
  importance: 'normal',
  inferenceClassification: 'focused',
  isDeliveryReceiptRequested: false,
  isReadReceiptRequested: false,
  isDraft: false,
};

export const shapeMessage = (call: Call, message: Message, names: readonly string[]): Fields => ({
  '@odata.etag': etagOf(message),
  ...Object.fromEntries(['id', ...names].map((name) => [name, messageValue(call, message, name)])),
});

export function messagesIn(world: World, mailboxId: string): Message[] {
  const rows = [...(world.indexes.messages.get(mailboxId) ?? [])].flatMap(
    (id) => world.state.tables.messages.current.get(id) ?? [],
  );
  return rows.sort((a, b) => String(b.props.receivedDateTime).localeCompare(String(a.props.receivedDateTime)));
}

/** Newest first, of the mailbox or of one folder. */
export function messagesSource(call: Call): Source<Message> {
  const { id } = mailboxOf(call);
  const folder = call.ids['mailFolder-id'];
  const folderId = folder === undefined ? null : folderIn(call.world, id, folder).id;
  const rows = messagesIn(call.world, id).filter((m) => folderId === null || m.folderId === folderId);
  const byId = new Map(rows.map((m) => [m.id, m]));
  return {
    kind: MESSAGE_KIND,
    context: `users('${id}')/messages`,
    ids: () => [...byId.keys()],
    row: (key) => byId.get(key),
    value: (message, name) => messageValue(call, message, name),
    shape: (message, query) => shapeMessage(call, message, query.select),
  };
}

/** With the header either id will do; without it only the one that changes. @throws Refusal 404 */
export function messageOf(call: Call): Message {
  const asked = idOf(call, 'message-id');
  const { id: mailboxId } = mailboxOf(call);
  const found = messagesIn(call.world, mailboxId).find(
    (m) => m.movingId === asked || (wantsImmutable(call) && m.id === asked),
  );
  if (!found) throw noItem();
  return found;
}
