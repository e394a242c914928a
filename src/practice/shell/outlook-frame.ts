import { shell as words } from '../../texts/en-gb';
import { el, showDialog, closer } from './dom';
import { answerNested } from './naa';
import { type FromPage, type FromWindow, isOffice, type PlayedOutlook } from './office/wire';

export interface PaneAround {
  outlook(): PlayedOutlook;
  token(): Promise<string>;
  needsConsent(): boolean;
  personName(): string;
  /** The raw mail in base64; null when it cannot be had. */
  eml(id: string): Promise<string | null>;
}

export interface PaneFrame {
  readonly element: HTMLIFrameElement;
  /** Tells the page what is open now. */
  tell(): void;
  close(): void;
}

/** The pane's frame, and the window's half of the practice Office.js. */
export function paneFrame(around: PaneAround): PaneFrame {
  const element = el('iframe', { title: words.outlook.pane, src: '/outlook.html' });
  const post = (message: FromWindow) => element.contentWindow?.postMessage(message, location.origin);
  const tell = () => post({ office: 'now', outlook: around.outlook() });
  let hasAgreed = false;
  const broker = {
    token: () => around.token(),
    needsConsent: () => around.needsConsent() && !hasAgreed,
    consent: async () => (hasAgreed = await ask(around.personName())),
  };
  const listen = ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source !== element.contentWindow || origin !== location.origin || !isOffice<FromPage>(data)) return;
    if (data.office === 'hello') return tell();
    if (data.office === 'nested')
      return void answerNested(data.data, broker).then((answer) => post({ office: 'nested', data: answer }));
    void around.eml(data.id).then((text) => post({ office: 'eml', n: data.n, text }));
  };
  addEventListener('message', listen);
  return {
    element,
    tell,
    close: () => {
      removeEventListener('message', listen);
      element.remove();
    },
  };
}

const ask = async (name: string): Promise<boolean> =>
  (await showDialog(
    words.consentTitle,
    el('p', {}, words.consentBody(name)),
    el('div', { class: 'buttons' }, closer(words.allow, 'yes', 'primary'), closer(words.notNow, '')),
  )) === 'yes';
