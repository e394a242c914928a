import type { Held } from '../../../tabs/outlook/flow';
import { isAnswering, look, type Phase } from '../../../tabs/outlook/look';
import type { MailPlace, Selection } from '../../../tabs/outlook/mail-host';
import type { MyMail } from '../../../tabs/outlook/useMail';
import { fakeApi } from '../../support/page';
import { mine, view } from './views';

const MAILBOX = 'mary@school.example';
const place = (itemId: string): MailPlace => ({ mailbox: MAILBOX, itemId });
const mails = (...ids: readonly string[]): Selection => ({ kind: 'mail', places: ids.map(place), left: 0 });
const found = (
  selection: Selection,
  known: readonly MyMail[] = [],
  report = view({}) as ReturnType<typeof view> | null,
) => look(selection, { api: fakeApi({ 'reports.current': { report } }), mine: () => Promise.resolve(known) });

test.each(['none', 'draft', 'other'] as const)('where %s is open nothing is asked of the server', async (kind) => {
  const api = fakeApi({});
  const { phase } = await look({ kind }, { api, mine: () => Promise.reject(new Error('asked')) });
  expect(phase).toEqual({ at: 'nothing', why: kind });
  expect(api.asked).toEqual([]);
});

const begun = view({}, ['R1']);
test.each<[string, readonly MyMail[], ReturnType<typeof view> | null, Phase]>([
  ['no report, nothing flagged', [], null, { at: 'going', view: null }],
  ['a report in which nothing was said', [], view({}), { at: 'going', view: view({}) }],
  ['a report of something else', [], begun, { at: 'join', view: begun }],
  ['a report of this very mail', [mine('a', 'waiting')], begun, { at: 'resume', view: begun }],
  ['a mail waiting in an older report', [mine('a', 'waiting', 'r0')], begun, { at: 'join', view: begun }],
  ['a mail that was sent', [mine('a', 'kept')], null, { at: 'already', mails: [mine('a', 'kept')] }],
])('with %s the pane knows where it stands', async (_, known, report, phase) => {
  expect((await found(mails('a'), known, report)).phase).toEqual(phase);
});

test('of several chosen, those flagged before are left out and counted', async () => {
  const open = await found(mails('a', 'b', 'c'), [mine('b', 'kept')], null);
  expect(open).toMatchObject({ places: [place('a'), place('c')], before: 1, phase: { at: 'going' } });
});

test.each<[string, Phase, Held, boolean]>([
  ['nothing was pressed', { at: 'going', view: null }, {}, false],
  ['the first answer is on its way', { at: 'going', view: null }, { R1: { choices: ['no'] } }, true],
  ['something was said', { at: 'going', view: begun }, {}, true],
  ['it was sent', { at: 'going', view: view({}, ['R1'], { state: 'sent' }) }, {}, false],
  ['it was flagged before', { at: 'already', mails: [] }, {}, false],
])('where %s, a pinned pane stays or follows', (_, phase, held, stays) => {
  expect(isAnswering(phase, held)).toBe(stays);
});
