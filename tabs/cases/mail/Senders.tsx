import { caseMail as words } from '../../../src/texts/en-gb';
import { AsyncView } from '../../ui/AsyncView';
import { useCall } from '../../ui/useLoad';
import { useCaseStyles } from '../Cases.styles';
import { type CaseId, moment } from '../words';
import type { CaseMail } from './MailPart';

/** How often the same address was flagged: never more than whoever looks may see. */
export function Senders({ caseId, mailId }: { caseId: CaseId; mailId: CaseMail['id'] }) {
  const styles = useCaseStyles();
  const load = useCall('evidence.senders', { caseId, mailId });
  return (
    <section className={styles.section} aria-label={words.sender.heading}>
      <h5 className={styles.heading}>{words.sender.heading}</h5>
      <AsyncView load={load} lines={2}>
        {({ lines }) => (
          <>
            <p className={styles.text}>{words.sender.lead(lines.length)}</p>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">{words.sender.when}</th>
                  <th scope="col">{words.sender.reference}</th>
                  <th scope="col">{words.sender.mailbox}</th>
                </tr>
              </thead>
              <tbody>
                {lines.map(({ at, reference, mailbox }, n) => (
                  <tr key={`${n} ${at}`}>
                    <td>{moment(at)}</td>
                    <td>{reference}</td>
                    <td>{mailbox}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
      </AsyncView>
    </section>
  );
}
