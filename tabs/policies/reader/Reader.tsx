import { Button, mergeClasses, Select } from '@fluentui/react-components';
import { Suspense, useState } from 'react';
import { Link } from 'wouter';
import { policies as words } from '../../../src/texts/en-gb';
import { AsyncView } from '../../ui/AsyncView';
import { longDate } from '../../ui/dates';
import { later } from '../../ui/later';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { CanI } from '../ask/CanI';
import { paths } from '../paths';
import { useSharedStyles } from '../Policies.styles';
import { Steps } from '../steps/Steps';
import type { PolicyView } from '../types';
import { useAnchor } from '../useAnchor';
import { useWide } from '../useWide';
import { Contents } from './Contents';
import { CopyLink } from './CopyLink';
import { AboutVersion } from './Facts';
import { usePrintStyles, useReaderStyles } from './Reader.styles';
import { listedSections } from './sections';
import { Text } from './Text';
import { earlierThan, inForce, shownVersion, useReader } from './useReader';

const AskDrawer = later(() => import('../ask/AskDrawer').then((m) => m.AskDrawer));

/** One version of a policy: its text with contents, what is known of it, and for those who may, its next step. */
export function Reader({ policyId }: { policyId: string }) {
  const { load, pick, changed } = useReader(policyId);
  useAnchor(load.state === 'ready');
  usePrintStyles();
  const view = load.state === 'ready' ? load.data : null;
  return (
    <div data-print>
      <Page
        title={view?.title ?? words.title}
        lead={view ? leadOf(view) : undefined}
        back={{ to: paths.list, name: words.title }}
        width="wide"
      >
        <AsyncView load={load} lines={8}>
          {(shown) => <Ready view={shown} pick={pick} changed={changed} />}
        </AsyncView>
      </Page>
    </div>
  );
}

const leadOf = ({ version }: PolicyView): string =>
  version.state === 'published' && version.publishedAt !== null
    ? words.reader.lead(version.label, longDate(version.publishedAt))
    : words.reader.leadOther(version.label, words.state[version.state]);

interface ReadyProps {
  readonly view: PolicyView;
  readonly pick: ReturnType<typeof useReader>['pick'];
  readonly changed: () => void;
}

function Ready({ view, pick, changed }: ReadyProps) {
  const styles = useReaderStyles();
  const isWide = useWide();
  const listed = listedSections(view.document, view.title);
  return (
    <>
      <div className={styles.above}>
        <Standing view={view} />
        <Steps key={view.version.versionId} view={view} changed={changed} />
        <Tools view={view} pick={pick} canAsk={!isWide} />
        <AboutVersion view={view} />
      </div>
      <div className={mergeClasses(styles.columns, listed.length < 2 && styles.unlisted)}>
        {listed.length > 1 && <Contents sections={listed} />}
        <Text view={view} />
        {isWide && (
          <div className={styles.ask}>
            <CanI />
          </div>
        )}
      </div>
    </>
  );
}

/** Says so when this is not the version that counts. */
function Standing({ view }: { view: PolicyView }) {
  const shared = useSharedStyles();
  const { version, policyId, abilities } = view;
  const current = inForce(view);
  const isOld = version.state === 'superseded';
  // Those who may act on it are told where it stands with the steps.
  if (version.state === 'published' || (!isOld && abilities.length > 0)) return null;
  return (
    <Notice
      title={isOld ? words.reader.old(version.label) : words.reader.notYet(version.label)}
      actions={
        current && (
          <Link href={paths.read(policyId)} className={shared.link}>
            {words.reader.toCurrent(current.label)}
          </Link>
        )
      }
    />
  );
}

function Tools({ view, pick, canAsk }: Pick<ReadyProps, 'view' | 'pick'> & { canAsk: boolean }) {
  const styles = useReaderStyles();
  const { policyId, version, versions, title } = view;
  const earlier = earlierThan(view);
  return (
    <div className={styles.tools}>
      {versions.length > 1 && (
        <Select
          className={styles.picker}
          aria-label={words.reader.picker}
          value={version.versionId}
          onChange={(_, { value }) => {
            const chosen = versions.find(({ versionId }) => versionId === value);
            if (chosen) pick(chosen.versionId, view);
          }}
        >
          {versions.map(({ versionId, label, state }) => (
            <option key={versionId} value={versionId}>
              {words.reader.pick(label, words.state[state])}
            </option>
          ))}
        </Select>
      )}
      {earlier && (
        <Link href={paths.compare(policyId, earlier.versionId, version.versionId)} asChild>
          <Button as="a">{words.reader.changed}</Button>
        </Link>
      )}
      <CopyLink policyId={policyId} versionId={shownVersion(view)} label={title}>
        {words.reader.copy}
      </CopyLink>
      <Button onClick={() => window.print()}>{words.reader.print}</Button>
      {canAsk && <Ask />}
    </div>
  );
}

/** Where there is no room beside the text, the Can I box comes up over it. */
function Ask() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.ask.open}</Button>
      {isOpen && (
        <Suspense>
          <AskDrawer close={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
