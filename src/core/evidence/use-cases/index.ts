import { captureMail, keepCopy, keepFacts, keepOrigin, noteTag, noteTrouble } from './capture';
import { flagMail, myMails } from './flag';
import { mailsOfCase, openMail, readSenders, takeAttachment } from './reading';

export const evidenceUseCases = {
  'evidence.flag': flagMail,
  'evidence.mine': myMails,
  'evidence.capture': captureMail,
  'evidence.keepFacts': keepFacts,
  'evidence.keepCopy': keepCopy,
  'evidence.noteTrouble': noteTrouble,
  'evidence.noteTag': noteTag,
  'evidence.keepOrigin': keepOrigin,
  'evidence.ofCase': mailsOfCase,
  'evidence.open': openMail,
  'evidence.attachment': takeAttachment,
  'evidence.senders': readSenders,
} as const;
