import { type Call, idOf, operation, type Operation } from './call';
import { findPerson, personOf } from './people';
import { type Fields, isFields } from './properties';
import { type Answer, badRequest, noContent, Refusal } from './reply';
import { installationsOf } from './teams-apps';
import type { CatalogueApp, Notice } from './teams-rows';
import type { World } from './world';

const wrong = (message: string): Refusal => badRequest(message, 'BadRequest');
const forbidden = (message: string): Refusal => new Refusal(403, 'Forbidden', message);

/** The app in whose name the caller may speak: only its own. @throws Refusal 403 */
function appOf({ world, token }: Call): CatalogueApp {
  const app = [...world.state.tables.apps.current.values()].find((a) => a.appId === token.appId);
  if (!app) throw forbidden('Application has no Teams app of its own.');
  return app;
}

interface Said {
  readonly activityType: string;
  readonly text: string;
  readonly chainId: number | null;
}

/** @throws Refusal 400 when the manifest does not know the notice, or something it needs is missing */
function saidIn(app: CatalogueApp, body: unknown, topics: RegExp): Said {
  if (!isFields(body)) throw wrong('A body is required.');
  const { activityType, previewText, templateParameters, chainId } = body;
  if (typeof activityType !== 'string') throw wrong("'activityType' is required.");
  checkTopic(body.topic, topics);
  if (!isFields(previewText) || typeof previewText.content !== 'string') throw wrong("'previewText' is required.");
  const given = (Array.isArray(templateParameters) ? templateParameters : []).filter(isFields).map((p) => p.name);
  const needed = activityType === 'systemDefault' ? ['systemDefaultText'] : app.activityTypes[activityType];
  if (!needed) throw wrong(`Activity type '${activityType}' is not declared in the manifest of the app.`);
  const missing = needed.find((name) => !given.includes(name));
  if (missing !== undefined) throw wrong(`Template parameter '${missing}' is missing.`);
  const chain = chainId === undefined || chainId === null ? null : Number(chainId);
  return { activityType, text: previewText.content, chainId: chain };
}

function checkTopic(topic: unknown, topics: RegExp): void {
  if (!isFields(topic) || typeof topic.value !== 'string') throw wrong("'topic' is required.");
  if (topic.source === 'text') {
    if (!/^https:\/\/teams\.(microsoft\.com|cloud\.microsoft)\//.test(String(topic.webUrl)))
      throw wrong("A text topic needs 'webUrl', a link into Teams.");
  } else if (topic.source !== 'entityUrl' || !topics.test(topic.value))
    throw wrong("The topic's value is not a Graph address that may be used here.");
}

const hasApp = (world: World, personId: string, app: CatalogueApp): boolean =>
  installationsOf(world, personId).some((row) => row.appId === app.id);

const OWN =
  /^https:\/\/graph\.microsoft\.com\/v1\.0\/(users\/[^/]+\/teamwork\/installedApps\/|appCatalogs\/teamsApps\/)/;
const CATALOGUE = /^https:\/\/graph\.microsoft\.com\/v1\.0\/appCatalogs\/teamsApps\//;
const TEAM = /^https:\/\/graph\.microsoft\.com\/v1\.0\/(teams|appCatalogs\/teamsApps)\//;

function toOne(call: Call): Answer {
  const { world } = call;
  const app = appOf(call);
  const said = saidIn(app, call.body, OWN);
  const person = personOf(call);
  if (!hasApp(world, person.id, app)) throw forbidden('The app is not installed for the recipient.');
  send(world, app, person.id, said);
  return noContent;
}

const MOST = 100;
const MUST_LIVE = 45 * 60_000;

function toMany(call: Call): Answer {
  const { world, token } = call;
  const app = appOf(call);
  const said = saidIn(app, call.body, CATALOGUE);
  const ids = recipientsIn(call.body);
  if (token.expiresAt - world.now() < MUST_LIVE)
    throw new Refusal(412, 'PreconditionFailed', 'The access token expires too soon for a notice to many.');
  // Accepted is not delivered: whoever lacks the app simply never hears of it.
  for (const id of ids) if (findPerson(call, id) && hasApp(world, id, app)) send(world, app, id, said);
  return { status: 202 };
}

function recipientsIn(body: unknown): string[] {
  const recipients = isFields(body) ? body.recipients : undefined;
  if (!Array.isArray(recipients) || recipients.length === 0) throw wrong("'recipients' is required.");
  if (recipients.length > MOST) throw wrong(`No more than ${MOST} recipients at once.`);
  return recipients.map(personIn);
}

const personIn = (recipient: unknown): string => {
  if (
    !isFields(recipient) ||
    !/^#?microsoft\.graph\.aadUserNotificationRecipient$/.test(String(recipient['@odata.type']))
  )
    throw wrong('A recipient must be an aadUserNotificationRecipient.');
  return String(recipient.userId).toLowerCase();
};

function inTeam(call: Call): Answer {
  const { world } = call;
  const app = appOf(call);
  const said = saidIn(app, call.body, TEAM);
  const personId = personIn((call.body as Fields).recipient);
  const team = world.state.tables.teams.current.get(idOf(call, 'team-id').toLowerCase());
  if (!team) throw new Refusal(404, 'NotFound', 'No team found with the given id.');
  if (!team.members.some((m) => m.personId === personId)) throw forbidden('The recipient is not a member of the team.');
  send(world, app, personId, said);
  return noContent;
}

const ONE_IN = 200;

/** Shown some time later, and one in two hundred never, without a word. */
function send(world: World, app: CatalogueApp, personId: string, said: Said): void {
  const n = world.next('notice');
  if (world.chance.between(1, ONE_IN, 'lost notice', n) === 1) return;
  const id = world.chance.uuid('notice', n);
  world.later(world.within(world.delays.notice, 'notice'), 'notice', { id, personId, appId: app.id, ...said });
}

/** Arrives; one with the same chain takes the place of the one before. */
export function deliver(world: World, data: Readonly<Record<string, unknown>>): void {
  const notice = { ...(data as unknown as Notice), at: world.now() }; // as `send` made it
  for (const id of world.indexes.notices.get(notice.personId) ?? []) {
    const old = world.state.tables.notices.current.get(id);
    if (old?.appId === notice.appId && old.chainId !== null && old.chainId === notice.chainId)
      world.write('notices', id, null, 'atOnce');
  }
  world.write('notices', notice.id, notice, 'atOnce');
}

const USER = ['TeamsActivity.Send.User', 'TeamsActivity.Send'];

export const NOTICES: readonly Operation[] = [
  operation('POST /users/{user-id}/teamwork/sendActivityNotification', USER, toOne, { lane: 'notice' }),
  operation('POST /teamwork/sendActivityNotificationToRecipients', USER, toMany, { lane: 'bulkNotice' }),
  operation(
    'POST /teams/{team-id}/sendActivityNotification',
    ['TeamsActivity.Send.Group', 'TeamsActivity.Send'],
    inTeam,
    { lane: 'notice' },
  ),
];
