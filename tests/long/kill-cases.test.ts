import { engines } from '../support/engines';
import { randomFrom } from '../support/killable';
import { startKillingCases } from '../support/killing-cases';

const KILLS = 50;
const AN_HOUR = 3_600_000;

test.each(engines)(
  'fifty kills while people report and cases are worked lose and double nothing, on %s',
  async (engine) => {
    const school = await startKillingCases(engine);
    try {
      const random = randomFrom(51);
      for (let kill = 0; kill < KILLS; kill++) {
        await school.round(random);
        const { lost, doubled } = await school.books();
        expect({ kill, lost, doubled }).toEqual({ kill, lost: [], doubled: [] });
      }
      const { turns, cases, notes } = await school.books();
      process.stdout.write(`${engine}: ${KILLS} kills, ${turns} turns, ${cases} cases, ${notes} notes\n`);
      expect(await school.verified()).toMatchObject({ code: 0 });
      expect((await school.books('lose one')).lost).toHaveLength(1);
    } finally {
      await school.drop();
    }
  },
  AN_HOUR,
);
