import { uuidOf } from '../trust/dice';
import { type Call, idOf, operation, type Operation } from './call';
import type { Folder, Mailbox, Rule } from './mail-rows';
import { personOf } from './people';
import { type Fields, isFields, textOf } from './properties';
import { contextFor } from './query';
import { type Answer, badRequest, noContent, ok, Refusal } from './reply';
import { allows } from './scopes';
import type { World } from './world';

const noMailbox = (): Refusal =>
  new Refusal(
    404,
    'MailboxNotEnabledForRESTAPI',
    'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
  );
const deniedMail = (): Refusal => new Refusal(403, 'ErrorAccessDenied', 'Access to OData is disabled or denied.');
export const noItem = (): Refusal =>
  new Refusal(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
const badMail = (message: string): Refusal => badRequest(message, 'ErrorInvalidRequest');

/** A mailbox that several people share. The account behind it, which nobody signs in with, is not played. */
export const sharedIdOf = (address: string): string => uuidOf(`shared mailbox ${address.toLowerCase()}`);

/** The mailbox of `/users/{user-id}`. @throws Refusal 403 outside the registration's scope, 404 while there is none */
export function mailboxOf(call: Call): Mailbox {
  const { current } = call.world.state.tables.mailboxes;
  const shared = current.get(sharedIdOf(idOf(call, 'user-id')));
  const id = shared?.id ?? personOf(call).id;
  const mailbox = shared ?? current.get(id);
  if (!call.token.opens(id) && !isLetIn(call, mailbox)) throw deniedMail();
  if (mailbox?.state !== 'ready') throw noMailbox();
  return mailbox;
}

/** Whether a person calls who was let into somebody else's mailbox, with a permission that reaches that far. */
function isLetIn({ token, method }: Call, mailbox: Mailbox | undefined): boolean {
  const needed = method === 'GET' ? 'Mail.Read.Shared' : 'Mail.ReadWrite.Shared';
  return token.personId !== null && (mailbox?.members ?? []).includes(token.personId) && allows(token.roles, [needed]);
}

/** The folders that every mailbox has. */
const WELL_KNOWN: Readonly<Record<string, string>> = {
  inbox: 'Inbox',
  drafts: 'Drafts',
  sentitems: 'Sent Items',
  deleteditems: 'Deleted Items',
  junkemail: 'Junk Email',
  archive: 'Archive',
};

export const folderIdOf = (world: World, mailboxId: string, wellKnown: string): string =>
  `AAMkFolder${world.chance.uuid('folder', mailboxId, wellKnown).replaceAll('-', '')}`;

const rootOf = (world: World, mailboxId: string): string => folderIdOf(world, mailboxId, 'msgfolderroot');

export function foldersOf(world: World, mailboxId: string): Folder[] {
  const parentId = rootOf(world, mailboxId);
  const always = Object.entries(WELL_KNOWN).map(([name, displayName]) => ({
    id: folderIdOf(world, mailboxId, name),
    mailboxId,
    displayName,
    parentId,
  }));
  const own = [...(world.indexes.folders.get(mailboxId) ?? [])].flatMap(
    (id) => world.state.tables.folders.current.get(id) ?? [],
  );
  return [...always, ...own];
}

/** By id or by well-known name. @throws Refusal 404 */
export function folderIn(world: World, mailboxId: string, asked: string): Folder {
  const wellKnown = asked.toLowerCase() in WELL_KNOWN ? folderIdOf(world, mailboxId, asked.toLowerCase()) : asked;
  const found = foldersOf(world, mailboxId).find((f) => f.id === wellKnown);
  if (!found) throw noItem();
  return found;
}

function shapeFolder(world: World, { id, displayName, mailboxId, parentId }: Folder): Fields {
  const messages = [...(world.indexes.messages.get(mailboxId) ?? [])].flatMap(
    (m) => world.state.tables.messages.current.get(m) ?? [],
  );
  const inside = messages.filter((m) => m.folderId === id);
  return {
    id,
    displayName,
    parentFolderId: parentId,
    childFolderCount: 0,
    unreadItemCount: inside.filter((m) => m.props.isRead === false).length,
    totalItemCount: inside.length,
    isHidden: false,
  };
}

const listFolders = (call: Call): Answer => {
  const { id } = mailboxOf(call);
  const value = foldersOf(call.world, id).map((f) => shapeFolder(call.world, f));
  return ok({ ...contextFor(call, `users('${id}')/mailFolders`), value });
};

const entity = (call: Call, what: string, body: Fields, status = 200): Answer =>
  ok({ ...contextFor(call, `users('${call.ids['user-id']}')/${what}/$entity`), ...body }, status);

function getFolder(call: Call): Answer {
  const { id } = mailboxOf(call);
  return entity(call, 'mailFolders', shapeFolder(call.world, folderIn(call.world, id, idOf(call, 'mailFolder-id'))));
}

const nameIn = (call: Call): string => {
  const name = isFields(call.body) ? call.body.displayName : undefined;
  if (typeof name !== 'string' || name === '') throw badMail("'displayName' is required.");
  return name;
};

function createFolder(call: Call): Answer {
  const { world } = call;
  const { id: mailboxId } = mailboxOf(call);
  const displayName = nameIn(call);
  if (foldersOf(world, mailboxId).some((f) => f.displayName.toLowerCase() === displayName.toLowerCase()))
    throw new Refusal(409, 'ErrorFolderExists', 'A folder with the specified name already exists.');
  const id = `AAMkFolder${world.chance.uuid('folder', mailboxId, world.next('folder')).replaceAll('-', '')}`;
  const row: Folder = { id, mailboxId, displayName, parentId: rootOf(world, mailboxId) };
  world.write('folders', id, row, 'atOnce');
  return entity(call, 'mailFolders', shapeFolder(world, row), 201);
}

function renameFolder(call: Call): Answer {
  const { id } = mailboxOf(call);
  const folder = folderIn(call.world, id, idOf(call, 'mailFolder-id'));
  if (!call.world.state.tables.folders.current.has(folder.id))
    throw badMail('A distinguished folder cannot be renamed.');
  const row = { ...folder, displayName: nameIn(call) };
  call.world.write('folders', row.id, row, 'atOnce');
  return entity(call, 'mailFolders', shapeFolder(call.world, row));
}

const settingsOf = ({ settings, purpose }: Mailbox): Fields => ({ ...settings, userPurpose: purpose });

const getSettings = (call: Call): Answer => {
  const mailbox = mailboxOf(call);
  return ok({ ...contextFor(call, `users('${mailbox.id}')/mailboxSettings`), ...settingsOf(mailbox) });
};

const SETTABLE = [
  'automaticRepliesSetting',
  'timeZone',
  'dateFormat',
  'timeFormat',
  'language',
  'workingHours',
  'archiveFolder',
  'delegateMeetingMessageDeliveryOptions',
];

function patchSettings(call: Call): Answer {
  const mailbox = mailboxOf(call);
  if (!isFields(call.body) || Object.keys(call.body).length === 0) throw badMail('Nothing to change.');
  const wrong = Object.keys(call.body).find((name) => !name.startsWith('@') && !SETTABLE.includes(name));
  if (wrong !== undefined) throw badMail(`Property '${wrong}' is read-only or unknown.`);
  const { automaticRepliesSetting: replies, ...rest } = call.body;
  if (isFields(replies)) checkReplies(replies);
  const merged = isFields(replies)
    ? { automaticRepliesSetting: { ...(mailbox.settings.automaticRepliesSetting as Fields), ...replies } }
    : {};
  const next: Mailbox = { ...mailbox, settings: { ...mailbox.settings, ...rest, ...merged } };
  call.world.write('mailboxes', mailbox.id, next, 'atOnce');
  return ok({ ...contextFor(call, `users('${mailbox.id}')/mailboxSettings`), ...settingsOf(next) });
}

function checkReplies(replies: Fields): void {
  const { status, scheduledStartDateTime: from, scheduledEndDateTime: until } = replies;
  if (status !== undefined && !['disabled', 'alwaysEnabled', 'scheduled'].includes(textOf(status)))
    throw badMail(`Invalid value '${textOf(status)}' for automaticRepliesStatus.`);
  const isTime = (v: unknown): v is Fields =>
    isFields(v) && typeof v.dateTime === 'string' && typeof v.timeZone === 'string';
  if (status === 'scheduled' && (!isTime(from) || !isTime(until) || String(from.dateTime) >= String(until.dateTime)))
    throw badMail('A scheduled reply needs a start and a later end, each with its zone.');
}

const categories = (call: Call, mailboxId: string) =>
  [...call.world.state.tables.categories.current.values()].filter((c) => c.mailboxId === mailboxId);

const shapeCategory = ({ id, displayName, color }: { id: string; displayName: string; color: string }): Fields => ({
  id,
  displayName,
  color,
});

function listCategories(call: Call): Answer {
  const { id } = mailboxOf(call);
  return ok({
    ...contextFor(call, `users('${id}')/outlook/masterCategories`),
    value: categories(call, id).map(shapeCategory),
  });
}

const categoryOf = (call: Call) => {
  const found = categories(call, mailboxOf(call).id).find((c) => c.id === idOf(call, 'outlookCategory-id'));
  if (!found) throw noItem();
  return found;
};

function createCategory(call: Call): Answer {
  const { world } = call;
  const { id: mailboxId } = mailboxOf(call);
  const displayName = nameIn(call);
  if (categories(call, mailboxId).some((c) => c.displayName === displayName))
    throw new Refusal(409, 'CategoryNameDuplicate', 'A category with the same name already exists.');
  const color = isFields(call.body) && typeof call.body.color === 'string' ? call.body.color : 'preset0';
  const row = { id: world.chance.uuid('category', world.next('category')), mailboxId, displayName, color };
  world.write('categories', row.id, row, 'atOnce');
  return entity(call, 'outlook/masterCategories', shapeCategory(row), 201);
}

function changeCategory(call: Call): Answer {
  const was = categoryOf(call);
  const color = isFields(call.body) && typeof call.body.color === 'string' ? call.body.color : was.color;
  call.world.write('categories', was.id, { ...was, color }, 'atOnce');
  return entity(call, 'outlook/masterCategories', shapeCategory({ ...was, color }));
}

function removeCategory(call: Call): Answer {
  call.world.write('categories', categoryOf(call).id, null, 'atOnce');
  return noContent;
}

const rules = (call: Call): Rule[] => {
  const { id } = mailboxOf(call);
  if (folderIn(call.world, id, idOf(call, 'mailFolder-id')).id !== folderIdOf(call.world, id, 'inbox')) return [];
  return [...call.world.state.tables.rules.current.values()].filter((r) => r.mailboxId === id);
};

const ruleOf = (call: Call): Rule => {
  const found = rules(call).find((r) => r.id === idOf(call, 'messageRule-id'));
  if (!found) throw noItem();
  return found;
};

function changeRule(call: Call): Answer {
  const was = ruleOf(call);
  if (!isFields(call.body)) throw badMail('A body is required.');
  const next = { ...was, props: { ...was.props, ...call.body } };
  call.world.write('rules', was.id, next, 'atOnce');
  return entity(call, 'mailFolders/messageRules', { id: next.id, ...next.props });
}

function removeRule(call: Call): Answer {
  call.world.write('rules', ruleOf(call).id, null, 'atOnce');
  return noContent;
}

const listRules = (call: Call): Answer =>
  ok({
    ...contextFor(call, 'mailFolders/messageRules'),
    value: rules(call).map(({ id, props }) => ({ id, ...props })),
  });

const getRule = (call: Call): Answer => {
  const { id, props } = ruleOf(call);
  return entity(call, 'mailFolders/messageRules', { id, ...props });
};

const outlook = { lane: 'outlook' } as const;
const READ_MAIL = { ...outlook, delegated: ['Mail.ReadBasic', 'Mail.Read'] };
const BASIC = ['Mail.ReadBasic.All', 'Mail.ReadWrite'];
const SETTINGS = ['MailboxSettings.Read'];
const CHANGE = ['MailboxSettings.ReadWrite'];
const FOLDER = '/users/{user-id}/mailFolders/{mailFolder-id}';
const CATEGORY = '/users/{user-id}/outlook/masterCategories';
const RULE = `${FOLDER}/messageRules`;

export const MAILBOXES: readonly Operation[] = [
  operation('GET /users/{user-id}/mailFolders', BASIC, listFolders, READ_MAIL),
  operation('POST /users/{user-id}/mailFolders', ['Mail.ReadWrite'], createFolder, outlook),
  operation(`GET ${FOLDER}`, BASIC, getFolder, READ_MAIL),
  operation(`PATCH ${FOLDER}`, ['Mail.ReadWrite'], renameFolder, outlook),
  operation('GET /users/{user-id}/mailboxSettings', SETTINGS, getSettings, outlook),
  operation('PATCH /users/{user-id}/mailboxSettings', CHANGE, patchSettings, outlook),
  operation(`GET ${CATEGORY}`, SETTINGS, listCategories, outlook),
  operation(`POST ${CATEGORY}`, CHANGE, createCategory, outlook),
  operation(
    `GET ${CATEGORY}/{outlookCategory-id}`,
    SETTINGS,
    (c) => entity(c, 'outlook/masterCategories', shapeCategory(categoryOf(c))),
    outlook,
  ),
  operation(`PATCH ${CATEGORY}/{outlookCategory-id}`, CHANGE, changeCategory, outlook),
  operation(`DELETE ${CATEGORY}/{outlookCategory-id}`, CHANGE, removeCategory, outlook),
  operation(`GET ${RULE}`, SETTINGS, listRules, outlook),
  operation(`GET ${RULE}/{messageRule-id}`, SETTINGS, getRule, outlook),
  operation(`PATCH ${RULE}/{messageRule-id}`, CHANGE, changeRule, outlook),
  operation(`DELETE ${RULE}/{messageRule-id}`, CHANGE, removeRule, outlook),
];
