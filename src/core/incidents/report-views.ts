import type { PersonId, ReportId } from '../ids';
import type { JobRole } from '../people/person';
import type { ReportState } from './report';

/** Where a reporter stands, as a card or a page shows it. Nothing in it but their own words and the school's. */
export interface ReportView {
  readonly reportId: ReportId;
  /** Goes back with the next answer. */
  readonly rev: number;
  readonly state: ReportState;
  /** What was sent did not fit this state any more: nothing was changed, this is what stands. */
  readonly stale: boolean;
  readonly step: StepView;
  readonly summary: readonly SaidView[];
  /** Typed before it was asked for, word for word, to be offered at the question it answers. */
  readonly keptWords: string | null;
  readonly warning: Warning | null;
  readonly canGoBack: boolean;
  readonly phones: Phones;
  readonly receipt: Receipt | null;
}

/** What was just said or sent speaks of danger, or of pictures: it is shown at once and answers nothing. */
export type Warning = 'danger' | 'imagery';

export interface StepView {
  readonly node: string;
  readonly kind: 'question' | 'instruction' | 'terminal';
  readonly prompt: string;
  readonly options: readonly { readonly key: string; readonly label: string }[];
  readonly multi: boolean;
  /** The answer is words. */
  readonly text: boolean;
  readonly fields: readonly FieldView[];
  /** People may be picked from the staff directory. */
  readonly people: boolean;
  readonly suggestions: readonly { readonly rowId: string; readonly category: string }[];
  /** The last look before it is sent: show the summary here. */
  readonly check: boolean;
}

interface FieldView {
  readonly key: string;
  readonly label: string;
  readonly kind: 'text' | 'choice';
  readonly options?: readonly { readonly key: string; readonly label: string }[];
}

export interface SaidView {
  readonly node: string;
  readonly question: string;
  readonly answer: string;
  readonly canChange: boolean;
}

/** Null until the school has set it: then say so. */
export interface Phones {
  readonly lead: string | null;
  readonly head: string | null;
  readonly chair: string | null;
  readonly socialCare: string | null;
  readonly nspcc: string;
  readonly police: '101';
  readonly emergency: '999';
}

export interface Receipt {
  readonly number: string;
  /** A post, never a name. */
  readonly to: string;
  readonly sentAt: number;
}

/** A report that was passed on, as its reporter can always read it. */
export interface ReceiptView {
  readonly reportId: ReportId;
  readonly state: 'sent' | 'unfinished';
  readonly receipt: Receipt;
  readonly said: readonly SaidView[];
  readonly keptWords: string | null;
  readonly added: readonly { readonly at: number; readonly text: string }[];
}

/** Somebody of the staff, as the picker shows them. */
export interface DirectoryRow {
  readonly id: PersonId;
  readonly name: string;
  readonly job: JobRole;
}
