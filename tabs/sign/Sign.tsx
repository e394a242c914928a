import { frame } from '../../src/texts/en-gb';
import { Page } from '../ui/Page';
import { Waiting } from '../ui/Waiting';

/** Reading and signing one agreement. */
export function Sign() {
  return (
    <Page title={frame.app}>
      <Waiting />
    </Page>
  );
}
