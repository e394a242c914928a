import { z } from 'zod';
import { asPerson } from '../../access/actor';
import { AppError, invalid, notFound } from '../../errors';
import { CaseId, PaperId } from '../../ids';
import { useCase } from '../../use-case';
import { allows } from '../capabilities';
import { CaseInHand } from '../case-in-hand';
import { demand } from '../triage-work';
import { beFresh, caseChange, caseFor } from './case-change';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * Asked before the first byte of a file is read: may one come now? Where it may not, that somebody tried is noted, and
 * nothing of the file is read or kept.
 */
export const openUpload = useCase({
  name: 'cases.openUpload',
  action: 'case.work',
  input: z.strictObject({ caseId: CaseId }),
  subject: ({ caseId }, work) => caseFor(work, caseId, 'those who work it', 'lock'),
  run: async ({ subject, actor }, work) => {
    const me = asPerson(actor);
    await beFresh(me, work);
    const c = await CaseInHand.take(work, me, subject.row);
    const isOpen = subject.row.state === 'open' && !!c.chart && !!c.progress && allows(c.chart, c.progress, 'upload');
    if (isOpen) return { paperId: work.newId<PaperId>(), added: [] };
    c.add({ kind: 'upload_refused' });
    return { paperId: null, added: await c.keep() };
  },
  ledger: {
    kind: 'incident.recorded',
    ref: ({ input }) => input.caseId,
    payload: ({ input, output }) =>
      output.added.length === 0 ? null : { case: input.caseId, what: 'cases.openUpload', entries: [...output.added] },
  },
});

/** A paper that has been checked, sealed and put away. Looked at again here: the case may have moved on meanwhile. */
export const addPaper = caseChange({
  name: 'cases.addPaper',
  action: 'case.work',
  input: z.strictObject({
    caseId: CaseId,
    paperId: PaperId,
    name: z.string().trim().min(1).max(255),
    mediaType: z.string().max(100),
    size: z.int().min(1),
    sha256: Sha256,
    blob: Sha256,
    scanned: z.enum(['clean', 'none']),
  }),
  act: async (c, { caseId, paperId, blob, scanned, ...paper }) => {
    demand(c, 'upload');
    if (c.state.papers.some((p) => p.paperId === paperId)) throw new AppError('conflict', { detail: 'added already' });
    c.add({ kind: 'paper', paperId, ...paper });
    const kept = { id: paperId, caseId, blob, scanned, addedAt: c.work.now, sealedAt: null };
    await c.work.cases.addPaper({ ...kept, ...paper });
  },
});

/** One paper, to be opened by whoever works the case. A sealed one is opened by nobody. */
export const readPaper = useCase({
  name: 'cases.readPaper',
  action: 'case.read',
  input: z.strictObject({ caseId: CaseId, paperId: PaperId }),
  subject: ({ caseId }, work) => caseFor(work, caseId, 'everyone in it', 'byId'),
  run: async ({ input, actor }, work) => {
    await beFresh(asPerson(actor), work);
    const paper = (await work.cases.papers(input.caseId)).find((p) => p.id === input.paperId);
    if (!paper) throw notFound();
    if (paper.sealedAt !== null)
      throw invalid('paperId', 'This paper is sealed. The police decide what happens to it.');
    return paper;
  },
  ledger: {
    kind: 'incident.read',
    ref: ({ input }) => input.caseId,
    payload: ({ input }) => ({ case: input.caseId, paper: input.paperId, what: 'cases.readPaper' }),
  },
});
