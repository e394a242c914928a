import { useCallback, useReducer } from 'react';
import { useLocation } from 'wouter';
import type { CaseId } from './words';
import type { Output } from '../../src/api/contract';
import { casePages as words } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { useServices } from '../ui/services';
import { keyOfCall, useCall } from '../ui/useLoad';

type Answer = Output<'cases.note'>;
export type Act = (call: (at: { readonly caseId: CaseId; readonly rev: number }) => Promise<Answer>) => Promise<Answer>;

/**
 * One case. Every change answers with the case as it then is, which is shown at once; whoever lost their access by it
 * is taken back to the list.
 */
export function useCase(caseId: CaseId) {
  const { cache } = useServices();
  const say = useAnnounce();
  const [, navigate] = useLocation();
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const load = useCall('cases.read', { caseId });
  const rev = load.state === 'ready' ? load.data.rev : 0;
  const act: Act = useCallback(
    async (call) => {
      const answer = await call({ caseId, rev });
      if (answer.view === null) {
        say(words.one.gone);
        navigate('/work/cases', { replace: true });
        return answer;
      }
      cache.set(keyOfCall('cases.read', { caseId }), { data: answer.view, at: Date.now() });
      cache.forget('cases.list');
      say(words.one.saved);
      redraw();
      return answer;
    },
    [cache, caseId, navigate, rev, say],
  );
  return { load, act };
}
