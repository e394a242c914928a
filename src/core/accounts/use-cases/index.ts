import { approvePlan, closeAtOnce, confirmClose } from './approval';
import { listEquipment, saveEquipment, takeDeclared } from './equipment';
import { askForPass, beginPasses, fetchPass, keepPass } from './passes';
import { askForPasswords, fetchPasswords, readClassSlips } from './first-passwords';
import { listAccounts, readAccount, readPlan } from './reading';
import { finishHandOff, placeHold, releaseHold } from './registers';
import { approveBatch, readBatch, withdrawBatch } from './batches';
import { chaseConfirming } from './confirming';
import { listLapses } from './lapses';
import { mayAskForMany, previewMany, requestMany } from './many';
import { askForPupils, readPupils, yearLeaves } from './pupils';
import { checkStarter, requestChange, requestStarter, withdraw } from './requests';
import { keepSeats, toCount } from './seats';
import { remindRegisters } from './reminders';
import { accessRegister, ending, signReview } from './reviews';
import { listHolds, readSetUp, saveScheme, saveTemplate } from './set-up';
import { letGoOn } from './stops';
import { claimCases, holdCases, keepSnapshot, noteCases } from './carrying-out';
import { keepFindings, toCheck } from './drift';
import { keepPlan, toPlan } from './planning';

export const accountUseCases = {
  'accounts.list': listAccounts,
  'accounts.plan': readPlan,
  'accounts.person': readAccount,
  'accounts.setUp': readSetUp,
  'accounts.saveScheme': saveScheme,
  'accounts.saveTemplate': saveTemplate,
  'accounts.check': checkStarter,
  'accounts.requestStarter': requestStarter,
  'accounts.mayAskForMany': mayAskForMany,
  'accounts.previewMany': previewMany,
  'accounts.requestMany': requestMany,
  'accounts.pupils': readPupils,
  'accounts.askForPupils': askForPupils,
  'accounts.yearLeaves': yearLeaves,
  'accounts.batch': readBatch,
  'accounts.approveBatch': approveBatch,
  'accounts.withdrawBatch': withdrawBatch,
  'accounts.lapses': listLapses,
  'accounts.chaseConfirming': chaseConfirming,
  'accounts.toCount': toCount,
  'accounts.keepSeats': keepSeats,
  'accounts.request': requestChange,
  'accounts.withdraw': withdraw,
  'accounts.approve': approvePlan,
  'accounts.closeAtOnce': closeAtOnce,
  'accounts.confirmClose': confirmClose,
  'accounts.finishHandOff': finishHandOff,
  'accounts.holds': listHolds,
  'accounts.placeHold': placeHold,
  'accounts.releaseHold': releaseHold,
  'equipment.list': listEquipment,
  'equipment.save': saveEquipment,
  'equipment.takeDeclared': takeDeclared,
  'accounts.goOn': letGoOn,
  'accounts.ending': ending,
  'accounts.remind': remindRegisters,
  'access.register': accessRegister,
  'access.sign': signReview,
  'passes.ask': askForPass,
  'passes.fetch': fetchPass,
  'passes.ofClass': readClassSlips,
  'passes.askForClass': askForPasswords,
  'passes.fetchClass': fetchPasswords,
  'passes.begin': beginPasses,
  'passes.keep': keepPass,
  'accounts.toPlan': toPlan,
  'accounts.keepPlan': keepPlan,
  'accounts.claim': claimCases,
  'accounts.hold': holdCases,
  'accounts.keepSnapshot': keepSnapshot,
  'accounts.note': noteCases,
  'accounts.toCheck': toCheck,
  'accounts.keepFindings': keepFindings,
} as const;
