import { Button, Tab, TabList } from '@fluentui/react-components';
import { useState } from 'react';
import { charts, work } from '../../../src/texts/en-gb';
import { AsyncView } from '../../ui/AsyncView';
import { shortDate } from '../../ui/dates';
import { Failure } from '../../ui/Failure';
import { Page, Part } from '../../ui/Page';
import { useCall } from '../../ui/useLoad';
import { useChartStyles } from './Chart.styles';
import { ChartPicture } from './ChartPicture';
import { StepWords, Times, WarningWords } from './ChartFields';
import { Proof } from './Proof';
import { TableRows } from './TableRows';
import { type ChartId, type ChartView, type ChartWork, useChart } from './useChart';

const words = charts.edit;
const IDS: readonly ChartId[] = ['report', 'triage'];

/** The room of the flowcharts: to look at, and to write the next version of. */
export function Charts() {
  const styles = useChartStyles();
  const [id, setId] = useState<ChartId>('report');
  return (
    <Page title={charts.title} lead={charts.lead} width="wide" back={{ to: '/work', name: work.title }}>
      <div className={styles.stack}>
        <TabList
          className={styles.tabs}
          selectedValue={id}
          // The list of tabs holds the ids and nothing else.
          onTabSelect={(_, { value }) => setId(value as ChartId)}
        >
          {IDS.map((one) => (
            <Tab key={one} value={one}>
              {charts.ids[one]}
            </Tab>
          ))}
        </TabList>
        <One key={id} id={id} />
      </div>
    </Page>
  );
}

function One({ id }: { id: ChartId }) {
  const load = useCall('charts.read', { id });
  return <AsyncView load={load}>{(view) => <Chart view={view} reload={load.reload} />}</AsyncView>;
}

function Chart({ view, reload }: { view: ChartView; reload: () => void }) {
  const styles = useChartStyles();
  const last = view.published[0];
  return (
    <div className={styles.stack}>
      <div>
        <p className={styles.strong}>{charts.version(view.version)}</p>
        <p className={styles.quiet}>
          {last ? charts.inForceBy(last.author, last.approver, shortDate(last.publishedAt)) : charts.shipped}
        </p>
      </div>
      <Part heading={charts.picture.heading}>
        <ChartPicture picture={view} />
      </Part>
      {(view.draft !== null || view.abilities.includes('chart.edit')) && <Writing view={view} reload={reload} />}
    </div>
  );
}

function Writing({ view, reload }: { view: ChartView; reload: () => void }) {
  const styles = useChartStyles();
  const writing = useChart(view, reload);
  const mayEdit = view.abilities.includes('chart.edit');
  return (
    <Part heading={words.heading}>
      <div className={styles.stack}>
        <p className={styles.text}>{words.lead}</p>
        {view.draft && (
          <p className={styles.quiet}>{charts.draftBy(view.draft.authors.join(', '), shortDate(view.draft.savedAt))}</p>
        )}
        {mayEdit && (
          <>
            <StepWords view={view} writing={writing} />
            <Times view={view} writing={writing} />
            <WarningWords writing={writing} />
            {view.id === 'triage' && <TableRows view={view} writing={writing} />}
          </>
        )}
        <Doing view={view} writing={writing} />
      </div>
    </Part>
  );
}

/** Save, prove, publish: what can be done now, and what came of it. */
function Doing({ view, writing }: { view: ChartView; writing: ChartWork }) {
  const styles = useChartStyles();
  const { isChanged, saving, proving, publishing, dropping } = writing;
  const may = (ability: string): boolean => view.abilities.some((one) => one === ability);
  const isSaved = view.draft !== null && !isChanged;
  const failed = [saving, proving, publishing, dropping].find((action) => action.state === 'failed');
  return (
    <div className={styles.stack}>
      {isChanged && <p className={styles.strong}>{words.unsaved}</p>}
      <div className={styles.row}>
        {may('chart.edit') && (
          <Button
            appearance={isChanged ? 'primary' : 'secondary'}
            disabled={!isChanged}
            onClick={() => void saving.run()}
          >
            {saving.state === 'busy' ? words.saving : words.save}
          </Button>
        )}
        {isSaved && (
          <Button onClick={() => void proving.run()}>{proving.state === 'busy' ? words.proving : words.prove}</Button>
        )}
        {isSaved && may('chart.publish') && (
          <Button appearance="primary" onClick={() => void publishing.run()}>
            {publishing.state === 'busy' ? words.publishing : words.publish}
          </Button>
        )}
        {isSaved && may('chart.edit') && <Button onClick={() => void dropping.run()}>{words.drop}</Button>}
      </div>
      {isSaved && !may('chart.publish') && <p className={styles.quiet}>{words.notYours}</p>}
      {failed?.state === 'failed' && <Failure error={failed.error} />}
      {proving.state === 'done' && <Proof proof={proving.result} />}
    </div>
  );
}
