import type { InspectionPack } from '../adapters/documents/write/inspection-pack';
import type { ReceiptView } from '../adapters/documents/write/receipt-pdf';
import type { Column } from '../adapters/documents/write/table-out';
import type { PersonActor } from '../core/access/actor';
import { isOverdue } from '../core/attestation/obligations';
import type { CompletenessRow } from '../core/attestation/views';
import { readCheckpoint } from '../core/ledger/note';
import type { Receipt } from '../core/ledger/receipt';
import { schoolDayAt } from '../core/people/day';
import { fullName } from '../core/people/person';
import type { useCases } from '../core/use-cases';
import { agreements } from '../texts/en-gb/agreements';
import { people } from '../texts/en-gb/people';
import { exports as headings } from '../texts/en-gb/exports';

/** What `completeness.export` answers. */
type Exported = Awaited<ReturnType<(typeof useCases)['completeness.export']['run']>>;

/** Text for a code from a closed list; a value that is no code is somebody's own words. */
const inWords = (known: Readonly<Record<string, string>>, value: string): string => known[value] ?? value;
const jobInWords = (job: string): string => inWords(people.jobRole, job);
const reasonInWords = (reason: string | null): string => inWords(agreements.reason, reason ?? '');

const checkpointOf = (note: string | undefined): ReceiptView['checkpoint'] => {
  const read = note === undefined ? undefined : readCheckpoint(note);
  return read
    ? { size: read.checkpoint.size, root: read.checkpoint.root.toString('base64'), at: read.checkpoint.at }
    : null;
};

/** The receipt as it is printed. */
export function receiptView(receipt: Receipt, school: string): ReceiptView {
  const { signed, countersigned, ledger } = receipt;
  const facts = signed.payload.did;
  const accepted = countersigned?.payload.did.acceptedBy;
  return {
    signer: { ...facts.signer, role: jobInWords(facts.signer.role), school },
    typedName: facts.typedName,
    signedAt: signed.at,
    signIn: facts.signIn,
    agreement: { title: facts.policy.title, version: facts.policy.version },
    statements: facts.statements,
    check: facts.check,
    devices: facts.devices,
    accepted:
      countersigned && accepted ? { name: accepted.name, role: jobInWords(accepted.role), at: countersigned.at } : null,
    hashes: { text: facts.text, wording: facts.wording },
    ledger: { name: ledger.name, publicKey: ledger.publicKey },
    entry: 'seq' in signed.log ? signed.log.seq : null,
    checkpoint: checkpointOf(receipt.checkpoint),
  };
}

const schoolNames = (found: Exported): Map<string, string> => new Map(found.schools.map((s) => [s.id, s.name]));

/** The columns of the list that is exported. */
export function columnsOf(found: Exported): Column<CompletenessRow>[] {
  const schools = schoolNames(found);
  return [
    { heading: headings.name, kind: 'text', width: 28, value: (r) => r.name },
    { heading: headings.role, kind: 'text', value: (r) => jobInWords(r.jobRole) },
    { heading: headings.school, kind: 'text', width: 34, value: (r) => schools.get(r.schoolId) ?? '' },
    { heading: headings.department, kind: 'text', value: (r) => r.department },
    { heading: headings.state, kind: 'text', value: (r) => agreements.state[r.state] },
    { heading: headings.reason, kind: 'text', width: 34, value: (r) => reasonInWords(r.reason) },
    { heading: headings.due, kind: 'day', value: (r) => r.dueOn },
    { heading: headings.signed, kind: 'moment', value: (r) => r.signedAt },
    { heading: headings.accepted, kind: 'moment', value: (r) => r.acceptedAt },
  ];
}

/** What an inspector gets. */
export function packOf(found: Exported, by: PersonActor): InspectionPack {
  const { summary, version, approvedBy, rows } = found;
  const schools = schoolNames(found);
  const today = schoolDayAt(summary.asOf);
  const dayOf = (at: number | null | undefined) => (at === null || at === undefined ? null : schoolDayAt(at));
  const reminded = [...found.reminders.values()];
  const approvedOn = dayOf(version?.approvedAt);
  return {
    organisation: found.trustName || (found.schools[0]?.name ?? ''),
    agreement: { title: summary.campaign.title, version: summary.campaign.versionLabel },
    campaign: { opensOn: summary.campaign.opensOn, dueOn: summary.campaign.dueOn, closedOn: summary.campaign.closedOn },
    asOf: summary.asOf,
    madeBy: fullName(by.person),
    approval: {
      head: approvedBy && approvedOn ? { name: fullName(approvedBy), on: approvedOn } : null,
      governors: version?.ratifiedOn ? { on: version.ratifiedOn, minute: version.ratifiedMinute ?? '' } : null,
      publishedOn: dayOf(version?.publishedAt),
      nextReviewOn: version?.nextReviewOn ?? null,
    },
    total: summary.total,
    bySchool: summary.bySchool,
    byRole: summary.byRole.map((t) => ({ ...t, label: jobInWords(t.label) })),
    byDepartment: summary.byDepartment,
    byDate: perDay(rows.flatMap((r) => dayOf(r.signedAt) ?? [])).map(([day, signed]) => ({ day, signed })),
    reminders: perDay(reminded.map((r) => schoolDayAt(r.at))).map(([day, sent]) => ({
      day,
      sent,
      confirmed: reminded.filter((r) => schoolDayAt(r.at) === day && r.delivery === 'confirmed').length,
    })),
    notSigned: rows.flatMap((r) =>
      r.state === 'signed'
        ? []
        : [
            {
              name: r.name,
              role: jobInWords(r.jobRole),
              school: schools.get(r.schoolId) ?? '',
              department: r.department,
              state: r.state,
              reason: reasonInWords(r.reason),
              dueOn: r.dueOn,
              isOverdue: isOverdue(r, today),
              remindedOn: dayOf(found.reminders.get(r.personId)?.at),
            },
          ],
    ),
    checkpoint: null,
  };
}

function perDay<D extends string>(days: readonly D[]): [D, number][] {
  const counts = new Map<D, number>();
  for (const day of days) counts.set(day, (counts.get(day) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}
