import { caseMail as words } from '../../../src/texts/en-gb';
import { useCaseStyles } from '../Cases.styles';
import { moment } from '../words';
import type { CaseMail } from './MailPart';
import { useMailStyles } from './Mail.styles';
import type { OpenedMail } from './OpenMail';

interface Props {
  readonly opened: OpenedMail;
  readonly mail: CaseMail;
}

/** Two claims that are never mixed: that nobody changed it since, and where it came from in the first place. */
export function Claims({ opened, mail }: Props) {
  const styles = useCaseStyles();
  const own = useMailStyles();
  const { unchanged, origin } = words;
  return (
    <section className={styles.section} aria-label={words.claims}>
      <h5 className={styles.heading}>{words.claims}</h5>
      <div className={own.claims}>
        <div>
          <p className={styles.title}>{unchanged.title}</p>
          <p className={opened.unchanged ? styles.text : styles.late} {...(!opened.unchanged && { role: 'alert' })}>
            {opened.unchanged ? unchanged.yes(moment(mail.copy?.takenAt ?? mail.flaggedAt)) : unchanged.no}
          </p>
        </div>
        <div>
          <p className={styles.title}>{origin.title}</p>
          {originOf(opened).map((sentence) => (
            <p key={sentence} className={styles.text}>
              {sentence}
            </p>
          ))}
          <p className={styles.quiet}>{origin.hint}</p>
        </div>
      </div>
      <Headers opened={opened} mail={mail} />
    </section>
  );
}

function originOf({ origin }: OpenedMail): string[] {
  const said = words.origin;
  if (origin === null) return [said.notLooked];
  const signed = origin.dkim.filter(({ result }) => result === 'pass').map(({ domain }) => said.signed(domain));
  const broken = origin.dkim.filter(({ result }) => result === 'fail').map(({ domain }) => said.broken(domain));
  const spf = origin.spf === 'pass' ? [said.allowed] : origin.spf === 'fail' ? [said.notAllowed] : [];
  const signatures = [...new Set([...signed, ...broken])];
  return [...(signatures.length > 0 ? signatures : [said.none]), ...spf];
}

interface Row {
  readonly name: string;
  readonly taken: string;
  readonly server: string;
}

/** The same lines from the copy and from the service, side by side. */
function rowsOf({ opened, mail }: Props): Row[] {
  const keep = (value: string) => value.replace(/\s+/g, ' ').trim();
  const server = [...(mail.facts?.headers ?? [])];
  const rows = opened.reading.headers.map(({ name, value }) => {
    const at = server.findIndex((h) => h.name.toLowerCase() === name.toLowerCase());
    const [same] = at < 0 ? [] : server.splice(at, 1);
    return { name, taken: keep(value), server: keep(same?.value ?? '') };
  });
  return [...rows, ...server.map(({ name, value }) => ({ name, taken: '', server: keep(value) }))];
}

function Headers(props: Props) {
  const styles = useCaseStyles();
  const { origin } = props.opened;
  return (
    <details>
      <summary className={styles.summary}>{words.headers}</summary>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={words.headers}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{words.header.name}</th>
              <th scope="col">{words.header.taken}</th>
              <th scope="col">{words.header.server}</th>
            </tr>
          </thead>
          <tbody>
            {rowsOf(props).map(({ name, taken, server }, n) => (
              <tr key={`${n} ${name}`}>
                <th scope="row">{name}</th>
                <td className={styles.fingerprint}>{taken}</td>
                <td className={styles.fingerprint}>{server}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {origin && origin.atReceipt.length > 0 && <Lines title={words.atReceipt} lines={origin.atReceipt} />}
      {origin && origin.dns.length > 0 && (
        <Lines title={words.dns} lines={origin.dns.map(({ name, type, answer }) => `${name} ${type} ${answer}`)} />
      )}
    </details>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  const styles = useCaseStyles();
  return (
    <>
      <p className={styles.title}>{title}</p>
      <ul className={styles.list}>
        {lines.map((line, n) => (
          <li key={`${n} ${line}`} className={styles.fingerprint}>
            {line}
          </li>
        ))}
      </ul>
    </>
  );
}
