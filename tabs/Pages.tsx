import { Suspense, useEffect, useLayoutEffect, useRef } from 'react';
import { Redirect, Route, Router, Switch, useLocation } from 'wouter';
import { Home } from './home/Home';
import { Sign } from './sign/Sign';
import { NotFound } from './NotFound';
import { Announcer } from './ui/Announcer';
import { Boundary } from './ui/Boundary';
import { later } from './ui/later';
import { MeGate } from './ui/Me';
import { HasMoved } from './ui/Page';
import { type Services, ServicesProvider, useServices } from './ui/services';
import { ThemeRoot } from './ui/Theme';
import { Waiting } from './ui/Waiting';

/** Home and Sign come with the first load; every other page is fetched when somebody goes there. */
const About = later(() => import('./about/About').then((m) => m.About));
const Policies = later(() => import('./policies/Policies').then((m) => m.Policies));
const Work = later(() => import('./work/Work').then((m) => m.Work));
const Configure = later(() => import('./configure/Configure').then((m) => m.Configure));

export function App({ services }: { services: Services }) {
  return (
    <ServicesProvider value={services}>
      <ThemeRoot host={services.host}>
        <Announcer>
          <Boundary>
            <Router base="/tabs">
              <Pages />
            </Router>
          </Boundary>
        </Announcer>
      </ThemeRoot>
    </ServicesProvider>
  );
}

function Pages() {
  const moved = useHost();
  return (
    <HasMoved value={moved}>
      <MeGate>
        <Suspense fallback={<Waiting />}>
          <Switch>
            <Route path="/home" component={Home} />
            <Route path="/sign/:campaignId" component={Sign} />
            <Route path="/policies/*?" component={Policies} />
            <Route path="/work/*?" component={Work} />
            <Route path="/about" component={About} />
            <Route path="/configure" component={Configure} />
            <Route path="/">
              <Redirect to="/home" replace />
            </Route>
            <Route component={NotFound} />
          </Switch>
        </Suspense>
      </MeGate>
    </HasMoved>
  );
}

/** Follows the host's deep link once, and tells the host where the person goes. */
function useHost() {
  const { host } = useServices();
  const [path, navigate] = useLocation();
  const moved = useRef(false);
  const first = useRef(path);
  useEffect(() => {
    host.drawn();
    // The link names a place inside the tab that the host has already opened.
    void host.connect().then((context) => {
      if (!context?.path) return;
      first.current = context.path.replace(/[?#].*/, '');
      navigate(context.path, { replace: true });
    });
    // Once, on arrival.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  // Before the page's own effects, which ask for it.
  useLayoutEffect(() => {
    if (path !== first.current) moved.current = true;
  }, [path]);
  useEffect(() => {
    host.moved(path + location.search);
  }, [host, path]);
  return moved;
}
