import { Button } from '@fluentui/react-components';
import { errors, home } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { shortDate } from '../ui/dates';
import { saveFile } from '../ui/save';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';
import { useHomeStyles } from './Home.styles';
import type { HomeView } from './useHome';

type Signed = HomeView['years'][number]['signed'][number];

/** What I signed, by school year, each with its receipt. */
export function SignedList({ years }: { years: HomeView['years'] }) {
  const styles = useHomeStyles();
  if (years.length === 0) return <p className={styles.quiet}>{home.signedNone}</p>;
  return years.map(({ year, signed }) => (
    <div key={year}>
      <h3 className={styles.year}>{year}</h3>
      <ul className={styles.signed} aria-label={year}>
        {signed.map((one) => (
          <SignedRow key={one.attestationId} signed={one} />
        ))}
      </ul>
    </div>
  ));
}

function SignedRow({ signed }: { signed: Signed }) {
  const styles = useHomeStyles();
  const facts = [
    home.version(signed.versionLabel),
    home.signedOn(shortDate(signed.signedAt)),
    ...(signed.acceptedAt === null ? [] : [home.acceptedOn(shortDate(signed.acceptedAt))]),
  ];
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <p className={styles.name}>{signed.title}</p>
        <p className={styles.due}>{facts.join(' · ')}</p>
      </div>
      <div className={styles.files}>
        <Download which="receiptPdf" signed={signed} />
        <Download which="receiptJson" signed={signed} />
      </div>
    </li>
  );
}

const WORDS = {
  receiptPdf: { short: home.receipt, full: home.receiptOf },
  receiptJson: { short: home.proof, full: home.proofOf },
};

function Download({ which, signed }: { which: keyof typeof WORDS; signed: Signed }) {
  const styles = useHomeStyles();
  const { api } = useServices();
  const say = useAnnounce();
  const fetching = useAction(async () => {
    const file = await api.download(which, { attestationId: signed.attestationId });
    saveFile(file);
    say(home.saved(file.fileName));
  });
  const busy = fetching.state === 'busy';
  return (
    <>
      <Button
        appearance="subtle"
        disabledFocusable={busy}
        aria-label={WORDS[which].full(signed.title, signed.schoolYear)}
        onClick={() => void fetching.run()}
      >
        {busy ? home.fetching : WORDS[which].short}
      </Button>
      {fetching.state === 'failed' && (
        <p role="alert" className={styles.refused}>
          {errors.of(fetching.error.code).title}. {errors.of(fetching.error.code).next}
        </p>
      )}
    </>
  );
}
