import { prepareSigning, validateSigning } from '../../../src/core/attestation/signing';
import type { SigningDraft } from '../../../src/core/attestation/store';
import { compareVersions } from '../../../src/core/policies/compare';
import { documentOf, paragraph, section, statement } from '../../support/documents';
import { person, versionId } from '../../support/people';
import { refusal } from '../../support/refusal';

const ada = person(1, { givenName: 'Zoë', familyName: 'O’Brien' });
const text = documentOf(
  section('Passwords', paragraph('Be careful.'), statement('I will keep it secret.', 'secret')),
  section('Phones', statement('I will put it away.', 'away'), statement('I will not film.', 'film')),
  section('Contacts', paragraph('Ring the office.')),
);
const ALL = ['secret', 'away', 'film'];

describe('a signature', () => {
  test('with every statement ticked and the person’s name is accepted, in any order and spelling', () => {
    expect(() =>
      validateSigning({ ticked: ['film', 'secret', 'away', 'film'], typedName: 'obrien, zoe' }, text, ada),
    ).not.toThrow();
  });

  test('names each statement not ticked', () => {
    expect(refusal(() => validateSigning({ ticked: ['away'], typedName: 'Zoë O’Brien' }, text, ada))).toMatchObject({
      code: 'invalid_input',
      problems: [
        { where: 'ticked.secret', what: 'Tick this sentence, or ask a question about it.' },
        { where: 'ticked.film', what: 'Tick this sentence, or ask a question about it.' },
      ],
    });
  });

  test('says so when a ticked sentence is not in the text', () => {
    expect(
      refusal(() => validateSigning({ ticked: [...ALL, 'old'], typedName: 'Zoë O’Brien' }, text, ada)).problems,
    ).toEqual([{ where: 'ticked', what: 'A sentence you ticked is not in this text. Load the page again.' }]);
  });

  test('in another name says which name to type', () => {
    expect(refusal(() => validateSigning({ ticked: ALL, typedName: 'Zoë Bryan' }, text, ada)).problems).toEqual([
      { where: 'typedName', what: 'Type your name as the school has it: Zoë O’Brien.' },
    ]);
  });

  test('of a text without statements needs the name only', () => {
    expect(() => validateSigning({ ticked: [], typedName: 'Zoë O’Brien' }, documentOf(), ada)).not.toThrow();
  });
});

describe('preparing to sign', () => {
  const draft = (over: Partial<SigningDraft> = {}): SigningDraft => ({
    versionId: versionId(2),
    section: 1,
    ticked: [],
    laptop: 'L-12',
    ipad: '',
    typedName: '',
    ...over,
  });
  const prepare = (over: Partial<Parameters<typeof prepareSigning>[0]> = {}) =>
    prepareSigning({ versionId: versionId(2), document: text, changes: null, draft: null, person: ada, ...over });

  test('lists what must be ticked by section', () => {
    expect(prepare()).toEqual({
      declaration: 'first',
      sections: [
        { anchor: 'passwords', statementKeys: ['secret'], isChanged: false },
        { anchor: 'phones', statementKeys: ['away', 'film'], isChanged: false },
        { anchor: 'contacts', statementKeys: [], isChanged: false },
      ],
      stage: 'reading',
      draft: null,
      isNewText: false,
    });
  });

  test('marks the sections that changed since the person last signed', () => {
    const [passwords, phones, contacts] = text.sections;
    const before = documentOf(contacts!, passwords!, section('Phones', statement('I will put it away.', 'away')));
    const plan = prepare({ changes: compareVersions(before, text) });
    expect(plan.declaration).toBe('changed');
    expect(plan.sections.map((s) => s.isChanged)).toEqual([false, true, false]);
    expect(
      prepare({
        changes: compareVersions(documentOf(contacts!, passwords!), documentOf(contacts!, passwords!, phones!)),
      }).sections[1]?.isChanged,
    ).toBe(true);
  });

  test('says that nothing changed when nothing did', () => {
    expect(prepare({ changes: compareVersions(text, text) }).declaration).toBe('again');
  });

  test.each([
    ['reading', draft({ section: 0 })],
    ['ticking', draft()],
    ['ticking', draft({ section: 0, ticked: ['away'] })],
    ['naming', draft({ ticked: ALL, typedName: 'Zo' })],
    ['ready', draft({ ticked: ALL, typedName: 'Zoe OBrien' })],
  ])('a draft goes on at %s', (stage, begun) => {
    expect(prepare({ draft: begun })).toMatchObject({ stage, draft: begun, isNewText: false });
  });

  test('a draft of another version keeps what was typed and the ticks that still stand, and begins reading again', () => {
    const old = draft({ versionId: versionId(1), ticked: ['film', 'gone', 'away'], typedName: 'Zoë', section: 2 });
    expect(prepare({ draft: old })).toMatchObject({
      isNewText: true,
      stage: 'ticking',
      draft: { versionId: versionId(2), section: 0, ticked: ['away', 'film'], laptop: 'L-12', typedName: 'Zoë' },
    });
  });
});
