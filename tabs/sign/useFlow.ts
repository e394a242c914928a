import { useMemo, useRef, useState } from 'react';
import { sign as words } from '../../src/texts/en-gb';
import { CallFailed } from '../api';
import { useAnnounce } from '../ui/Announcer';
import { useServices } from '../ui/services';
import { type Action, useAction } from '../ui/useAction';
import { type Draft, type SigningView, type Step, isWaiting, placeOf, stepsOf, unticked } from './steps';
import { type KeptState, useKeptDraft } from './useKeptDraft';
import type { Signed } from './useSigning';

/** What is wrong, by the place the server (or the page) names: `ticked.<key>`, `laptop`, `ipad`, `typedName`. */
export type Problems = Readonly<Record<string, string>>;

export interface Flow {
  readonly view: SigningView;
  readonly steps: readonly Step[];
  readonly place: number;
  readonly step: Step;
  /** The furthest place the person may jump to: everything before it is ticked or asked about. */
  readonly reach: number;
  readonly draft: Draft;
  readonly kept: KeptState;
  /** Set when the draft was begun on another text: how many ticks still stand. */
  readonly carried: number | null;
  readonly isResumed: boolean;
  readonly problems: Problems;
  readonly sending: Action<[], Signed>;
  /** Where the focus goes after a move: a place in the page, else the step's heading. `turn` counts the moves. */
  readonly focus: { readonly turn: number; readonly spot: string | null };
  readonly change: (part: Partial<Draft>) => void;
  readonly tick: (key: string, isTicked: boolean) => void;
  readonly go: (place: number, spot?: string) => void;
  readonly goTo: (statementKey: string) => void;
  /** On to the next step, or to the first sentence that is not ticked. */
  readonly next: () => void;
  readonly submit: () => Promise<void>;
  readonly reload: () => void;
}

interface Options {
  readonly view: SigningView;
  readonly draftKey: string;
  readonly save: (draft: Draft) => Promise<{ readonly savedAt: number }>;
  readonly finish: (result: Signed) => void;
  readonly reload: () => void;
}

export function useFlow(options: Options): Flow {
  const { view } = options;
  const steps = useMemo(() => stepsOf(view), [view]);
  const { draft, kept, carried, isResumed, set } = useKeptDraft(options);
  const place = Math.min(draft.section, steps.length - 1);
  const [focus, setFocus] = useState<Flow['focus']>({ turn: 0, spot: null });
  const [problems, setProblems] = useState<Problems>({});
  const furthest = useRef(place);
  const say = useAnnounce();

  const focusOn = (spot: string | null) => setFocus((last) => ({ turn: last.turn + 1, spot }));
  const solve = (...where: string[]) =>
    setProblems((all) => Object.fromEntries(Object.entries(all).filter(([at]) => !where.includes(at))));
  const change = (part: Partial<Draft>) => {
    set((last) => ({ ...last, ...part }));
    solve(...Object.keys(part));
  };
  const go = (to: number, spot?: string) => {
    const target = Math.max(0, Math.min(to, steps.length - 1));
    furthest.current = Math.max(furthest.current, target);
    set((last) => ({ ...last, section: target }));
    focusOn(spot ?? null);
  };
  const show = (found: Problems) => {
    setProblems(found);
    const spot = Object.keys(found).find((where) => stepFor(steps, where) !== null) ?? null;
    if (spot !== null) go(stepFor(steps, spot) ?? place, spot);
  };

  const step = steps[place] ?? { kind: 'start' };
  const open = openIn(step, draft, view);
  const next = () => {
    if (open.length === 0) return go(place + 1);
    say(words.section.left(open.length));
    show(Object.fromEntries(open.map(({ key }) => [`ticked.${key}`, words.section.notTicked])));
  };

  const sending = useSending({ ...options, draft, show });
  const submit = async () => {
    if (steps.some((each) => unticked(each, draft.ticked).length > 0)) return focusOn('left');
    if (draft.typedName.trim() === '') return show({ typedName: words.name.empty });
    const result = await sending.run();
    if (result) options.finish(result);
  };

  return {
    view,
    steps,
    place,
    step,
    reach: Math.max(furthest.current, place, firstOpen(steps, draft, view)),
    draft,
    kept,
    carried,
    isResumed,
    problems,
    sending,
    focus,
    change,
    go,
    goTo: (key) => go(placeOf(steps, key), `ticked.${key}`),
    tick(key, isTicked) {
      set((last) => ({ ...last, ticked: [...last.ticked.filter((k) => k !== key), ...(isTicked ? [key] : [])] }));
      solve(`ticked.${key}`);
    },
    next,
    submit,
    reload: options.reload,
  };
}

/** Sentences of a step that hold the person up: neither ticked nor asked about. */
const openIn = (step: Step, draft: Draft, { questions }: SigningView) =>
  unticked(step, draft.ticked).filter(({ text }) => !questions.some((q) => q.statement === text && isWaiting(q)));

/** The first section with something open, else what comes after the last section. */
function firstOpen(steps: readonly Step[], draft: Draft, view: SigningView): number {
  const held = steps.findIndex((step) => openIn(step, draft, view).length > 0);
  return held >= 0 ? held : 1 + steps.filter((step) => step.kind === 'section').length;
}

/** The place of the step where a problem is put right; null when it belongs to none. */
function stepFor(steps: readonly Step[], where: string): number | null {
  if (where === 'laptop' || where === 'ipad') return steps.findIndex((step) => step.kind === 'you');
  if (where === 'typedName') return steps.length - 1;
  if (!where.startsWith('ticked.')) return null;
  const place = placeOf(steps, where.slice('ticked.'.length));
  return place === 0 ? null : place;
}

interface Sending extends Options {
  readonly draft: Draft;
  readonly show: (problems: Problems) => void;
}

/** Sends the signature once; what the server finds wrong brings the person to it. */
function useSending({ view, draft, show, reload }: Sending): Action<[], Signed> {
  const { api } = useServices();
  return useAction(async () => {
    try {
      return await api.call('agreements.sign', {
        campaignId: view.campaignId,
        versionId: view.versionId,
        textHash: view.textHash,
        ticked: [...draft.ticked],
        laptop: draft.laptop,
        ipad: draft.ipad,
        typedName: draft.typedName,
      });
    } catch (error) {
      if (error instanceof CallFailed && error.code === 'version_superseded') reload();
      if (error instanceof CallFailed && error.code === 'invalid_input')
        show(Object.fromEntries(error.problems.map(({ where, what }) => [where, what])));
      throw error;
    }
  });
}
