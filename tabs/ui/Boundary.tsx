import { Button } from '@fluentui/react-components';
import { Component, type ReactNode } from 'react';
import { errors } from '../../src/texts/en-gb';
import { Notice } from './Notice';

/** Keeps a page that breaks (or a chunk that does not arrive) from leaving a white window. */
export class Boundary extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <main>
        <Notice
          isProblem
          title={errors.broken.title}
          actions={
            <Button appearance="primary" onClick={() => location.reload()}>
              {errors.loadAgain}
            </Button>
          }
        >
          {errors.broken.next}
        </Notice>
      </main>
    );
  }
}
