import { randomUUID } from 'node:crypto';
import type { Actor } from '../../src/core/access/actor';
import { AppError } from '../../src/core/errors';
import { makePerform } from '../../src/core/perform';
import type { Unit } from '../../src/core/ports';
import type { AnyUseCase } from '../../src/core/use-case';
import { useCases } from '../../src/core/use-cases';
import { facts, origin } from './mails';
import type { SchoolFixture } from './school';

export type Name = keyof typeof useCases;
export const NAMES = Object.keys(useCases) as Name[]; // the register's own keys

/** Ids of one case and of what is in it. */
export interface Ids {
  readonly caseId: string;
  readonly entryId: string;
  readonly taskId: string;
  readonly referralId: string;
  readonly paperId: string;
  readonly pupilId: string;
  readonly otherId: string;
  readonly personId: string;
  readonly mailId: string;
  readonly reportId: string;
}

/** Ids that nothing has. */
export const nowhere = (pupilId: string, personId: string): Ids => ({
  caseId: randomUUID(),
  entryId: randomUUID(),
  taskId: randomUUID(),
  referralId: randomUUID(),
  paperId: randomUUID(),
  otherId: randomUUID(),
  pupilId,
  personId,
  mailId: randomUUID(),
  reportId: randomUUID(),
});

const reason = 'For a reason';
const sha = 'a'.repeat(64);

/** What somebody may try with ids they guessed or were told; every use case about cases has such a try. */
export const TRIES: Partial<Record<Name, (i: Ids) => object>> = {
  'cases.watch': () => ({}),
  'cases.list': () => ({}),
  'cases.read': (i) => ({ caseId: i.caseId }),
  'cases.chronology': (i) => ({ pupilId: i.pupilId }),
  'cases.find': (i) => ({ caseId: i.caseId, kind: 'staff', q: 'example' }),
  'cases.answer': (i) => ({ caseId: i.caseId, rev: 1, node: 'T0', choices: ['opened'] }),
  'cases.confirm': (i) => ({ caseId: i.caseId, proposalId: i.entryId, agrees: true, reason }),
  'cases.stop': (i) => ({ caseId: i.caseId, rev: 1, reason }),
  'cases.handOn': (i) => ({ caseId: i.caseId, to: i.personId, reason }),
  'cases.askSecond': (i) => ({ caseId: i.caseId, personId: i.personId }),
  'cases.unseal': (i) => ({ caseId: i.caseId, about: ['subject_pupil'], people: [] }),
  'cases.reopen': (i) => ({ caseId: i.caseId, reason }),
  'cases.note': (i) => ({ caseId: i.caseId, text: 'Hello' }),
  'cases.correct': (i) => ({ caseId: i.caseId, entryId: i.entryId, text: 'Hello', reason }),
  'cases.namePerson': (i) => ({ caseId: i.caseId, who: { kind: 'pupil', pupilId: i.pupilId }, parts: ['witness'] }),
  'cases.refer': (i) => ({
    caseId: i.caseId,
    agency: 'police',
    contact: '',
    at: 0,
    reference: '',
    advice: '',
    chaseOn: null,
  }),
  'cases.chase': (i) => ({ caseId: i.caseId, referralId: i.referralId, said: 'x', reference: '', chaseOn: null }),
  'cases.decideSanctions': (i) => ({ caseId: i.caseId, personKey: i.pupilId, row: null, lines: [] }),
  'cases.act': (i) => ({
    caseId: i.caseId,
    what: 'action',
    text: 'x',
    doerId: i.personId,
    office: '',
    dueOn: '2026-10-01',
  }),
  'cases.finishAct': (i) => ({ caseId: i.caseId, taskId: i.taskId, said: '' }),
  'cases.record': (i) => ({ caseId: i.caseId, record: { kind: 'support', personKey: null, plan: 'x' } }),
  'cases.link': (i) => ({ caseId: i.caseId, otherId: i.otherId, why: 'same' }),
  'cases.openUpload': (i) => ({ caseId: i.caseId }),
  'cases.addPaper': (i) => ({
    caseId: i.caseId,
    paperId: i.paperId,
    name: 'a.txt',
    mediaType: 'text/plain',
    size: 1,
    sha256: sha,
    blob: sha,
    scanned: 'none',
  }),
  'cases.readPaper': (i) => ({ caseId: i.caseId, paperId: i.paperId }),
  'cases.askExport': (i) => ({ caseId: i.caseId, recipient: 'Me', reason, secondId: i.personId }),
  'cases.agreeExport': (i) => ({ caseId: i.caseId, askId: i.entryId, agrees: true, reason }),
  'cases.export': (i) => ({ caseId: i.caseId, recipient: 'Me', reason }),
  'evidence.flag': (i) => ({
    reportId: i.reportId,
    messages: [{ mailbox: 'x@example.org', itemId: 'AAMk1' }],
    wishes: [],
  }),
  'evidence.mine': () => ({ mailbox: 'x@example.org', itemIds: 'AAMk1' }),
  'evidence.capture': (i) => ({ mailId: i.mailId }),
  'evidence.keepFacts': (i) => ({ mailId: i.mailId, facts }),
  'evidence.keepCopy': (i) => ({ mailId: i.mailId, copy: { blob: sha, sha256: sha, size: 1, origin: 'graph' } }),
  'evidence.noteTrouble': (i) => ({ mailId: i.mailId, trouble: 'gone' }),
  'evidence.noteTag': (i) => ({ mailId: i.mailId, tag: 'set' }),
  'evidence.keepOrigin': (i) => ({ mailId: i.mailId, cameFrom: origin }),
  'evidence.ofCase': (i) => ({ caseId: i.caseId }),
  'evidence.open': (i) => ({ caseId: i.caseId, mailId: i.mailId }),
  'evidence.attachment': (i) => ({ caseId: i.caseId, mailId: i.mailId, index: 0, reason }),
  'evidence.senders': (i) => ({ caseId: i.caseId, mailId: i.mailId }),
  'tasks.mine': () => ({}),
  'tasks.finish': (i) => ({ taskId: i.taskId, said: '' }),
  'lowLevel.list': () => ({}),
  'lowLevel.record': (i) => ({ personId: i.personId, text: 'abc', context: 'abc', did: 'abc', why: 'abc' }),
  'figures.read': () => ({}),
  'figures.export': () => ({}),
  'people.list': () => ({ q: 'example' }),
};

class Undone extends Error {}

/** A unit of work of which nothing stays: what somebody would be told, and no trace that they asked. */
const undone = (unit: Unit): Unit => ({
  run: async (actor, mode, work) => {
    let told: { result: Awaited<ReturnType<typeof work>> } | undefined;
    try {
      return await unit.run(actor, mode, async (w) => {
        told = { result: await work(w) };
        throw new Undone();
      });
    } catch (e) {
      if (e instanceof Undone && told) return told.result;
      throw e;
    }
  },
});

/** What a person is told when they try a use case: the answer, or the error as it leaves the house. */
export function makeTry(school: SchoolFixture) {
  const perform = makePerform(undone(school.unit));
  return async (name: Name, actor: Actor, input: unknown): Promise<unknown> => {
    try {
      const answer: unknown = await perform(useCases[name] as AnyUseCase, actor, input);
      return { answer };
    } catch (e) {
      if (!(e instanceof AppError)) throw e;
      return { code: e.code, problems: e.problems };
    }
  };
}

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** As text, with random ids and the references made of them taken out; `known` ids stay. */
export const normal = (told: unknown, known: ReadonlySet<string>): string =>
  JSON.stringify(told, (_, value: unknown) => (value instanceof Map ? [...(value as Map<unknown, unknown>)] : value))
    .replace(ID, (id) => (known.has(id) ? id : '<id>'))
    .replace(/"L-[0-9A-F]{8}"/g, '"<reference>"')
    .replace(/"digest":"[0-9a-f]{64}"/g, '"digest":"<digest>"');
