import { AppError, type Problem } from '../errors';
import type { VersionId } from '../ids';
import { type Person, fullName } from '../people/person';
import type { Comparison } from '../policies/compare';
import { type PolicyDocument, statementsOf } from '../policies/document';
import type { SigningDraft } from './store';
import { isNameOf } from './typed-name';

/** What a signer sends: the keys of the statements ticked, and their name. */
export interface Submission {
  readonly ticked: readonly string[];
  readonly typedName: string;
}

/**
 * Refuses a signature that does not say yes to every statement of the text, or is in another name.
 * @throws AppError `invalid_input` naming each statement not ticked (`ticked.<key>`), and the name if it does not fit.
 */
export function validateSigning(submission: Submission, document: PolicyDocument, person: Person): void {
  const keys = keysOf(document);
  const ticked = new Set(submission.ticked);
  const problems: Problem[] = keys
    .filter((key) => !ticked.has(key))
    .map((key) => ({ where: `ticked.${key}`, what: 'Tick this sentence, or ask a question about it.' }));
  if (submission.ticked.some((key) => !keys.includes(key)))
    problems.push({ where: 'ticked', what: 'A sentence you ticked is not in this text. Load the page again.' });
  if (!isNameOf(submission.typedName, person))
    problems.push({ where: 'typedName', what: `Type your name as the school has it: ${fullName(person)}.` });
  if (problems.length > 0) throw new AppError('invalid_input', { problems });
}

const keysOf = (document: PolicyDocument): string[] => statementsOf(document).map(({ statement }) => statement.key);

/** How far a signer has come. `ready`: everything is ticked and the name fits. */
export type SigningStage = 'reading' | 'ticking' | 'naming' | 'ready';

/** What a signer has before them. */
export interface SigningPlan {
  /** Which sentence is signed: the first time, again with nothing changed, or again after changes. */
  readonly declaration: 'first' | 'again' | 'changed';
  readonly sections: readonly {
    readonly anchor: string;
    /** What must be ticked here. */
    readonly statementKeys: readonly string[];
    /** New or different since the person last signed. */
    readonly isChanged: boolean;
  }[];
  readonly stage: SigningStage;
  /** What was typed so far, fitted to this text. */
  readonly draft: SigningDraft | null;
  /** The draft was begun on another version: ticks on sentences that are gone were dropped. */
  readonly isNewText: boolean;
}

interface Prepare {
  readonly versionId: VersionId;
  readonly document: PolicyDocument;
  readonly changes: Comparison | null;
  readonly draft: SigningDraft | null;
  readonly person: Person;
}

/** What must be read and ticked, and where the signer goes on. */
export function prepareSigning({ versionId, document, changes, draft, person }: Prepare): SigningPlan {
  const changed = new Set(
    (changes?.sections ?? []).filter((s) => s.change === 'added' || s.change === 'reworded').map((s) => s.anchor),
  );
  const isNewText = draft !== null && draft.versionId !== versionId;
  const fitted = draft && isNewText ? carryOver(draft, versionId, document) : draft;
  return {
    declaration: changes === null ? 'first' : changed.size > 0 ? 'changed' : 'again',
    sections: document.sections.map(({ anchor, blocks }) => ({
      anchor,
      statementKeys: blocks.flatMap((block) => (block.kind === 'statement' ? [block.key] : [])),
      isChanged: changed.has(anchor),
    })),
    stage: stageOf(fitted, document, person),
    draft: fitted,
    isNewText,
  };
}

/** Ticks stay on sentences that both texts have; name and numbers stay; reading begins again. */
const carryOver = (draft: SigningDraft, versionId: VersionId, document: PolicyDocument): SigningDraft => ({
  ...draft,
  versionId,
  section: 0,
  ticked: keysOf(document).filter((key) => draft.ticked.includes(key)),
});

function stageOf(draft: SigningDraft | null, document: PolicyDocument, person: Person): SigningStage {
  if (draft === null || (draft.section === 0 && draft.ticked.length === 0)) return 'reading';
  if (keysOf(document).some((key) => !draft.ticked.includes(key))) return 'ticking';
  return isNameOf(draft.typedName, person) ? 'ready' : 'naming';
}
