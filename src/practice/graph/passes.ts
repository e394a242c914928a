import { type Call, operation, type Operation } from './call';
import type { Method } from './directory';
import { getMethod, listMethods, methodsOf, removeMethod } from './methods';
import { personOf } from './people';
import { type Fields, isFields } from './properties';
import { refuseProtected } from './protected';
import { contextFor } from './query';
import { type Answer, badRequest, ok } from './reply';
import { methodPolicy } from './tenant';
import type { World } from './world';

const MINUTE = 60_000;
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789';

interface Policy {
  readonly isOn: boolean;
  readonly least: number;
  readonly most: number;
  readonly usual: number;
  readonly isOnce: boolean;
}

function policyOf(world: World): Policy {
  const policy = methodPolicy(world, 'TemporaryAccessPass') ?? {};
  return {
    isOn: policy.state === 'enabled',
    least: Number(policy.minimumLifetimeInMinutes ?? 60),
    most: Number(policy.maximumLifetimeInMinutes ?? 480),
    usual: Number(policy.defaultLifetimeInMinutes ?? 60),
    isOnce: policy.isUsableOnce === true,
  };
}

/** Whether a pass is good now, and why not. The secret is never shown again. */
function show(world: World, { id, props, kind }: Method): Fields {
  if (kind !== 'temporaryAccessPass') return { id, ...props };
  const start = Date.parse(String(props.startDateTime));
  const end = start + Number(props.lifetimeInMinutes) * MINUTE;
  const isUsable = policyOf(world).isOn && start <= world.now() && world.now() < end;
  const reason = !policyOf(world).isOn
    ? 'DisabledByPolicy'
    : world.now() < start
      ? 'NotYetValid'
      : isUsable
        ? 'EnabledByPolicy'
        : 'Expired';
  return { id, ...props, temporaryAccessPass: null, isUsable, methodUsabilityReason: reason };
}

const wrong = (message: string) => badRequest(message, 'badRequest');
const FORBIDDEN = ['temporaryAccessPass', 'isUsable', 'methodUsabilityReason', 'createdDateTime', 'id'];

interface Asked {
  readonly minutes: number;
  readonly isUsableOnce: boolean;
  readonly start: number;
}

function askedOf(call: Call): Asked {
  const policy = policyOf(call.world);
  if (!policy.isOn) throw wrong('Temporary Access Pass is not enabled by the policy of the organization.');
  const body = isFields(call.body) ? call.body : {};
  const refused = FORBIDDEN.find((name) => name in body);
  if (refused !== undefined) throw wrong(`Property '${refused}' is read-only.`);
  const minutes = body.lifetimeInMinutes ?? policy.usual;
  if (typeof minutes !== 'number' || !Number.isInteger(minutes) || minutes < policy.least || minutes > policy.most)
    throw wrong(`The lifetime must be between ${policy.least} and ${policy.most} minutes.`);
  if (policy.isOnce && body.isUsableOnce === false) throw wrong('The policy allows passes for one use only.');
  const start = typeof body.startDateTime === 'string' ? Date.parse(body.startDateTime) : call.world.now();
  if (Number.isNaN(start)) throw wrong("'startDateTime' is not a time.");
  return {
    minutes,
    isUsableOnce: body.isUsableOnce === true || policy.isOnce,
    start: Math.max(start, call.world.now()),
  };
}

/** A new pass: the one before it is gone. */
function create(call: Call): Answer {
  const { world } = call;
  const person = personOf(call);
  refuseProtected(call, person.id);
  const { minutes, isUsableOnce, start } = askedOf(call);
  for (const old of methodsOf(world, person))
    if (old.kind === 'temporaryAccessPass') world.write('methods', old.id, null, 'atOnce');
  const n = world.next('passes');
  const id = world.chance.uuid('pass', n);
  const secret = Array.from(
    { length: 8 },
    (_, i) => LETTERS[world.chance.between(0, LETTERS.length - 1, 'pass', n, i)],
  ).join('');
  const at = new Date(world.now()).toISOString();
  const props = {
    createdDateTime: at,
    startDateTime: new Date(start).toISOString(),
    lifetimeInMinutes: minutes,
    isUsableOnce,
  };
  const method: Method = {
    id,
    personId: person.id,
    kind: 'temporaryAccessPass',
    isDefault: false,
    isDeadEnd: false,
    props,
  };
  world.write('methods', id, method, 'atOnce');
  const context = contextFor(call, 'authentication/temporaryAccessPassMethods/$entity');
  return ok({ ...context, ...show(world, method), temporaryAccessPass: secret }, 201);
}

const READ = [
  'UserAuthMethod-TAP.Read.All',
  'UserAuthenticationMethod.Read.All',
  'UserAuthenticationMethod.ReadWrite.All',
];
const WRITE = ['UserAuthMethod-TAP.ReadWrite.All', 'UserAuthenticationMethod.ReadWrite.All'];
const ALL = '/users/{user-id}/authentication/temporaryAccessPassMethods';

export const PASSES: readonly Operation[] = [
  operation(`GET ${ALL}`, READ, listMethods(show, 'temporaryAccessPass')),
  operation(`POST ${ALL}`, WRITE, create),
  operation(`GET ${ALL}/{method-id}`, READ, getMethod(show, 'temporaryAccessPass')),
  operation(`DELETE ${ALL}/{method-id}`, WRITE, removeMethod('temporaryAccessPass')),
];
