import type { Allowance, MailItem, Trouble } from '../../../src/core/evidence/mail';
import { myMail } from '../../../src/core/evidence/my-mail';
import type { Report } from '../../../src/core/incidents/report';
import { facts } from '../../support/mails';

// Only what decides about the state is here.
const item = (more: Partial<MailItem>): MailItem =>
  ({
    id: 'm',
    place: { mailbox: 'a@b.example', itemId: 'x' },
    facts: null,
    copy: null,
    trouble: null,
    sameAs: null,
    ...more,
  }) as MailItem;
const report = (state: Report['state']) => ({ id: 'r', state }) as Pick<Report, 'id' | 'state'>;
const copy = { blob: '', sha256: '', size: 1, origin: 'person' as const, takenAt: 0 };
const state = (more: Partial<MailItem>, allowance: Allowance = 'all') =>
  myMail(item(more), report('sent'), allowance).state;

test('until it is sent a mail waits, whatever is known of it', () => {
  expect(myMail(item({ copy }), report('open'), 'nothing').state).toBe('waiting');
});

test('what was kept is kept, also where there was a copy before', () => {
  expect(state({ copy })).toBe('kept');
  expect(myMail(item({ copy }), report('sent'), 'all').supplied).toBe(true);
  expect(state({ sameAs: 'other' as never })).toBe('kept');
});

test('with an image possible, headers are all there will be', () => {
  expect(state({ facts }, 'facts')).toBe('facts_only');
  expect(state({}, 'facts')).toBe('taking');
  expect(state({ trouble: 'gone' }, 'facts')).toBe('not_taken');
});

test('what may pass is tried again, all else is over', () => {
  const after = (trouble: Trouble) => state({ facts, trouble });
  for (const trouble of ['unreachable', 'no_room', 'no_key'] as const) expect(after(trouble)).toBe('taking');
  for (const trouble of ['gone', 'no_permission', 'too_large', 'protected', 'closed'] as const)
    expect(after(trouble)).toBe('not_taken');
  expect(state({ facts })).toBe('taking');
  expect(state({}, 'nothing')).toBe('not_taken');
});
