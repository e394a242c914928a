import { operation, type Operation } from './call';
import { type Answer, denied, notPlayed } from './reply';

/** Parts of Graph that Lantern's description knows and the practice directory does not play: refused, and marked. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  'administrative units': [
    'GET /directory/administrativeUnits',
    'POST /directory/administrativeUnits',
    'GET /directory/administrativeUnits/{administrativeUnit-id}',
    'PATCH /directory/administrativeUnits/{administrativeUnit-id}',
    'DELETE /directory/administrativeUnits/{administrativeUnit-id}',
    'GET /directory/administrativeUnits/{administrativeUnit-id}/members',
    'POST /directory/administrativeUnits/{administrativeUnit-id}/members/$ref',
    'DELETE /directory/administrativeUnits/{administrativeUnit-id}/members/{directoryObject-id}/$ref',
  ],
  subscriptions: [
    'GET /subscriptions',
    'POST /subscriptions',
    'GET /subscriptions/{subscription-id}',
    'PATCH /subscriptions/{subscription-id}',
    'DELETE /subscriptions/{subscription-id}',
    'POST /subscriptions/{subscription-id}/reauthorize',
  ],
  'shared files': [
    'GET /drives/{drive-id}/root',
    'POST /drives/{drive-id}/items/{driveItem-id}/invite',
    'GET /drives/{drive-id}/items/{driveItem-id}/permissions',
    'GET /drives/{drive-id}/items/{driveItem-id}/permissions/{permission-id}',
    'PATCH /drives/{drive-id}/items/{driveItem-id}/permissions/{permission-id}',
    'DELETE /drives/{drive-id}/items/{driveItem-id}/permissions/{permission-id}',
  ],
  'the writing of mail': [
    'POST /users/{user-id}/messages',
    'POST /users/{user-id}/mailFolders/{mailFolder-id}/messages',
    'POST /users/{user-id}/messages/{message-id}/attachments',
    'DELETE /users/{user-id}/mailFolders/{mailFolder-id}',
  ],
  'the registration of methods by others': [
    'POST /users/{user-id}/authentication/fido2Methods',
    'PATCH /users/{user-id}/authentication/fido2Methods/{method-id}',
    'POST /users/{user-id}/authentication/externalAuthenticationMethods',
  ],
  'the names policy by itself': ['POST /directoryObjects/validateProperties'],
  'the removal of method policies': [
    'DELETE /policies/authenticationMethodsPolicy/authenticationMethodConfigurations/{config-id}',
  ],
  'the removal of managed devices': ['DELETE /deviceManagement/managedDevices/{managedDevice-id}'],
};

/** Only a person may reset another's password this way. */
const delegatedOnly = (): Answer => {
  throw denied();
};

/** Needs nothing: an alternative of no permissions is always fulfilled. */
const ANYBODY = [''];

export const NOT_PLAYED: readonly Operation[] = [
  operation('POST /users/{user-id}/authentication/methods/{method-id}/resetPassword', [], delegatedOnly),
  ...Object.entries(PARTS).flatMap(([what, operations]) =>
    operations.map((at) =>
      // Whoever may do it in the real service does not matter: here nobody can.
      operation(
        at,
        ANYBODY,
        () => {
          throw notPlayed(what);
        },
        { lane: 'other' },
      ),
    ),
  ),
];
