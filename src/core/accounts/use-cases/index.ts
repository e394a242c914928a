import { approvePlan, closeAtOnce, confirmClose } from './approval';
import { listAccounts, readAccount, readPlan } from './reading';
import {
  finishHandOff,
  listEquipment,
  placeHold,
  readSetUp,
  releaseHold,
  saveEquipment,
  saveScheme,
  saveTemplate,
} from './registers';
import { checkStarter, requestChange, requestStarter, withdraw } from './requests';
import { claimCases, holdCases, keepFindings, keepPlan, keepSnapshot, noteCases, toCheck, toPlan } from './work';

export const accountUseCases = {
  'accounts.list': listAccounts,
  'accounts.plan': readPlan,
  'accounts.person': readAccount,
  'accounts.setUp': readSetUp,
  'accounts.saveScheme': saveScheme,
  'accounts.saveTemplate': saveTemplate,
  'accounts.check': checkStarter,
  'accounts.requestStarter': requestStarter,
  'accounts.request': requestChange,
  'accounts.withdraw': withdraw,
  'accounts.approve': approvePlan,
  'accounts.closeAtOnce': closeAtOnce,
  'accounts.confirmClose': confirmClose,
  'accounts.finishHandOff': finishHandOff,
  'accounts.placeHold': placeHold,
  'accounts.releaseHold': releaseHold,
  'equipment.list': listEquipment,
  'equipment.save': saveEquipment,
  'accounts.toPlan': toPlan,
  'accounts.keepPlan': keepPlan,
  'accounts.claim': claimCases,
  'accounts.hold': holdCases,
  'accounts.keepSnapshot': keepSnapshot,
  'accounts.note': noteCases,
  'accounts.toCheck': toCheck,
  'accounts.keepFindings': keepFindings,
} as const;
