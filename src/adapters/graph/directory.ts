import { randomUUID } from 'node:crypto';
import { AppError } from '../../core/errors';
import type { Changed, ChangePage, Directory, Overview, PassAnswer } from '../../core/accounts/directory';
import { type Answer, fieldsOf, listIn, nullableText, textOf } from './answer';
import { Graph, type GraphOptions } from './client';
import { readAccounts } from './read-accounts';
import { applyOrders } from './write-accounts';

export interface DirectoryOptions extends GraphOptions {
  /** Where invited guests land. */
  readonly redirectUrl: string;
  readonly manyMembers?: boolean;
}

/** The directory of accounts in Microsoft Graph. */
export function graphDirectory(o: DirectoryOptions): Directory {
  const graph = new Graph(o);
  const writing = {
    graph,
    wait: o.wait,
    redirectUrl: o.redirectUrl,
    manyMembers: o.manyMembers ?? true,
    now: o.now,
    fresh: new Map<string, number>(),
  };
  return {
    look: (refs, depth) => readAccounts(graph, refs, depth),
    apply: (orders) => applyOrders(orders, writing),
    overview: (groupIds) => overview(graph, groupIds),
    pass: (accountId, how) => makePass(graph, accountId, how),
    password: (accountId, secret) => setPassword(graph, accountId, secret),
    changes: (link) => changes(graph, link),
  };
}

async function overview(graph: Graph, groupIds: readonly string[]): Promise<Overview> {
  const [domains, skus] = await Promise.all(
    (['readDomains', 'readSkus'] as const).map((op) => graph.call({ id: randomUUID(), op }, 'slow')),
  );
  const seats = rowsOf(skus).map((s) => {
    const enabled = Number(fieldsOf(s['prepaidUnits'])['enabled'] ?? 0);
    const left = enabled - Number(s['consumedUnits'] ?? 0);
    return { sku: textOf(s['skuId']), name: textOf(s['skuPartNumber']), left };
  });
  const verified = rowsOf(domains).filter((d) => d['isVerified'] === true);
  const byGroup = await leftByGroup(graph, groupIds, new Map(seats.map((s) => [s.sku, s.left])));
  return { domains: verified.map((d) => textOf(d['id'])), seats, byGroup };
}

/** A group that gives several products has as many seats as the scarcest of them. */
async function leftByGroup(graph: Graph, groupIds: readonly string[], left: ReadonlyMap<string, number>) {
  const query = { $select: 'id,assignedLicenses' };
  const counted = await Promise.all(
    groupIds.map(async (group): Promise<[string, number][]> => {
      const answer = await graph.call({ id: randomUUID(), op: 'readGroup', params: { group }, query }, 'slow');
      const given = answer.kind === 'ok' ? fieldsOf(answer.body)['assignedLicenses'] : [];
      const counts = (Array.isArray(given) ? given : []).flatMap(
        (licence) => left.get(textOf(fieldsOf(licence)['skuId'])) ?? [],
      );
      return counts.length === 0 ? [] : [[group, Math.min(...counts)]];
    }),
  );
  return Object.fromEntries(counted.flat());
}

function rowsOf(answer: Answer | undefined): Record<string, unknown>[] {
  if (answer?.kind === 'ok') return listIn(answer.body);
  throw new AppError('unavailable', { detail: `the directory did not answer: ${answer?.kind ?? 'nothing'}` });
}

/** The list comes first: a pass that works is ended only when somebody said so. */
async function makePass(
  graph: Graph,
  user: string,
  o: { readonly minutes: number; readonly replaces: boolean },
): Promise<PassAnswer> {
  const held = await graph.call({ id: randomUUID(), op: 'readPasses', params: { user } }, 'start');
  if (held.kind === 'refused') return { kind: 'refused' };
  if (held.kind !== 'ok') return { kind: 'unclear' };
  if (!o.replaces && listIn(held.body).some((p) => p['isUsable'] === true)) return { kind: 'held' };
  const body = { lifetimeInMinutes: o.minutes, isUsableOnce: true };
  const answer = await graph.call({ id: randomUUID(), op: 'createPass', params: { user }, body }, 'start');
  if (answer.kind === 'refused') return { kind: 'refused' };
  const made = answer.kind === 'ok' ? fieldsOf(answer.body) : {};
  const secret = textOf(made['temporaryAccessPass']);
  const from = Date.parse(textOf(made['startDateTime']));
  if (secret === '' || Number.isNaN(from)) return { kind: 'unclear' };
  return { kind: 'made', secret, validUntil: from + o.minutes * 60_000 };
}

async function setPassword(graph: Graph, user: string, password: string): Promise<'set' | 'refused' | 'unclear'> {
  const body = { passwordProfile: { password, forceChangePasswordNextSignIn: true } };
  const answer = await graph.call({ id: randomUUID(), op: 'setPassword', params: { user }, body }, 'start');
  if (answer.kind === 'ok') return 'set';
  return answer.kind === 'refused' ? 'refused' : 'unclear';
}

const SELECT = 'id,employeeId,userPrincipalName,accountEnabled,displayName';

async function* changes(graph: Graph, link: string | null): AsyncIterable<ChangePage> {
  const ask = { op: 'changedUsers', query: { $select: SELECT } } as const;
  const first = link === null ? null : await graph.follow(link, ask);
  // A link lives for a week: after that everything is read anew.
  const isExpired = first?.kind === 'refused' && (first.status === 410 || first.code === 'syncStateNotFound');
  if (first === null || isExpired) {
    for await (const { rows, delta } of graph.pages(ask)) yield pageOf(rows, delta);
    return;
  }
  let answer: Answer = first;
  for (;;) {
    const rows = rowsOf(answer);
    const body = fieldsOf(answer.kind === 'ok' ? answer.body : {});
    const next = textOf(body['@odata.nextLink']);
    yield pageOf(rows, nullableText(body['@odata.deltaLink']));
    if (next === '') return;
    answer = await graph.follow(next, ask);
  }
}

const pageOf = (rows: readonly Record<string, unknown>[], next: string | null): ChangePage => ({
  accounts: rows.filter((r) => !('@removed' in r)).map(changedOf),
  gone: rows.filter((r) => '@removed' in r).map((r) => textOf(r['id'])),
  next,
});

const changedOf = (r: Record<string, unknown>): Changed => ({
  id: textOf(r['id']),
  key: nullableText(r['employeeId']),
  address: textOf(r['userPrincipalName']),
  isOpen: r['accountEnabled'] === true,
  displayName: textOf(r['displayName']),
});
