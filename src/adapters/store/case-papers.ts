import type { CaseStore, PaperRow, TaskRow } from '../../core/incidents/case-store';
import type { Tables } from './tables';
import type { Session } from './unit';

type PapersAndTasks = Pick<
  CaseStore,
  | 'addTask'
  | 'tasksOf'
  | 'task'
  | 'finishTask'
  | 'tasksToAsk'
  | 'askTaskAgain'
  | 'addPaper'
  | 'papers'
  | 'sealPapers'
  | 'fileKey'
>;

const taskCell = (id: string) => ({ table: 'case_task', column: 'content', id });
const paperCell = (id: string) => ({ table: 'case_paper', column: 'content', id });

/** Tasks as their doers see them, and papers: what they are called is sealed like everything else of a case. */
export function casePapersStore({ db, tenant, content }: Session): PapersAndTasks {
  const tasks = () =>
    db
      .selectFrom('caseTask')
      .innerJoin('incidentCase', 'incidentCase.id', 'caseTask.caseId')
      .select([
        'caseTask.id',
        'caseId',
        'schoolId',
        'doerId',
        'dueOn',
        'madeAt',
        'doneAt',
        'askAt',
        'caseTask.content',
      ]);
  type Found = Omit<TaskRow, 'text'> & { content: Buffer };
  const asTasks = async (found: readonly Found[]): Promise<TaskRow[]> => {
    const keys = await content.unlock([...new Set(found.map((t) => t.caseId))]);
    return found.map(({ content: sealed, ...t }) => ({ ...t, text: keys(t.caseId, taskCell(t.id), sealed) }));
  };
  return {
    addTask: async ({ text, ...task }) => {
      const sealed = await content.seal(task.caseId, taskCell(task.id), text);
      await db
        .insertInto('caseTask')
        .values({ tenant, ...task, content: sealed })
        .execute();
    },
    tasksOf: async (people) =>
      asTasks(
        await tasks()
          .where('doerId', 'in', [...people])
          .where('doneAt', 'is', null)
          .orderBy('dueOn')
          .orderBy('caseTask.id')
          .execute(),
      ),
    task: async (id) => (await asTasks(await tasks().where('caseTask.id', '=', id).execute()))[0] ?? null,
    finishTask: async (id, at) => {
      await db.updateTable('caseTask').set({ doneAt: at }).where('id', '=', id).where('doneAt', 'is', null).execute();
    },
    tasksToAsk: (now, limit) =>
      db
        .selectFrom('caseTask')
        .innerJoin('incidentCase', 'incidentCase.id', 'caseTask.caseId')
        .select(['caseTask.id', 'caseId', 'schoolId', 'doerId'])
        .where('askAt', '<=', now)
        .where('doneAt', 'is', null)
        .orderBy('askAt')
        .orderBy('caseTask.id')
        .limit(limit)
        .forUpdate('caseTask')
        .skipLocked()
        .execute(),
    askTaskAgain: async (id, at) => {
      await db.updateTable('caseTask').set({ askAt: at }).where('id', '=', id).execute();
    },
    addPaper: async ({ name, ...paper }) => {
      const row: Tables['casePaper'] = {
        tenant,
        ...paper,
        content: await content.seal(paper.caseId, paperCell(paper.id), name),
      };
      await db.insertInto('casePaper').values(row).execute();
    },
    papers: async (id) => {
      const found = await db
        .selectFrom('casePaper')
        .select(['id', 'caseId', 'mediaType', 'size', 'sha256', 'blob', 'scanned', 'addedAt', 'sealedAt', 'content'])
        .where('caseId', '=', id)
        .orderBy('addedAt')
        .orderBy('id')
        .execute();
      const keys = await content.unlock(found.length > 0 ? [id] : []);
      return found.map(({ content: sealed, ...p }): PaperRow => ({ ...p, name: keys(id, paperCell(p.id), sealed) }));
    },
    // The flags of a case are sealed when it is made, so its key is there.
    fileKey: (id) => content.fileKey(id),
    sealPapers: async (id, at) => {
      await db
        .updateTable('casePaper')
        .set({ sealedAt: at })
        .where('caseId', '=', id)
        .where('sealedAt', 'is', null)
        .execute();
    },
  };
}
