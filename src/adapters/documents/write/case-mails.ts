import type { MailFacts } from '../../../core/evidence/mail';
import type { PackMail } from '../../../core/evidence/pack';
import { caseMail } from '../../../texts/en-gb/case-mail';
import { cases as texts } from '../../../texts/en-gb/cases';
import { momentInUtc, momentInWords } from './moment';
import { LOOKS, type Paper } from './paper';
import { TEXT_WIDTH } from './sheet';

const words = texts.pack.mails;

/** A mail that goes along: what is known of it, its custody, and its bytes where they may leave. */
export interface EnclosedMail extends Omit<PackMail, 'withOriginal'> {
  readonly original: Uint8Array | null;
}

interface Enclosed {
  readonly mails: readonly EnclosedMail[];
  readonly altered: number;
}

/** The emails kept with a case: what each is, its hash, and everybody who handled it. Of a sealed one, only that it is. */
export function mailsOf(paper: Paper, { mails, altered }: Enclosed): void {
  if (mails.length + altered === 0) return;
  paper.heading(words.heading);
  if (altered > 0) paper.paragraph(words.altered(altered));
  for (const [i, mail] of mails.entries()) {
    paper.sheet.keep(60);
    paper.paragraph(words.number(i + 1), LOOKS.label);
    paper.facts([...(mail.isShut ? [[words.stands, words.sealed] as const] : aboutOf(mail)), ...keptOf(mail)]);
    custodyOf(paper, mail);
  }
}

type Fact = readonly [name: string, value: string, look?: typeof LOOKS.mono];

function aboutOf({ item: { facts, copy, place, trouble }, original }: EnclosedMail): Fact[] {
  const state = copy ? (copy.origin === 'person' ? words.supplied : words.kept) : words.notKept;
  return [
    [words.subject, facts?.subject || caseMail.noSubject],
    [words.from, facts?.from ? written(facts.from) : words.unknown],
    [words.to, facts && facts.to.length > 0 ? facts.to.map(written).join('\n') : words.unknown],
    [words.sent, facts?.sentAt || words.unknown],
    [words.mailbox, place.mailbox],
    [words.stands, trouble === null ? state : `${state} ${caseMail.trouble[trouble]}`],
    [words.enclosed, original ? words.isEnclosed : words.isNotEnclosed],
  ];
}

const written = ({ name, address }: NonNullable<MailFacts['from']>): string =>
  name === '' ? address : `${name} <${address}>`;

const keptOf = ({ item: { flaggedAt, copy } }: EnclosedMail): Fact[] => [
  [words.flagged, `${momentInWords(flaggedAt)} (${momentInUtc(flaggedAt)})`],
  ...(copy ? ([[texts.pack.size, String(copy.size)]] as const) : []),
  ...(copy ? ([[texts.pack.hash, copy.sha256, LOOKS.mono]] as const) : []),
];

function custodyOf(paper: Paper, { custody, handledBy }: EnclosedMail): void {
  const table = paper.table([
    { heading: texts.pack.when, width: TEXT_WIDTH * 0.26 },
    { heading: texts.pack.what, width: TEXT_WIDTH * 0.24 },
    { heading: texts.pack.by, width: TEXT_WIDTH * 0.2 },
    { heading: texts.pack.reason, width: TEXT_WIDTH * 0.3 },
  ]);
  for (const [i, { at, what, reason }] of custody.entries())
    table.row([momentInUtc(at), caseMail.acts[what], handledBy[i] || texts.pack.service, reason ?? '']);
  table.end();
  paper.facts([[words.check, custody.at(-1)?.hash ?? '', LOOKS.mono]]);
}
