import { type Call, operation, type Operation } from './call';
import type { Person } from './directory';
import { verifiedDomains } from './names';
import { isFields } from './properties';
import { contextFor } from './query';
import { type Answer, badRequest } from './reply';
import type { World } from './world';
import { followAttributes } from './dynamic';

const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

function known(world: World, email: string): Person | undefined {
  const { people } = world.state.tables;
  const [id] = world.indexes.people.mail.get(email.toLowerCase()) ?? [];
  return id === undefined ? undefined : people.current.get(id);
}

function guest(world: World, email: string, name: unknown): Person {
  const at = new Date(world.now()).toISOString();
  const local = email.replace('@', '_').replace(/[^A-Za-z0-9._-]/g, '_');
  return {
    id: world.chance.uuid('person', world.next('person')),
    displayName: typeof name === 'string' && name !== '' ? name : (email.split('@')[0] ?? email),
    userPrincipalName: `${local}#EXT#@${verifiedDomains(world)[0] ?? ''}`,
    mailNickname: `${local}#EXT#`,
    accountEnabled: true,
    userType: 'Guest',
    createdDateTime: at,
    mail: email,
    proxyAddresses: [`SMTP:${email}`],
    otherMails: [email],
    employeeId: null,
    usageLocation: null,
    onPremisesSyncEnabled: null,
    licences: [],
    lastPasswordChangeDateTime: null,
    signInSessionsValidFromDateTime: at,
    managerId: null,
    sponsorIds: [],
    other: { creationType: 'Invitation', externalUserState: 'PendingAcceptance', externalUserStateChangeDateTime: at },
  };
}

/** The same person for the same address, or (not proven) a refusal. */
function personFor(call: Call, email: string, name: unknown): Person {
  const { world } = call;
  const there = known(world, email);
  if (there && (there.userType === 'Member' || world.switches.secondInvitation === 'new'))
    throw badRequest('The invited user already exists in the directory as object ID: ' + there.id + '.');
  if (there) return there;
  const person = guest(world, email, name);
  world.write('people', person.id, person, 'create', call.view);
  followAttributes(world, null, person);
  return person;
}

function invite(call: Call): Answer {
  const body = isFields(call.body) ? call.body : {};
  const { invitedUserEmailAddress: email, inviteRedirectUrl, invitedUserDisplayName, sendInvitationMessage } = body;
  if (typeof email !== 'string' || !EMAIL.test(email)) throw badRequest("'invitedUserEmailAddress' is not an address.");
  if (typeof inviteRedirectUrl !== 'string' || !URL.canParse(inviteRedirectUrl))
    throw badRequest("A value is required for property 'inviteRedirectUrl'.");
  const person = personFor(call, email, invitedUserDisplayName);
  const id = call.world.chance.uuid('invitation', call.world.next('invitation'));
  return {
    status: 201,
    body: {
      ...contextFor(call, 'invitations/$entity'),
      id,
      inviteRedeemUrl: `https://login.microsoftonline.com/redeem?rd=${encodeURIComponent(inviteRedirectUrl)}`,
      invitedUserDisplayName: person.displayName,
      invitedUserEmailAddress: email,
      invitedUserType: 'Guest',
      resetRedemption: false,
      sendInvitationMessage: sendInvitationMessage === true,
      inviteRedirectUrl,
      status: 'PendingAcceptance',
      invitedUser: { id: person.id },
    },
  };
}

export const GUESTS: readonly Operation[] = [
  operation('POST /invitations', ['User.Invite.All'], invite, { lane: 'invitations' }),
];
