import { Button } from '@fluentui/react-components';
import { Link } from 'wouter';
import { agreements, work } from '../../src/texts/en-gb';
import { AsyncView } from '../ui/AsyncView';
import { longDate } from '../ui/dates';
import { Page } from '../ui/Page';
import { useCall } from '../ui/useLoad';
import { useAgreementStyles } from './Agreements.styles';
import { figures, type Round } from './figures';

/** Every round of signing, newest first, each with its one sentence. */
export function Rounds() {
  const load = useCall('campaigns.list', {});
  const styles = useAgreementStyles();
  const mayStart = load.state === 'ready' && load.data.abilities.includes('agreement.start_campaign');
  const start = (
    <Link href="/work/agreements/new" asChild>
      <Button as="a" appearance="primary">
        {agreements.start}
      </Button>
    </Link>
  );
  return (
    <Page
      title={agreements.title}
      lead={agreements.lead}
      action={mayStart && start}
      back={{ to: '/work', name: work.title }}
    >
      <AsyncView
        load={load}
        empty={{
          when: (data) => data.campaigns.length === 0,
          title: agreements.noneTitle,
          next: agreements.noneNext,
          actions: mayStart && start,
        }}
      >
        {(data) => (
          <ul className={styles.rounds}>
            {data.campaigns.map((round) => (
              <RoundCard key={round.campaignId} round={round} />
            ))}
          </ul>
        )}
      </AsyncView>
    </Page>
  );
}

function RoundCard({ round }: { round: Round }) {
  const styles = useAgreementStyles();
  const facts = [
    agreements.version(round.versionLabel),
    agreements.trigger[round.trigger],
    round.closedOn ? agreements.closed(longDate(round.closedOn)) : agreements.due(longDate(round.dueOn)),
  ];
  return (
    <li>
      <Link href={`/work/agreements/${round.campaignId}`} className={styles.round}>
        <span className={styles.roundTitle}>{round.title}</span>
        <span className={styles.quiet}>{facts.join(' · ')}</span>
        <span>{agreements.sentence(figures(round.counts))}</span>
      </Link>
    </li>
  );
}
