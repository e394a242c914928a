import type { Answer } from './reply';
import type { View } from './replicas';
import type { Token } from './tokens';
import type { World } from './world';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Which quota a call uses up besides the units of the directory. */
export type Lane =
  | 'directory'
  | 'invitations'
  | 'install'
  | 'uninstall'
  | 'notice'
  | 'bulkNotice'
  | 'team'
  | 'outlook'
  | 'logs'
  | 'policies'
  | 'other';

/** One operation of Graph that the practice directory plays. */
export interface Operation {
  readonly method: Method;
  /** As in Microsoft's own description: `/users/{user-id}/manager/$ref`. */
  readonly template: string;
  /** Application permissions, any of which is enough; `A+B` needs both. */
  readonly scopes: readonly string[];
  /** For calls in a person's name; the same as `scopes` when left out. */
  readonly delegated?: readonly string[];
  readonly lane: Lane;
  /** Resource units of a read; a write costs one and one write. */
  readonly units: number;
  /** A POST that only reads. */
  readonly reads?: true;
  /** Throws 400 for a body that is not of the type: said before permission is looked at. */
  readonly syntax?: (body: unknown) => void;
  readonly handle: (call: Call) => Answer;
}

export interface Call {
  readonly world: World;
  readonly operation: Operation;
  readonly method: Method;
  /** What stands in the template's places, by name: `user-id`. */
  readonly ids: Readonly<Record<string, string>>;
  /** The path as it was asked for, without version. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly token: Token;
  readonly requestId: string;
  /** The copy of the directory that answers. */
  readonly view: View;
}

type More = Partial<Pick<Operation, 'delegated' | 'lane' | 'units' | 'reads' | 'syntax'>>;

/** @param at such as `GET /users/{user-id}`. */
export function operation(
  at: string,
  scopes: readonly string[],
  handle: (call: Call) => Answer,
  more: More = {},
): Operation {
  const [method, template = ''] = at.split(' ');
  return { method: method as Method, template, scopes, handle, lane: 'directory', units: 1, ...more };
}

/** The id in this place of the template. */
export const idOf = (call: Call, name: string): string => call.ids[name] ?? '';

export const ROOT = 'https://graph.microsoft.com/v1.0';
export const contextOf = (what: string): string => `${ROOT}/$metadata#${what}`;
