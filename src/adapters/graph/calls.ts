import type { DirectoryCall } from '../../core/accounts/directory';
import type { Change } from '../../core/accounts/step';
import type { Ask } from './client';
import { OPERATIONS, type Operation } from './operations';
import { askFor, askToBegin } from './write-accounts';

/** Stands for an id that nobody has yet. */
const NOT_YET = '{id}';
const REDIRECT = '{where invited guests land}';

/**
 * A change as Microsoft Graph is asked for it: method, address and body, with the permission it takes. What is random
 * and secret is left out. Nothing for what a person does, or the directory has no way for.
 */
export function callsFor(change: Change, accountId: string | null): DirectoryCall[] {
  if (change.do === 'hand_off') return [];
  const order = {
    ...{ id: '', key: '', ref: { key: '{our key}', id: accountId ?? NOT_YET } },
    ...{ change, lane: 'slow' as const, isRepeat: false },
  };
  const ask =
    change.do === 'create' || change.do === 'invite' ? askToBegin(order, 0, { redirectUrl: REDIRECT }) : askFor(order);
  return ask ? [callOf(ask)] : [];
}

function callOf({ op: name, params, body }: Ask): DirectoryCall {
  const { method, path, scopes, by }: Operation = OPERATIONS[name];
  return {
    method,
    path: path.replace(/\{(\w+)\}/g, (_, part: string) => params?.[part] ?? `{${part}}`),
    body: body === undefined || Object.keys(body as object).length === 0 ? null : withoutSecrets(body),
    permissions: [...scopes],
    registration: by,
  };
}

const withoutSecrets = (body: unknown): string =>
  JSON.stringify(body, (name, value: unknown) => (name === 'password' ? '{random}' : value), 2).replaceAll(
    encodeURIComponent(NOT_YET),
    NOT_YET,
  );
