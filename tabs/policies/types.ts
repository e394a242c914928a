import type { Input, Output } from '../../src/api/contract';

export type Summary = Output<'policies.list'>['policies'][number];
export type PolicyView = Output<'policies.read'>;
export type Version = PolicyView['version'];
export type VersionRow = PolicyView['versions'][number];
export type PolicyDocument = PolicyView['document'];
export type Section = PolicyDocument['sections'][number];
export type Block = Section['blocks'][number];
export type TableBlock = Extract<Block, { kind: 'table' }>;
export type Matrix = PolicyView['matrices'][number];
export type Side = Matrix['rows'][number]['side'];
export type PolicyId = Summary['policyId'];
export type VersionId = VersionRow['versionId'];
export type Audience = NonNullable<Input<'policies.saveDraft'>['audience']>;

/** Ids in addresses come from our own links; the server refuses any other. */
export const policyIdOf = (text: string): PolicyId => text as PolicyId;
export const versionIdOf = (text: string): VersionId => text as VersionId;
