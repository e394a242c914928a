import { addToReport, currentReport, directory, myReports, numbers } from './own-reports';
import { watchReports } from './report-watch';
import {
  answerReport,
  backInReport,
  beginReport,
  changeReport,
  fileArrived,
  sayInReport,
  startAgain,
  stopReport,
} from './reports';

export const reportUseCases = {
  'reports.current': currentReport,
  'reports.begin': beginReport,
  'reports.answer': answerReport,
  'reports.say': sayInReport,
  'reports.back': backInReport,
  'reports.change': changeReport,
  'reports.stop': stopReport,
  'reports.startAgain': startAgain,
  'reports.fileArrived': fileArrived,
  'reports.mine': myReports,
  'reports.add': addToReport,
  'reports.directory': directory,
  'reports.numbers': numbers,
  'reports.expire': watchReports,
} as const;
