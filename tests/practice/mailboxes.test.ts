import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openPracticeDirectory } from '../../src/practice/directory';
import { readConfig } from '../../src/server/config';
import { practiceTrust } from '../../src/practice/trust/trust';
import { schoolDayAt } from '../../src/core/people/day';
import { MORNING, startGraph } from '../support/practice-graph';

const dir = mkdtempSync(path.join(os.tmpdir(), 'practice-mailboxes-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('a practice Graph elsewhere on this machine hands out tokens of persons, and mail as they may read it', async () => {
  const graph = await startGraph();
  const { corpusMailbox, sharedMailbox, people } = graph.ids;
  const env = {
    DATA_DIR: dir,
    PRACTICE_GRAPH_URL: `http://127.0.0.1:${String(graph.port)}`,
    PRACTICE_GRAPH_SECRET: graph.secret,
  };
  const trust = practiceTrust({ today: schoolDayAt(MORNING) });
  const config = readConfig(env, ['--practice']);
  const opened = await openPracticeDirectory({ config, trust, now: () => graph.controls.now(), said: () => {} });
  const address = graph.controls.person(corpusMailbox)?.mail ?? '';
  const threat = graph.controls.mailbox(corpusMailbox)?.messages.find((m) => m.mime.recipe === 'story-threat');
  const own = opened.mailboxOf({ oid: corpusMailbox, address });
  expect((await own.facts({ mailbox: address, itemId: threat?.movingId ?? '' })).subject).toBe('You will be sorry');
  const [shared] = graph.controls.sharedMailbox(sharedMailbox).messages;
  const place = { mailbox: sharedMailbox, itemId: shared?.movingId ?? '' };
  expect((await own.facts(place)).subject).toBe('To whoever opens this');
  const head = opened.mailboxOf({ oid: people.head, address: graph.controls.person(people.head)?.mail ?? '' });
  await expect(head.facts(place)).rejects.toMatchObject({ trouble: 'no_permission' });
  await opened.close();
  await graph.close();
});
