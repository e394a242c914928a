import { SearchBox } from '@fluentui/react-components';
import { useEffect } from 'react';
import { Link } from 'wouter';
import { policies as words } from '../../../src/texts/en-gb';
import { useAnnounce } from '../../ui/Announcer';
import { AsyncView } from '../../ui/AsyncView';
import { useCall } from '../../ui/useLoad';
import { paths } from '../paths';
import { useSharedStyles } from '../Policies.styles';
import { useListStyles } from './PolicyList.styles';

const LONGEST = 300;

export function SearchField({ typed, setTyped }: { typed: string; setTyped: (typed: string) => void }) {
  const styles = useListStyles();
  return (
    <SearchBox
      className={styles.search}
      size="large"
      maxLength={LONGEST}
      aria-label={words.search.label}
      placeholder={words.search.label}
      dismiss={{ 'aria-label': words.search.clear }}
      value={typed}
      onChange={(_, { value }) => setTyped(value)}
    />
  );
}

/** The places that fit what was typed, best first. */
export function Hits({ q }: { q: string }) {
  const shared = useSharedStyles();
  const styles = useListStyles();
  const say = useAnnounce();
  const load = useCall('policies.search', { q });
  const count = load.state === 'ready' ? load.data.hits.length : null;
  useEffect(() => {
    if (count !== null) say(words.search.found(count, q));
  }, [count, q, say]);
  return (
    <section aria-label={words.search.results}>
      <AsyncView load={load}>
        {({ hits }) => (
          <>
            <h2 className={shared.small}>{words.search.found(hits.length, q)}</h2>
            {hits.length === 0 && <p className={shared.quiet}>{words.search.none}</p>}
            <ul className={shared.list}>
              {hits.map((hit) => (
                <li key={hit.versionId + hit.anchor} className={styles.hit}>
                  <Link href={paths.read(hit.policyId, { anchor: hit.anchor })} className={styles.name}>
                    {hit.heading}
                  </Link>
                  <span className={shared.text}>{hit.snippet}</span>
                  <span className={shared.quiet}>{words.search.where(hit.title, hit.version)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </AsyncView>
    </section>
  );
}
