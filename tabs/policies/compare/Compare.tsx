import { Field, Select } from '@fluentui/react-components';
import { Link } from 'wouter';
import type { Output } from '../../../src/api/contract';
import { policies } from '../../../src/texts/en-gb';
import { AsyncView } from '../../ui/AsyncView';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { useCall } from '../../ui/useLoad';
import { paths } from '../paths';
import { useSharedStyles } from '../Policies.styles';
import { usePrintStyles } from '../reader/Reader.styles';
import { policyIdOf, type PolicyView, type VersionId } from '../types';
import { Changes } from './Changes';
import { useCompareStyles } from './Compare.styles';
import { useCompare } from './useCompare';

const words = policies.compare;

/** Any two versions of one policy, section by section. */
export function Compare({ policyId }: { policyId: string }) {
  const { load, from, to, pick } = useCompare(policyId);
  usePrintStyles();
  const view = load.state === 'ready' ? load.data : null;
  const labelOf = (id: VersionId | undefined): string =>
    view?.versions.find(({ versionId }) => versionId === id)?.label ?? '';
  return (
    <div data-print>
      <Page
        title={view ? words.title(view.title) : policies.title}
        lead={view && from && to ? words.lead(labelOf(from), labelOf(to)) : undefined}
        back={{ to: paths.read(policyIdOf(policyId)), name: view?.title ?? policies.title }}
        width="wide"
      >
        <AsyncView load={load} empty={{ when: ({ versions }) => versions.length < 2, title: words.only }}>
          {({ versions }) => (
            <>
              <Choices versions={versions} from={from} to={to} pick={pick} />
              {from && to && from !== to ? (
                <Differences policyId={policyId} from={from} to={to} />
              ) : (
                <Notice title={from ? words.same : words.choose} />
              )}
            </>
          )}
        </AsyncView>
      </Page>
    </div>
  );
}

interface ChoicesProps {
  readonly versions: PolicyView['versions'];
  readonly from: VersionId | undefined;
  readonly to: VersionId | undefined;
  readonly pick: (name: 'from' | 'to', versionId: string) => void;
}

function Choices({ versions, from, to, pick }: ChoicesProps) {
  const styles = useCompareStyles();
  return (
    <div className={styles.choices}>
      {(['from', 'to'] as const).map((name) => (
        <Field key={name} label={words[name]} className={styles.choice}>
          <Select value={(name === 'from' ? from : to) ?? ''} onChange={(_, { value }) => pick(name, value)}>
            {versions.map(({ versionId, label, state }) => (
              <option key={versionId} value={versionId}>
                {policies.reader.pick(label, policies.state[state])}
              </option>
            ))}
          </Select>
        </Field>
      ))}
    </div>
  );
}

interface Pair {
  readonly policyId: string;
  readonly from: VersionId;
  readonly to: VersionId;
}

function Differences({ policyId, from, to }: Pair) {
  const load = useCall('policies.compare', { policyId: policyIdOf(policyId), from, to });
  const shared = useSharedStyles();
  return (
    <AsyncView load={load} lines={6}>
      {({ comparison }) => (
        <>
          <Summary counts={comparison.counts} />
          <Changes comparison={comparison} />
          <p>
            <Link href={paths.read(policyIdOf(policyId), { versionId: to })} className={shared.link}>
              {words.read}
            </Link>
          </p>
        </>
      )}
    </AsyncView>
  );
}

type Counts = Output<'policies.compare'>['comparison']['counts'];
const isSame = (counts: Counts[keyof Counts]): boolean =>
  counts.added + counts.removed + counts.reworded + counts.moved === 0;

function Summary({ counts }: { counts: Counts }) {
  const shared = useSharedStyles();
  if (isSame(counts.sections)) return <Notice title={words.identical} />;
  const { statements } = counts;
  const promises =
    statements.unchanged + statements.added + statements.removed + statements.reworded + statements.moved;
  return (
    <div className={shared.tight}>
      <p className={shared.strong}>{words.sections(words.summary(counts.sections))}</p>
      {promises > 0 && <p className={shared.text}>{words.statements(words.summary(statements))}</p>}
    </div>
  );
}
