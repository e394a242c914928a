import { approve, publish, ratify, sendBack } from './approval';
import { changeDraft, mayImport, saveDraft } from './drafting';
import { askPolicies, comparePolicy, listPolicies, readMatrices, readPolicy, searchPolicies } from './reading';

export const policyUseCases = {
  'policies.list': listPolicies,
  'policies.read': readPolicy,
  'policies.search': searchPolicies,
  'policies.ask': askPolicies,
  'policies.compare': comparePolicy,
  'policies.matrices': readMatrices,
  'policies.mayImport': mayImport,
  'policies.saveDraft': saveDraft,
  'policies.changeDraft': changeDraft,
  'policies.approve': approve,
  'policies.sendBack': sendBack,
  'policies.ratify': ratify,
  'policies.publish': publish,
} as const;
