import { Button } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { Output } from '../../../src/api/contract';
import { caseMail as words } from '../../../src/texts/en-gb';
import { AsyncView } from '../../ui/AsyncView';
import { useLoad } from '../../ui/useLoad';
import { useServices } from '../../ui/services';
import { useCaseStyles } from '../Cases.styles';
import type { CaseId } from '../words';
import { Attachments } from './Attachments';
import { Claims } from './Claims';
import { documentOf } from './frame';
import type { CaseMail } from './MailPart';
import { useMailStyles } from './Mail.styles';
import { Senders } from './Senders';

export type OpenedMail = Output<'evidence.open'>;

interface Props {
  readonly mail: CaseMail;
  readonly caseId: CaseId;
  readonly close: () => void;
  /** It has been opened, which stands among those who handled it. */
  readonly looked: () => void;
}

/** One mail, opened. Text comes first; its layout stands in a frame that can do nothing and reach nobody. */
export function OpenMail({ mail, caseId, close, looked }: Props) {
  const styles = useCaseStyles();
  const { api, cache } = useServices();
  const key = `evidence.open ${mail.id}`;
  const load = useLoad(key, async (signal) => {
    const opened = await api.call('evidence.open', { caseId, mailId: mail.id }, { signal });
    looked();
    return opened;
  });
  // Each look is a look of its own: nothing of it is kept on the page.
  useEffect(() => () => cache.forget(key), [cache, key]);
  return (
    <section className={styles.section} aria-label={words.open(mail.facts?.subject ?? '')}>
      <p className={styles.quiet}>{words.warning}</p>
      <AsyncView load={load} lines={6}>
        {(opened) => (
          <>
            <Content opened={opened} />
            <Attachments opened={opened} caseId={caseId} looked={looked} />
            <Claims opened={opened} mail={mail} />
            <Senders caseId={caseId} mailId={mail.id} />
          </>
        )}
      </AsyncView>
      <span>
        <Button onClick={close}>{words.close}</Button>
      </span>
    </section>
  );
}

function Content({ opened }: { opened: OpenedMail }) {
  const styles = useCaseStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <h5 ref={heading} tabIndex={-1} className={styles.heading}>
        {words.text}
      </h5>
      <p className={styles.words}>{opened.text.trim() === '' ? words.noText : opened.text}</p>
      {opened.html !== null && <Layout html={opened.html} />}
      {opened.links.length > 0 && (
        <details>
          <summary className={styles.summary}>{words.links}</summary>
          <p className={styles.quiet}>{words.linksHint}</p>
          <ul className={styles.list}>
            {opened.links.map((link) => (
              <li key={link} className={styles.fingerprint}>
                {link}
              </li>
            ))}
          </ul>
        </details>
      )}
      {opened.reading.gaps.length > 0 && (
        <>
          <h5 className={styles.heading}>{words.gaps}</h5>
          <ul>
            {opened.reading.gaps.map((gap) => (
              <li key={gap} className={styles.text}>
                {words.gap[gap]}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Layout({ html }: { html: string }) {
  const styles = useCaseStyles();
  const own = useMailStyles();
  return (
    <details>
      <summary className={styles.summary}>{words.layout}</summary>
      <p className={styles.quiet}>{words.layoutHint}</p>
      <iframe
        className={own.frame}
        title={words.layout}
        sandbox=""
        referrerPolicy="no-referrer"
        srcDoc={documentOf(html)}
      />
    </details>
  );
}
