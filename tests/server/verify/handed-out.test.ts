import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { receiptPdf } from '../../../src/adapters/documents/write/receipt-pdf';
import { receiptFor } from '../../../src/core/ledger/receipt';
import { receiptView } from '../../../src/server/papers';
import { verifyCommand } from '../../../src/server/verify/command';
import { KEYS, NAME, TENANT } from '../../support/log';
import { ATTESTATION, receiptLedger } from '../../support/receipt';

const folder = mkdtempSync(join(tmpdir(), 'lantern-handed-out-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ['promised', { checkpoint: 0 }],
  ['countersigned', { countersigned: true }],
])('the printed receipt that Lantern hands out (%s) verifies', async (_, o) => {
  const receipt = await receiptFor(receiptLedger(o), ATTESTATION, { tenant: TENANT, name: NAME, key: KEYS.privateKey });
  const path = join(folder, 'receipt.pdf');
  writeFileSync(
    path,
    await receiptPdf(receiptView(receipt, 'Oakfield Primary School'), JSON.stringify(receipt, null, 1)),
  );
  const out: string[] = [];
  expect(await verifyCommand([path], (line) => out.push(line))).toBe(0);
  expect(out.join('\n')).toContain('Sound: this receipt says what the service recorded.');
});
