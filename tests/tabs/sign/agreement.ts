import { checkItems } from '../../../src/core/attestation/check';
import { compareVersions } from '../../../src/core/policies/compare';
import type { PolicyDocument } from '../../../src/core/policies/document';
import { CallFailed } from '../../../tabs/api';
import type { Question, SigningView } from '../../../tabs/sign/steps';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
// Branded ids and days are strings by the time they are JSON.
const shaped = <T>(value: unknown): T => value as T;

export const NOW = Date.UTC(2026, 8, 1, 9, 30);
export const CAMPAIGN = id(7);

type Section = PolicyDocument['sections'][number];
type Block = Section['blocks'][number];

export const promise = (text: string): Block => ({
  kind: 'statement',
  key: text.toLowerCase().replace(/\W+/g, '-'),
  text,
});
export const keyOf = (text: string): string => text.toLowerCase().replace(/\W+/g, '-');

export const section = (heading: string, ...blocks: (string | Block)[]): Section => ({
  anchor: heading.toLowerCase().replace(/\W+/g, '-'),
  level: 2,
  heading,
  blocks: blocks.map((block) =>
    typeof block !== 'string' ? block : block.startsWith('I ') ? promise(block) : { kind: 'paragraph', text: block },
  ),
});

export const documentOf = (...sections: Section[]): PolicyDocument => ({
  fields: {
    title: 'Staff agreement',
    version: '',
    date: '',
    author: '',
    approvedByHead: '',
    approvedByGovernors: '',
    nextReview: '',
  },
  sections,
});

export const OWN = 'I will use only the login that was given to me.';
export const LOCK = 'I will lock my screen whenever I walk away.';
export const TERM = 'I will change my password every term.';
export const YEAR = 'I will change my password every year.';
export const TELL = 'I will tell the office at once if a device is lost.';

export const FIRST = documentOf(
  section('Who this is for', 'This is for everyone who works here.'),
  section('My account', 'An account shows who did what.', OWN, LOCK),
  section('Passwords', TERM),
);
export const SECOND = documentOf(
  section('Who this is for', 'This is for everyone who works here.'),
  section('My account', 'An account shows who did what.', OWN, LOCK),
  section('Passwords', YEAR),
  section('Devices', 'Look after what the school gives you.', TELL),
);

/** A signer's page: the first time, of a small agreement, unless said otherwise. */
export function signingView(part: Partial<SigningView> = {}): SigningView {
  const document = part.document ?? FIRST;
  const changes = part.since?.changes ?? null;
  return shaped({
    campaignId: CAMPAIGN,
    policyId: id(5),
    title: 'Staff agreement',
    versionId: id(41),
    versionLabel: '1.0',
    textHash: 'hash-1',
    dueOn: '2026-09-04',
    state: 'pending',
    document,
    since: null,
    check: checkItems({ document, changes, seed: 'zoe' }),
    name: 'Zoë Hartsmere',
    jobRole: 'teaching',
    knownDevices: { laptop: '', ipad: '' },
    draft: null,
    questions: [],
    isOpen: true,
    movedTo: null,
    managerName: 'Maya Fennick',
    signed: null,
    ...part,
  });
}

/** The same person a year later, when the text has changed. */
export const changedView = (part: Partial<SigningView> = {}): SigningView =>
  signingView({
    document: SECOND,
    versionId: shaped(id(42)),
    versionLabel: '2.0',
    textHash: 'hash-2',
    since: { versionLabel: '1.0', signedAt: Date.UTC(2025, 8, 3, 9), changes: compareVersions(FIRST, SECOND) },
    ...part,
  });

export const draftOf = (
  part: Partial<NonNullable<SigningView['draft']>['draft']> = {},
): NonNullable<SigningView['draft']>['draft'] => ({
  versionId: signingView().versionId,
  section: 0,
  ticked: [],
  laptop: '',
  ipad: '',
  typedName: '',
  ...part,
});

export const questionOf = (part: Partial<Question> = {}): Question =>
  shaped({
    questionId: id(60),
    campaignId: CAMPAIGN,
    title: 'Staff agreement',
    askedBy: 'Zoë Hartsmere',
    statement: TERM,
    text: 'Does this include the class iPad?',
    askedAt: Date.UTC(2026, 7, 31, 9),
    ownerName: 'Tahira Nayyar',
    answer: null,
    answeredAt: null,
    ...part,
  });

export const ANSWERED = { answer: 'No, only your own login.', answeredAt: Date.UTC(2026, 8, 1, 8) };

/** What the API refuses with. */
export const refusal = (code: string, problems: { where: string; what: string }[] = []): CallFailed =>
  new CallFailed(code as never, { body: shaped({ code, message: code, requestId: 'ref-1', problems }) });
