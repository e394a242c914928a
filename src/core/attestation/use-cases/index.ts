import { closeCampaign, listCampaigns, previewCampaign, reconcileCampaigns, startCampaign } from './campaigns';
import { chase, remindReviews } from './chase';
import { listClasses, readSheet, recordSheet } from './class-sheets';
import { establish } from './establish';
import { exportCompleteness, listCompleteness, readCompleteness } from './completeness';
import { readHome } from './home';
import { claimNotices, myNotices, settleNotice } from './notices';
import { countersign, excuse, listToCountersign, recordPaper, remind } from './people';
import { applyPupils, previewPupils } from './pupil-list';
import { answerQuestion, askQuestion, listQuestions, withdrawQuestion } from './questions';
import { readReceipt } from './receipts';
import { readSettings } from './set-up';
import { readSigning, saveSigningDraft, sign } from './signing';

export const attestationUseCases = {
  'tenant.establish': establish,
  'home.read': readHome,
  'settings.read': readSettings,
  'agreements.signing': readSigning,
  'agreements.saveDraft': saveSigningDraft,
  'agreements.sign': sign,
  'agreements.ask': askQuestion,
  'agreements.withdrawQuestion': withdrawQuestion,
  'questions.list': listQuestions,
  'questions.answer': answerQuestion,
  'campaigns.list': listCampaigns,
  'campaigns.preview': previewCampaign,
  'campaigns.start': startCampaign,
  'campaigns.close': closeCampaign,
  'campaigns.reconcile': reconcileCampaigns,
  'completeness.read': readCompleteness,
  'completeness.list': listCompleteness,
  'completeness.export': exportCompleteness,
  'agreements.excuse': excuse,
  'agreements.remind': remind,
  'agreements.recordPaper': recordPaper,
  'agreements.chase': chase,
  'countersign.list': listToCountersign,
  'countersign.sign': countersign,
  'classSheets.list': listClasses,
  'classSheets.read': readSheet,
  'classSheets.record': recordSheet,
  'pupils.previewList': previewPupils,
  'pupils.applyList': applyPupils,
  'receipts.read': readReceipt,
  'notices.mine': myNotices,
  'notices.claim': claimNotices,
  'notices.settle': settleNotice,
  'policies.remindReviews': remindReviews,
} as const;
