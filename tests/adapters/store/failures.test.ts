import { endsSession, sqlState, translate } from '../../../src/adapters/store/failures';
import { AppError } from '../../../src/core/errors';

const withCode = (code: unknown): Error => Object.assign(new Error('driver'), { code });

test.each([
  ['08006', 'connection lost'],
  ['25006', 'the server became a read-only replica'],
  ['25P03', 'idle in a transaction for too long'],
  ['28P01', 'wrong password'],
  ['3D000', 'no such database'],
  ['40001', 'serialization failure'],
  ['40P01', 'deadlock'],
  ['53100', 'disk full'],
  ['53300', 'too many connections'],
  ['55P03', 'lock not available'],
  ['57014', 'statement timeout'],
  ['57P01', 'server shutting down'],
  ['57P03', 'server starting'],
  ['58030', 'input or output failed'],
])('%s (%s) may be sent again', (code) => {
  const cause = withCode(code);
  expect(translate(cause)).toMatchObject({ code: 'unavailable', cause });
});

test.each(['22012', '23505', '42501', '42P01', '42703', 'P0001', 'XX000'])(
  '%s is our own mistake or a refusal',
  (code) => {
    const e = withCode(code);
    expect(translate(e)).toBe(e);
  },
);

test('a refusal of our own passes unchanged, and so does anything that is no error of the database', () => {
  const ours = new AppError('conflict', { cause: withCode('40001') });
  const slip = new TypeError('slip');
  expect([translate(ours), translate(slip), translate('text')]).toEqual([ours, slip, 'text']);
});

test('a write in a read-only transaction of ours is no outage', () => {
  const e = withCode('25006');
  expect(translate(e, { readOnly: true })).toBe(e);
});

test.each(['EPIPE', 'EPERM', 'EBUSY', 'ECONNRESET', 23505, undefined])('%p is not an SQL state', (code) => {
  expect(sqlState(withCode(code))).toBeUndefined();
});

test.each([
  [withCode('57P01'), true],
  [withCode('08003'), true],
  [withCode('25P03'), true],
  [new Error('Query read timeout'), true],
  [withCode('57014'), false],
  [withCode('23505'), false],
  [null, false],
])('the session is over after %p: %p', (e, over) => {
  expect(endsSession(e)).toBe(over);
});
