import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { Output } from '../../../src/api/contract';
import { caseMail as words } from '../../../src/texts/en-gb';
import { AsyncView } from '../../ui/AsyncView';
import { useCall } from '../../ui/useLoad';
import { useCaseStyles } from '../Cases.styles';
import { Heading } from '../Heading';
import { type CaseId, moment } from '../words';
import { OpenMail } from './OpenMail';

export type CaseMail = Output<'evidence.ofCase'>['mails'][number];

/** What was flagged in Outlook: each with a plain sentence that says how it stands. */
export function MailPart({ caseId }: { caseId: CaseId }) {
  const styles = useCaseStyles();
  const load = useCall('evidence.ofCase', { caseId });
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <section className={styles.stack}>
      <Heading>{words.heading}</Heading>
      <AsyncView load={load} empty={{ when: ({ mails }) => mails.length === 0, title: words.none }}>
        {({ mails }) => (
          <>
            <p className={styles.quiet}>{words.intro}</p>
            <ul className={styles.list}>
              {mails.map((mail) => (
                <li key={mail.id} className={styles.card}>
                  <Line mail={mail} />
                  {mail.canOpen && opened !== mail.id && (
                    <span>
                      <Button onClick={() => setOpened(mail.id)}>{words.open(subjectOf(mail))}</Button>
                    </span>
                  )}
                  {opened === mail.id && (
                    <OpenMail mail={mail} caseId={caseId} close={() => setOpened(null)} looked={load.reload} />
                  )}
                  <Custody mail={mail} />
                </li>
              ))}
            </ul>
          </>
        )}
      </AsyncView>
    </section>
  );
}

const subjectOf = ({ facts }: CaseMail): string => facts?.subject || words.noSubject;

function Line({ mail }: { mail: CaseMail }) {
  const styles = useCaseStyles();
  const from = mail.facts?.from;
  return (
    <>
      <h4 className={styles.title}>{subjectOf(mail)}</h4>
      <p className={styles.text}>
        {from ? words.from(from.name ? `${from.name} <${from.address}>` : from.address) : words.fromUnknown}
      </p>
      <p className={styles.text}>{stateOf(mail)}</p>
      {mail.trouble !== null && <p className={styles.text}>{words.trouble[mail.trouble]}</p>}
      {mail.shut !== null && <p className={styles.text}>{words.shut[mail.shut]}</p>}
      {mail.mismatch && <p className={styles.text}>{words.mismatch}</p>}
      {mail.wishes.map((wish) => (
        <p key={wish} className={styles.quiet}>
          {words.wishes[wish]}
        </p>
      ))}
      <p className={styles.quiet}>{words.flagged(mail.flaggedBy, moment(mail.flaggedAt))}</p>
      <p className={styles.quiet}>{words.mailbox(mail.mailbox)}</p>
      <p className={styles.quiet}>{words.tag[mail.tag]}</p>
      {mail.copy && <span className={styles.fingerprint}>{words.fingerprint(mail.copy.sha256)}</span>}
    </>
  );
}

function stateOf({ sealed, copy, trouble, facts }: CaseMail): string {
  if (sealed) return words.state.sealed;
  if (copy) return copy.origin === 'person' ? words.state.supplied : words.state.kept;
  if (trouble !== null) return words.state.missing;
  return facts ? words.state.facts : words.state.waiting;
}

function Custody({ mail }: { mail: CaseMail }) {
  const styles = useCaseStyles();
  return (
    <details>
      <summary className={styles.summary}>{words.custody}</summary>
      <ul className={styles.list}>
        {mail.custody.map(({ at, by, what, reason }) => (
          <li key={`${at} ${what} ${by}`} className={styles.quiet}>
            {[moment(at), words.acts[what], by, reason].filter(Boolean).join(' · ')}
          </li>
        ))}
      </ul>
    </details>
  );
}
