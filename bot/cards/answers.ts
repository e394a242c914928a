import type { Answer } from '../../src/core/policies/answers';
import type { Home } from '../../src/core/people/views';
import type { ReceiptView, ReportView } from '../../src/core/incidents/report-views';
import { bot as texts } from '../../src/texts/en-gb/bot';
import type { CardJson } from '../events';
import { buttons, card, cut, fitting, heading, link, notice, press, text, title, writing } from './parts';
import { type Phones, phoneLines, phoneText } from './phones';

const DAY = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const dayOf = (at: number): string => DAY.format(at);

const reportButton = () => press({ title: texts.report, verb: 'begin', isPrimary: true, isAside: true });

/** A sentence on a card of its own. */
export const alone = (words: string): CardJson => card(words, text(words));

/** What stays of a card that was answered by typing: no buttons, and nothing of what was said. */
export const answered: CardJson = card(texts.answered, text(texts.answered, { isSubtle: true }));

export function homeCard(o: { readonly hasOpen: boolean; readonly notes?: readonly string[] }): CardJson {
  return card(
    [...(o.notes ?? []), texts.homeTitle, texts.homeLead, ...texts.helpLines].join('\n'),
    ...(o.notes ?? []).map((note) => notice('emphasis', text(note))),
    heading(texts.homeTitle),
    text(texts.homeLead),
    buttons(
      o.hasOpen ? press({ title: texts.resume, verb: 'resume', isPrimary: true, isAside: true }) : reportButton(),
      press({ title: texts.agreements, verb: 'agreements', isAside: true }),
      press({ title: texts.status, verb: 'status', isAside: true }),
      press({ title: texts.help, verb: 'help', isAside: true }),
    ),
    writing({ id: 'q', label: texts.askLabel, missing: texts.askMissing }),
    buttons(press({ title: texts.ask, verb: 'ask' })),
  );
}

export const helpCard = (phones: Phones): CardJson =>
  card(
    [texts.helpTitle, ...texts.helpLines, phoneText(phones)].join('\n'),
    heading(texts.helpTitle),
    ...texts.helpLines.map((line) => text(line, { spacing: 'small' })),
    ...phoneLines(phones),
    buttons(reportButton()),
  );

/** The report is closed to the reporter: a receipt, or what stopping meant. It takes the place of what was asked. */
export function endCard(view: ReportView): CardJson {
  const { receipt, step, phones, state } = view;
  const to = receipt && !step.prompt.includes(receipt.to) ? [texts.sentTo(receipt.to)] : [];
  const lines = receipt ? [texts.receipt(receipt.number), ...to] : [];
  return card(
    [state === 'sent' ? texts.sentTitle : texts.stoppedTitle, step.prompt, ...lines, phoneText(phones)].join('\n'),
    heading(state === 'sent' ? texts.sentTitle : texts.stoppedTitle),
    text(step.prompt),
    ...lines.map((line) => text(line, { weight: 'bolder', spacing: 'small' })),
    ...phoneLines(phones),
    receipt !== null && heading(texts.nextTitle),
    receipt !== null && text(texts.nextBody),
    ...(receipt === null ? [buttons(reportButton())] : adding(view.reportId)),
  );
}

const adding = (reportId: string) => [
  writing({ id: 'text', label: texts.addLater, isLong: true, missing: texts.addMissing }),
  buttons(press({ title: texts.add, verb: 'add', data: { reportId } })),
];

/** A file came while no report was open. */
export const fileCard = (phones: Phones): CardJson =>
  card(
    [texts.doNotTitle, texts.doNot, phoneText(phones)].join('\n'),
    notice('attention', heading(texts.doNotTitle), text(texts.doNot, { spacing: 'small' })),
    text(texts.doNotBegin, { weight: 'bolder' }),
    ...phoneLines(phones),
    buttons(reportButton()),
  );

/** The turn went wrong: the draft is kept, and there are numbers to ring. */
export const failedCard = (phones: Phones): CardJson =>
  card(
    `${texts.failed}\n${phoneText(phones)}`,
    notice('warning', text(texts.failed, { weight: 'bolder' })),
    ...phoneLines(phones),
    buttons(press({ title: texts.showWhereWeAre, verb: 'resume', isAside: true })),
  );

interface Found {
  readonly answers: readonly Answer[];
  readonly coordinator: { readonly name: string; readonly email: string | null } | null;
}
const SHOWN = 3;

/** What the policies say, word for word and with where it stands; nothing found is said to be nothing. */
export function answersCard({ answers, coordinator }: Found): CardJson {
  const ask = coordinator ? texts.askCoordinator(coordinator.name, coordinator.email) : texts.askSomebody;
  const shown = answers.slice(0, SHOWN);
  const lead = shown.length > 0 ? texts.answersTitle : texts.noAnswers;
  return fitting((letters) =>
    card(
      [lead, ...shown.map((a) => a.quote), ask].join('\n'),
      heading(lead),
      ...shown.flatMap((a) => [
        ...(a.rating
          ? [text(texts.rated(texts.sides[a.rating.side] ?? a.rating.side, a.rating.label), { weight: 'bolder' })]
          : []),
        text(cut(a.quote, letters)),
        text(texts.source(a.title, a.version, a.heading), { isSubtle: true, size: 'small', spacing: 'none' }),
      ]),
      text(ask, { spacing: 'medium' }),
      text(texts.notARule, { isSubtle: true }),
      buttons(reportButton()),
    ),
  );
}

/** `open`: the address in Teams of a page of ours. */
export function agreementsCard(home: Home, open: (path: string) => string): CardJson {
  const toSign = home.tasks.filter((task) => task.kind === 'sign');
  const waiting = toSign.map((t) =>
    t.isOverdue ? texts.overdue(t.title) : texts.waiting(t.title, t.dueOn && dayOf(Date.parse(`${t.dueOn}T12:00:00Z`))),
  );
  const signed = home.signed.slice(0, 10).map((s) => texts.signed(s.title, s.versionLabel, dayOf(s.signedAt)));
  const lines = [...waiting, ...signed];
  const shown = lines.length > 0 ? lines : [texts.nothingSigned];
  const [first] = toSign;
  return card(
    [texts.agreementsTitle, ...shown].join('\n'),
    heading(texts.agreementsTitle),
    ...shown.map((line) => text(line, { spacing: 'small' })),
    first !== undefined && buttons(link(texts.read, open(first.link))),
  );
}

const LISTED = 5;

/** Receipts: what was sent, when and to which post. Nothing of what became of it. */
export function statusCard(reports: readonly ReceiptView[], hasOpen: boolean): CardJson {
  const shown = reports.slice(0, LISTED);
  const lines = shown.map((r) =>
    (r.state === 'unfinished' ? texts.statusUnfinished : texts.statusLine)(
      r.receipt.number,
      dayOf(r.receipt.sentAt),
      r.receipt.to,
    ),
  );
  const [newest] = shown;
  return card(
    [texts.statusTitle, ...(lines.length > 0 ? lines : [texts.statusNone])].join('\n'),
    heading(texts.statusTitle),
    ...(lines.length > 0 ? lines : [texts.statusNone]).map((line) => text(line, { spacing: 'small' })),
    lines.length > 0 && text(texts.statusLead, { isSubtle: true }),
    hasOpen && text(texts.openReport, { weight: 'bolder' }),
    ...(newest
      ? [
          writing({ id: 'text', label: texts.addLater, isLong: true, missing: texts.addMissing }),
          buttons(
            press({ title: texts.addTo(newest.receipt.number), verb: 'add', data: { reportId: newest.reportId } }),
          ),
        ]
      : []),
    buttons(
      hasOpen
        ? press({ title: texts.resume, verb: 'resume', isAside: true })
        : press({ title: texts.report, verb: 'begin', isAside: true }),
    ),
  );
}

/** Not understood: what was written is not lost, and there are two ways on with it. */
export const unclearCard = (words: string): CardJson =>
  card(
    [texts.unclearTitle, texts.unclear(cut(words, 300)), texts.homeLead].join('\n'),
    heading(texts.unclearTitle),
    text(texts.unclear(cut(words, 300))),
    buttons(
      press({ title: texts.unclearReport, verb: 'begin', data: { words: cut(words, 4_000) }, isPrimary: true }),
      press({ title: texts.unclearAsk, verb: 'ask', data: { q: cut(words, 300) } }),
      press({ title: texts.help, verb: 'help' }),
    ),
  );

/** What wakes a phone: one sentence for everything there is. */
export const newsCard = (sentence: string = texts.newInLantern): CardJson =>
  card(sentence, text(sentence), buttons(press({ title: texts.look, verb: 'news' })));

/** Somebody is to be rung at once: the name of whoever reports, the numbers, and nothing of what it is about. */
export const urgentCard = (reporter: string, phones: Phones): CardJson =>
  card(
    `${texts.urgent(reporter)}\n${phoneText(phones)}`,
    notice('attention', text(texts.urgent(reporter), { weight: 'bolder', size: 'medium' })),
    text(texts.urgentNext, { spacing: 'small' }),
    ...phoneLines(phones),
    buttons(press({ title: texts.look, verb: 'news' })),
  );

/** What needs the person, by title, each leading to its page. */
export function newsList(home: Home, open: (path: string) => string): CardJson {
  const tasks = home.tasks.slice(0, 5);
  return card(
    texts.newInLantern,
    heading(texts.newInLantern),
    ...tasks.map((task) => text(title(task.title), { spacing: 'small' })),
    buttons(link(texts.openLantern, open('/tabs/home'))),
  );
}
