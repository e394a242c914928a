import { useCallback, useEffect, useRef, useState } from 'react';
import { sign as words } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';
import type { Asking } from './Questions';
import { type SigningView, type Statement, isWaiting } from './steps';

/** Asking about an agreement and taking it back. The focus returns to where the question was asked from. */
export function useAsking(view: SigningView, reload: () => void) {
  const { api, cache } = useServices();
  const say = useAnnounce();
  const [about, setAbout] = useState<{ readonly statement: Statement | null } | null>(null);
  const [hasAsked, setAsked] = useState(false);
  const from = useRef<Element | null>(null);
  const { campaignId } = view;
  const refresh = useCallback(() => {
    cache.forget('home.read');
    reload();
  }, [cache, reload]);
  const withdrawing = useAction(
    useCallback(async () => {
      const done = await api.call('agreements.withdrawQuestion', { campaignId });
      say(words.question.withdrawn);
      refresh();
      return done;
    }, [api, campaignId, refresh, say]),
  );
  useEffect(() => {
    if (about === null && from.current instanceof HTMLElement) from.current.focus();
  }, [about]);
  const asking: Asking = {
    ask: (statement) => {
      from.current = document.activeElement;
      setAbout({ statement });
      setAsked(true);
    },
    withdrawing,
    waiting: view.questions.filter(isWaiting).length,
  };
  return {
    asking,
    about,
    /** The window has been opened once, and stays on the page from then on. */
    hasAsked,
    close: () => setAbout(null),
    sent: () => {
      setAbout(null);
      refresh();
    },
  };
}
