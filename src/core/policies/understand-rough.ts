/** What a document reader hands over: the document's own order and hints, with nothing decided yet. */
export type RoughBlock = RoughHeading | RoughParagraph | RoughItem | RoughTable | RoughPicture | RoughRemark;

/** `level` 0 is a document title; 1 is the highest heading. */
interface RoughHeading {
  readonly kind: 'heading';
  readonly level: number;
  readonly text: string;
}

/**
 * Text keeps its tabs and line breaks. `bold` means that every word stands out (bold, underlined, capitals or larger);
 * `contents` marks a line that the writer's program put into a table of contents.
 */
interface RoughParagraph {
  readonly kind: 'paragraph';
  readonly text: string;
  readonly bold: boolean;
  readonly contents?: true;
}

/** An entry of a real list. `marker` is the number as written ("3."); empty where the program counts by itself. */
interface RoughItem {
  readonly kind: 'item';
  readonly text: string;
  readonly bold: boolean;
  readonly ordered: boolean;
  readonly depth: number;
  readonly marker: string;
}

/** `headerRows` counts the leading rows marked as header in the document; 0 when it marks none. */
export interface RoughTable {
  readonly kind: 'table';
  readonly rows: readonly (readonly RoughCell[])[];
  readonly headerRows: number;
}

/** `columns` and `rows` say how far a merged cell reaches. */
export interface RoughCell {
  readonly blocks: readonly RoughBlock[];
  readonly columns: number;
  readonly rows: number;
}

/** The picture's bytes in base64, or null and why the reader did not keep them. */
export interface RoughPicture {
  readonly kind: 'picture';
  readonly alt: string;
  readonly base64: string | null;
  readonly fault: 'linked' | 'too_large' | 'too_many' | 'unreadable' | null;
}

/** What a reader itself had to leave out or guess. */
interface RoughRemark {
  readonly kind: 'remark';
  readonly code: NoteCode;
  readonly params: Readonly<Record<string, string>>;
}

/** The most words that a line above a table, or a cell across its top, may have to be its caption. */
export const LONGEST_CAPTION = 20;

/** Largest picture kept with a policy, in bytes. */
export const PICTURE_LIMIT = 300 * 1024;
/** Largest sum of all pictures a reader keeps from one file, in bytes. */
export const PICTURES_LIMIT = 5 * 1024 * 1024;

/** Everything that an import can say about its own guesses and losses; each has its sentence in the texts. */
export const NOTE_CODES = [
  'nothing_found',
  'title_guessed',
  'title_from_file_name',
  'other_title',
  'contents_left_out',
  'version_read',
  'version_line_not_used',
  'heading_guessed',
  'heading_demoted',
  'table_header_guessed',
  'table_from_tabs',
  'tables_joined',
  'table_unwrapped',
  'lines_rejoined',
  'list_flattened',
  'statement_guessed',
  'lead_in_joined',
  'bullet_not_statement',
  'appendix_kept_apart',
  'agreement_kept_apart',
  'agreement_without_statements',
  'picture_missing',
  'picture_undescribed',
  'picture_moved',
  'numbering_lost',
  'encoding_guessed',
  'comments_left_out',
  'changes_accepted',
  'shape_left_out',
  'page_furniture_left_out',
] as const;
export type NoteCode = (typeof NOTE_CODES)[number];
