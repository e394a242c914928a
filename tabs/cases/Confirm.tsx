import { casePages } from '../../src/texts/en-gb';
import { useServices } from '../ui/services';
import { useCaseStyles } from './Cases.styles';
import { Agreement } from './SecondPerson';
import type { Act } from './useCase';
import type { CaseView } from './words';

const words = casePages.step;

/** An answer that counts only with a second person: who proposed what and why, and the second person's yes or no. */
export function Confirm({ waiting, act }: { waiting: NonNullable<CaseView['waiting']>; act: Act }) {
  const styles = useCaseStyles();
  const { api } = useServices();
  const { proposalId } = waiting;
  return (
    <>
      <p className={styles.text}>{words.proposed(waiting.by?.name ?? '', waiting.answers.join(', '))}</p>
      <p className={styles.words}>{waiting.reason}</p>
      {waiting.isForMe ? (
        <Agreement
          send={(agrees, reason) =>
            act(({ caseId }) => api.call('cases.confirm', { caseId, proposalId, agrees, reason }))
          }
        />
      ) : (
        <p className={styles.quiet}>{words.waiting(waiting.second.name)}</p>
      )}
    </>
  );
}
