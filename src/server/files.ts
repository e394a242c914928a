import { type KeyObject, createPublicKey } from 'node:crypto';
import { decodeRows } from '../adapters/documents/rows';
import { readDocument } from '../adapters/documents/read/read';
import { csv, xlsx } from '../adapters/documents/write/table-out';
import type { PersonActor } from '../core/access/actor';
import { MANY } from '../core/accounts/many-rows';
import { PUPIL_LIST } from '../core/attestation/pupil-list';
import { invalid } from '../core/errors';
import type { TenantId } from '../core/ids';
import { exportHeader, exportStored } from '../core/ledger/export';
import { type Receipt, receiptFor } from '../core/ledger/receipt';
import type { Perform } from '../core/perform';
import type { Blobs, FileScanner, Unit } from '../core/ports';
import { understand } from '../core/policies/understand';
import { useCases } from '../core/use-cases';
import type { Files, Outgoing } from './http/files';
import { caseFiles } from './case-files';
import { type Evidence } from './evidence';
import { columnsOf, packOf, receiptView } from './papers';

export interface FilesOptions {
  readonly perform: Perform;
  readonly unit: Unit;
  readonly ledger: { readonly name: string; readonly key: KeyObject; readonly tenant: TenantId };
  readonly documentWorker: string;
  readonly blobs: Blobs;
  readonly scanner: FileScanner;
  readonly evidence: Evidence;
}

const EXPORT_PAGE = 1_000;

/**
 * What goes in and out as files. Each asks `perform` first; reading and drawing happen outside transactions. What
 * draws is loaded when it is first asked for: it would be a tenth of every start.
 */
export function makeFiles(o: FilesOptions): Files {
  const { perform } = o;
  const completeness = (actor: PersonActor, input: unknown) => perform(useCases['completeness.export'], actor, input);
  const receipt = async (actor: PersonActor, input: unknown) => {
    const about = await perform(useCases['receipts.read'], actor, input);
    // The entries are read once more: the receipt is made from what the ledger holds, not from what a page shows.
    const made: Receipt = await o.unit.run(actor, 'read', (work) =>
      receiptFor(work.ledger, about.attestation.id, o.ledger),
    );
    return { about, made, json: `${JSON.stringify(made, null, 1)}\n` };
  };
  const cases = caseFiles(o);
  return {
    before: { ...cases.before, ...o.evidence.before },
    uploads: {
      ...cases.uploads,
      ...o.evidence.uploads,
      'policies.preview': async (actor, bytes, query) => {
        await perform(useCases['policies.mayImport'], actor, {});
        const fileName = text(query, 'fileName');
        return understand(await readDocument(bytes, fileName, { workerFile: o.documentWorker }), fileName);
      },
      'people.previewList': async (actor, bytes, query) => {
        await perform(useCases['people.mayImport'], actor, {});
        const { misread, ...list } = staffList(bytes, query);
        const plan = await perform(useCases['people.previewList'], actor, list);
        return { ...plan, problems: [...misread, ...plan.problems].sort((a, b) => a.line - b.line) };
      },
      'pupils.previewList': async (actor, bytes, query) => {
        await perform(useCases['people.mayImport'], actor, {});
        const { misread, ...list } = staffList(bytes, query);
        const plan = await perform(useCases['pupils.previewList'], actor, list);
        return { ...plan, problems: [...misread, ...plan.problems].sort((a, b) => a.line - b.line) };
      },
      'pupils.applyList': async (actor, bytes, query) => {
        await perform(useCases['people.mayImport'], actor, {});
        const { misread: _, ...list } = staffList(bytes, query);
        return perform(useCases['pupils.applyList'], actor, { ...list, hash: text(query, 'hash') });
      },
      'accounts.previewMany': async (actor, bytes, query) => {
        await perform(useCases['accounts.mayAskForMany'], actor, {});
        const { misread, rows } = decoded(bytes, query);
        const plan = await perform(useCases['accounts.previewMany'], actor, { rows });
        return { ...plan, problems: [...misread, ...plan.problems].sort((a, b) => a.line - b.line) };
      },
      'accounts.requestMany': async (actor, bytes, query) => {
        await perform(useCases['accounts.mayAskForMany'], actor, {});
        const { rows } = decoded(bytes, query);
        const asked = { rows, hash: text(query, 'hash'), name: text(query, 'fileName') };
        const { people: _, ...done } = await perform(useCases['accounts.requestMany'], actor, asked);
        return done;
      },
      'people.applyList': async (actor, bytes, query) => {
        await perform(useCases['people.mayImport'], actor, {});
        const { misread: _, ...list } = staffList(bytes, query);
        return perform(useCases['people.applyList'], actor, { ...list, hash: text(query, 'hash') });
      },
    },
    downloads: {
      ...cases.downloads,
      ...o.evidence.downloads,
      receiptJson: async (actor, input) => {
        const { about, json } = await receipt(actor, input);
        return { type: 'application/json', fileName: `${receiptName(about)}.json`, body: json };
      },
      receiptPdf: async (actor, input) => {
        const { about, made, json } = await receipt(actor, input);
        const { receiptPdf } = await import('../adapters/documents/write/receipt-pdf');
        const body = await receiptPdf(receiptView(made, about.school), json);
        return { type: 'application/pdf', fileName: `${receiptName(about)}.pdf`, body };
      },
      completenessCsv: async (actor, input) => {
        const found = await completeness(actor, input);
        return {
          type: 'text/csv; charset=utf-8',
          fileName: `${found.summary.campaign.title}.csv`,
          body: csv(columnsOf(found), found.rows),
        };
      },
      completenessXlsx: async (actor, input) => {
        const found = await completeness(actor, input);
        const body = await xlsx(columnsOf(found), found.rows, { sheet: found.summary.campaign.title });
        return {
          type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          fileName: `${found.summary.campaign.title}.xlsx`,
          body,
        };
      },
      completenessPdf: async (actor, input) => {
        const found = await completeness(actor, input);
        const { inspectionPdf } = await import('../adapters/documents/write/inspection-pack');
        return {
          type: 'application/pdf',
          fileName: `${found.summary.campaign.title}.pdf`,
          body: inspectionPdf(packOf(found, actor)),
        };
      },
      ledgerExport: (actor) => ledgerExport(o, actor),
      manyTemplate: async (actor) => {
        await perform(useCases['accounts.mayAskForMany'], actor, {});
        return emptyList('Starters and leavers.csv', MANY.names);
      },
      pupilTemplate: async (actor) => {
        await perform(useCases['people.mayImport'], actor, {});
        return emptyList('Pupils.csv', PUPIL_LIST.names);
      },
    },
  };
}

/** A list to fill in: its headings and no line. */
const emptyList = (fileName: string, names: Readonly<Record<string, string>>): Outgoing => {
  const columns = Object.values(names).map((heading) => ({ heading, kind: 'text', value: () => '' }) as const);
  return { type: 'text/csv; charset=utf-8', fileName, body: csv(columns, []) };
};

const receiptName = (about: { title: string; name: string }): string => `Receipt, ${about.title}, ${about.name}`;

function text(query: unknown, field: string): string {
  const value = (query as Record<string, unknown>)[field];
  if (typeof value === 'string' && value !== '' && value.length <= 255) return value;
  throw invalid(field, 'is missing or too long');
}

/** A list of people that may have everybody: rows the file itself spoiled are not used. */
function staffList(bytes: Uint8Array, query: unknown) {
  const { rows, misread } = decoded(bytes, query);
  return {
    rows,
    misread: misread.map((p) => ({ ...p, isKept: false })),
    isComplete: text(query, 'complete') === '1',
  };
}

/** Headings and rows as every list is read: cells in the order of the file's own columns. */
function decoded(bytes: Uint8Array, query: unknown) {
  const { headings, rows, problems } = decodeRows(bytes, text(query, 'fileName'));
  const body = rows.map(({ line, cells }) => ({ line, cells: headings.map((h) => cells[h] ?? '') }));
  return {
    rows: [{ line: 1, cells: [...headings] }, ...body],
    // Rows the file itself spoiled are named beside those that make no sense.
    misread: problems.map(({ where, what }) => ({
      line: Number(/\d+/.exec(where)?.[0] ?? 1),
      where,
      what,
    })),
  };
}

/** The whole ledger, line by line, as far as it is sealed now. */
async function ledgerExport(o: FilesOptions, actor: PersonActor): Promise<Outgoing> {
  const { size, checkpoint } = await o.perform(useCases['ledger.openExport'], actor, {});
  const { tenant, name, key } = o.ledger;
  const header = exportHeader({
    tenant,
    name,
    key: createPublicKey(key),
    entries: size,
    checkpoint: checkpoint?.note ?? '',
  });
  async function* lines(): AsyncGenerator<string> {
    yield `${header}\n`;
    for (let from = 1; from <= size; from += EXPORT_PAGE) {
      const page = { from, to: Math.min(size, from + EXPORT_PAGE - 1) };
      const entries = await o.perform(useCases['ledger.readPage'], actor, page);
      yield entries.map((e) => `${exportStored(e)}\n`).join('');
    }
  }
  return { type: 'application/x-ndjson', fileName: `ledger-${size}.ndjson`, body: lines() };
}
