/** One item of the short check: which of these sentences is in the agreement? */
export interface CheckItem {
  /** The statement it is about, by its key in the document. */
  readonly statementKey: string;
  readonly options: readonly CheckOption[];
  /** The id of the option that is in the agreement. The check helps to read; it is no examination. */
  readonly answer: string;
}

export interface CheckOption {
  readonly id: string;
  readonly text: string;
}
