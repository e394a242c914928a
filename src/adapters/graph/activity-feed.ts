import { Client } from '@microsoft/microsoft-graph-client';
import type { Notice, NoticeChannel } from '../../core/attestation/notices';
import { AppError } from '../../core/errors';

export interface ActivityFeedOptions {
  readonly tenantId: string;
  /** The registration that may send notices and nothing else. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** Id of the app package in Teams: its manifest names the activity types. */
  readonly teamsAppId: string;
  /** For the token and for Graph alike; tests give their own. */
  readonly fetch?: typeof fetch;
  readonly now?: () => number;
}

const TIMEOUT_MS = 10_000;
/** A token is not used in its last ten minutes: Graph refuses notices with a short-lived one (412). */
const MARGIN_MS = 10 * 60_000;

/**
 * Teams' activity feed. Least permission: `TeamsActivity.Send.User` (resource-specific, application), given by
 * installing the app. The notice says the manifest's fixed sentence and carries a link, never content.
 *
 * Sending cannot be repeated safely, so nothing is tried twice: a refusal is `failed`, an answer that never came is
 * `unknown`, and 204 is `sent` (Graph does not say whether it was shown).
 */
export function activityFeed(o: ActivityFeedOptions): NoticeChannel {
  const get = o.fetch ?? fetch;
  const token = tokenSource(o, get);
  const client = Client.initWithMiddleware({
    middleware: {
      execute: async (context) => {
        const headers = new Headers(context.options?.headers);
        headers.set('authorization', `Bearer ${await token()}`);
        const signal = AbortSignal.timeout(TIMEOUT_MS);
        const address = typeof context.request === 'string' ? context.request : context.request.url;
        context.response = await get(address, { ...context.options, headers, signal });
      },
    },
  });
  return {
    send: async (notice, { oid }) => {
      // Without an account or a token nothing is sent, and that is known.
      const isReady = oid !== null && (await token().then(Boolean, () => false));
      if (!isReady) return 'failed';
      try {
        await client
          .api(`/users/${encodeURIComponent(oid)}/teamwork/sendActivityNotification`)
          .post(message(notice, o));
        return 'sent';
      } catch (e) {
        const status = (e as { statusCode?: number }).statusCode ?? -1;
        return status >= 400 && status < 500 ? 'failed' : 'unknown';
      }
    },
  };
}

/** Activity types are those of the manifest: one for each kind of notice, with a fixed sentence. */
const message = (notice: Notice, { teamsAppId }: ActivityFeedOptions) => ({
  topic: {
    source: 'text',
    value: notice.title,
    webUrl: `https://teams.microsoft.com/l/entity/${teamsAppId}/home?context=${encodeURIComponent(JSON.stringify({ subEntityId: notice.link }))}`,
  },
  activityType: notice.kind.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
  previewText: { content: notice.title },
  templateParameters: [],
});

function tokenSource(o: ActivityFeedOptions, get: typeof fetch): () => Promise<string> {
  const now = o.now ?? Date.now;
  let kept: { readonly token: string; readonly until: number } | undefined;
  return async () => {
    if (kept && kept.until > now()) return kept.token;
    const answer = await get(`https://login.microsoftonline.com/${o.tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: o.clientId,
        client_secret: o.clientSecret,
        grant_type: 'client_credentials',
        scope: 'https://graph.microsoft.com/.default',
      }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { access_token: token, expires_in: seconds } = (await answer.json()) as {
      access_token?: string;
      expires_in?: number;
    };
    if (!answer.ok || !token) throw new AppError('unavailable', { detail: `no token for notices: ${answer.status}` });
    kept = { token, until: now() + (seconds ?? 0) * 1_000 - MARGIN_MS };
    return token;
  };
}
