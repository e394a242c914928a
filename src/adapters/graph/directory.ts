import { randomUUID } from 'node:crypto';
import { AppError } from '../../core/errors';
import type { Changed, ChangePage, Directory, Overview, Pass } from '../../core/accounts/directory';
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
    overview: () => overview(graph),
    pass: (accountId, minutes) => makePass(graph, accountId, minutes),
    changes: (link) => changes(graph, link),
  };
}

async function overview(graph: Graph): Promise<Overview> {
  const [domains, skus] = await Promise.all(
    (['readDomains', 'readSkus'] as const).map((op) => graph.call({ id: randomUUID(), op }, 'slow')),
  );
  const seats = rowsOf(skus).map((s) => {
    const enabled = Number(fieldsOf(s['prepaidUnits'])['enabled'] ?? 0);
    const left = enabled - Number(s['consumedUnits'] ?? 0);
    return { sku: textOf(s['skuId']), name: textOf(s['skuPartNumber']), left };
  });
  const verified = rowsOf(domains).filter((d) => d['isVerified'] === true);
  return { domains: verified.map((d) => textOf(d['id'])), seats };
}

function rowsOf(answer: Answer | undefined): Record<string, unknown>[] {
  if (answer?.kind === 'ok') return listIn(answer.body);
  throw new AppError('unavailable', { detail: `the directory did not answer: ${answer?.kind ?? 'nothing'}` });
}

/** A pass that is valid already is not shown again, so a second one is made only when none is. */
async function makePass(graph: Graph, user: string, minutes: number): Promise<Pass> {
  const held = await graph.call({ id: randomUUID(), op: 'readPasses', params: { user } }, 'start');
  if (rowsOf(held).some((p) => p['isUsable'] === true)) throw alreadyValid();
  const body = { lifetimeInMinutes: minutes, isUsableOnce: true };
  const answer = await graph.call({ id: randomUUID(), op: 'createPass', params: { user }, body }, 'start');
  if (answer.kind === 'refused') throw refusedPass(answer.code);
  const made = answer.kind === 'ok' ? fieldsOf(answer.body) : {};
  const secret = textOf(made['temporaryAccessPass']);
  if (secret === '')
    throw new AppError('unavailable', { detail: `nobody knows whether a pass was made: ${answer.kind}` });
  const from = Date.parse(textOf(made['startDateTime']));
  return { secret, validUntil: from + minutes * 60_000 };
}

const alreadyValid = (): AppError =>
  new AppError('conflict', {
    problems: [
      { where: 'pass', what: 'This person has a pass that still works. Wait until it ends, or end it first.' },
    ],
  });

const refusedPass = (code: string): AppError =>
  new AppError('conflict', {
    problems: [{ where: 'pass', what: 'The directory gives out no such passes. Ask the ICT manager to allow them.' }],
    detail: `pass refused: ${code}`,
  });

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
