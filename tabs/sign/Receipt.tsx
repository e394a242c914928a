import { Button } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { errors, sign } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { longDate, time } from '../ui/dates';
import { Part } from '../ui/Page';
import { saveFile } from '../ui/save';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';
import { Facts } from './Facts';
import { useSignStyles } from './Sign.styles';
import type { SigningView } from './steps';
import type { Signed } from './useSigning';

const words = sign.receipt;

interface Props {
  readonly view: SigningView;
  /** The signature just made; null when the person comes back to an earlier one. */
  readonly fresh: Signed | null;
  readonly givenName: string;
  /** What the device kept of the draft has done its work. */
  readonly draftKey: string;
}

/** Thank you, the receipt, and what happens next. The same page however often one signs. */
export function Receipt({ view, fresh, givenName, draftKey }: Props) {
  const styles = useSignStyles();
  const { storage } = useServices().host;
  useEffect(() => {
    storage.remove(draftKey);
    // A draft that was still on its way when the signature went may have come back since.
    return () => storage.remove(draftKey);
  }, [storage, draftKey]);
  const heading = useRef<HTMLHeadingElement>(null);
  const isFresh = fresh !== null;
  useEffect(() => {
    if (!isFresh) return;
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, [isFresh]);
  const signed = factsOf(view, fresh);
  if (!signed) return null;
  const isNew = fresh !== null && !fresh.alreadySigned;
  return (
    <div className={styles.step}>
      <h2 tabIndex={-1} className={styles.heading} ref={heading}>
        {isNew ? words.heading(givenName) : words.again}
      </h2>
      {fresh?.alreadySigned === true && <p className={styles.text}>{words.already}</p>}
      <Facts rows={rowsOf(signed)} />
      <div className={styles.row}>
        <Download which="receiptPdf" id={signed.attestationId} isPrimary />
        <Download which="receiptJson" id={signed.attestationId} />
      </div>
      <p className={styles.quiet}>{words.proof}</p>
      <Part heading={words.nextHeading}>
        <ul className={styles.list}>
          <li>{acceptance(view)}</li>
          <li>{words.next.home}</li>
          <li>{words.next.again}</li>
        </ul>
      </Part>
      <div className={styles.nav}>
        <Link href="/home" asChild>
          <Button as="a">{words.toHome}</Button>
        </Link>
        <Link href={`/policies/${view.policyId}`} asChild>
          <Button as="a" appearance="subtle">
            {words.read}
          </Button>
        </Link>
      </div>
    </div>
  );
}

type SignedFacts = NonNullable<SigningView['signed']>;

/** As the server has it; until it has answered again, what it said when the signature was sent. */
function factsOf({ signed, versionLabel }: SigningView, fresh: Signed | null): SignedFacts | null {
  if (signed || !fresh) return signed;
  const { attestationId, signedAt, alreadySigned } = fresh;
  return {
    attestationId,
    signedAt,
    versionLabel: alreadySigned ? '' : versionLabel,
    acceptedAt: null,
    acceptedBy: null,
  };
}

const rowsOf = (signed: SignedFacts): (readonly [string, string])[] => [
  [words.facts.signed, words.at(longDate(signed.signedAt), time(signed.signedAt))],
  ...(signed.versionLabel === '' ? [] : [[words.facts.version, signed.versionLabel] as const]),
  [words.facts.accepted, acceptedText(signed)],
];

function acceptedText({ acceptedAt, acceptedBy }: SignedFacts): string {
  if (acceptedAt === null) return words.notYet;
  return acceptedBy === null ? longDate(acceptedAt) : words.acceptedBy(acceptedBy, longDate(acceptedAt));
}

function acceptance({ signed, managerName }: SigningView): string {
  if (signed && signed.acceptedAt !== null) return words.next.accepted(signed.acceptedBy);
  return managerName === null ? words.next.acceptPlain : words.next.accept(managerName);
}

const NAMES = { receiptPdf: words.pdf, receiptJson: words.json };

function Download({ which, id, isPrimary }: { which: keyof typeof NAMES; id: string; isPrimary?: boolean }) {
  const styles = useSignStyles();
  const { api } = useServices();
  const say = useAnnounce();
  const fetching = useAction(async () => {
    const file = await api.download(which, { attestationId: id });
    saveFile(file);
    say(words.saved(file.fileName));
  });
  const busy = fetching.state === 'busy';
  return (
    <div>
      <Button
        size="large"
        appearance={isPrimary === true ? 'primary' : 'secondary'}
        disabledFocusable={busy}
        onClick={() => void fetching.run()}
      >
        {busy ? words.fetching : NAMES[which]}
      </Button>
      {fetching.state === 'failed' && (
        <p role="alert" className={styles.problem}>
          {errors.of(fetching.error.code).title}. {errors.of(fetching.error.code).next}
        </p>
      )}
    </div>
  );
}
