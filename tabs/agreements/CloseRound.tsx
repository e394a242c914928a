import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
} from '@fluentui/react-components';
import type { Input } from '../../src/api/contract';
import { agreements } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { Failure } from '../ui/Failure';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';

/** Ends a round: asked once, with what it means. */
export function CloseRound({
  campaignId,
  done,
}: {
  campaignId: Input<'campaigns.close'>['campaignId'];
  done: () => void;
}) {
  const { api } = useServices();
  const say = useAnnounce();
  const closing = useAction(async () => {
    await api.call('campaigns.close', { campaignId });
    say(agreements.closedNow);
    done();
  });
  return (
    <Dialog>
      <DialogTrigger disableButtonEnhancement>
        <Button>{agreements.close}</Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{agreements.closeTitle}</DialogTitle>
          <DialogContent>
            {agreements.closeWhat}
            {closing.state === 'failed' && <Failure error={closing.error} />}
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>{agreements.cancel}</Button>
            </DialogTrigger>
            <Button
              appearance="primary"
              disabledFocusable={closing.state === 'busy'}
              onClick={() => void closing.run()}
            >
              {agreements.closeGo}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
