import { startKillingAccounts } from '../support/killing-accounts';

const STARTERS = 40;
const MINUTE = 60_000;

test(
  'two workers look after accounts; one is killed, and the other takes over within a minute and doubles nothing',
  async () => {
    const school = await startKillingAccounts();
    try {
      await school.start();
      await school.start();
      await school.take(STARTERS / 2);
      const [seen] = await Promise.all([school.kill(), school.take(STARTERS / 2)]);
      await school.settled();
      const { missing, doubled, accounts, writes } = school.books();
      process.stdout.write(`${JSON.stringify(seen)}, ${accounts} accounts, ${writes} made or added\n`);
      expect({ missing, doubled, accounts }).toEqual({ missing: [], doubled: [], accounts: STARTERS });
      expect(seen.unheard).toBeGreaterThan(0);
      // Nothing that the dead worker held is touched before its hold is over.
      expect(seen.takenOverAfterMs).toBeGreaterThanOrEqual(seen.heldForMs);
      expect(seen.takenOverAfterMs).toBeLessThanOrEqual(MINUTE);
      await school.stop();
      expect(await school.verified()).toMatchObject({ code: 0 });
      await school.plantDouble();
      expect(school.books().doubled).toEqual(['W0', 'account for W0']);
    } finally {
      await school.drop();
    }
  },
  10 * MINUTE,
);
