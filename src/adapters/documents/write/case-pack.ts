import { createHash } from 'node:crypto';
import type { CasePack, PackEntry } from '../../../core/incidents/case-pack';
import { cases as texts } from '../../../texts/en-gb/cases';
import { schoolDayAt } from '../../../core/people/day';
import { type ArchiveFile, archive } from './archive';
import { type EnclosedMail, mailsOf } from './case-mails';
import { dayInWords, momentInUtc, momentInWords } from './moment';
import { LOOKS, Paper } from './paper';
import { TEXT_WIDTH } from './sheet';

const words = texts.pack;

/** What is handed to an agency, and who hands it over why. Times are epoch milliseconds. */
export interface CaseCopy extends CasePack {
  readonly recipient: string;
  readonly reason: string;
  readonly byName: string;
  readonly secondName: string | null;
  readonly trustName: string | null;
  readonly at: number;
}

/** The school's own mark on its ledger, for whoever checks the copy. */
export interface LedgerMark {
  readonly tenant: string;
  readonly name: string;
  readonly publicKey: string;
}

/** The service's signature on a text, as a C2SP note under the ledger's name. */
export type Sign = (text: string) => string;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 1)}\n`);

interface Enclosed {
  readonly papers: readonly ArchiveFile[];
  readonly mails: readonly EnclosedMail[];
  /** Of how many mails nothing can be said, since what is kept of them was altered. */
  readonly altered: number;
  readonly sign: Sign;
}

const mailFiles = ({ item, custody, original }: EnclosedMail, i: number): ArchiveFile[] => [
  { name: `mail/${i + 1}/facts.json`, content: json({ format: 'lantern/mail/1', ...item }) },
  { name: `mail/${i + 1}/custody.json`, content: json({ format: 'lantern/custody/1', mail: item.id, lines: custody }) },
  ...(original ? [{ name: `mail/${i + 1}/original.eml`, content: original }] : []),
];

/**
 * One zip: the case to read, its entries to check, its papers as they came, and how to check it all. The hashes of its
 * files are signed with the key of the school's ledger.
 */
export function casePack(copy: CaseCopy, ledger: LedgerMark, enclosed: Enclosed): Promise<Buffer> {
  const { papers, mails, sign } = enclosed;
  const files: ArchiveFile[] = [
    { name: 'case.pdf', content: casePdf(copy, enclosed) },
    { name: 'entries.json', content: json({ format: 'lantern/case/1', case: copy.caseId, entries: copy.entries }) },
    { name: 'ledger.json', content: json({ ...ledger, ...copy.ledger }) },
    ...papers.map((p) => ({ ...p, name: `papers/${p.name}` })),
    ...mails.flatMap(mailFiles),
    { name: 'HOW-TO-CHECK.txt', content: Buffer.from(texts.howTo) },
  ];
  const hashes = files.map((f) => `${sha256(f.content)}  ${f.name}\n`).join('');
  return archive([
    ...files,
    { name: 'hashes.txt', content: Buffer.from(hashes) },
    { name: 'signature.txt', content: Buffer.from(sign(hashes)) },
  ]);
}

/** The case on paper, marked across every page. The same copy gives the same bytes. */
function casePdf(copy: CaseCopy, enclosed: Enclosed): Buffer {
  const { view } = copy;
  const paper = new Paper({
    title: words.title(view.reference),
    foot: words.foot(view.reference, copy.byName),
    mark: words.mark(copy.recipient, dayInWords(schoolDayAt(copy.at))),
    made: copy.at,
  });
  paper.title(words.title(view.reference));
  paper.paragraph(words.lead(view.schoolName, copy.recipient));
  about(paper, copy);
  reported(paper, copy);
  people(paper, copy);
  referrals(paper, copy);
  paper.heading(words.story);
  for (const entry of copy.entries) story(paper, copy, entry);
  papersOf(paper, copy);
  mailsOf(paper, enclosed);
  paper.heading(words.verify);
  for (const line of texts.howTo.split('\n\n').slice(1)) paper.paragraph(line.replace(/\n/g, ' '));
  paper.sheet.end();
  return paper.sheet.read() ?? Buffer.alloc(0);
}

function about(paper: Paper, copy: CaseCopy): void {
  const { view } = copy;
  paper.heading(words.about);
  paper.facts([
    [words.recipient, copy.recipient],
    [words.reason, copy.reason],
    [words.madeBy, copy.byName],
    [words.agreedBy, copy.secondName ?? words.nobody],
    [words.madeAt, `${momentInWords(copy.at)} (${momentInUtc(copy.at)})`],
    [words.opened, momentInWords(view.openedAt)],
    [words.state, texts.states[view.state]],
    [words.owner, view.owner?.name ?? words.outside],
    [words.redactions, words.redacted(copy.redactions.entries, copy.redactions.words)],
  ]);
}

function reported(paper: Paper, { view: { report } }: CaseCopy): void {
  if (!report) return;
  paper.heading(words.report);
  paper.facts([[words.reporter, report.reporterName], ...report.answers.map((a) => [a.question, a.answer] as const)]);
  for (const said of [...report.kept, ...report.additions]) paper.paragraph(`${momentInWords(said.at)}: ${said.text}`);
}

function people(paper: Paper, { view }: CaseCopy): void {
  if (view.people.length === 0) return;
  paper.heading(words.people);
  const table = paper.table([
    { heading: words.name, width: TEXT_WIDTH * 0.6 },
    { heading: words.part, width: TEXT_WIDTH * 0.4 },
  ]);
  for (const p of view.people) table.row([p.who.name, p.parts.map((part) => texts.parts[part]).join(', ')]);
  table.end();
}

function referrals(paper: Paper, { view }: CaseCopy): void {
  if (view.referrals.length === 0) return;
  paper.heading(words.referrals);
  for (const r of view.referrals)
    paper.facts([
      [words.agency, texts.agencies[r.agency]],
      [words.contact, r.contact],
      [words.when, momentInWords(r.at)],
      [words.reference, r.reference],
      [words.advice, [r.advice, ...r.chases.map((c) => `${momentInWords(c.at)}: ${c.said}`)].join('\n')],
    ]);
}

/** Every entry under its number: what it was, by whom, when, and all it says. */
function story(paper: Paper, { view }: CaseCopy, entry: PackEntry): void {
  const row = view.timeline.find((r) => r.id === entry.id);
  const { kind, ...content } = entry.entry as { kind: keyof typeof texts.kinds };
  const said = row?.said ? [row.said.question, ...row.said.answers] : [];
  const lines = said.length > 0 ? [...said, ...reasonIn(content)] : textsIn(content);
  paper.sheet.keep(40);
  paper.paragraph(`${entry.number}. ${texts.kinds[kind]}`, LOOKS.label);
  paper.paragraph(
    `${momentInWords(entry.at)} (${momentInUtc(entry.at)}), ${entry.byName || words.service}`,
    LOOKS.small,
  );
  for (const line of lines) paper.paragraph(line);
}

const reasonIn = (content: object): string[] => {
  const { answer } = content as { answer?: { reason?: string } };
  return answer?.reason ? [answer.reason] : [];
};

/** Names of fields that are for machines. */
const NOT_WORDS = /^(.*Id|id|Key|personKey|chart|inputs|sha256|flags|of)$/;

/** Everything a person wrote in an entry, in its order. */
function textsIn(content: unknown): string[] {
  if (typeof content === 'string') return content.trim() === '' ? [] : [content];
  if (Array.isArray(content)) return content.flatMap(textsIn);
  if (typeof content !== 'object' || content === null) return [];
  return Object.entries(content).flatMap(([key, value]) => (NOT_WORDS.test(key) ? [] : textsIn(value)));
}

function papersOf(paper: Paper, { view }: CaseCopy): void {
  if (view.papers.length === 0) return;
  paper.heading(words.papers);
  for (const p of view.papers)
    paper.facts([
      [words.name, p.isSealed ? `${p.name} (${words.sealed})` : p.name],
      [words.when, momentInWords(p.at)],
      [words.size, String(p.size)],
      [words.hash, p.sha256, LOOKS.mono],
    ]);
}
