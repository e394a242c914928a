import { randomUUID } from 'node:crypto';
import { onceFor } from '../../../src/core/chat/once';
import { useCases } from '../../../src/core/use-cases';
import { everyday, withStore } from '../../support/engines';
import { makeSchool } from '../../support/school';

describe.each(everyday)('the chat, on %s', (engine) => {
  const at = withStore(engine);
  const read = async () => {
    const school = await makeSchool(at.store);
    const { perform, actor, service, id } = school;
    const find = () => perform(useCases['chat.find'], service, { oid: id('teacher') });
    const reach = (reference: string) => perform(useCases['chat.reach'], actor('teacher'), { reference });
    const told = async () =>
      (await school.entries('chat.changed')).map((e) => (JSON.parse(e.payload ?? '') as { did: unknown }).did);
    return { school, find, reach, told, oid: id('teacher') };
  };

  test('somebody who never spoke is reached nowhere; the newest reference wins; only opening is an event', async () => {
    const { find, reach, told } = await read();
    expect(await find()).toEqual({ chat: null });
    await reach('{"a":1}');
    await reach('{"a":2}');
    expect(await find()).toEqual({ chat: { reference: '{"a":2}', cardId: null } });
    expect(await told()).toEqual([{ open: true }]);
  });

  test('who takes Lantern away, or is lost, is reached no more until they speak again', async () => {
    const { school, find, reach, told, oid } = await read();
    const leave = () => school.perform(useCases['chat.leave'], school.actor('teacher'), {});
    const lose = () => school.perform(useCases['chat.lose'], school.service, { oid });
    await leave();
    await lose();
    expect(await told()).toEqual([]);
    await reach('{}');
    const show = (cardId: string) => school.perform(useCases['chat.shown'], school.actor('teacher'), { cardId });
    expect([await show('m0'), await show('m1')]).toEqual([{ before: null }, { before: 'm0' }]);
    expect((await find()).chat?.cardId).toBe('m1');
    await leave();
    await leave();
    expect(await find()).toEqual({ chat: null });
    await reach('{}');
    expect((await find()).chat?.cardId).toBeNull();
    await lose();
    await lose();
    expect(await told()).toEqual([{ open: true }, { open: false }, { open: true }, { open: false, oid }]);
  });

  test('a repeat of an activity, under its id or under a new one, runs nothing and records nothing', async () => {
    const { school, told } = await read();
    const u = onceFor(useCases['chat.reach']);
    const send = (conversation: string, ...keys: string[]) =>
      school.perform(u, school.actor('teacher'), { activity: { conversation, keys }, input: { reference: '{}' } });
    const chat = `a:${randomUUID()}`;
    expect(await send(chat, 'id 1', 'said x')).toEqual({ output: { isNew: true } });
    expect(await send(chat, 'id 1', 'said x')).toBeNull();
    expect(await send(chat, 'id 2', 'said x')).toBeNull();
    expect(await told()).toEqual([{ open: true }]);
    expect(await send(chat, 'id 3')).toEqual({ output: { isNew: false } });
    expect(await send(`a:${randomUUID()}`, 'id 1')).toEqual({ output: { isNew: false } });
  });

  test('what fails is not taken in: the channel may bring it again', async () => {
    const { school } = await read();
    const failing = onceFor({
      ...useCases['chat.reach'],
      run: () => Promise.reject(new Error('the database went away')),
    });
    const input = { activity: { conversation: `a:${randomUUID()}`, keys: ['id 1'] }, input: { reference: '{}' } };
    await expect(school.perform(failing, school.actor('teacher'), input)).rejects.toThrow('went away');
    const again = onceFor(useCases['chat.reach']);
    expect(await school.perform(again, school.actor('teacher'), input)).toEqual({ output: { isNew: true } });
  });

  test('the wrapped use case keeps its rule, its parsing, and what its entry refers to', async () => {
    const { school } = await read();
    const activity = { conversation: `a:${randomUUID()}`, keys: ['id 1'] };
    const u = onceFor(useCases['chat.reach']);
    await expect(school.perform(u, school.service, { activity, input: { reference: '{}' } })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(school.perform(u, school.actor('teacher'), { activity, input: {} })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    const ref = randomUUID();
    const referring = onceFor({
      ...useCases['chat.reach'],
      ledger: { kind: 'chat.changed' as const, payload: () => ({ open: true }), ref: () => ref },
    });
    const send = () => school.perform(referring, school.actor('teacher'), { activity, input: { reference: '{}' } });
    await send();
    await send();
    expect((await school.entries('chat.changed')).map((e) => e.ref)).toEqual([ref]);
    const reading = onceFor({ ...useCases['chat.find'], ledger: null });
    expect(reading.ledger).toBeNull();
  });
});
