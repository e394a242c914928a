import { accountUseCases } from './accounts/use-cases';
import { attestationUseCases } from './attestation/use-cases';
import { chatUseCases } from './chat/use-cases';
import { evidenceUseCases } from './evidence/use-cases';
import { chartUseCases } from './incidents/use-cases/charts';
import { reportUseCases } from './incidents/use-cases/report-index';
import { caseUseCases } from './incidents/use-cases/cases';
import { ledgerUseCases } from './ledger/use-cases';
import { peopleUseCases } from './people/use-cases';
import { policyUseCases } from './policies/use-cases';

/**
 * The register: everything anybody can ask Lantern to do, by name. Routes, jobs and tests walk it; what is not in it
 * cannot happen.
 */
export const useCases = {
  ...peopleUseCases,
  ...policyUseCases,
  ...attestationUseCases,
  ...accountUseCases,
  ...ledgerUseCases,
  ...chatUseCases,
  ...reportUseCases,
  ...caseUseCases,
  ...evidenceUseCases,
  ...chartUseCases,
} as const;
