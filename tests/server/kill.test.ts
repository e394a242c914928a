import { everyday } from '../support/engines';
import { randomFrom } from '../support/killable';
import { startKilling } from '../support/killing';

const KILLS = 2;

// The long tests kill fifty times, and look after each.
test.each(everyday)(
  'no acknowledged signature is lost or doubled when the server is killed while many sign, on %s',
  async (engine) => {
    const school = await startKilling(engine, { people: 1_500 });
    try {
      const random = randomFrom(20_260_922);
      for (let kill = 0; kill < KILLS; kill++) await school.round(random);
      const { lost, doubled, unbalanced, signatures } = await school.books();
      expect({ lost, doubled, unbalanced }).toEqual({ lost: [], doubled: [], unbalanced: 0 });
      expect(signatures).toBeGreaterThanOrEqual(school.acknowledged.size);
      expect(school.acknowledged.size).toBeGreaterThan(0);
      const { code, said, signed } = await school.verified();
      expect({ code, said: code === 0 ? '' : said }).toEqual({ code: 0, said: '' });
      expect(signed).toBe(signatures);
      // The check is not blind: one signature gone is one missed.
      expect((await school.books('lose one')).lost).toHaveLength(1);
    } finally {
      await school.drop();
    }
  },
  600_000,
);
