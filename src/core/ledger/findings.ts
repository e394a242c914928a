/**
 * One thing that is wrong with what was checked. `sentence` is for people; it lives here and not with the other
 * texts because the verifier is handed out as a file of its own.
 */
export interface Finding {
  readonly code: string;
  /** The entry of the log it is about, where it is about one. */
  readonly entry?: number;
  readonly sentence: string;
}

const at = (entry: number, code: string, what: string): Finding => ({
  code,
  entry,
  sentence: `Entry ${entry}: ${what}`,
});

/** Everything the check of a whole log can find. */
export const ledgerFindings = {
  unreadable: (entry: number) => at(entry, 'entry_unreadable', 'this line is not an entry as the ledger writes it.'),
  number: (entry: number, found: number) => at(entry, 'entry_number', `found number ${found} in its place.`),
  chain: (entry: number) => at(entry, 'entry_chain', 'it does not follow from the one before.'),
  content: (entry: number) => at(entry, 'entry_content', 'its content was changed.'),
  header: (): Finding => ({
    code: 'header_changed',
    sentence: 'The first line of the file was changed: it is not as the service writes it.',
  }),
  key: (): Finding => ({ code: 'key_differs', sentence: 'The file names another key than the one you gave.' }),
  count: (said: number, found: number): Finding => ({
    code: 'entries_missing',
    sentence: `The file says it holds ${said} entries, but ${found} sound ones were found.`,
  }),
  anchorUnsigned: (label: string): Finding => ({
    code: 'anchor_unsigned',
    sentence: `${label} is not a checkpoint of this ledger signed by this key.`,
  }),
  anchorDiffers: (label: string, entry: number) =>
    at(
      entry,
      'anchor_differs',
      `the history up to here is not the one in ${label}. Something before it was rewritten.`,
    ),
  anchorBeyond: (label: string, size: number, found: number): Finding => ({
    code: 'anchor_beyond',
    sentence: `${label} was made at ${size} entries, but only ${found} sound ones were found: the log was cut, or an old copy was put back.`,
  }),
};

const plain = (code: string, sentence: string): Finding => ({ code, sentence });

/** Everything the check of a receipt can find. */
export const receiptFindings = {
  shape: (where: string) =>
    plain(
      'receipt_shape',
      `This is not a receipt as the service writes it: look at “${where}”. It was changed or is not whole.`,
    ),
  key: () => plain('receipt_key', 'The receipt names another key than the one you gave.'),
  person: () => plain('receipt_person', 'The person named is not the one who was signed in.'),
  wording: () => plain('receipt_wording', 'The wording of the statements does not match its fingerprint.'),
  countersignature: () => plain('receipt_countersignature', 'The countersignature belongs to another signature.'),
  checkpoint: () => plain('receipt_checkpoint', 'The checkpoint is not signed by this key, or was changed.'),
  proof: (what: string) =>
    plain('receipt_proof', `The ${what} is not in the school's log as this receipt says: something on it was changed.`),
  promise: (what: string) =>
    plain(
      'receipt_promise',
      `The promise to record the ${what} is not signed by this key: something on it was changed.`,
    ),
  anchor: (label: string) =>
    plain('receipt_anchor', `${label} shows another history than this receipt. The log was rewritten.`),
};
