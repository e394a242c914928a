import { Button, DrawerBody, DrawerHeader, DrawerHeaderTitle, OverlayDrawer } from '@fluentui/react-components';
import { policies as words } from '../../../src/texts/en-gb';
import { CanI } from './CanI';
import { useCanIStyles } from './CanI.styles';

/** The Can I box as a sheet from below. Loaded when somebody opens it. */
export function AskDrawer({ close }: { close: () => void }) {
  const styles = useCanIStyles();
  return (
    <OverlayDrawer
      open
      position="bottom"
      className={styles.sheet}
      aria-label={words.ask.heading}
      onOpenChange={(_, { open }) => !open && close()}
    >
      <DrawerHeader>
        <DrawerHeaderTitle action={<Button onClick={close}>{words.ask.close}</Button>}>
          {words.ask.heading}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className={styles.body}>
        <CanI isHeaded={false} leave={close} />
      </DrawerBody>
    </OverlayDrawer>
  );
}
