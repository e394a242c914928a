import { z } from 'zod';
import { NOTHING, wholeTrust } from '../access/rules';
import type { Work } from '../ports';
import { useCase } from '../use-case';

const LARGEST_PAGE = 2_000;

const trust = async (work: Work) => wholeTrust(await work.people.schools());

/** How far the ledger has come, and what has left the building. */
const status = useCase({
  name: 'ledger.status',
  action: 'ledger.read',
  input: z.strictObject({}),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async (_, work) => ({
    size: await work.ledger.size(),
    checkpoint: await work.ledger.newestCheckpoint(),
    anchors: await work.ledger.anchors(),
  }),
});

/** Opens an export: names the state it goes up to. That somebody took a copy is itself recorded. */
const openExport = useCase({
  name: 'ledger.openExport',
  action: 'ledger.export',
  input: z.strictObject({}),
  subject: (_input, work) => trust(work),
  run: async (_, work) => {
    const checkpoint = await work.ledger.newestCheckpoint();
    return { size: await work.ledger.size(), checkpoint };
  },
  ledger: { kind: 'ledger.exported', payload: ({ output }) => ({ size: output.size }) },
});

/** One page of the export, `from` and `to` included. */
const readPage = useCase({
  name: 'ledger.readPage',
  action: 'ledger.export',
  input: z
    .strictObject({ from: z.int().min(1), to: z.int().min(1) })
    .refine((page) => page.to - page.from < LARGEST_PAGE, 'Ask for fewer entries at a time.'),
  ledger: null,
  subject: (_input, work) => trust(work),
  run: async ({ input }, work) =>
    // Who worked on which case is for those who may see the case: here stands only that somebody did something.
    (await work.ledger.entries(input.from, input.to)).map((e) =>
      e.kind.startsWith('incident.') ? { ...e, salt: null, payload: null } : e,
    ),
});

export const ledgerUseCases = {
  'ledger.status': status,
  'ledger.openExport': openExport,
  'ledger.readPage': readPage,
} as const;
