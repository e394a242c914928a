import type { PolicyId, VersionId } from '../core/ids';
import { Day } from '../core/ids';
import { schoolDayAt } from '../core/people/day';
import type { AgreementAudience, PolicyKind } from '../core/policies/store';
import { type Understanding, understand } from '../core/policies/understand';
import { useCases } from '../core/use-cases';
import { readDocument } from '../adapters/documents/read/read';
import { type SamplePolicy, SAMPLE_POLICIES, withBlanksFilled } from './policies/samples';
import type { Cast, SeedOptions } from './seed';

interface Sample {
  readonly file: string;
  readonly kind: PolicyKind;
  readonly audience: AgreementAudience | null;
}

/** The staff agreement has an edition for each year; the others are as they were when the story begins. */
const sampleOf = ({ audience }: SamplePolicy, edition: string): Sample => ({
  file: `${edition}.md`,
  kind: audience === null ? 'policy' : 'agreement',
  audience,
});
const isStaff = (policy: SamplePolicy): boolean => policy.audience === 'staff';
export const EVERY_YEAR = SAMPLE_POLICIES.filter((p) => !isStaff(p)).flatMap((p) =>
  p.editions.map((e) => sampleOf(p, e)),
);
export const STAFF_AUP = SAMPLE_POLICIES.filter(isStaff).flatMap((p) => p.editions.map((e) => sampleOf(p, e)));

/** Brings documents in as a school would: imported, approved by the head, ratified by the governors, published. */
export class Library {
  private readonly ids = new Map<string, PolicyId>();
  private readonly read = new Map<string, Promise<Understanding>>();

  constructor(
    private readonly o: SeedOptions,
    private readonly cast: Cast,
  ) {
    // Read ahead, one after the other: that is another thread's work, and this one has enough of its own.
    let before: Promise<unknown> = Promise.resolve();
    for (const { file } of [...STAFF_AUP, ...EVERY_YEAR]) {
      const reading = before.then(() => this.understood(file));
      this.read.set(file, reading);
      // Whoever wants the document hears of its failure.
      before = reading.catch(() => {});
    }
  }

  staffAgreement(): PolicyId {
    const id = this.ids.get('staff');
    if (!id) throw new RangeError('the staff agreement has not been imported');
    return id;
  }

  async publishAll(samples: readonly Sample[], at: number): Promise<void> {
    this.o.clock.set(at);
    for (const sample of samples) await this.publish(sample, schoolDayAt(at));
  }

  private async publish(sample: Sample, today: Day): Promise<void> {
    const { perform } = this.o.inside;
    const [read] = (await this.read.get(sample.file))?.documents ?? [];
    if (!read) throw new RangeError(`${sample.file} holds no document`);
    const key = sample.audience ?? 'policy';
    const saved = await perform(useCases['policies.saveDraft'], this.cast.coordinator, {
      policyId: this.ids.get(key) ?? null,
      kind: sample.kind,
      audience: sample.audience,
      schoolId: null,
      label: read.document.fields.version || '1.0',
      document: read.document,
      sourceName: sample.file,
    });
    this.ids.set(key, saved.policyId);
    await this.approve(saved.versionId, saved.textHash, today);
  }

  private async approve(versionId: VersionId, textHash: string, today: Day): Promise<void> {
    const { perform } = this.o.inside;
    const reason = 'Yearly review';
    await perform(useCases['policies.approve'], this.cast.head, { versionId, textHash, change: 'substantive', reason });
    const minute = `FGB ${today.slice(0, 4)}/${today.slice(5, 7)}`;
    await perform(useCases['policies.ratify'], this.cast.clerk, { versionId, ratifiedOn: today, minute });
    const nextReviewOn = Day.parse(`${Number(today.slice(0, 4)) + 1}-11-30`);
    await perform(useCases['policies.publish'], this.cast.coordinator, { versionId, nextReviewOn });
  }

  private async understood(file: string): Promise<Understanding> {
    const text = withBlanksFilled(await this.o.read(file));
    const blocks = await readDocument(Buffer.from(text), file, { workerFile: this.o.documentWorker });
    return understand(blocks, file);
  }
}
