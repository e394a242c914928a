import { type Call, idOf, operation, type Operation } from './call';
import { nextLink, page } from './lists';
import type { Message } from './mail-rows';
import { folderIdOf, folderIn, mailboxOf, noItem } from './mailboxes';
import {
  applied,
  etagOf,
  MESSAGE_KIND,
  messageOf,
  messagesIn,
  messagesSource,
  messageValue,
  shapeMessage,
} from './message-access';
import { attachedTo, mimeOf } from './mime';
import { type Fields, isFields } from './properties';
import { checkOptions, contextFor, selectOf } from './query';
import { type Answer, badRequest, notPlayed, ok, Refusal } from './reply';
import type { World } from './world';

const list = (call: Call): Answer => ({ ...page(call, messagesSource(call)), headers: applied(call) });

const answerWith = (call: Call, message: Message, status = 200): Answer => {
  const { names } = selectOf(call, MESSAGE_KIND, false);
  const body = {
    ...contextFor(call, `users('${message.mailboxId}')/messages/$entity`),
    ...shapeMessage(call, message, names),
  };
  return { status, body, headers: { ...applied(call), etag: etagOf(message) } };
};

function get(call: Call): Answer {
  checkOptions(call);
  return answerWith(call, messageOf(call));
}

/** The mail itself. The real service may or may not give the same bytes twice: that is a switch. */
function raw(call: Call): Answer {
  const message = messageOf(call);
  const trace = call.world.switches.mimeTwice === 'different' ? call.requestId : null;
  return { status: 200, bytes: mimeOf(message, trace), headers: { ...applied(call), 'content-type': 'text/plain' } };
}

const CHANGEABLE = ['categories', 'isRead', 'flag', 'importance', 'inferenceClassification'];

const newKey = (world: World): string =>
  `CQAAABYA${world.chance.uuid('change', world.next('change')).replaceAll('-', '')}`;

function patch(call: Call): Answer {
  const { world } = call;
  const message = messageOf(call);
  const match = call.headers['if-match'];
  if (match !== undefined && match !== '*' && match !== etagOf(message))
    throw new Refusal(
      412,
      'ErrorIrresolvableConflict',
      'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
    );
  if (!isFields(call.body)) throw badRequest('A body is required.', 'ErrorInvalidRequest');
  const { categories, ...rest } = call.body;
  const wrong = Object.keys(rest).find((name) => !CHANGEABLE.includes(name) && !name.startsWith('@'));
  if (wrong !== undefined)
    throw badRequest(`Property '${wrong}' cannot be changed on a received message.`, 'ErrorInvalidPropertySet');
  if (categories !== undefined && !(Array.isArray(categories) && categories.every((c) => typeof c === 'string')))
    throw badRequest("'categories' must be a list of names.", 'ErrorInvalidRequest');
  const next: Message = {
    ...message,
    categories: (categories as readonly string[] | undefined) ?? message.categories, // looked at above
    props: { ...message.props, ...rest },
    changeKey: newKey(world),
    changedAt: world.now(),
  };
  world.write('messages', next.id, next, 'atOnce');
  return answerWith(call, next);
}

function destinationOf(call: Call, mailboxId: string): string {
  const body = isFields(call.body) ? call.body : {};
  const asked = body.destinationId ?? body.DestinationId;
  if (typeof asked !== 'string') throw badRequest("'destinationId' is required.", 'ErrorInvalidRequest');
  return folderIn(call.world, mailboxId, asked).id;
}

const movingId = (world: World): string =>
  `AAMkAGI2${world.chance.uuid('message', world.next('message')).replaceAll('-', '')}`;

function move(call: Call): Answer {
  const { world } = call;
  const message = messageOf(call);
  const next: Message = {
    ...message,
    folderId: destinationOf(call, message.mailboxId),
    movingId: movingId(world),
    changeKey: newKey(world),
    changedAt: world.now(),
    left: { folderId: message.folderId, at: world.now() },
  };
  world.write('messages', next.id, next, 'atOnce');
  return answerWith(call, next, 201);
}

function copy(call: Call): Answer {
  const { world } = call;
  const message = messageOf(call);
  const folderId = destinationOf(call, message.mailboxId);
  const next: Message = { ...message, ...newIds(world), folderId, changedAt: world.now(), left: null };
  world.write('messages', next.id, next, 'atOnce');
  return answerWith(call, next, 201);
}

const newIds = (world: World): Pick<Message, 'id' | 'movingId' | 'changeKey'> => ({
  id: `AAkALgAA${world.chance.uuid('immutable', world.next('immutable')).replaceAll('-', '')}`,
  movingId: movingId(world),
  changeKey: newKey(world),
});

const attachmentsOf = (message: Message, isWhole: boolean): Fields[] =>
  attachedTo(message).map(({ name, type, size, content }, i) => ({
    '@odata.type': '#microsoft.graph.fileAttachment',
    id: `${message.id}-${i + 1}`,
    name,
    contentType: type,
    size,
    isInline: false,
    lastModifiedDateTime: String(message.props.receivedDateTime),
    ...(isWhole && { contentBytes: content().toString('base64') }),
  }));

const ALWAYS = ['@odata.type', 'id'];

function attachments(call: Call): Answer {
  const selected = call.query.get('$select')?.split(',');
  const shown = (row: Fields): Fields =>
    Object.fromEntries(Object.entries(row).filter(([n]) => !selected || ALWAYS.includes(n) || selected.includes(n)));
  const value = attachmentsOf(messageOf(call), false).map(shown);
  return ok({ ...contextFor(call, 'messages/attachments'), value });
}

function attachment(call: Call): Answer {
  const found = attachmentsOf(messageOf(call), true).find((a) => a.id === idOf(call, 'attachment-id'));
  if (!found) throw noItem();
  return ok({ ...contextFor(call, 'messages/attachments/$entity'), ...found });
}

/** What came into a folder, was changed or left it since the last round. */
function delta(call: Call): Answer {
  checkOptions(call);
  const { id } = mailboxOf(call);
  const folderId = folderIn(call.world, id, idOf(call, 'mailFolder-id')).id;
  const { names } = selectOf(call, MESSAGE_KIND, true);
  const token = call.query.get('$deltatoken');
  const since = token === null ? -1 : Number(Buffer.from(token, 'base64url').toString('utf8'));
  if (Number.isNaN(since)) throw new Refusal(410, 'syncStateNotFound', 'The sync state generation is not found.');
  const rows = messagesIn(call.world, id);
  const here = rows
    .filter((m) => m.folderId === folderId && m.changedAt > since)
    .map((m) => shapeMessage(call, m, names));
  const gone = rows
    .filter((m) => since >= 0 && m.left?.folderId === folderId && m.left.at > since && m.folderId !== folderId)
    .map((m) => ({ id: messageValue(call, m, 'id'), '@removed': { reason: 'deleted' } }));
  const link = nextLink(call, '$deltatoken', Buffer.from(String(call.world.now())).toString('base64url'));
  return {
    ...ok({ ...contextFor(call, 'messages'), '@odata.deltaLink': link, value: [...here, ...gone] }),
    headers: applied(call),
  };
}

function sendMail(call: Call): Answer {
  const { id: mailboxId } = mailboxOf(call);
  const body = isFields(call.body) ? call.body : {};
  const message = body.message ?? body.Message;
  if (!isFields(message) || !Array.isArray(message.toRecipients) || message.toRecipients.length === 0)
    throw badRequest('At least one recipient is not valid.', 'ErrorInvalidRecipients');
  const at = new Date(call.world.now()).toISOString();
  const from = { emailAddress: { address: call.world.state.tables.people.current.get(mailboxId)?.mail ?? '' } };
  const props = {
    ...message,
    from,
    sender: from,
    receivedDateTime: at,
    sentDateTime: at,
    createdDateTime: at,
    isRead: false,
  };
  if (body.saveToSentItems !== false) deliver(call.world, mailboxId, 'sentitems', props);
  for (const to of message.toRecipients) {
    const address = isFields(to) && isFields(to.emailAddress) ? String(to.emailAddress.address).toLowerCase() : '';
    for (const id of call.world.indexes.people.mail.get(address) ?? [])
      if (call.world.state.tables.mailboxes.current.get(id)?.state === 'ready') deliver(call.world, id, 'inbox', props);
  }
  return { status: 202 };
}

function deliver(world: World, mailboxId: string, folder: string, props: Fields): void {
  const ids = newIds(world);
  const internetMessageId = `<${ids.id}@practice.invalid>`;
  world.write(
    'messages',
    ids.id,
    {
      ...ids,
      mailboxId,
      folderId: folderIdOf(world, mailboxId, folder),
      categories: [],
      mime: { recipe: 'sent', n: 0 },
      changedAt: world.now(),
      left: null,
      props: { hasAttachments: false, internetMessageId, ...props },
    },
    'atOnce',
  );
}

const never = (): Answer => {
  throw notPlayed('the deletion of mail');
};

const MESSAGE = '/users/{user-id}/messages/{message-id}';
const FOLDER = '/users/{user-id}/mailFolders/{mailFolder-id}/messages';
const outlook = { lane: 'outlook' } as const;
const basic = { ...outlook, delegated: ['Mail.ReadBasic', 'Mail.Read'] };
const WRITE = ['Mail.ReadWrite'];

export const MESSAGES: readonly Operation[] = [
  operation('GET /users/{user-id}/messages', ['Mail.ReadBasic.All', 'Mail.ReadWrite'], list, basic),
  operation(`GET ${FOLDER}`, ['Mail.ReadBasic.All', 'Mail.ReadWrite'], list, basic),
  operation(`GET ${FOLDER}/delta`, ['Mail.ReadBasic.All'], delta, basic),
  operation(`GET ${MESSAGE}`, ['Mail.Read'], get, outlook),
  operation(`GET ${MESSAGE}/$value`, ['Mail.Read'], raw, outlook),
  operation(`PATCH ${MESSAGE}`, WRITE, patch, outlook),
  operation(`DELETE ${MESSAGE}`, WRITE, never, outlook),
  operation(`POST ${MESSAGE}/move`, WRITE, move, outlook),
  operation(`POST ${MESSAGE}/copy`, WRITE, copy, outlook),
  operation(`GET ${MESSAGE}/attachments`, ['Mail.Read'], attachments, outlook),
  operation(`GET ${MESSAGE}/attachments/{attachment-id}`, ['Mail.Read'], attachment, outlook),
  operation('POST /users/{user-id}/sendMail', ['Mail.Send'], sendMail, outlook),
];
