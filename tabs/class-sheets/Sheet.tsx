import { Button } from '@fluentui/react-components';
import { useParams } from 'wouter';
import { classSheets } from '../../src/texts/en-gb';
import { AsyncView } from '../ui/AsyncView';
import { Failure } from '../ui/Failure';
import { Page } from '../ui/Page';
import { useSheetStyles } from './ClassSheets.styles';
import { Grid } from './Grid';
import { useSheet } from './useSheet';

/** One class as a grid that is worked by keyboard: thirty pupils in a few minutes. */
export function Sheet() {
  const { schoolId = '', className = '' } = useParams<{ schoolId: string; className: string }>();
  const name = decodeURIComponent(className);
  const sheet = useSheet(schoolId, name);
  const styles = useSheetStyles();
  const { saving, changes } = sheet;
  return (
    <Page
      title={name}
      lead={classSheets.sheetLead}
      width="wide"
      back={{ to: '/work/class-sheets', name: classSheets.title }}
    >
      <AsyncView load={sheet.load}>
        {() => (
          <>
            <Grid sheet={sheet} label={classSheets.table(name)} />
            <div className={styles.tools}>
              <Button
                appearance="primary"
                disabledFocusable={saving.state === 'busy' || changes === 0}
                onClick={() => void saving.run()}
              >
                {saving.state === 'busy' ? classSheets.saving : classSheets.save(changes)}
              </Button>
              <Button onClick={sheet.fillDates}>{classSheets.today}</Button>
              <span className={styles.quiet}>{classSheets.kept}</span>
            </div>
            {saving.state === 'failed' && <Failure error={saving.error} />}
          </>
        )}
      </AsyncView>
    </Page>
  );
}
