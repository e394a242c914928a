import {
  act,
  addNote,
  chaseReferral,
  correctEntry,
  decideSanctions,
  finishAct,
  linkCase,
  namePerson,
  recordEntry,
  refer,
} from './case-entries';
import { agreeExport, askExport, exportCase } from './case-export';
import { addPaper, openUpload, readPaper } from './case-papers';
import { findPeople, finishTask, listCases, myTasks, readCase, readChronology } from './case-reading';
import { answerStep, askSecond, confirmStep, handOnCase, reopenCase, stopWork, unsealCase } from './case-steps';
import { exportFigures, readFigures } from './figures';
import { watchCases } from './case-watch';
import { listLowLevel, recordLowLevel } from './low-level';

export const caseUseCases = {
  'cases.list': listCases,
  'cases.read': readCase,
  'cases.chronology': readChronology,
  'cases.find': findPeople,
  'cases.answer': answerStep,
  'cases.confirm': confirmStep,
  'cases.stop': stopWork,
  'cases.handOn': handOnCase,
  'cases.askSecond': askSecond,
  'cases.unseal': unsealCase,
  'cases.reopen': reopenCase,
  'cases.note': addNote,
  'cases.correct': correctEntry,
  'cases.namePerson': namePerson,
  'cases.refer': refer,
  'cases.chase': chaseReferral,
  'cases.decideSanctions': decideSanctions,
  'cases.act': act,
  'cases.finishAct': finishAct,
  'cases.record': recordEntry,
  'cases.link': linkCase,
  'cases.openUpload': openUpload,
  'cases.addPaper': addPaper,
  'cases.readPaper': readPaper,
  'cases.askExport': askExport,
  'cases.agreeExport': agreeExport,
  'cases.export': exportCase,
  'cases.watch': watchCases,
  'tasks.mine': myTasks,
  'tasks.finish': finishTask,
  'lowLevel.record': recordLowLevel,
  'lowLevel.list': listLowLevel,
  'figures.read': readFigures,
  'figures.export': exportFigures,
} as const;
