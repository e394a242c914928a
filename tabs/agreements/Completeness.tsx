import { Button } from '@fluentui/react-components';
import { useParams } from 'wouter';
import { agreements } from '../../src/texts/en-gb';
import { AsyncView } from '../ui/AsyncView';
import { longDate } from '../ui/dates';
import { Page, Part } from '../ui/Page';
import { Failure } from '../ui/Failure';
import { useAgreementStyles } from './Agreements.styles';
import { Bars, Figures } from './Bars';
import { CloseRound } from './CloseRound';
import { figures } from './figures';
import { PeopleList } from './PeopleList';
import { useCompleteness } from './useCompleteness';

/** One round: how far it has come, and everybody asked. */
export function Completeness() {
  const { campaignId = '' } = useParams<{ campaignId: string }>();
  const view = useCompleteness(campaignId);
  const { summary } = view;
  const data = summary.state === 'ready' ? summary.data : null;
  const lead = data ? agreements.sentence(figures(data.campaign.counts)) : undefined;
  return (
    <Page
      title={data?.campaign.title ?? agreements.title}
      lead={lead}
      width="wide"
      back={{ to: '/work/agreements', name: agreements.title }}
    >
      <AsyncView load={summary}>
        {(d) => (
          <>
            <p>
              {[
                agreements.version(d.campaign.versionLabel),
                d.campaign.closedOn
                  ? agreements.closed(longDate(d.campaign.closedOn))
                  : agreements.due(longDate(d.campaign.dueOn)),
                ...(d.total.overdue > 0 ? [agreements.overdue(d.total.overdue)] : []),
              ].join(' · ')}
            </p>
            <Toolbar view={view} d={d} />
            <Part heading={agreements.bars}>
              <Bars tallies={d.bySchool} />
              <Figures summary={d} />
            </Part>
            <Part heading={agreements.list}>
              <PeopleList view={view} summary={d} />
            </Part>
          </>
        )}
      </AsyncView>
    </Page>
  );
}

type View = ReturnType<typeof useCompleteness>;

function Toolbar({ view, d }: { view: View; d: NonNullable<Extract<View['summary'], { state: 'ready' }>>['data'] }) {
  const styles = useAgreementStyles();
  const isOpen = d.campaign.closedOn === null;
  return (
    <div className={styles.tools}>
      {d.abilities.includes('agreement.export') && (
        <>
          <Button disabledFocusable={view.exporting !== null} onClick={() => void view.download('completenessCsv')}>
            {view.exporting === 'completenessCsv' ? agreements.exporting : agreements.csv}
          </Button>
          <Button disabledFocusable={view.exporting !== null} onClick={() => void view.download('completenessXlsx')}>
            {view.exporting === 'completenessXlsx' ? agreements.exporting : agreements.xlsx}
          </Button>
          <Button disabledFocusable={view.exporting !== null} onClick={() => void view.download('completenessPdf')}>
            {view.exporting === 'completenessPdf' ? agreements.exporting : agreements.pdf}
          </Button>
        </>
      )}
      {isOpen && d.abilities.includes('agreement.start_campaign') && (
        <CloseRound campaignId={view.campaignId} done={view.reload} />
      )}
      {view.failure && <Failure error={view.failure} />}
    </div>
  );
}
