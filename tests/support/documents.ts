import type { Block, PolicyDocument, Section, Statement, Table } from '../../src/core/policies/document';

/** Small documents for tests of the centre. */
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
/** `key` as an importer would make it: from the wording. */
export const statement = (text: string, key = text): Statement => ({ kind: 'statement', key, text });
export const list = (...items: string[]): Block => ({ kind: 'list', ordered: false, items });
export const table = (headers: string[], ...rows: string[][]): Table => ({ kind: 'table', caption: '', headers, rows });
export const picture = (alt: string, data: string | null = null): Block => ({ kind: 'picture', alt, data });

export const section = (heading: string, ...blocks: Block[]): Section => ({
  anchor: heading.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
  level: 1,
  heading,
  blocks,
});

export const documentOf = (...sections: Section[]): PolicyDocument => ({
  fields: { title: '', version: '', date: '', author: '', approvedByHead: '', approvedByGovernors: '', nextReview: '' },
  sections,
});
