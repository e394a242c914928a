import { z } from 'zod';
import { type PersonActor, scopeOf, asPerson } from '../../access/actor';
import { COORDINATES, NOTHING } from '../../access/rules';
import { AppError, invalid, notFound, sure } from '../../errors';
import { CampaignId, type NoticeId, type PersonId, QuestionId, type SchoolId } from '../../ids';
import { namesOf } from '../../people/names';
import { statementsOf } from '../../policies/document';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import type { NoticeKind } from '../notices';
import { type Campaign, act } from '../obligations';
import type { Question } from '../store';
import type { QuestionView } from '../views';
import { checkOpen } from './campaigns';
import { ownObligation } from './signing';

const Words = z.string().trim().min(1, 'Type a few words.').max(2_000, 'Keep it under 2,000 letters.');
const DONE = { done: true as const };

/** "I have a question", or "I cannot accept this yet": a state with an owner and an answer, not a refusal. */
export const askQuestion = useCase({
  name: 'agreements.ask',
  action: 'agreement.question',
  input: z.strictObject({ campaignId: CampaignId, statementKey: z.string().max(200).nullable(), text: Words }),
  subject: (input, work, actor) => ownObligation(input, work, actor),
  run: async ({ input, subject, actor }, work) => {
    const { obligation, campaign } = subject;
    checkOpen(campaign);
    await checkStatement(input.statementKey, campaign.versionId, work);
    await work.attestations.saveObligations([act(obligation, { kind: 'ask' }, work.today)]);
    const owner = await ownerFor(asPerson(actor), work);
    const question: Question = {
      id: work.newId<QuestionId>(),
      campaignId: campaign.id,
      personId: subject.ownerId,
      statementKey: input.statementKey,
      text: input.text,
      askedAt: work.now,
      ownerId: owner,
      answer: null,
      answeredBy: null,
      answeredAt: null,
    };
    await work.attestations.addQuestion(question);
    await tell(work, {
      kind: 'question_asked',
      to: owner,
      about: question,
      title: campaign.title,
      link: '/tabs/work/questions',
    });
    return { questionId: question.id };
  },
  ledger: {
    kind: 'attestation.question',
    ref: ({ output }) => output.questionId,
    payload: ({ input, output }) => ({ question: output.questionId, campaign: input.campaignId }),
  },
});

async function checkStatement(
  key: string | null,
  versionId: Parameters<Work['policies']['version']>[0],
  work: Work,
): Promise<void> {
  if (key === null) return;
  const version = await work.policies.version(versionId);
  const known = version && statementsOf(version.document).some(({ statement }) => statement.key === key);
  if (!known) throw invalid('statementKey', 'That sentence is not in this agreement any more. Load the page again.');
}

/** Questions go to the school's coordinator, else to whoever leads; never to the person who asks. */
async function ownerFor(asker: PersonActor, work: Work): Promise<PersonId> {
  const candidates = await work.people.holders(
    ['coordinator', 'safeguarding_lead', 'deputy_head', 'head'],
    asker.person.schoolId,
    work.today,
  );
  const owner = candidates.find((p) => p.id !== asker.person.id);
  if (owner) return owner.id;
  throw new AppError('conflict', {
    problems: [{ where: 'question', what: 'Nobody is set up yet to answer questions. Please ask the head in person.' }],
  });
}

interface Telling {
  readonly kind: NoticeKind;
  readonly to: PersonId;
  readonly about: Question;
  readonly title: string;
  readonly link: string;
}

const tell = async (work: Work, { kind, to, about, title, link }: Telling): Promise<void> => {
  await work.notices.add([
    {
      id: work.newId<NoticeId>(),
      key: `${kind} ${about.id}`,
      personId: to,
      kind,
      title,
      link,
      dueOn: null,
      notBefore: work.now,
      createdAt: work.now,
      delivery: 'waiting',
      deliveredAt: null,
    },
  ]);
  await work.enqueue('notify', about.id, about.answeredAt === null ? 0 : 1);
};

/** Takes back one's open questions: the person can sign after all. */
export const withdrawQuestion = useCase({
  name: 'agreements.withdrawQuestion',
  action: 'agreement.question',
  input: z.strictObject({ campaignId: CampaignId }),
  subject: (input, work, actor) => ownObligation(input, work, actor),
  run: async ({ subject }, work) => {
    const { obligation, campaign, ownerId } = subject;
    await work.attestations.saveObligations([act(obligation, { kind: 'answer' }, work.today)]);
    const open = (await work.attestations.questionsOf(campaign.id, ownerId)).filter((q) => q.answeredAt === null);
    for (const q of open) await work.attestations.answer({ ...q, answeredBy: ownerId, answeredAt: work.now });
    return { ...DONE, withdrawn: open.length };
  },
  ledger: {
    kind: 'attestation.answered',
    payload: ({ input, output }) => (output.withdrawn > 0 ? { campaign: input.campaignId, withdrawn: true } : null),
  },
});

export const listQuestions = useCase({
  name: 'questions.list',
  action: 'agreement.read_questions',
  input: z.strictObject({}),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ actor }, work) => {
    const questions = await work.attestations.openQuestions(scopeOf(actor, COORDINATES));
    return { questions: await questionViews(questions, work) };
  },
});

export const answerQuestion = useCase({
  name: 'questions.answer',
  action: 'agreement.answer',
  input: z.strictObject({ questionId: QuestionId, text: Words }),
  subject: async ({ questionId }, work): Promise<{ schoolId: SchoolId; ownerId: PersonId; question: Question }> => {
    const question = await work.attestations.question(questionId);
    const asker = question && (await work.people.person(question.personId));
    if (!question || !asker) throw notFound();
    return { schoolId: asker.schoolId, ownerId: asker.id, question };
  },
  run: async ({ input, subject, actor }, work) => {
    const { question } = subject;
    if (question.answeredAt !== null) throw new AppError('conflict', { detail: 'answered already' });
    const answered = { ...question, answer: input.text, answeredBy: asPerson(actor).person.id, answeredAt: work.now };
    await work.attestations.answer(answered);
    const others = await work.attestations.questionsOf(question.campaignId, question.personId);
    const obligation = await work.attestations.obligation(question.campaignId, question.personId);
    // Back to pending only when nothing is left open.
    if (obligation && others.every((q) => q.id === question.id || q.answeredAt !== null))
      await work.attestations.saveObligations([act(obligation, { kind: 'answer' }, work.today)]);
    const campaign = sure(await work.attestations.campaign(question.campaignId), 'a campaign');
    const link = `/tabs/sign/${question.campaignId}`;
    await tell(work, {
      kind: 'question_answered',
      to: question.personId,
      about: answered,
      title: campaign.title,
      link,
    });
    return DONE;
  },
  ledger: {
    kind: 'attestation.answered',
    ref: ({ input }) => input.questionId,
    payload: ({ input }) => ({ question: input.questionId }),
  },
});

/** The sentence as it stands; as it last stood when the text has changed since the question. */
async function sentenceOf(key: string, { policyId, versionId }: Campaign, work: Work): Promise<string | null> {
  const versions = await work.policies.versions(policyId);
  for (const { id } of versions.slice(versions.findIndex((v) => v.id === versionId))) {
    const { document } = sure(await work.policies.version(id), 'a version');
    const found = statementsOf(document).find(({ statement }) => statement.key === key);
    if (found) return found.statement.text;
  }
  return null;
}

/** Questions with the words and names a page shows. */
export async function questionViews(questions: readonly Question[], work: Work): Promise<QuestionView[]> {
  const nameOf = await namesOf(
    questions.flatMap((q) => [q.personId, q.ownerId]),
    work,
  );
  const views: QuestionView[] = [];
  for (const q of questions) {
    const campaign = sure(await work.attestations.campaign(q.campaignId), 'a campaign');
    views.push({
      questionId: q.id,
      campaignId: q.campaignId,
      title: campaign.title,
      askedBy: nameOf(q.personId),
      statement: q.statementKey && (await sentenceOf(q.statementKey, campaign, work)),
      text: q.text,
      askedAt: q.askedAt,
      ownerName: nameOf(q.ownerId),
      answer: q.answer,
      answeredAt: q.answeredAt,
    });
  }
  return views;
}
