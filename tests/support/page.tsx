import { createDOMRenderer, RendererProvider } from '@fluentui/react-components';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { Router } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import type { CallName, Contract } from '../../src/api/contract';
import { type Api, CallFailed } from '../../tabs/api';
import type { HostBridge } from '../../tabs/bridge';
import { Announcer } from '../../tabs/ui/Announcer';
import { MeGate } from '../../tabs/ui/Me';
import { type Services, ServicesProvider } from '../../tabs/ui/services';
import { ThemeRoot } from '../../tabs/ui/Theme';
import { LoadCache } from '../../tabs/ui/useLoad';

/** What each call answers: a value, an error to reject with, or a function of the input. */
export type Answers = {
  readonly [N in CallName]?:
    | Contract[N]['output']
    | CallFailed
    | ((input: Contract[N]['input']) => Contract[N]['output'] | Promise<Contract[N]['output']>);
};

/** An API that answers from a table and remembers what it was asked; what is not in the table is not there. */
export function fakeApi(answers: Answers): Api & { readonly asked: { name: string; input: unknown }[] } {
  const asked: { name: string; input: unknown }[] = [];
  const settle = async (name: CallName, input: unknown): Promise<unknown> => {
    asked.push({ name, input });
    const answer: unknown = answers[name];
    if (answer === undefined) throw new CallFailed('not_found');
    if (answer instanceof CallFailed) throw answer;
    // Of the table's values only the functions of the input are functions.
    return typeof answer === 'function' ? (answer as (input: unknown) => unknown)(input) : answer;
  };
  return {
    asked,
    // The table above ties each answer to its call.
    call: (name, input) => settle(name, input) as Promise<never>,
    upload: () => Promise.reject(new CallFailed('not_found')),
    download: (name) => {
      asked.push({ name, input: null });
      return Promise.resolve({ fileName: `${name}.bin`, bytes: new Blob(['x']) });
    },
  };
}

/** A plain browser window, with a store of its own. */
export function fakeHost(part: Partial<HostBridge> = {}): HostBridge {
  const kept = new Map<string, string>();
  return {
    framed: false,
    storage: {
      lasts: true,
      get: (key) => kept.get(key) ?? null,
      set: (key, value) => void kept.set(key, value),
      remove: (key) => void kept.delete(key),
    },
    theme: { get: () => 'light', subscribe: () => () => undefined },
    connect: () => Promise.resolve(null),
    drawn: () => undefined,
    moved: () => undefined,
    openTab: () => Promise.resolve(false),
    linkTo: (path) => `https://lantern.example/tabs${path}`,
    share: () => Promise.resolve('copied'),
    teamsToken: () => Promise.reject(new Error('no Teams')),
    chooseTab: () => undefined,
    ...part,
  };
}

export function fakeServices(part: Partial<Services> & { answers?: Answers } = {}): Services {
  const { answers = {}, ...rest } = part;
  return {
    settings: {
      clientId: 'c',
      authority: 'https://login.example/t',
      scope: 'api://x/access_as_user',
      teamsAppId: 'app',
      practice: false,
      version: '1.2.3',
      shell: '',
    },
    host: fakeHost(),
    auth: { token: () => Promise.resolve('t'), signIn: () => Promise.resolve() },
    api: fakeApi(answers),
    cache: new LoadCache(),
    ...rest,
  };
}

/** Styles are the browser suites' matter: jsdom lays nothing out, and asks each rule about each element all the same. */
const plain = createDOMRenderer(document, { unstable_filterCSSRule: () => false });

/** Draws a page as the app does: theme, live region, router at `path`, and who is here. */
export function renderPage(page: ReactNode, services: Services = fakeServices(), path = '/home') {
  const place = memoryLocation({ path, record: true });
  const drawn = render(
    <RendererProvider renderer={plain}>
      <ServicesProvider value={services}>
        <ThemeRoot host={services.host}>
          <Announcer>
            <Router hook={place.hook} searchHook={place.searchHook}>
              <MeGate>{page}</MeGate>
            </Router>
          </Announcer>
        </ThemeRoot>
      </ServicesProvider>
    </RendererProvider>,
  );
  return { ...drawn, services, place };
}
