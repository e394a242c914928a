import { frame } from '../../src/texts/en-gb';
import { Page } from '../ui/Page';
import { Waiting } from '../ui/Waiting';

/** The policies, one policy, and what changed between versions. */
export function Policies() {
  return (
    <Page title={frame.app} width="wide">
      <Waiting />
    </Page>
  );
}
