import { readFileSync } from 'node:fs';
import { listEntries } from '../../../src/adapters/documents/read/archive';
import { readDocx } from '../../../src/adapters/documents/read/docx';
import { readMarkdown } from '../../../src/adapters/documents/read/markdown';
import { PolicyId, VersionId } from '../../../src/core/ids';
import type { CurrentPolicy } from '../../../src/core/policies/passages';
import { understand, type Understanding } from '../../../src/core/policies/understand';
import { SAMPLE_POLICIES } from '../../../src/practice/policies/samples';

const FOLDER = 'src/practice/policies';

export const sampleText = (name: string): string => readFileSync(`${FOLDER}/${name}.md`, 'utf8');

/** A sample edition as the importer understands its Markdown. */
export const fromMarkdown = (name: string): Understanding => understand(readMarkdown(sampleText(name)), `${name}.md`);

/** The same from its Word file. */
export async function fromWord(name: string): Promise<Understanding> {
  const bytes = readFileSync(`${FOLDER}/${name}.docx`);
  return understand(await readDocx(bytes, await listEntries(bytes)), `${name}.docx`);
}

/** The newest edition of every sample policy, as an index takes it. */
export const samplePolicies = (): CurrentPolicy[] =>
  SAMPLE_POLICIES.map(({ audience, editions }, n) => {
    const { title, document } = fromMarkdown(editions[editions.length - 1]!).documents[0]!;
    const id = `00000000-0000-4000-8000-00000000000${n}`;
    const version = document.fields.version;
    return { policyId: PolicyId.parse(id), versionId: VersionId.parse(id), title, version, audience, document };
  });
