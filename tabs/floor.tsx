import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { createRoot } from 'react-dom/client';

// The least a Fluent page can be. Nobody sees it: the size budget and bench B3 measure the real page against it.
const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <FluentProvider theme={webLightTheme}>
      <h1>Lantern</h1>
    </FluentProvider>,
  );
