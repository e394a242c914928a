import { Button } from '@fluentui/react-components';
import { Link } from 'wouter';
import { policies as words } from '../../../src/texts/en-gb';
import { AsyncView } from '../../ui/AsyncView';
import { Page } from '../../ui/Page';
import { CanI } from '../ask/CanI';
import { paths } from '../paths';
import { useSharedStyles } from '../Policies.styles';
import type { Summary } from '../types';
import { useWide } from '../useWide';
import { Hits, SearchField } from './Search';
import { useListStyles } from './PolicyList.styles';
import { factsOf, grouped, usePolicyList, useSearchBox } from './usePolicyList';

/** All policies by kind, the search over them, and the Can I box. */
export function PolicyList() {
  const { load, mayBringIn, schoolOf } = usePolicyList();
  const search = useSearchBox();
  const styles = useListStyles();
  const isWide = useWide();
  const ask = <CanI />;
  return (
    <Page title={words.title} lead={words.lead} width="wide" action={mayBringIn && <BringIn />}>
      <div className={styles.columns}>
        {!isWide && ask}
        <div className={styles.main}>
          <SearchField typed={search.typed} setTyped={search.setTyped} />
          {search.q !== '' && <Hits q={search.q} />}
          {search.q === '' && (
            <AsyncView
              load={load}
              empty={{
                when: ({ policies }) => policies.length === 0,
                title: words.list.empty.title,
                next: mayBringIn ? words.list.empty.nextForKeeper : words.list.empty.next,
              }}
            >
              {({ policies }) => (
                <>
                  {grouped(policies).map(({ group, policies: some }) => (
                    <Group key={group} heading={words.list.groups[group]} policies={some} schoolOf={schoolOf} />
                  ))}
                  <AtAGlance />
                </>
              )}
            </AsyncView>
          )}
        </div>
        {isWide && ask}
      </div>
    </Page>
  );
}

function BringIn() {
  return (
    <Link href={paths.bringIn()} asChild>
      <Button as="a">{words.bringIn}</Button>
    </Link>
  );
}

function AtAGlance() {
  return (
    <Link href={paths.allowed} className={useSharedStyles().link}>
      {words.list.allowed}
    </Link>
  );
}

interface GroupProps {
  readonly heading: string;
  readonly policies: readonly Summary[];
  readonly schoolOf: (policy: Summary) => string | null;
}

function Group({ heading, policies, schoolOf }: GroupProps) {
  const shared = useSharedStyles();
  const styles = useListStyles();
  return (
    <section className={styles.group} aria-label={heading}>
      <h2 className={shared.heading}>{heading}</h2>
      <ul className={shared.list}>
        {policies.map((policy) => (
          <PolicyRow key={policy.policyId} policy={policy} school={schoolOf(policy)} />
        ))}
      </ul>
    </section>
  );
}

function PolicyRow({ policy, school }: { policy: Summary; school: string | null }) {
  const shared = useSharedStyles();
  const styles = useListStyles();
  const { policyId, title, coming } = policy;
  const facts = [...(school === null ? [] : [school]), factsOf(policy, Date.now())];
  return (
    <li className={styles.policy}>
      <Link href={paths.read(policyId)} className={styles.name}>
        {title}
      </Link>
      <span className={shared.quiet}>{facts.join(' · ')}</span>
      {coming && (
        <Link href={paths.read(policyId, { versionId: coming.versionId })} className={shared.link}>
          {words.list.coming(coming.label, words.list.comingState[coming.state])}
        </Link>
      )}
    </li>
  );
}
