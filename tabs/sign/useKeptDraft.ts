import { useCallback, useEffect, useRef, useState } from 'react';
import { sign as words } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { useServices } from '../ui/services';
import { useDraft } from '../ui/useDraft';
import { type Draft, type SigningView, blankDraft, carryOver } from './steps';

/** What the person is told about where their words are; null while there are none. */
export type KeptState = 'saved' | 'saving' | 'device' | 'screen' | null;

interface Options {
  readonly view: SigningView;
  readonly draftKey: string;
  readonly save: (draft: Draft) => Promise<{ readonly savedAt: number }>;
}

/**
 * The draft of a signature, fitted to the text on show. It goes on from this device or from another, whichever was
 * last, also when the other one was used while this page stood open.
 */
export function useKeptDraft({ view, draftKey, save }: Options) {
  const { versionId } = view;
  const reached = useReached(save);
  const draft = useDraft<Draft>(draftKey, {
    initial: blankDraft(versionId),
    held: view.draft && { value: view.draft.draft, savedAt: view.draft.savedAt },
    save: reached.save,
  });
  const { set, state } = draft;
  const isOther = draft.value.versionId !== versionId;
  const value = isOther ? carryOver(draft.value, view) : draft.value;
  // Asked once, on arrival: what was begun before, and on which text.
  const [arrival, setArrival] = useState(() => ({
    carried: isOther && isBegun(draft.value) ? value.ticked.length : null,
    isResumed: !isOther && value.section > 0,
  }));
  useEffect(() => {
    if (isOther) set((last) => carryOver(last, view));
  }, [isOther, set, view]);

  const known = useRef(view.draft?.savedAt ?? 0);
  useEffect(() => {
    const held = view.draft;
    if (!held || held.savedAt <= Math.max(known.current, reached.at.current) || state !== 'saved') return;
    known.current = held.savedAt;
    set(held.draft);
    setArrival((last) => ({ ...last, isResumed: true }));
    // Only newer data from the server is a reason.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [view.draft]);

  return {
    draft: value,
    set: useCallback(
      (next: (last: Draft) => Draft) => {
        setArrival((last) => (last.isResumed ? { ...last, isResumed: false } : last));
        set(next);
      },
      [set],
    ),
    carried: arrival.carried,
    isResumed: arrival.isResumed,
    kept: isBegun(value) ? keptState(state, reached.isLost) : null,
  };
}

const isBegun = (draft: Draft): boolean =>
  draft.section > 0 || draft.ticked.length > 0 || draft.typedName + draft.laptop + draft.ipad !== '';

/** A pause before sending is no reason to worry anybody; a refusal is. */
function keptState(state: ReturnType<typeof useDraft>['state'], isLost: boolean): KeptState {
  return state === 'device' && !isLost ? 'saving' : state;
}

/** Whether the server takes the drafts, said aloud when that changes. */
function useReached(save: Options['save']) {
  const say = useAnnounce();
  const { storage } = useServices().host;
  const [isLost, setLost] = useState(() => !navigator.onLine);
  const at = useRef(0);
  const was = useRef(isLost);
  useEffect(() => {
    if (was.current !== isLost && (isLost ? storage.lasts : true)) say(isLost ? words.kept.lost : words.kept.back);
    was.current = isLost;
  }, [isLost, say, storage]);
  useEffect(() => {
    const lost = () => setLost(true);
    window.addEventListener('offline', lost);
    return () => window.removeEventListener('offline', lost);
  }, []);
  const tracked = useCallback(
    async (draft: Draft) => {
      try {
        const answer = await save(draft);
        at.current = answer.savedAt;
        setLost(false);
        return answer;
      } catch (error) {
        setLost(true);
        throw error;
      }
    },
    [save],
  );
  return { isLost, at, save: tracked };
}
