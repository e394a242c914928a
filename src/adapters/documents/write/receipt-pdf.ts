import { RECEIPT_NOTICE } from '../../../core/ledger/receipt';
import { momentInUtc, momentInWords } from './moment';
import { LOOKS, Paper } from './paper';
import { receiptWords as words } from './words';

/** The file inside the PDF: the receipt itself, which the verifier reads. */
const RECEIPT_FILE = 'receipt.json';

/** What is printed on a receipt. Times are epoch milliseconds; hashes as the receipt gives them. */
export interface ReceiptView {
  readonly signer: {
    readonly name: string;
    /** In words, as shown at the time. */
    readonly role: string;
    readonly school: string;
    readonly tenant: string;
    readonly oid: string;
  };
  readonly typedName: string;
  readonly signedAt: number;
  readonly signIn: { readonly method: string; readonly at: number | null };
  readonly agreement: { readonly title: string; readonly version: string };
  /** Every sentence that was ticked, word for word. */
  readonly statements: readonly string[];
  readonly check: { readonly asked: number; readonly right: number } | null;
  /** Empty when none was lent. */
  readonly devices: { readonly laptop: string; readonly ipad: string };
  readonly accepted: { readonly name: string; readonly role: string; readonly at: number } | null;
  readonly hashes: { readonly text: string; readonly wording: string };
  readonly ledger: { readonly name: string; readonly publicKey: string };
  /** Null while the entry is promised and not yet under a checkpoint. */
  readonly entry: number | null;
  readonly checkpoint: { readonly size: number; readonly root: string; readonly at: number } | null;
}

/**
 * The receipt on paper, tagged for screen readers, with `json` (the receipt that verifies) inside it. The same receipt
 * gives the same bytes.
 */
export async function receiptPdf(receipt: ReceiptView, json: string): Promise<Buffer> {
  const { signer, agreement } = receipt;
  const when = momentInWords(receipt.signedAt);
  const number = receipt.entry === null ? momentInUtc(receipt.signedAt) : String(receipt.entry);
  const paper = new Paper({
    title: `${words.title}: ${agreement.title}, ${signer.name}`,
    foot: words.foot(signer.name, number),
    made: Math.max(receipt.signedAt, receipt.accepted?.at ?? 0, receipt.checkpoint?.at ?? 0),
  });
  paper.title(words.title);
  paper.paragraph(words.summary(signer.name, agreement.title, agreement.version, when));
  paper.heading(words.who);
  paper.facts(whoAndWhen(receipt));
  paper.heading(words.declared);
  paper.paragraph(words.declaredBy(signer.name));
  paper.list(receipt.statements);
  paper.heading(words.shows);
  paper.paragraph(RECEIPT_NOTICE);
  paper.paragraph(words.exact);
  paper.heading(words.check1);
  paper.list(words.checkHow);
  paper.heading(words.log);
  paper.facts(proof(receipt));
  paper.sheet.y += 6;
  if (paper.sheet.hasBoxes) paper.paragraph(words.boxes, LOOKS.small);
  paper.sheet.attach(RECEIPT_FILE, Buffer.from(json), 'application/json', words.attached);
  paper.sheet.end();
  return Promise.resolve(paper.sheet.read() ?? Buffer.alloc(0));
}

type Fact = Parameters<Paper['facts']>[0][number];

function whoAndWhen(receipt: ReceiptView): Fact[] {
  const { signer, signIn, check, devices, accepted } = receipt;
  const signedIn = signIn.at === null ? signIn.method : words.signInAt(signIn.method, momentInWords(signIn.at));
  const accept = accepted && words.accepted(accepted.name, accepted.role, momentInWords(accepted.at));
  const some = (name: string, value: string): Fact[] => (value === '' ? [] : [[name, value]]);
  return [
    [words.name, signer.name],
    [words.typedName, receipt.typedName],
    [words.role, signer.role],
    [words.school, signer.school],
    [words.when, momentInWords(receipt.signedAt)],
    [words.utc, momentInUtc(receipt.signedAt)],
    [words.signIn, signedIn],
    ...some(words.laptop, devices.laptop),
    ...some(words.ipad, devices.ipad),
    ...some(words.check, check ? words.checkResult(check.right, check.asked) : ''),
    [words.acceptedBy, accept ?? words.notAccepted],
    [words.account, `${signer.tenant} / ${signer.oid}`, LOOKS.mono],
  ];
}

function proof({ agreement, hashes, ledger, entry, checkpoint }: ReceiptView): Fact[] {
  const covered: Fact[] = checkpoint
    ? [
        [words.checkpoint, words.checkpointOf(checkpoint.size, momentInUtc(checkpoint.at))],
        [words.root, checkpoint.root, LOOKS.mono],
      ]
    : [[words.checkpoint, words.noCheckpoint]];
  return [
    [words.policy, words.policyVersion(agreement.title, agreement.version)],
    [words.text, hashes.text, LOOKS.mono],
    [words.wording, hashes.wording, LOOKS.mono],
    [words.ledger, ledger.name],
    [words.entry, entry === null ? words.promised : String(entry)],
    ...covered,
    [words.key, ledger.publicKey, LOOKS.mono],
  ];
}
