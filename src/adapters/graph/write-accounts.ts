import { randomBytes, randomUUID } from 'node:crypto';
import type { Order, Outcome, RefusalCode } from '../../core/accounts/directory';
import { type Change, isBlock, isBeginning } from '../../core/accounts/step';
import { objectAddress, quoted } from './address';
import { type Answer, UNCLEAR, fieldsOf, listIn, textOf } from './answer';
import type { Ask, Graph } from './client';
import { REMOVALS } from './operations';

export interface WriteOptions {
  readonly graph: Graph;
  readonly wait: (ms: number) => Promise<void>;
  /** Where invited guests land. */
  readonly redirectUrl: string;
  /** Twenty members in one request: not proven for every tenant, so it can be left off. */
  readonly manyMembers: boolean;
  readonly now: () => number;
  /** Accounts made here, and when: not every copy of the directory knows them at once. */
  readonly fresh: Map<string, number>;
}

/** Waits for something that was made to show in lists: together a minute and more. */
const LOOKS = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000];
const GREATEST_PATCH = 20;

/** Carries out orders. What begins an account goes person by person, everything else twenty to a request. */
export async function applyOrders(orders: readonly Order[], o: WriteOptions): Promise<ReadonlyMap<string, Outcome>> {
  const beginnings = orders.filter((x) => isBeginning(x.change) && x.change.do !== 'restore');
  const joins = o.manyMembers ? orders.filter((x) => x.change.do === 'join') : [];
  const rest = orders.filter((x) => !beginnings.includes(x) && !joins.includes(x));
  await o.wait(spreading([...joins, ...rest], o));
  const parts = await Promise.all([begin(beginnings, o), joinMany(joins, o), changeAll(rest, o)]);
  return new Map(parts.flatMap((p) => [...p]));
}

/** Copies of the directory are behind each other by so much. */
const SPREAD_MS = 9_000;
/** After so long an account that is not known is not there. */
const FRESH_MS = 60_000;

const madeAt = (order: Order, o: WriteOptions): number => o.fresh.get(order.ref.id ?? '') ?? 0;

/** How long to wait until the accounts just made are known everywhere. */
const spreading = (orders: readonly Order[], o: WriteOptions): number =>
  Math.max(0, ...orders.map((x) => madeAt(x, o) + SPREAD_MS - o.now()));

/** Refused only because the account is so new: to be asked again. */
const isTooNew = (order: Order, answer: Answer, o: WriteOptions): boolean =>
  answer.kind === 'refused' &&
  [400, 404].includes(answer.status) &&
  o.now() - madeAt(order, o) < FRESH_MS &&
  !isAlreadySo(order.change, answer);

/** A secret nobody sees: it only keeps the old one from working. */
const unknownPassword = (): string => `${randomBytes(24).toString('base64url')}aA1!`;

async function changeAll(orders: readonly Order[], o: WriteOptions): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const asks: Ask[] = [];
  for (const order of orders) {
    const ask = askFor(order);
    if (ask) asks.push(ask);
    if (!ask) outcomes.set(order.id, { kind: 'refused', code: order.ref.id === null ? 'not_there' : 'not_supported' });
  }
  const people = new Set(orders.map((x) => x.ref.key));
  // One person's door: closed, sessions ended, password changed, in this order and in one request.
  const inOrder = people.size === 1 && orders.length > 1 && orders.every((x) => isBlock(x.change));
  const lane = orders[0]?.lane ?? 'slow';
  const answers = new Map(await o.graph.batch(asks, { lane, inOrder }));
  for (const ms of LOOKS) {
    const early = new Set(orders.filter((x) => isTooNew(x, answers.get(x.id) ?? UNCLEAR, o)).map((x) => x.id));
    if (early.size === 0) break;
    await o.wait(ms);
    const again = asks.filter((a) => early.has(a.id));
    for (const [id, answer] of await o.graph.batch(again, { lane })) answers.set(id, answer);
  }
  for (const order of orders)
    if (!outcomes.has(order.id)) outcomes.set(order.id, outcomeOf(order.change, answers.get(order.id) ?? UNCLEAR));
  return outcomes;
}

/** The request for a change to an account that is there; null when there is none for it. */
export function askFor({ id, ref, change }: Order): Ask | null {
  const user = ref.id;
  if (change.do === 'restore' || change.do === 'delete')
    return { id, op: change.do === 'restore' ? 'restoreUser' : 'deleteUser', params: { user: change.accountId } };
  if (user === null) return null;
  const params = { user };
  switch (change.do) {
    case 'close':
    case 'open':
      return { id, op: 'setDoor', params, body: { accountEnabled: change.do === 'open' } };
    case 'end_sessions':
      return { id, op: 'endSessions', params, body: {} };
    case 'new_password': {
      const passwordProfile = { password: unknownPassword(), forceChangePasswordNextSignIn: true };
      return { id, op: 'setPassword', params, body: { passwordProfile } };
    }
    case 'set_profile':
      return { id, op: 'setProfile', params, body: change.profile };
    case 'set_manager':
      return { id, op: 'setManager', params, body: refTo('users', change.managerId) };
    case 'set_sponsor':
      return { id, op: 'addSponsor', params, body: refTo('users', change.sponsorId) };
    case 'join':
      return { id, op: 'joinGroup', params: { group: change.group.id }, body: refTo('directoryObjects', user) };
    case 'leave':
      return { id, op: 'leaveGroup', params: { ...params, group: change.group.id } };
    case 'remove_licence':
      return { id, op: 'setLicences', params, body: { addLicenses: [], removeLicenses: [change.sku] } };
    case 'remove_method': {
      const op = REMOVALS[change.method.type];
      return op === undefined ? null : { id, op, params: { ...params, method: change.method.id } };
    }
    case 'disable_device':
      return { id, op: 'disableDevice', params: { device: change.deviceId }, body: { accountEnabled: false } };
    case 'set_reply':
      return { id, op: 'setMailbox', params, body: replying(change.text) };
    default:
      return null;
  }
}

const refTo = (kind: 'users' | 'directoryObjects', id: string) => ({ '@odata.id': objectAddress(kind, id) });

const replying = (text: string) => ({
  automaticRepliesSetting: { status: 'alwaysEnabled', internalReplyMessage: text, externalReplyMessage: text },
});

/** Already so: what a removal finds gone, and what a join finds there. */
const isAlreadySo = (change: Change, a: Extract<Answer, { kind: 'refused' }>): boolean =>
  (['leave', 'remove_method'].includes(change.do) && a.status === 404) ||
  (['join', 'set_sponsor'].includes(change.do) && a.status === 400 && /already exist/i.test(a.text));

function outcomeOf(change: Change, answer: Answer): Outcome {
  switch (answer.kind) {
    case 'ok':
      return {
        kind: 'sent',
        accountId: change.do === 'restore' ? textOf(fieldsOf(answer.body)['id']) || change.accountId : null,
      };
    case 'later':
      return { kind: 'later', notBefore: answer.notBefore };
    case 'unclear':
      return { kind: 'unclear', notBefore: answer.notBefore };
    case 'refused':
      return isAlreadySo(change, answer)
        ? { kind: 'sent', accountId: null }
        : { kind: 'refused', code: isOfDefault(change, answer) ? 'is_default' : codeOf(answer) };
  }
}

/** The default way to sign in goes only when the person has no other; nothing else about a method is refused in this way. */
const isOfDefault = (change: Change, { status }: { status: number }): boolean =>
  change.do === 'remove_method' && status === 400;

function codeOf({ status, code, details, text }: Extract<Answer, { kind: 'refused' }>): RefusalCode {
  const has = (name: string): boolean => details.some((d) => d.code === name);
  if (status === 401) return 'not_connected';
  if (status === 403) return 'no_permission';
  if (status === 404) return 'not_there';
  if (has('ObjectConflict')) return 'address_taken';
  if (has('InvalidCharacter') || has('InvalidLength')) return 'bad_name';
  if (/CountViolation|not have any available licenses/i.test(`${code} ${text}`)) return 'no_seats';
  // The only sentences Graph has for whose the object is; what they say is proved by reading the object again.
  if (/referenced do(es)? not exist|objects? being referenced/i.test(text)) return 'not_there';
  if (/on-premises|mail-enabled|inherited from a group|dynamic/i.test(text)) return 'owned_elsewhere';
  return 'other';
}

/** Joins of one group go twenty people at a time; a request that is refused as a whole is taken apart. */
async function joinMany(orders: readonly Order[], o: WriteOptions): Promise<Map<string, Outcome>> {
  const groups = new Map<string, Order[]>();
  const alone: Order[] = [];
  for (const order of orders) {
    if (order.change.do !== 'join' || order.ref.id === null) alone.push(order);
    else groups.set(order.change.group.id, [...(groups.get(order.change.group.id) ?? []), order]);
  }
  const packs = [...groups].flatMap(([group, all]) =>
    Array.from({ length: Math.ceil(all.length / GREATEST_PATCH) }, (_, i) => ({
      group,
      some: all.slice(i * GREATEST_PATCH, (i + 1) * GREATEST_PATCH),
    })),
  );
  const single = packs.filter((p) => p.some.length === 1).flatMap((p) => p.some);
  const many = packs.filter((p) => p.some.length > 1);
  const answers = await o.graph.batch(many.map(patchOf), { lane: orders[0]?.lane ?? 'slow' });
  const outcomes = new Map<string, Outcome>();
  const apart: Order[] = [];
  for (const { some } of many) {
    const answer = answers.get(some[0]?.id ?? '') ?? UNCLEAR;
    if (answer.kind === 'refused') apart.push(...some);
    else for (const order of some) outcomes.set(order.id, outcomeOf(order.change, answer));
  }
  const rest = await changeAll([...alone, ...single, ...apart], o);
  return new Map([...outcomes, ...rest]);
}

const patchOf = ({ group, some }: { group: string; some: readonly Order[] }): Ask => ({
  id: some[0]?.id ?? '',
  op: 'joinGroupMany',
  params: { group },
  body: { 'members@odata.bind': some.map((x) => objectAddress('directoryObjects', x.ref.id ?? '')) },
});

/** New accounts, twenty to a request. Whatever is not clear is looked for by our own key before anything is repeated. */
async function begin(orders: readonly Order[], o: WriteOptions): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const looking = orders.filter((x) => x.isRepeat);
  for (const order of looking) {
    const id = await lookFor(order, o);
    if (id !== null) outcomes.set(order.id, { kind: 'sent', accountId: id });
  }
  let open = orders.filter((x) => !outcomes.has(x.id)).map((order) => ({ order, candidate: 0 }));
  while (open.length > 0) {
    const asks = open.map(({ order, candidate }) => askToBegin(order, candidate, o));
    const answers = await o.graph.batch(
      asks.flatMap((a) => a ?? []),
      { lane: 'start' },
    );
    const next: typeof open = [];
    for (const { order, candidate } of open) {
      const answer = answers.get(order.id);
      const outcome = answer ? await begun(order, answer, o) : ({ kind: 'refused', code: 'address_taken' } as const);
      // Somebody else's address: the next one. A stranger's is told from our own by the key, which `begun` looks for.
      if (answer && outcome.kind === 'refused' && outcome.code === 'address_taken')
        next.push({ order, candidate: candidate + 1 });
      else outcomes.set(order.id, outcome);
    }
    open = next;
  }
  return outcomes;
}

/** The request that makes an account with the n-th of its addresses, or invites; null when there is none left. */
export function askToBegin(
  { id, ref, change }: Order,
  candidate: number,
  o: Pick<WriteOptions, 'redirectUrl'>,
): Ask | null {
  if (change.do === 'invite') {
    const body = { invitedUserEmailAddress: change.email, inviteRedirectUrl: o.redirectUrl };
    const named = { invitedUserDisplayName: change.profile.displayName, sendInvitationMessage: true };
    return { id, op: 'invite', body: { ...body, ...named } };
  }
  const address = change.do === 'create' ? change.addresses[candidate] : undefined;
  if (change.do !== 'create' || address === undefined) return null;
  const hired = change.hiredOn === null ? {} : { employeeHireDate: `${change.hiredOn}T00:00:00Z` };
  return {
    id,
    op: 'createUser',
    body: {
      ...change.profile,
      ...hired,
      accountEnabled: change.isOpen,
      userPrincipalName: address,
      mailNickname: address.slice(0, address.indexOf('@')),
      passwordProfile: { password: unknownPassword(), forceChangePasswordNextSignIn: true },
      usageLocation: 'GB',
      employeeId: ref.key,
      employeeType: change.as,
    },
  };
}

async function begun(order: Order, answer: Answer, o: WriteOptions): Promise<Outcome> {
  // Nothing is addressed that could be missing: whoever said so was not the directory.
  const isAstray = answer.kind === 'refused' && answer.status === 404;
  const outcome = isAstray ? UNCLEAR_OUTCOME : outcomeOf(order.change, answer);
  if (answer.kind === 'ok') {
    const body = fieldsOf(answer.body);
    const id = textOf(order.change.do === 'invite' ? fieldsOf(body['invitedUser'])['id'] : body['id']);
    if (id === '') return UNCLEAR_OUTCOME;
    o.fresh.set(id, o.now());
    return { kind: 'sent', accountId: id };
  }
  const isConflict = outcome.kind === 'refused' && outcome.code === 'address_taken';
  if (outcome.kind !== 'unclear' && !isConflict) return outcome;
  const id = await lookFor(order, o);
  return id === null ? outcome : { kind: 'sent', accountId: id };
}

const UNCLEAR_OUTCOME: Outcome = { kind: 'unclear', notBefore: null };

/** Is it there after all? Lists are behind by up to half a minute, so one look is not enough. */
async function lookFor({ ref, change }: Order, o: WriteOptions): Promise<string | null> {
  const filter = change.do === 'invite' ? `mail eq ${quoted(change.email)}` : `employeeId eq ${quoted(ref.key)}`;
  for (const ms of [0, ...LOOKS]) {
    if (ms > 0) await o.wait(ms);
    const ask: Ask = { id: randomUUID(), op: 'findUsers', query: { $filter: filter, $select: 'id' } };
    const answer = await o.graph.call(ask, 'start');
    const [found] = answer.kind === 'ok' ? listIn(answer.body) : [];
    if (found) return textOf(found['id']);
  }
  return null;
}
