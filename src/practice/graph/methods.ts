import { type Call, idOf, operation, type Operation } from './call';
import type { Method, MethodKind, Person } from './directory';
import { personOf } from './people';
import { type Fields, isFields, textOf } from './properties';
import { refuseProtected } from './protected';
import { contextFor, typeFor } from './query';
import { type Answer, badRequest, noContent, notFound, ok } from './reply';
import type { World } from './world';

/** A kind of method: what its collection is called, who may, and what can be set. */
interface Collection {
  readonly kind: MethodKind;
  readonly path: string;
  /** As in `UserAuthMethod-Phone.Read.All`. */
  readonly scope: string;
  readonly type: string;
  readonly settable: readonly string[];
  readonly canDelete: boolean;
}

const collection = (kind: MethodKind, path: string, scope: string, more: Partial<Collection> = {}): Collection => ({
  kind,
  path,
  scope,
  type: `${kind}AuthenticationMethod`,
  settable: [],
  canDelete: true,
  ...more,
});

const COLLECTIONS: readonly Collection[] = [
  collection('phone', 'phoneMethods', 'Phone', { settable: ['phoneNumber', 'phoneType'] }),
  collection('email', 'emailMethods', 'Email', { settable: ['emailAddress'] }),
  collection('fido2', 'fido2Methods', 'Passkey'),
  collection('microsoftAuthenticator', 'microsoftAuthenticatorMethods', 'MicrosoftAuthApp'),
  collection('softwareOath', 'softwareOathMethods', 'SoftwareOATH'),
  collection('windowsHelloForBusiness', 'windowsHelloForBusinessMethods', 'WindowsHello'),
  collection('platformCredential', 'platformCredentialMethods', 'PlatformCred'),
  collection('externalAuthentication', 'externalAuthenticationMethods', 'External', {
    type: 'externalAuthenticationMethod',
  }),
  collection('password', 'passwordMethods', 'Password', { canDelete: false }),
];

const PASSWORD_ID = '28c10230-6103-485e-b985-444c60001490';

const passwordOf = (person: Person): Method => ({
  id: PASSWORD_ID,
  personId: person.id,
  kind: 'password',
  isDefault: false,
  isDeadEnd: false,
  props: { createdDateTime: person.lastPasswordChangeDateTime, password: null },
});

/** Everything the person can sign in with; a password is always among it. */
export const methodsOf = (world: World, person: Person): Method[] => [
  passwordOf(person),
  ...[...(world.indexes.methods.get(person.id) ?? [])].flatMap(
    (id) => world.state.tables.methods.current.get(id) ?? [],
  ),
];

export const typeOf = (kind: MethodKind): string =>
  COLLECTIONS.find((c) => c.kind === kind)?.type ?? 'temporaryAccessPassAuthenticationMethod';

/** A way to show a method, where it depends on the moment. */
type Show = (world: World, method: Method) => Fields;
const plainly: Show = (_, { id, props }) => ({ id, ...props });

export const listMethods =
  (show: Show, kind?: MethodKind) =>
  (call: Call): Answer => {
    const person = personOf(call);
    const rows = methodsOf(call.world, person).filter((m) => kind === undefined || m.kind === kind);
    const value = rows.map((m) => ({ ...typeFor(call, typeOf(m.kind)), ...show(call.world, m) }));
    return ok({ ...contextFor(call, `users('${person.id}')/authentication/methods`), value });
  };

/** @throws Refusal 404 */
export function methodIn(call: Call, kind: MethodKind): Method {
  const id = idOf(call, 'method-id');
  const found = methodsOf(call.world, personOf(call)).find((m) => m.id === id && m.kind === kind);
  if (!found) throw notFound(id);
  return found;
}

export const getMethod =
  (show: Show, kind: MethodKind) =>
  (call: Call): Answer =>
    ok({ ...contextFor(call, 'authentication/methods/$entity'), ...show(call.world, methodIn(call, kind)) });

const others = (world: World, method: Method): number =>
  [...(world.indexes.methods.get(method.personId) ?? [])].filter((id) => id !== method.id).length;

/** The default stays while there is another; one that leads nowhere stays for ever. */
export const removeMethod =
  (kind: MethodKind) =>
  (call: Call): Answer => {
    const method = methodIn(call, kind);
    refuseProtected(call, method.personId);
    if (method.isDeadEnd || (method.isDefault && others(call.world, method) > 0))
      throw badRequest("The method is the user's default authentication method and cannot be deleted.", 'badRequest');
    call.world.write('methods', method.id, null, 'atOnce');
    return noContent;
  };

const PHONE = /^\+\d{1,3} \d{4,}(x\d+)?$/;
const PHONE_TYPES = ['mobile', 'alternateMobile', 'office'];

function checkedBody({ settable }: Collection, body: unknown, needsAll: boolean): Fields {
  if (!isFields(body)) throw badRequest('A body is required.', 'badRequest');
  const wrong = Object.keys(body).find((name) => !settable.includes(name) && !name.startsWith('@'));
  if (wrong !== undefined) throw badRequest(`Property '${wrong}' cannot be set.`, 'badRequest');
  const missing = needsAll ? settable.find((name) => typeof body[name] !== 'string') : undefined;
  if (missing !== undefined) throw badRequest(`'${missing}' is required.`, 'badRequest');
  const { phoneNumber, phoneType, emailAddress } = body;
  if (phoneNumber !== undefined && !PHONE.test(textOf(phoneNumber)))
    throw badRequest('The phone number is not valid.', 'invalidPhoneNumber');
  if (phoneType !== undefined && !PHONE_TYPES.includes(textOf(phoneType)))
    throw badRequest('The phone type is not valid.', 'badRequest');
  if (emailAddress !== undefined && !textOf(emailAddress).includes('@'))
    throw badRequest('The address is not valid.', 'badRequest');
  return body;
}

const createMethod =
  (c: Collection) =>
  (call: Call): Answer => {
    const { world } = call;
    const person = personOf(call);
    refuseProtected(call, person.id);
    const body = checkedBody(c, call.body, true);
    const same = methodsOf(world, person).some((m) => m.kind === c.kind && m.props.phoneType === body.phoneType);
    if (same) throw badRequest('A method of this type is there already.', 'methodAlreadyExists');
    const id = world.chance.uuid('method', world.next('method'));
    const props = { createdDateTime: new Date(world.now()).toISOString(), ...body };
    world.write(
      'methods',
      id,
      { id, personId: person.id, kind: c.kind, isDefault: false, isDeadEnd: false, props },
      'atOnce',
    );
    return ok({ ...contextFor(call, 'authentication/methods/$entity'), id, ...props }, 201);
  };

const changeMethod =
  (c: Collection) =>
  (call: Call): Answer => {
    const method = methodIn(call, c.kind);
    refuseProtected(call, method.personId);
    const props = { ...method.props, ...checkedBody(c, call.body, false) };
    call.world.write('methods', method.id, { ...method, props }, 'atOnce');
    return noContent;
  };

/** What one kind of method may need: its own permission, or the one for all kinds. */
const readers = (scope: string): string[] => [
  `UserAuthMethod-${scope}.Read.All`,
  `UserAuthMethod-${scope}.ReadWrite.All`,
  'UserAuthenticationMethod.Read.All',
  'UserAuthenticationMethod.ReadWrite.All',
];
const writers = (scope: string): string[] => [
  `UserAuthMethod-${scope}.ReadWrite.All`,
  'UserAuthenticationMethod.ReadWrite.All',
];

function operationsOf(c: Collection): Operation[] {
  const all = `/users/{user-id}/authentication/${c.path}`;
  const one = `${all}/{method-id}`;
  const isSettable = c.settable.length > 0;
  return [
    operation(`GET ${all}`, readers(c.scope), listMethods(plainly, c.kind)),
    operation(`GET ${one}`, readers(c.scope), getMethod(plainly, c.kind)),
    ...(c.canDelete ? [operation(`DELETE ${one}`, writers(c.scope), removeMethod(c.kind))] : []),
    ...(isSettable ? [operation(`POST ${all}`, writers(c.scope), createMethod(c))] : []),
    ...(isSettable ? [operation(`PATCH ${one}`, writers(c.scope), changeMethod(c))] : []),
  ];
}

export const METHODS: readonly Operation[] = [
  operation('GET /users/{user-id}/authentication/methods', ['UserAuthenticationMethod.Read.All'], listMethods(plainly)),
  ...COLLECTIONS.flatMap(operationsOf),
];
