import { Suspense, use } from 'react';
import { createRoot } from 'react-dom/client';
import { createApi } from '../api';
import { createAuth } from '../auth';
import { readSettings } from '../settings';
import { Announcer } from '../ui/Announcer';
import { Boundary } from '../ui/Boundary';
import { ServicesProvider } from '../ui/services';
import { ThemeRoot } from '../ui/Theme';
import { LoadCache } from '../ui/useLoad';
import { Waiting } from '../ui/Waiting';
import { outlookHost } from './mail-host';
import { NotOutlook, Pane } from './Pane';
import { paneHost } from './pane-host';

// The composition root of the pane: drawn at once, and Outlook asked meanwhile.
const settings = readSettings(document);
const found = outlookHost().catch(() => null);
const host = paneHost(window, found);
const auth = createAuth({ settings, host });
const services = { settings, host, auth, api: createApi(auth), cache: new LoadCache() };

function Found() {
  const mailHost = use(found);
  return mailHost ? <Pane mailHost={mailHost} /> : <NotOutlook />;
}

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <ServicesProvider value={services}>
      <ThemeRoot host={host}>
        <Announcer>
          <Boundary>
            <Suspense fallback={<Waiting lines={6} />}>
              <Found />
            </Suspense>
          </Boundary>
        </Announcer>
      </ThemeRoot>
    </ServicesProvider>,
  );
