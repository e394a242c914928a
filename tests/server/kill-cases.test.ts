import { everyday } from '../support/engines';
import { randomFrom } from '../support/killable';
import { startKillingCases } from '../support/killing-cases';

const KILLS = 1;

// The long tests kill fifty times, and look after each.
test.each(everyday)(
  'no answer shown is lost or doubled when the server is killed while people report and cases are worked, on %s',
  async (engine) => {
    const school = await startKillingCases(engine);
    try {
      const random = randomFrom(20_261_130);
      for (let kill = 0; kill < KILLS; kill++) await school.round(random);
      const { lost, doubled, notes } = await school.books();
      expect({ lost, doubled }).toEqual({ lost: [], doubled: [] });
      expect(notes).toBeGreaterThanOrEqual(KILLS);
      const { code, said } = await school.verified();
      expect({ code, said: code === 0 ? '' : said }).toEqual({ code: 0, said: '' });
      // The check is not blind: one answer gone is one missed.
      expect((await school.books('lose one')).lost).toHaveLength(1);
    } finally {
      await school.drop();
    }
  },
  600_000,
);
