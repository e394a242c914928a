import { Button } from '@fluentui/react-components';
import { Link } from 'wouter';
import { errors, work } from '../src/texts/en-gb';
import { Page } from './ui/Page';

export function NotFound() {
  const words = errors.of('not_found');
  return (
    <Page title={words.title} lead={words.next}>
      <Link href="/home" asChild>
        <Button as="a" appearance="primary">
          {work.toHome}
        </Button>
      </Link>
    </Page>
  );
}
