import { outlookHost } from '../../../tabs/outlook/mail-host';

interface Played {
  readonly host?: string | null;
  readonly platform?: string;
  readonly sets?: string;
  readonly item?: object | null;
  readonly selected?: readonly object[];
  readonly ground?: string;
}

const done = (value: unknown) => (answer: (r: object) => void) => answer({ status: 'succeeded', value });
const refused = (answer: (r: object) => void) => answer({ status: 'failed', error: { code: 9018, message: 'no' } });
const handlers: Record<string, () => void> = {};

/** An Outlook, as Office.js would say it is. */
function play({ host = 'Outlook', platform = 'OfficeOnline', sets = '1.14', item = null, selected, ground }: Played) {
  const minor = (set: string) => Number(set.split('.')[1]);
  Object.assign(globalThis, {
    Office: {
      onReady: () => Promise.resolve({ host }),
      HostType: { Outlook: 'Outlook' },
      AsyncResultStatus: { Succeeded: 'succeeded' },
      EventType: { ItemChanged: 'item', SelectedItemsChanged: 'selected', OfficeThemeChanged: 'theme' },
      MailboxEnums: { RestVersion: { v2_0: 'v2.0' } },
      context: {
        platform,
        ...(ground !== undefined && { officeTheme: { bodyBackgroundColor: ground } }),
        requirements: { isSetSupported: (_: string, set: string) => minor(set) <= minor(sets) },
        mailbox: {
          userProfile: { emailAddress: 'Teacher@School.example' },
          item,
          convertToRestId: (id: string) => id.replaceAll('/', '-'),
          addHandlerAsync: (name: string, handler: () => void) => void (handlers[name] = handler),
          getSelectedItemsAsync: selected ? done(selected) : refused,
        },
      },
    },
  });
  return outlookHost();
}
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'Office');
  for (const name of Object.keys(handlers)) Reflect.deleteProperty(handlers, name);
});

const mail = (part: object = {}) => ({ itemType: 'message', itemId: 'AA/1', subject: 'x', ...part });
const current = async (played: Played) => (await play(played))?.current();

test.each<[string, Played, unknown]>([
  [
    'one’s own mail',
    { item: mail() },
    { kind: 'mail', places: [{ mailbox: 'teacher@school.example', itemId: 'AA-1' }], left: 0 },
  ],
  [
    'a mail of a shared mailbox',
    { item: mail({ getSharedPropertiesAsync: done({ targetMailbox: 'Office@School.example' }) }) },
    { kind: 'mail', places: [{ mailbox: 'office@school.example', itemId: 'AA-1' }], left: 0 },
  ],
  [
    'a mailbox that will not say whether it is shared',
    { item: mail({ getSharedPropertiesAsync: refused }) },
    { kind: 'mail', places: [{ mailbox: 'teacher@school.example', itemId: 'AA-1' }], left: 0 },
  ],
  [
    'a phone, whose ids are Graph’s already',
    { platform: 'iOS', sets: '1.5', item: mail() },
    { kind: 'mail', places: [{ mailbox: 'teacher@school.example', itemId: 'AA/1' }], left: 0 },
  ],
  ['a draft', { item: mail({ itemId: undefined, subject: {} }) }, { kind: 'draft' }],
  ['a meeting', { item: mail({ itemType: 'appointment' }) }, { kind: 'other' }],
  ['nothing', {}, { kind: 'none' }],
  ['nothing, in an old Outlook', { sets: '1.5' }, { kind: 'none' }],
  [
    'two mails and a draft',
    {
      selected: [
        { itemId: 'AA/1', itemType: 'Message', itemMode: 'Read' },
        { itemId: 'AA/2', itemType: 'Message', itemMode: 'Read' },
        { itemId: 'AA/3', itemType: 'Message', itemMode: 'Compose' },
      ],
    },
    {
      kind: 'mail',
      places: ['AA-1', 'AA-2'].map((itemId) => ({ mailbox: 'teacher@school.example', itemId })),
      left: 0,
    },
  ],
  ['drafts alone', { selected: [{ itemType: 'Message', itemMode: 'Compose' }] }, { kind: 'draft' }],
  ['meetings alone', { selected: [{ itemType: 'Appointment', itemMode: 'Read' }] }, { kind: 'other' }],
])('%s is told apart', async (_, played, expected) => {
  expect(await current(played)).toEqual(expected);
});

test('more than twenty are not taken at once, and how many are left is known', async () => {
  const selected = Array.from({ length: 23 }, (_, n) => ({ itemId: `A${n}`, itemType: 'Message', itemMode: 'Read' }));
  const found = await current({ selected });
  expect(found).toMatchObject({ kind: 'mail', left: 3 });
  expect(found?.kind === 'mail' && found.places.length).toBe(20);
});

test('outside of Outlook there is no host', async () => {
  expect(await outlookHost()).toBeNull();
  expect(await play({ host: null })).toBeNull();
});

test('which mail is open is told without a look at who sent it', async () => {
  const item = Object.defineProperty(mail(), 'from', {
    get: () => {
      throw new Error('looked');
    },
  });
  expect(await current({ item })).toMatchObject({ kind: 'mail' });
});

test('sender and date are there once they are asked for', async () => {
  const from = { displayName: 'Pat', emailAddress: 'pat@out.example' };
  const host = await play({ item: mail({ from, dateTimeCreated: new Date(5) }) });
  expect(await host?.details()).toEqual({ sender: { name: 'Pat', address: 'pat@out.example' }, at: 5 });
  expect(await (await play({}))?.details()).toBeNull();
});

test('nobody is offered themselves as the sender', async () => {
  const from = { displayName: 'Teacher', emailAddress: 'teacher@school.example' };
  const host = await play({ item: mail({ from, dateTimeCreated: new Date(5) }) });
  expect(await host?.details()).toEqual({ sender: null, at: 5 });
});

test('the bytes come only from a client that has the call', async () => {
  const item = mail({ getAsFileAsync: done(btoa('Subject: x')) });
  const bytes = (await (await play({ item }))?.asEml()) ?? new Uint8Array();
  expect(new TextDecoder().decode(bytes)).toBe('Subject: x');
  expect(await (await play({ item, sets: '1.8' }))?.asEml()).toBeNull();
  await expect((await play({ item: mail({ getAsFileAsync: refused }) }))?.asEml()).rejects.toThrow('9018: no');
});

test.each([
  ['#FFFFFF', 'light'],
  ['#292929', 'dark'],
  ['#000000', 'contrast'],
  [undefined, null],
])('a ground of %s is the theme %s', async (ground, theme) => {
  const host = await play(ground === undefined ? {} : { ground });
  expect(host?.theme()).toBe(theme);
});

test('a pinned pane hears of other mails and of other colours, where Outlook tells', async () => {
  const heard = jest.fn();
  const host = await play({});
  host?.changed(heard);
  host?.themeChanged(heard);
  expect(Object.keys(handlers).sort()).toEqual(['item', 'selected', 'theme']);
  const old = await play({ sets: '1.4' });
  for (const name of Object.keys(handlers)) Reflect.deleteProperty(handlers, name);
  old?.changed(heard);
  old?.themeChanged(heard);
  expect(Object.keys(handlers)).toEqual([]);
});
