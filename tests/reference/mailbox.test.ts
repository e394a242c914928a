import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { MAIL_SCOPES } from '../../src/adapters/graph/mail-operations';
import { graphMailbox } from '../../src/adapters/graph/mailbox';
import { practiceTransport } from '../../src/adapters/graph/transport';
import { startGraph } from '../support/practice-graph';
import { checkTraffic } from '../support/practice-graph-check';

test('what is asked of a mailbox keeps to the contract in both directions', async () => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'mailbox-traffic-'));
  const log = path.join(dir, 'traffic.ndjson');
  const graph = await startGraph({ log });
  const { corpusMailbox } = graph.ids;
  const mailbox = graph.controls.person(corpusMailbox)?.mail ?? '';
  const box = graphMailbox({
    transport: practiceTransport(graph.port),
    token: () => Promise.resolve(graph.tokenOf(corpusMailbox, MAIL_SCOPES, 'pages')),
    own: [mailbox],
    now: () => graph.controls.now(),
    wait: () => Promise.resolve(),
  });
  for (const { movingId: itemId, mime } of graph.controls.mailbox(corpusMailbox)?.messages ?? []) {
    if (!mime.recipe.startsWith('story-')) continue;
    await box.facts({ mailbox, itemId });
    for await (const piece of await box.bytes({ mailbox, itemId })) expect(piece.length).toBeGreaterThan(0);
    await box.tag({ mailbox, itemId }, 'Kept as evidence');
  }
  await graph.close();
  const { code, said } = checkTraffic(log);
  rmSync(dir, { recursive: true });
  expect(said).toMatch(/ 0 violations/);
  expect(code).toBe(0);
}, 120_000);
