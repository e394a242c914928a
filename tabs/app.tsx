import { createRoot } from 'react-dom/client';
import { createApi } from './api';
import { App } from './Pages';
import { createAuth } from './auth';
import { createHost } from './bridge';
import { readSettings } from './settings';
import { LoadCache } from './ui/useLoad';

// The composition root of the pages. Nothing here waits for the host: the page is drawn, then the host is asked.
const settings = readSettings(document);
const host = createHost(window, settings);
const auth = createAuth({ settings, host });
const root = document.getElementById('root');
if (root)
  createRoot(root).render(<App services={{ settings, host, auth, api: createApi(auth), cache: new LoadCache() }} />);
