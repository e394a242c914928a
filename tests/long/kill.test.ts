import { engines } from '../support/engines';
import { randomFrom } from '../support/killable';
import { startKilling } from '../support/killing';

const KILLS = 50;
const AN_HOUR = 3_600_000;

test.each(engines)(
  'fifty kills while many sign lose and double nothing, on %s',
  async (engine) => {
    const school = await startKilling(engine, { people: 60_000 });
    try {
      const random = randomFrom(50);
      for (let kill = 0; kill < KILLS; kill++) {
        await school.round(random);
        const { lost, doubled, unbalanced } = await school.books();
        expect({ kill, lost, doubled, unbalanced }).toEqual({ kill, lost: [], doubled: [], unbalanced: 0 });
      }
      expect(await school.verified()).toMatchObject({ code: 0, signed: (await school.books()).signatures });
      expect((await school.books('lose one')).lost).toHaveLength(1);
    } finally {
      await school.drop();
    }
  },
  AN_HOUR,
);
