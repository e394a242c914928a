import type { Output } from '../../api/contract';

/** Somebody of the fictional school whom one can be. */
export interface Persona {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly school: string;
}

export type Notice = Output<'notices.mine'>['notices'][number];

async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(path, init);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  // The practice server is built with this page.
  return (await answer.json()) as T;
}

export const personas = (): Promise<Persona[]> => ask('/practice/personas');

/** A token signed by the practice issuer's own key: the API checks it exactly as it checks a real one. */
export async function tokenFor(persona: string): Promise<string> {
  const { token } = await ask<{ token: string }>('/practice/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ persona }),
  });
  return token;
}

/** What Teams' activity feed would show this person, newest first. */
export async function feed(persona: string): Promise<readonly Notice[]> {
  const { notices } = await ask<{ notices: readonly Notice[] }>(
    `/practice/feed?persona=${encodeURIComponent(persona)}`,
  );
  return notices;
}

/** Whether the person has a part in running things: only then does Teams show them *Work*. */
export async function hasWork(token: string): Promise<boolean> {
  const me = await ask<Output<'me.read'>>('/api/me', { headers: { authorization: `Bearer ${token}` } });
  return me.rooms.length > 0;
}

/** The claims of a token, for showing and for the fields MSAL wants; nobody is let in because of them. */
export function claimsOf(token: string): {
  oid: string;
  tid: string;
  name: string;
  username: string;
  expiresIn: number;
} {
  const body = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Uint8Array.from(atob(body), (c) => c.charCodeAt(0));
  // The practice issuer signs these claims as text and numbers.
  const claims = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, string> & { exp?: number };
  return {
    oid: claims.oid ?? '',
    tid: claims.tid ?? '',
    name: claims.name ?? '',
    username: claims.preferred_username ?? '',
    expiresIn: Math.max(0, Math.floor((claims.exp ?? 0) - Date.now() / 1_000)),
  };
}

export type MailBox = 'inbox' | 'sent' | 'drafts' | 'shared';

/** One mail in the list of the window's Outlook. */
export interface Mail {
  readonly id: string;
  readonly subject: string;
  readonly from: { readonly name: string; readonly address: string } | null;
  /** Epoch ms. */
  readonly at: number;
  readonly isDraft: boolean;
  /** The mailbox it lies in, when that is not one's own. */
  readonly shared: string | null;
}

interface InBox {
  readonly persona: string;
  readonly box: MailBox;
}

const query = (asked: object): string => new URLSearchParams(Object.entries(asked)).toString();

/** What lies in a mailbox of the practice school, newest first. */
export const mailIn = (asked: InBox): Promise<{ user: string; hasShared: boolean; mails: readonly Mail[] }> =>
  ask(`/practice/mail?${query(asked)}`);

/** One mail as Outlook shows it: its text, and the names of what is attached. */
export const openMail = (
  asked: InBox & { readonly id: string },
): Promise<{ text: string; categories: readonly string[]; attachments: readonly string[] }> =>
  ask(`/practice/mail/open?${query(asked)}`);

/** The raw mail, in base64, as Outlook hands it to an add-in. */
export const rawMail = (asked: InBox & { readonly id: string }): Promise<string> =>
  ask<{ text: string }>(`/practice/mail/raw?${query(asked)}`).then(({ text }) => text);
