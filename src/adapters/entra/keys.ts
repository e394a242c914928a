import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../core/errors';

/** Where an issuer says which keys it signs with: fixed in configuration, never taken from a token. */
export interface IssuerMetadata {
  /** The `iss` of its tokens; `{tenantid}` stands for the tenant where one issuer serves many. */
  readonly issuer: string;
  /** Address of its OpenID configuration. */
  readonly address: string;
  readonly fetch: typeof fetch;
}

interface SigningKey {
  readonly key: KeyObject;
  /** The issuer this key may sign for, as a template, where the issuer says so. */
  readonly issuer: string | undefined;
}

interface KeyRingOptions {
  readonly metadata: IssuerMetadata;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** At most one look at the metadata in this time, whatever tokens arrive. */
  readonly cooldownMs: number;
  /** Known keys are looked up again after this time, so that a withdrawn key is dropped. */
  readonly maxAgeMs: number;
}

const Metadata = z.object({ issuer: z.string(), jwks_uri: z.url() });
const Jwk = z.object({
  kty: z.literal('RSA'),
  kid: z.string(),
  n: z.string(),
  e: z.string(),
  use: z.literal('sig').optional(),
  alg: z.literal('RS256').optional(),
  issuer: z.string().optional(),
});
const KeySet = z.object({ keys: z.array(z.unknown()) });
const TIMEOUT_MS = 5_000;

async function read(get: typeof fetch, address: string): Promise<unknown> {
  const response = await get(address, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new AppError('unavailable', { detail: `keys: answered ${response.status}` });
  return response.json();
}

/** Keys of other kinds in the set are for other uses and are passed over. */
function readKey(value: unknown): [string, SigningKey][] {
  const jwk = Jwk.safeParse(value);
  if (!jwk.success) return [];
  const { kid, n, e, issuer } = jwk.data;
  return [[kid, { key: createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' }), issuer }]];
}

async function load(pinned: IssuerMetadata): Promise<Map<string, SigningKey>> {
  const metadata = Metadata.parse(await read(pinned.fetch, pinned.address));
  const isPinned =
    metadata.issuer === pinned.issuer && new URL(metadata.jwks_uri).origin === new URL(pinned.address).origin;
  if (!isPinned) throw new AppError('unavailable', { detail: 'keys: the metadata is not that of the pinned issuer' });
  const { keys } = KeySet.parse(await read(pinned.fetch, metadata.jwks_uri));
  const found = new Map(keys.flatMap(readKey));
  if (found.size === 0) throw new AppError('unavailable', { detail: 'keys: the issuer names none' });
  return found;
}

/**
 * The issuer's keys by id. Looks again for an id it does not know, but no more often than the cool-down allows, and
 * goes on with the keys it has while the metadata cannot be read.
 */
export function makeKeyRing(o: KeyRingOptions) {
  let keys = new Map<string, SigningKey>();
  let loadedAt = -Infinity;
  let triedAt = -Infinity;
  let loading: Promise<void> | undefined;
  let trouble: unknown;

  async function reload(): Promise<void> {
    try {
      keys = await load(o.metadata);
      loadedAt = o.now();
    } catch (error) {
      trouble = error;
    } finally {
      loading = undefined;
    }
  }

  /** Shares a look that is under way. A clock set back does not lengthen the cool-down. */
  function refresh(): Promise<void> {
    if (loading) return loading;
    const since = o.now() - triedAt;
    if (since >= 0 && since < o.cooldownMs) return Promise.resolve();
    triedAt = o.now();
    loading = reload();
    return loading;
  }

  return {
    /** The key of this id; undefined when the issuer has none. Throws `unavailable` when no key at all is known. */
    async find(kid: string): Promise<SigningKey | undefined> {
      if (!keys.has(kid)) await refresh();
      else if (o.now() - loadedAt >= o.maxAgeMs) void refresh();
      if (keys.size === 0)
        throw new AppError('unavailable', { detail: 'keys: the sign-in service cannot be reached', cause: trouble });
      return keys.get(kid);
    },
  };
}
