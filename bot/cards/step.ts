import type { ReportView, StepView } from '../../src/core/incidents/report-views';
import type { PersonId } from '../../src/core/ids';
import { bot as texts } from '../../src/texts/en-gb/bot';
import type { CardJson } from '../events';
import { type Choice, buttons, card, choosing, cut, fitting, heading, notice, press, text, writing } from './parts';
import { phoneLines, phoneText } from './phones';

/** What stands in the fields before they are sent: kept while a name is looked up. */
export interface Draft {
  readonly choices?: string;
  readonly text?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly q?: string;
  readonly found?: readonly { readonly id: PersonId; readonly name: string; readonly job: string }[];
  readonly picked?: readonly { readonly id: PersonId; readonly name: string }[];
}

export interface Said {
  /** Sentences that come first: what became of what was just typed or sent. */
  readonly notes?: readonly string[];
  /** A file or picture was sent. */
  readonly hadFile?: boolean;
  readonly draft?: Draft;
}

/** More buttons than this are a list to choose from: Teams draws six at most. */
const MOST_BUTTONS = 4;
/** Words kept from before are put into the field up to this length; longer ones are kept where they are. */
const MOST_OFFERED = 3_000;

/** The card of an open report: what is asked, and every way to answer it. */
export const stepCard = (view: ReportView, said: Said = {}): CardJson =>
  fitting((letters) =>
    card(
      fallback(view, said),
      ...(said.notes ?? []).map((note) => notice('emphasis', text(note))),
      said.hadFile === true && doNot(),
      view.warning !== null &&
        !said.hadFile &&
        notice('attention', text(warningOf(view.warning), { weight: 'bolder' })),
      ...(isCheck(view) ? summaryOf(view, letters) : []),
      text(view.step.prompt, { size: 'medium', weight: 'bolder', spacing: 'medium' }),
      ...ways(view, said.draft ?? {}),
      ...(isUrgent(view) || said.hadFile ? [...phoneLines(view.phones)] : []),
      aside(view),
    ),
  );

const warningOf = (warning: 'danger' | 'imagery'): string =>
  warning === 'danger' ? texts.warningDanger : texts.warningImagery;

const doNot = () =>
  notice(
    'attention',
    heading(texts.doNotTitle),
    text(texts.doNot, { spacing: 'small' }),
    text(texts.doNotNoted, { spacing: 'small' }),
  );

/** Where the whole report is looked at before it goes. */
const isCheck = ({ step }: ReportView): boolean => step.check;

/** An instruction on the way has somebody ring; the first one only says what this is. */
const isUrgent = ({ step, warning, canGoBack }: ReportView): boolean =>
  warning !== null || (step.kind === 'instruction' && canGoBack);

const at = ({ reportId, rev, step }: ReportView) => ({ reportId, rev, node: step.node });

function ways(view: ReportView, draft: Draft) {
  const { step } = view;
  const choices = step.options.map(({ key, label }): Choice => ({ title: label, value: key }));
  const isForm = step.multi || step.text || step.people || (step.fields.length > 0 && choices.length === 1);
  // Beside several answers a field is for one of them (which category, then): it may stay empty.
  if (!isForm && choices.length <= MOST_BUTTONS)
    return [...step.fields.map((field) => fieldOf(field, draft, false)), single(view)];
  const only = choices.length === 1 && !step.multi ? choices[0] : undefined;
  return [
    choices.length > 0 &&
      !only &&
      choosing({
        id: 'choices',
        label: step.multi ? texts.tick : texts.choose,
        choices,
        isMulti: step.multi,
        // A name can be looked up before anything is ticked; what is missing then is said by the bot.
        ...(!step.people && { missing: texts.chooseFirst }),
        ...(draft.choices !== undefined && { value: draft.choices }),
      }),
    ...(step.people ? naming(view, draft) : []),
    ...step.fields.map((field) => fieldOf(field, draft, true)),
    ...(step.text ? words(view, draft) : []),
    buttons(
      press({
        title: texts.next,
        verb: 'answer',
        data: { ...at(view), ...(only && { choices: only.value }), ...pickedData(draft) },
        isPrimary: true,
      }),
      ...(step.text && view.keptWords !== null && view.keptWords.length > MOST_OFFERED
        ? [press({ title: texts.useKept, verb: 'useKept', data: at(view), isAside: true })]
        : []),
    ),
  ];
}

const single = (view: ReportView) =>
  buttons(
    ...view.step.options.map(({ key, label }, place) =>
      press({
        title: label,
        verb: 'answer',
        data: { ...at(view), choices: key },
        isPrimary: place === 0 && view.step.options.length === 1,
      }),
    ),
  );

function fieldOf(field: StepView['fields'][number], draft: Draft, isRequired: boolean) {
  const shared = {
    id: `f_${field.key}`,
    label: field.label,
    value: draft.fields?.[field.key] ?? '',
    ...(isRequired && { missing: texts.fieldMissing }),
  };
  if (field.kind === 'text') return writing(shared);
  const choices = (field.options ?? []).map(({ key, label }) => ({ title: label, value: key }));
  return choosing({ ...shared, choices, isCompact: choices.length > MOST_BUTTONS });
}

function words({ keptWords }: ReportView, draft: Draft) {
  const kept = keptWords ?? '';
  const offered = kept.length <= MOST_OFFERED ? kept : '';
  return [
    kept !== '' && text(offered === '' ? texts.keptLong(kept.length) : texts.keptBefore, { isSubtle: true }),
    writing({
      id: 'text',
      label: texts.yourWords,
      isLong: true,
      missing: texts.wordsMissing,
      value: draft.text ?? offered,
    }),
  ];
}

/** Names come from the staff list, never from the keyboard: a pupil's name belongs in the reporter's own words. */
function naming(view: ReportView, { q, found, picked = [] }: Draft) {
  const offered = [
    ...picked.map(({ id, name }) => ({ title: name, value: id })),
    ...(found ?? [])
      .filter(({ id }) => picked.every((p) => p.id !== id))
      .map(({ id, name, job }) => ({ title: `${name}, ${job}`, value: id })),
  ];
  return [
    writing({ id: 'q', label: texts.nameOptional, value: q ?? '' }),
    buttons(press({ title: texts.find, verb: 'find', data: { ...at(view), ...pickedData({ picked }) } })),
    found !== undefined && found.length === 0 && text(texts.nobodyFound(q ?? ''), { isSubtle: true }),
    offered.length > 0 &&
      choosing({
        id: 'people',
        label: texts.found,
        choices: offered,
        isMulti: true,
        value: picked.map((p) => p.id).join(','),
      }),
  ];
}

const pickedData = ({ picked = [] }: Draft) => (picked.length > 0 ? { picked } : {});

function summaryOf(view: ReportView, letters: number) {
  const changes = view.summary.filter((line) => line.canChange);
  return [
    heading(texts.checkTitle),
    {
      type: 'Container',
      items: view.summary.flatMap(({ question, answer }) => [
        text(short(question), { isSubtle: true, size: 'small' }),
        text(answer === '' ? texts.noAnswer : cut(answer, letters), { spacing: 'none' }),
      ]),
    },
    changes.length > 0 &&
      choosing({
        id: 'change',
        label: texts.changeWhich,
        choices: changes.map(({ node, question }) => ({ title: short(question), value: node })),
        isCompact: true,
      }),
    changes.length > 0 && buttons(press({ title: texts.change, verb: 'change', data: at(view) })),
  ];
}

/** Its first sentence: enough to know it by. */
const short = (question: string): string => cut(/^.*?[.?!](?=\s|$)/.exec(question)?.[0] ?? question, 120);

const aside = (view: ReportView) =>
  buttons(
    ...(view.canGoBack ? [press({ title: texts.back, verb: 'back', data: at(view), isAside: true })] : []),
    press({ title: texts.stop, verb: 'stop', data: at(view), isAside: true }),
  );

/** The same in words alone; options are numbered, because a number is understood. */
function fallback(view: ReportView, said: Said): string {
  const { step } = view;
  return [
    ...(said.notes ?? []),
    ...(said.hadFile ? [texts.doNotTitle, texts.doNot] : []),
    ...(view.warning === null ? [] : [warningOf(view.warning)]),
    step.prompt,
    ...step.options.map(({ label }, place) => `${place + 1}. ${label}`),
    ...(isUrgent(view) ? [phoneText(view.phones)] : []),
  ].join('\n');
}
