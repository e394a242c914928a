import { z } from 'zod';

/**
 * A policy's text as Lantern understands it: sections of paragraphs, statements and tables. It is plain data, so it
 * can be hashed, compared, searched and drawn; the school's own file is kept beside it unchanged.
 */
export const Paragraph = z.strictObject({ kind: z.literal('paragraph'), text: z.string() });

/**
 * One promise a signer ticks ("I will keep my password secret."). `key` is stable within a document version and is
 * made from the section and the wording, so an unchanged statement keeps its key from one version to the next.
 */
export const Statement = z.strictObject({ kind: z.literal('statement'), key: z.string(), text: z.string() });
export type Statement = z.infer<typeof Statement>;

export const List = z.strictObject({ kind: z.literal('list'), ordered: z.boolean(), items: z.array(z.string()) });

/** A table with one row of header cells; every row has as many cells as there are headers. */
export const Table = z.strictObject({
  kind: z.literal('table'),
  caption: z.string(),
  headers: z.array(z.string()),
  rows: z.array(z.array(z.string())),
});
export type Table = z.infer<typeof Table>;

/** `data` is a data: address of a PNG, JPEG or GIF; null when the picture could not be kept and is named as missing. */
export const Picture = z.strictObject({ kind: z.literal('picture'), alt: z.string(), data: z.string().nullable() });

export const Block = z.discriminatedUnion('kind', [Paragraph, Statement, List, Table, Picture]);
export type Block = z.infer<typeof Block>;

/** `anchor` is the deep-link name of the section: lower-case words joined by hyphens, unique in the document. */
export const Section = z.strictObject({
  anchor: z.string(),
  level: z.int().min(1).max(4),
  heading: z.string(),
  blocks: z.array(Block),
});
export type Section = z.infer<typeof Section>;

/** The version-control block that schools print on every policy. Empty text means the document did not say. */
export const VersionFields = z.strictObject({
  title: z.string(),
  version: z.string(),
  date: z.string(),
  author: z.string(),
  approvedByHead: z.string(),
  approvedByGovernors: z.string(),
  nextReview: z.string(),
});
export type VersionFields = z.infer<typeof VersionFields>;

export const PolicyDocument = z.strictObject({ fields: VersionFields, sections: z.array(Section) });
export type PolicyDocument = z.infer<typeof PolicyDocument>;

/** Every statement of a document in reading order, with the section it stands in. */
export const statementsOf = (document: PolicyDocument): { section: Section; statement: Statement }[] =>
  document.sections.flatMap((section) =>
    section.blocks.flatMap((block) => (block.kind === 'statement' ? [{ section, statement: block }] : [])),
  );
