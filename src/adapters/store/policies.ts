import type { PolicyId, VersionId } from '../../core/ids';
import { PolicyDocument } from '../../core/policies/document';
import type { Policy, PolicyStore, PolicyVersion, VersionHead } from '../../core/policies/store';
import { type PolicyIndex, buildIndex } from '../../core/policies/search';
import type { Cache } from './cache';
import type { Session } from './unit';

const HEAD = [
  'id',
  'policyId',
  'number',
  'label',
  'state',
  'textHash',
  'statementsHash',
  'authorId',
  'draftedAt',
  'sourceName',
  'approvedBy',
  'approvedAt',
  'change',
  'changeReason',
  'ratifiedOn',
  'ratifiedMinute',
  'ratifiedBy',
  'pendingRatification',
  'publishedAt',
  'publishedBy',
  'nextReviewOn',
  'supersededAt',
] as const satisfies readonly (keyof VersionHead)[];

/**
 * Texts already read and parsed, by their hash. A published text never changes, so an entry is never wrong; the size is
 * that of a trust's policies over some years.
 */
const MOST_TEXTS = 200;

export function policyStore({ db, tenant, cache }: Session): PolicyStore {
  const { texts } = cache;
  const policies = () => db.selectFrom('policy').select(['id', 'kind', 'title', 'audience', 'schoolId']);
  const heads = () => db.selectFrom('policyVersion').select(HEAD);
  const withText = async (head: VersionHead): Promise<PolicyVersion> => ({ ...head, document: await textOf(head) });
  const textOf = async ({ id, textHash }: VersionHead): Promise<PolicyDocument> => {
    const kept = texts.get(textHash);
    if (kept) return kept;
    const row = await db.selectFrom('policyVersion').select('document').where('id', '=', id).executeTakeFirstOrThrow();
    const document = PolicyDocument.parse(JSON.parse(row.document));
    if (texts.size >= MOST_TEXTS) texts.clear();
    texts.set(textHash, document);
    return document;
  };
  const oneByOne = async (rows: readonly VersionHead[]): Promise<PolicyVersion[]> => {
    const versions: PolicyVersion[] = [];
    for (const head of rows) versions.push(await withText(head));
    return versions;
  };
  const inForce = async () => oneByOne(await heads().where('state', '=', 'published').orderBy('policyId').execute());
  return {
    policies: () => policies().orderBy('title').execute(),
    policy: async (id) => (await policies().where('id', '=', id).executeTakeFirst()) ?? null,
    addPolicy: async (policy) => {
      await db
        .insertInto('policy')
        .values({ tenant, ...policy })
        .execute();
    },
    versions: (policyId: PolicyId) => heads().where('policyId', '=', policyId).orderBy('number', 'desc').execute(),
    heads: () => heads().orderBy('policyId').orderBy('number', 'desc').execute(),
    version: async (id: VersionId) => {
      const head = await heads().where('id', '=', id).executeTakeFirst();
      return head ? withText(head) : null;
    },
    inForce,
    index: async () => indexOf(await inForce(), await policies().execute(), cache),
    addVersion: async ({ document, ...version }) => {
      const row = { tenant, ...version, document: JSON.stringify(document) };
      await db.insertInto('policyVersion').values(row).execute();
    },
    changeDraft: async ({ document, ...version }) => {
      const row = { ...version, document: JSON.stringify(document) };
      await db
        .updateTable('policyVersion')
        .set(row)
        .where('id', '=', version.id)
        .where('state', '=', 'draft')
        .execute();
    },
    changeState: async (version) => {
      // Named one by one: a version read with its text may be handed in, and its text must not be written.
      const state = Object.fromEntries(HEAD.map((c) => [c, version[c]]));
      await db.updateTable('policyVersion').set(state).where('id', '=', version.id).execute();
    },
  };
}

function indexOf(versions: readonly PolicyVersion[], policies: readonly Policy[], cache: Cache): PolicyIndex {
  const of = versions.map((v) => v.id).join(' ');
  if (cache.index?.of === of) return cache.index.built;
  const known = new Map(policies.map((p) => [p.id, p]));
  const current = versions.map((v) => ({
    policyId: v.policyId,
    versionId: v.id,
    title: known.get(v.policyId)?.title ?? '',
    audience: known.get(v.policyId)?.audience ?? null,
    version: v.label,
    document: v.document,
  }));
  cache.index = { of, built: buildIndex(current) };
  return cache.index.built;
}
