import type { Browser, Locator, Page } from 'playwright-core';
import { watch } from './shell';

/** The practice window with the chat open, as one person. */
export interface ChatPage {
  readonly page: Page;
  readonly complaints: string[];
  /** The newest card. */
  readonly card: Locator;
  /** Waits until the newest card says this. */
  says(text: string | RegExp): Promise<void>;
  press(name: string): Promise<void>;
  tick(...names: string[]): Promise<void>;
  fill(label: string, text: string): Promise<void>;
  choose(label: string, option: string): Promise<void>;
  type(text: string): Promise<void>;
  close(): Promise<void>;
}

export async function openChat(
  browser: Browser,
  o: { url: string; person: string; theme?: 'dark' | 'contrast'; width?: number; height?: number },
): Promise<ChatPage> {
  const context = await browser.newContext({ viewport: { width: o.width ?? 1_280, height: o.height ?? 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const { complaints } = watch(page);
  const theme = o.theme ? `&theme=${o.theme}` : '';
  await page.goto(`${o.url}/#path=/chat&person=${o.person}${theme}`);
  const card = page.locator('.chat-card').last();
  return {
    page,
    complaints,
    card,
    says: async (text) => {
      await page.locator('.chat-card').last().getByText(text).first().waitFor();
    },
    press: (name) => card.getByRole('button', { name, exact: true }).last().click(),
    tick: async (...names) => {
      // The renderer says the question before each choice.
      for (const name of names) await card.getByRole('checkbox', { name: new RegExp(`(^| )${name}$`) }).check();
    },
    fill: (label, text) => card.getByLabel(label).last().fill(text),
    choose: async (label, option) => void (await card.getByLabel(label).last().selectOption({ label: option })),
    type: async (text) => {
      const box = page.getByRole('textbox', { name: /Message input|Type a message/ }).last();
      await box.fill(text);
      await box.press('Enter');
    },
    close: () => context.close(),
  };
}
