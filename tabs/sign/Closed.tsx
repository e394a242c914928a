import { Button } from '@fluentui/react-components';
import { Link } from 'wouter';
import { sign } from '../../src/texts/en-gb';
import { Notice } from '../ui/Notice';
import type { SigningView } from './steps';

const words = sign.superseded;

/** Nothing can be signed here any more: where to go instead. */
export function Closed({ view: { movedTo } }: { view: SigningView }) {
  return (
    <Notice
      title={movedTo === null ? words.closedTitle : words.title}
      actions={
        <Link href={movedTo === null ? '/home' : `/sign/${movedTo}`} asChild>
          <Button as="a" appearance="primary">
            {movedTo === null ? words.toHome : words.openNewer}
          </Button>
        </Link>
      }
    >
      {movedTo === null ? words.closed : words.movedTo}
    </Notice>
  );
}
