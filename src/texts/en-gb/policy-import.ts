import { dates } from './dates';

const cap = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
const some = (n: number, one: string, many: string): string => `${dates.count(n)} ${n === 1 ? one : many}`;
const said = (params: Params, name = 'text'): string => params[name] ?? '';

type Params = Readonly<Record<string, string>>;
/** `many` heads several notes of one kind; `one` says a single one with the words concerned. */
interface NoteWords {
  readonly many: (n: number) => string;
  readonly one: (params: Params) => string;
}
const note = (many: (n: number) => string, one: (params: Params) => string): NoteWords => ({ many, one });
const always = (words: string): NoteWords => ({ many: () => words, one: () => words });

/** What a reading of a document guessed, lost or left out, for each code of `NOTE_CODES`. */
const notes = {
  nothing_found: always('We found no text in this document. Is it a picture or a scan? Save it as text and try again.'),
  title_guessed: note(
    () => 'We guessed the title',
    (p) => `We took “${said(p)}” as the title.`,
  ),
  title_from_file_name: note(
    () => 'We found no title',
    (p) => `We found no title, so we took the file’s name: “${said(p, 'title')}”.`,
  ),
  other_title: note(
    () => 'The document has two titles',
    (p) => `The document is also called “${said(p)}”. We took the title of its version table.`,
  ),
  contents_left_out: always('We left out the table of contents. Lantern makes its own.'),
  version_read: note(
    (n) => `${cap(some(n, 'version table', 'version tables'))} read`,
    (p) => `We read the version details from: ${said(p)}`,
  ),
  version_line_not_used: note(
    (n) => `${cap(some(n, 'line', 'lines'))} of the version table not used`,
    (p) => `This line of the version table was not used: “${said(p)}”`,
  ),
  heading_guessed: note(
    (n) => `${cap(some(n, 'heading was', 'headings were'))} told by their look`,
    (p) => `“${said(p)}” looks like a heading, so we made it one.`,
  ),
  heading_demoted: note(
    (n) => `${cap(some(n, 'heading was', 'headings were'))} too long to be one`,
    (p) => `This was marked as a heading and reads like text: “${said(p)}”`,
  ),
  table_header_guessed: note(
    (n) => `${cap(some(n, 'table', 'tables'))} without marked headings`,
    (p) => `We took the first row of a table as its headings: ${said(p)}`,
  ),
  table_from_tabs: note(
    (n) => `${cap(some(n, 'table was', 'tables were'))} typed with tabs`,
    () => 'Lines typed with tabs became a table. Please look at it.',
  ),
  tables_joined: note(
    (n) => `${cap(some(n, 'table', 'tables'))} joined over a page break`,
    (p) =>
      said(p) === ''
        ? 'A table that went on over the page became one table.'
        : `A table that went on over the page became one. Between its parts stood: “${said(p)}”`,
  ),
  table_unwrapped: note(
    (n) => `${cap(some(n, 'frame', 'frames'))} read as text`,
    () => 'A table was used only to lay out the page, so we read it as text.',
  ),
  lines_rejoined: note(
    (n) => `${cap(some(n, 'broken line', 'broken lines'))} joined`,
    (p) => `We joined a broken line: “${said(p)}”`,
  ),
  list_flattened: note(
    (n) => `${cap(some(n, 'point', 'points'))} brought up from a deeper list`,
    (p) => `This point stood deeper in its list: “${said(p)}”`,
  ),
  statement_guessed: note(
    (n) => `${cap(some(n, 'line was', 'lines were'))} taken as something to agree to`,
    (p) => `We took this as something people agree to: “${said(p)}”`,
  ),
  lead_in_joined: note(
    (n) => `${cap(some(n, 'sentence was', 'sentences were'))} put together with the line above`,
    (p) => `We put the line above in front, so that it reads by itself: “${said(p)}”`,
  ),
  bullet_not_statement: note(
    (n) => `${cap(some(n, 'point was', 'points were'))} not taken as something to agree to`,
    (p) => `This stands among sentences to agree to and does not read like one: “${said(p)}”`,
  ),
  appendix_kept_apart: note(
    (n) => `${cap(some(n, 'appendix is', 'appendices are'))} kept apart`,
    (p) => `“${said(p, 'title')}” is an appendix. It is a document of its own here.`,
  ),
  agreement_kept_apart: note(
    (n) => `${cap(some(n, 'agreement is', 'agreements are'))} kept apart`,
    (p) => `“${said(p, 'title')}” is something people sign. It is a document of its own here.`,
  ),
  agreement_without_statements: note(
    () => 'An agreement with nothing to agree to',
    (p) => `“${said(p, 'title')}” is called an agreement, and we found nothing in it to agree to.`,
  ),
  picture_missing: note(
    (n) => `${cap(some(n, 'picture is', 'pictures are'))} missing`,
    (p) => `A picture could not be kept${said(p, 'alt') === '' ? '' : `: ${said(p, 'alt')}`}.`,
  ),
  picture_undescribed: note(
    (n) => `${cap(some(n, 'picture has', 'pictures have'))} no description`,
    () => 'A picture has no description. Say in a few words what it shows, for those who cannot see it.',
  ),
  picture_moved: note(
    (n) => `${cap(some(n, 'picture', 'pictures'))} moved out of a table`,
    () => 'A picture stood in a table. It now stands below it.',
  ),
  numbering_lost: always('The numbers of a list could not be read. Please check where other text points to them.'),
  encoding_guessed: always('The file does not say how its letters are written. Please look for odd signs in the text.'),
  comments_left_out: note(
    () => 'Comments left out',
    (p) => `The document has ${said(p, 'count')} comments. They are left out.`,
  ),
  changes_accepted: always('The document has tracked changes. We read it as if all of them were accepted.'),
  shape_left_out: note(
    () => 'Drawings left out',
    (p) => `Drawn shapes or text boxes left out: ${said(p, 'count')}. Please check that no text is missing.`,
  ),
  page_furniture_left_out: note(
    () => 'Headers and footers left out',
    (p) => `The text at the top or bottom of each page is left out: “${said(p)}”`,
  ),
} as const;

const noteNames: Readonly<Record<string, NoteWords>> = notes;

/** Bringing in a document, and correcting a draft. */
export const policyImport = {
  title: 'Bring in a document',
  lead: 'Choose the school’s own document. You see what was understood, put it right, and save it as a draft.',
  newVersion: (title: string) => `Bring in a new version of ${title}`,
  closed: {
    title: 'Bringing in documents is not open to you',
    next: 'The head, the e-safety coordinator, the safeguarding lead and the ICT manager can do this.',
  },

  choose: {
    label: 'Document',
    hint: 'Word (.docx), Markdown (.md) or plain text (.txt), up to 20 MB.',
    button: 'Choose a file',
    drop: 'or drop it here',
    reading: (name: string) => `Reading ${name}…`,
    wait: 'This takes a few seconds. Nothing is saved yet.',
    wrongKind: (name: string) => `${name} is not a kind of file that can be read. Save it as .docx, .md or .txt.`,
    read: (n: number) => `${cap(some(n, 'document', 'documents'))} found. Please look through.`,
    again: 'Choose another file',
    againAsk: 'Drop these corrections and choose another file',
    keep: 'Keep going',
    againWarning: 'Your corrections to this file will be gone.',
  },

  preview: {
    heading: 'What was understood',
    from: (file: string) => `From ${file}. Nothing is saved until you press the button at the end.`,
    found: (n: number) =>
      n === 1
        ? 'One document was found in this file.'
        : `${cap(dates.count(n))} documents were found in this file. Each is saved by itself.`,
    documents: 'Documents found',
    counts: (n: { sections: number; statements: number; tables: number }) =>
      cap(
        [
          some(n.sections, 'section', 'sections'),
          ...(n.statements > 0 ? [`${some(n.statements, 'sentence', 'sentences')} to agree to`] : []),
          ...(n.tables > 0 ? [some(n.tables, 'table', 'tables')] : []),
        ].join(', '),
      ),
    kinds: { policy: 'Policy', agreement: 'Agreement' },
    dropped: 'left out',
    saved: 'saved',
    drop: 'Leave this document out',
    takeBack: 'Bring this document back',
    droppedNote: 'This document is left out. It will not be saved.',
    keptHere: 'Your corrections are kept in this window until you save.',
    keptOnly: 'This document is too large for the browser to keep. Keep this page open until you have saved.',
  },

  about: {
    heading: 'About this document',
    target: 'Save as',
    isNew: 'A new policy or agreement',
    newVersionOf: (title: string) => `A new version of: ${title}`,
    onItsWay: (label: string) => `Version ${label} of this is already on its way. Finish or change that one first.`,
    toIt: 'Go to it',
    title: 'Title',
    titleEmpty: 'Give the document a title.',
    label: 'Version',
    labelHint: 'The school’s own number, such as 4.1.',
    labelEmpty: 'Give the version a name, such as 4.1.',
    kind: 'Kind',
    kinds: { policy: 'A policy: people read it', agreement: 'An agreement: people read it and sign' },
    audience: 'Who signs it',
    audienceEmpty: 'Say who signs this agreement.',
    chooseAudience: 'Choose…',
    school: 'Where it counts',
    trust: 'The whole trust',
    noSections: 'The document has no text yet.',
    noStatements: 'An agreement needs at least one sentence to agree to. Turn a line of the text into one.',
  },

  notes: {
    heading: (n: number) => (n === 0 ? 'Nothing to check' : `${cap(some(n, 'thing', 'things'))} to check`),
    none: 'Everything could be told for certain.',
    say: (code: string, params: Params): string => noteNames[code]?.one(params) ?? '',
    many: (code: string, n: number): string => noteNames[code]?.many(n) ?? '',
    show: 'Show me',
    showPlace: (what: string) => `Show me: ${what}`,
  },

  edit: {
    heading: 'The text',
    lead: 'Read it through. Press “Change” beside anything that is not right.',
    change: 'Change',
    changeBlock: (kind: string, start: string) => `Change ${kind}: ${start}`,
    done: 'Done',
    undo: 'Undo the last change',
    undone: 'Undone',
    kind: {
      paragraph: 'text',
      statement: 'to agree to',
      list: 'list',
      table: 'table',
      picture: 'picture',
    },
    text: { paragraph: 'Text', statement: 'Sentence to agree to', item: (n: number) => `Point ${n}` },
    turn: {
      statement: 'Make it something to agree to',
      paragraph: 'Make it plain text',
      list: 'Make it a point of a list',
      statements: 'Make every point something to agree to',
      paragraphs: 'Make every point plain text',
      item: 'Make this point something to agree to',
      itemOf: (text: string) => `Make this something to agree to: ${text}`,
      ordered: 'Number the points',
      unordered: 'Bullets, not numbers',
    },
    up: 'Move up',
    down: 'Move down',
    remove: 'Remove',
    moved: 'Moved',
    removed: 'Removed. You can undo this.',
    turned: (kind: string) => `Now ${kind}`,
    addText: 'Add text here',
    heading_: {
      change: (heading: string) => `Change the heading: ${heading}`,
      text: 'Heading',
      level: 'Level',
      levels: ['Main heading', 'Under a main heading', 'Two below', 'Three below'],
      empty: 'Give the section a heading.',
      merge: 'Remove the heading, keep the text',
      remove: 'Remove the whole section',
      add: 'Add a section after this',
      newHeading: 'New section',
    },
    table: {
      caption: 'Name of the table',
      header: (n: number) => `Heading of column ${n}`,
      cell: (row: number, column: string) => `Row ${row}, ${column}`,
      removeRow: (row: number) => `Remove row ${row}`,
    },
    picture: { alt: 'What the picture shows', missing: 'This picture could not be kept.' },
    empty: 'This line is empty. It is left out when you save.',
  },

  save: {
    go: (n: number) => (n === 1 ? 'Save as draft' : `Save ${dates.count(n)} drafts`),
    busy: 'Saving…',
    nothing: 'Every document is left out, so there is nothing to save.',
    consequence: 'A draft is seen only by those who write, approve and ratify policies.',
    wrong: 'Some documents need a little more before they can be saved.',
    wrongIn: (title: string) => `Look at: ${title}`,
    saved: (title: string) => `${title} is saved as a draft`,
    allSaved: 'Saved',
    allSavedNext: 'The head can now read and approve it.',
    allSavedNextMany: 'The head can now read and approve them.',
    open: (title: string) => `Open the draft: ${title}`,
    another: 'Bring in another document',
    failed: (title: string) => `${title} was not saved`,
  },

  draft: {
    title: (title: string) => `Edit the draft of ${title}`,
    lead: (label: string) => `Version ${label}. It stays a draft until the head approves it.`,
    author: 'Whoever changes a draft counts as its author, and authors do not approve their own work.',
    go: 'Save the draft',
    saved: 'The draft is saved.',
    back: 'the draft',
    notDraft: {
      title: 'This version is no longer a draft',
      next: 'Its words cannot be changed any more. To change them, the head can send it back.',
    },
    conflict: {
      title: 'Somebody else has changed this draft',
      next: 'You began from older words. Your own changes are kept here. Which words should count?',
      theirs: 'Drop mine and go on from theirs',
      mine: 'Keep mine in place of theirs',
    },
    resumed: 'You have changes here that are not saved yet.',
    drop: 'Drop my changes',
    dropped: 'Your changes are gone. This is the draft as it is saved.',
  },
};
