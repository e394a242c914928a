import type { Person } from './directory';
import type { Mailbox } from './mail-rows';
import { DAY } from './settings';
import type { World } from './world';

/** Whether the person holds a working plan of the service, and since when. */
function planSince(world: World, person: Person, service: string): number | null {
  const since = person.licences
    .filter(({ state }) => state === 'Active')
    .filter(({ skuId, disabledPlans }) =>
      world.state.tables.skus.current
        .get(skuId)
        ?.plans.some((plan) => plan.service === service && !disabledPlans.includes(plan.servicePlanId)),
    )
    .map(({ lastUpdatedDateTime }) => Date.parse(lastUpdatedDateTime));
  return since.length === 0 ? null : Math.min(...since);
}

export const hasMailPlan = (world: World, person: Person): boolean => planSince(world, person, 'exchange') !== null;

/** Teams is ready some time after its plan became active. */
export function isTeamsReady(world: World, person: Person): boolean {
  const since = planSince(world, person, 'TeamspaceAPI');
  if (since === null) return false;
  const [least, most] = world.delays.teams;
  const wait = (least + world.chance.of('teams', person.id, since) * (most - least)) / world.haste;
  return world.now() >= since + wait;
}

export const NEW_SETTINGS = {
  archiveFolder: null,
  timeZone: 'GMT Standard Time',
  dateFormat: 'dd/MM/yyyy',
  timeFormat: 'HH:mm',
  delegateMeetingMessageDeliveryOptions: 'sendToDelegateOnly',
  automaticRepliesSetting: {
    status: 'disabled',
    externalAudience: 'all',
    internalReplyMessage: '',
    externalReplyMessage: '',
    scheduledStartDateTime: { dateTime: '2026-01-01T00:00:00.0000000', timeZone: 'UTC' },
    scheduledEndDateTime: { dateTime: '2026-01-02T00:00:00.0000000', timeZone: 'UTC' },
  },
  language: { locale: 'en-GB', displayName: 'English (United Kingdom)' },
} as const;

export const newMailbox = (personId: string): Mailbox => ({
  id: personId,
  state: 'ready',
  purpose: 'user',
  isHeld: false,
  settings: NEW_SETTINGS,
});

const openMailbox = (world: World, personId: string): void =>
  world.write('mailboxes', personId, newMailbox(personId), 'atOnce');

/** The mailbox follows the licence: it comes with one and closes without. */
export function licencesChanged(world: World, before: Person, after: Person): void {
  const [had, has] = [hasMailPlan(world, before), hasMailPlan(world, after)];
  const mailbox = world.state.tables.mailboxes.current.get(after.id);
  if (has && !mailbox)
    world.later(world.within(world.delays.mailbox, 'mailbox'), 'mailboxReady', { personId: after.id });
  if (has && mailbox?.state === 'inaccessible')
    world.write('mailboxes', after.id, { ...mailbox, state: 'ready' }, 'atOnce');
  if (had && !has && mailbox && mailbox.purpose !== 'shared') closeMailbox(world, mailbox);
}

function closeMailbox(world: World, mailbox: Mailbox): void {
  world.write('mailboxes', mailbox.id, { ...mailbox, state: 'inaccessible' }, 'atOnce');
  world.later(30 * DAY, 'mailboxGone', { personId: mailbox.id });
}

type Data = Readonly<Record<string, unknown>>;

export function mailboxReady(world: World, { personId }: Data): void {
  const person = world.state.tables.people.current.get(String(personId));
  if (!person || !hasMailPlan(world, person) || world.state.tables.mailboxes.current.has(person.id)) return;
  openMailbox(world, person.id);
  world.later(world.within(world.delays.recipient, 'recipient'), 'recipient', { personId: person.id });
}

/** Exchange tells the directory of the new address, long after the mailbox is there. */
export function recipientKnown(world: World, { personId }: Data): void {
  const person = world.state.tables.people.current.get(String(personId));
  if (!person || person.proxyAddresses.length > 0) return;
  const mail = person.mail ?? person.userPrincipalName;
  world.write('people', person.id, { ...person, mail, proxyAddresses: [`SMTP:${mail}`] });
}

/** Thirty days without a licence: gone, unless it is shared or held. */
export function mailboxGone(world: World, { personId }: Data): void {
  const mailbox = world.state.tables.mailboxes.current.get(String(personId));
  if (mailbox?.state !== 'inaccessible' || mailbox.purpose === 'shared' || mailbox.isHeld) return;
  for (const id of world.indexes.messages.get(mailbox.id) ?? []) world.write('messages', id, null, 'atOnce');
  world.write('mailboxes', mailbox.id, null, 'atOnce');
}
