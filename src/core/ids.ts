import { z } from 'zod';

/**
 * Branded ids, so that a person's cannot be passed for a policy's. All are random UUIDs made by the store's side
 * (`Work.newId`): they carry no meaning and cannot be guessed from one another.
 */
const id = <const Name extends string>(name: Name) => z.guid().brand(name);

export const TenantId = id('TenantId');
export type TenantId = z.infer<typeof TenantId>;
export const PersonId = id('PersonId');
export type PersonId = z.infer<typeof PersonId>;
export const SchoolId = id('SchoolId');
export type SchoolId = z.infer<typeof SchoolId>;
export const PolicyId = id('PolicyId');
export type PolicyId = z.infer<typeof PolicyId>;
export const VersionId = id('VersionId');
export type VersionId = z.infer<typeof VersionId>;
export const CampaignId = id('CampaignId');
export type CampaignId = z.infer<typeof CampaignId>;
export const AttestationId = id('AttestationId');
export type AttestationId = z.infer<typeof AttestationId>;
export const QuestionId = id('QuestionId');
export type QuestionId = z.infer<typeof QuestionId>;
export const PupilId = id('PupilId');
export type PupilId = z.infer<typeof PupilId>;
export const NoticeId = id('NoticeId');
export type NoticeId = z.infer<typeof NoticeId>;
export const ReportId = id('ReportId');
export type ReportId = z.infer<typeof ReportId>;
export const CaseId = id('CaseId');
export type CaseId = z.infer<typeof CaseId>;
export const EntryId = id('EntryId');
export type EntryId = z.infer<typeof EntryId>;
export const PaperId = id('PaperId');
export type PaperId = z.infer<typeof PaperId>;
export const MailId = id('MailId');
export type MailId = z.infer<typeof MailId>;
export const TaskId = id('TaskId');
export type TaskId = z.infer<typeof TaskId>;

/** A calendar day in the school's own time zone, `YYYY-MM-DD`. */
export const Day = z.iso.date().brand('Day');
export type Day = z.infer<typeof Day>;
