import { createHash, createPublicKey } from 'node:crypto';
import { csv } from '../adapters/documents/write/table-out';
import { openFile, sealFile } from '../adapters/vault/file';
import type { EnclosedMail } from '../adapters/documents/write/case-mails';
import type { PersonActor } from '../core/access/actor';
import { AppError, invalid } from '../core/errors';
import type { CaseId, PaperId } from '../core/ids';
import { paperKind } from '../core/incidents/paper';
import type { PaperRow } from '../core/incidents/case-store';
import { publicKeyText, signNote } from '../core/ledger/note';
import { useCases } from '../core/use-cases';
import { cases as texts } from '../texts/en-gb/cases';
import type { FilesOptions } from './files';
import type { Files, Outgoing } from './http/files';

type CaseFiles = {
  readonly before: Pick<Files['before'], 'cases.addPaper'>;
  readonly uploads: Pick<Files['uploads'], 'cases.addPaper'>;
  readonly downloads: Pick<Files['downloads'], 'casePaper' | 'casePack' | 'figuresCsv' | 'figuresXlsx' | 'figuresPdf'>;
};

/** Papers in and out of cases, packs for agencies, and figures. */
export function caseFiles(o: FilesOptions): CaseFiles {
  const { perform } = o;
  const figures = async (actor: PersonActor, input: unknown) => {
    const made = await perform(useCases['figures.export'], actor, input);
    const { figureColumns, figureLines, figuresPdf } = await import('../adapters/documents/write/figures');
    const name = texts.figures.fileName(made.figures.year);
    return { ...made, columns: figureColumns, lines: figureLines(made.figures), pdf: figuresPdf, name };
  };
  return {
    before: {
      'cases.addPaper': async (actor, query) => {
        const { paperId } = await perform(useCases['cases.openUpload'], actor, { caseId: field(query, 'caseId') });
        if (paperId === null) throw new AppError('conflict', { problems: [{ where: 'file', what: NOT_NOW }] });
      },
    },
    uploads: { 'cases.addPaper': (actor, bytes, query) => addPaper(o, actor, bytes, query) },
    downloads: {
      casePaper: (actor, input) => readPaper(o, actor, input),
      casePack: (actor, input) => pack(o, actor, input),
      figuresCsv: async (actor, input) => {
        const { columns, lines, name } = await figures(actor, input);
        const body = csv(columns, lines);
        return { type: 'text/csv; charset=utf-8', fileName: `${name}.csv`, body };
      },
      figuresXlsx: async (actor, input) => {
        const { columns, lines, name } = await figures(actor, input);
        const { xlsx } = await import('../adapters/documents/write/table-out');
        const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
        const sheet = { sheet: texts.figures.title };
        return { type, fileName: `${name}.xlsx`, body: await xlsx(columns, lines, sheet) };
      },
      figuresPdf: async (actor, input) => {
        const { figures: f, pdf, name, trustName, asOf } = await figures(actor, input);
        const body = pdf(f, { name: trustName ?? '', at: asOf });
        return { type: 'application/pdf', fileName: `${name}.pdf`, body };
      },
    },
  };
}

const NOT_NOW =
  'Papers cannot be added to this case now. That you tried is noted; nothing of the file was read or kept.';

function field(query: unknown, name: string): string {
  const value = (query as Record<string, unknown>)[name];
  if (typeof value === 'string' && value !== '' && value.length <= 255) return value;
  throw invalid(name, 'is missing or too long');
}

const keyOf = (o: FilesOptions, actor: PersonActor, caseId: CaseId): Promise<Uint8Array> =>
  o.unit.run(actor, 'read', (work) => work.cases.fileKey(caseId));
const placeOf = (o: FilesOptions, paperId: PaperId) => ({ tenant: o.ledger.tenant, table: 'case_paper', id: paperId });
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Checked, looked at by the scanner, hashed, sealed and put away, and only then written down. */
async function addPaper(o: FilesOptions, actor: PersonActor, bytes: Uint8Array, query: unknown) {
  const caseId = field(query, 'caseId') as CaseId; // `openUpload` has parsed it before a byte was read
  const name = field(query, 'fileName');
  const mediaType = paperKind(bytes, name);
  const scanned = await o.scanner.scan(bytes);
  if (scanned === 'infected') throw invalid('file', 'The virus scanner refuses this file. It was not kept.');
  const { paperId } = await o.perform(useCases['cases.openUpload'], actor, { caseId });
  if (paperId === null) throw new AppError('conflict', { problems: [{ where: 'file', what: NOT_NOW }] });
  const sealed = await sealFile(await keyOf(o, actor, caseId), placeOf(o, paperId), bytes);
  const blob = await o.blobs.put(sealed);
  const paper = { caseId, paperId, name, mediaType, size: bytes.length, sha256: sha256(bytes), blob, scanned };
  return o.perform(useCases['cases.addPaper'], actor, paper);
}

/** The bytes as they came. What is not what was taken in is an incident, never shown. */
async function opened(o: FilesOptions, key: Uint8Array, paper: PaperRow): Promise<Buffer> {
  const bytes = await openFile(key, placeOf(o, paper.id), await o.blobs.get(paper.blob));
  if (sha256(bytes) !== paper.sha256) throw new AppError('unexpected', { detail: 'paper: not what was taken in' });
  return bytes;
}

async function readPaper(o: FilesOptions, actor: PersonActor, input: unknown): Promise<Outgoing> {
  const paper = await o.perform(useCases['cases.readPaper'], actor, input);
  const body = await opened(o, await keyOf(o, actor, paper.caseId), paper);
  return { type: paper.mediaType, fileName: paper.name, body };
}

async function pack(o: FilesOptions, actor: PersonActor, input: unknown): Promise<Outgoing> {
  const { words, entryIds, ...asked } = input as Record<string, string | undefined>;
  const apart = (text: string | undefined, by: RegExp): string[] => text?.split(by).filter((part) => part !== '') ?? [];
  const redact = { words: apart(words, /\r?\n/), entryIds: apart(entryIds, /,/) };
  const copy = await o.perform(useCases['cases.export'], actor, { ...asked, redact });
  const papers: { name: string; content: Uint8Array }[] = [];
  const key = copy.papers.length > 0 ? await keyOf(o, actor, copy.caseId) : new Uint8Array();
  for (const [i, paper] of copy.papers.entries())
    papers.push({ name: `${i + 1}-${safe(paper.name)}`, content: await opened(o, key, paper) });
  const mails: EnclosedMail[] = [];
  for (const { withOriginal, ...mail } of copy.mails)
    mails.push({ ...mail, original: withOriginal ? await o.evidence.original(actor, mail.item) : null });
  const { casePack } = await import('../adapters/documents/write/case-pack');
  const { tenant, name, key: signer } = o.ledger;
  const mark = { tenant, name, publicKey: publicKeyText(createPublicKey(signer)) };
  return {
    type: 'application/zip',
    fileName: `case-${safe(copy.view.reference)}.zip`,
    body: await casePack(copy, mark, {
      papers,
      mails,
      altered: copy.altered,
      sign: (text) => signNote(name, signer, text),
    }),
  };
}

/** A name that is a name on every computer, and never a path. */
const safe = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N}.-]+/gu, '_')
    .replace(/^\.+/, '_')
    .slice(-100);
