import type { Input, Uploads } from '../../../src/api/contract';
import { policyImport } from '../../../src/texts/en-gb';
import type { Audience, PolicyDocument, PolicyId, Summary, VersionId } from '../types';
import { type Editing, countsOf, documentOf, editingOf } from './edit';

export type Understanding = Uploads['policies.preview']['output'];
export type Note = Understanding['notes'][number];
type Kind = Summary['kind'];

/** One document that was found in a file, with what a person has put right about it. */
export interface Found {
  readonly editing: Editing;
  readonly kind: Kind;
  readonly audience: Audience | null;
  /** Of which it is a new version; null: it is new. */
  readonly target: PolicyId | null;
  /** Null: the whole trust's. */
  readonly schoolId: Summary['schoolId'];
  readonly label: string;
  readonly isDropped: boolean;
  readonly saved: { readonly policyId: PolicyId; readonly versionId: VersionId } | null;
}

export interface ImportDraft {
  readonly fileName: string;
  readonly documents: readonly Found[];
  readonly notes: readonly Note[];
}

const plain = (title: string): string => title.trim().toLowerCase().replace(/\s+/g, ' ');

// What schools call their agreements; the first that fits. "Staff" comes last: most titles of pupils' agreements name it too.
const AUDIENCES: readonly (readonly [Audience, RegExp])[] = [
  ['ks2', /\bkey stage (?:2|two)\b|\bks ?2\b|\bjuniors?\b|\byears? [3-6]\b/i],
  ['ks1', /\bkey stage (?:1|one)\b|\bks ?1\b|\binfants?\b|\byears? [12]\b/i],
  ['reception', /\breception\b|\bearly years\b|\beyfs\b|\bnursery\b/i],
  ['send', /\bsend?\b|\bspecial\b|\bpicture\b|\bsymbols?\b/i],
  ['parent', /\bparents?\b|\bcarers?\b|\bfamil/i],
  ['community', /\bcommunity\b|\bvisitors?\b|\bclubs?\b|\bhirers?\b/i],
  ['staff', /\bstaff\b|\bemployees?\b|\bvolunteers?\b|\bgovernors?\b/i],
];

export const audienceFor = (title: string): Audience | null =>
  AUDIENCES.find(([, wording]) => wording.test(title))?.[0] ?? null;

/** The text before the first heading stands under the title; it is renamed with it. */
const calledSo = (document: PolicyDocument, title: string): PolicyDocument => ({
  fields: { ...document.fields, title },
  sections: document.sections.map((section) =>
    section.heading === document.fields.title ? { ...section, heading: title } : section,
  ),
});

interface Places {
  /** What a document could be a new version of. */
  readonly policies: readonly Summary[];
  /** The policy that the person came from; the first document is meant for it. */
  readonly asked: PolicyId | null;
  /** Where something new counts until the person says otherwise. */
  readonly schoolId: Summary['schoolId'];
}

/** What an appendix is called when it is a document of its own. */
const standingAlone = (title: string): string => title.replace(/^(?:appendix|annex)\s+\w{1,3}\s*[:.–-]\s*(?=\S)/i, '');

/**
 * What a person is shown first: each document as it was read, with the policy it seems to be a new version of.
 */
export function foundIn({ documents }: Understanding, { policies, asked, schoolId }: Places): readonly Found[] {
  return documents.map(({ document, kind, title: found }, i) => {
    const title = standingAlone(found);
    const same = policies.find((policy) => plain(policy.title) === plain(title));
    const target = i === 0 && asked !== null ? asked : (same?.policyId ?? null);
    return {
      editing: editingOf(calledSo(document, title)),
      kind,
      audience: kind === 'agreement' ? audienceFor(title) : null,
      target,
      schoolId,
      label: document.fields.version,
      isDropped: false,
      saved: null,
    };
  });
}

export type Problems = Partial<Record<'title' | 'label' | 'audience' | 'target' | 'text', string>>;

const words = policyImport.about;
const LONGEST_LABEL = 20;

/** What stops a document from being saved; `policies` are those it could be a version of. */
export function problemsOf(found: Found, policies: readonly Summary[]): Problems {
  const target = policies.find(({ policyId }) => policyId === found.target);
  const kind = target?.kind ?? found.kind;
  const label = found.label.trim();
  const { statements } = countsOf(found.editing);
  return {
    ...(target?.coming && { target: words.onItsWay(target.coming.label) }),
    ...(found.editing.fields.title.trim() === '' && { title: words.titleEmpty }),
    ...((label === '' || label.length > LONGEST_LABEL) && { label: words.labelEmpty }),
    ...(!target && kind === 'agreement' && found.audience === null && { audience: words.audienceEmpty }),
    ...(kind === 'agreement' && statements === 0 && { text: words.noStatements }),
    ...(found.editing.sections.length === 0 && { text: words.noSections }),
  };
}

/** What is sent for one document. */
export function draftOf(found: Found, policies: readonly Summary[], fileName: string): Input<'policies.saveDraft'> {
  const target = policies.find(({ policyId }) => policyId === found.target);
  const kind = target?.kind ?? found.kind;
  const label = found.label.trim();
  const document = documentOf(found.editing);
  return {
    policyId: found.target,
    kind,
    audience: target ? target.audience : kind === 'agreement' ? found.audience : null,
    schoolId: target ? target.schoolId : found.schoolId,
    label,
    // The version table of the text says what the version is called.
    document: { ...document, fields: { ...document.fields, version: label } },
    sourceName: fileName,
  };
}

/** Notes about one document, those of a kind together, in the order they were made. */
export function notesFor(notes: readonly Note[], document: number): { code: Note['code']; notes: readonly Note[] }[] {
  const mine = notes.filter(({ place }) => place.document === document);
  const codes = [...new Set(mine.map(({ code }) => code))];
  return codes.map((code) => ({ code, notes: mine.filter((note) => note.code === code) }));
}
