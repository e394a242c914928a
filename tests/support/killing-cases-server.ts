import { practiceAuth, servesLoopback } from '../../bot/practice-auth';
import { useCases } from '../../src/core/use-cases';
import { APP_ID } from './channel';
import { idOf, runLantern, schoolOf, service, tenantId, toldAtStart, type ToldAtStart } from './killed-server';

// A whole Lantern with its bot, for tests that kill it while people report and cases are worked.
const o = toldAtStart<ToldAtStart & { readonly channel: string }>();
const POSTS = { head: 'head', lead: 'safeguarding_lead', chair: 'chair_of_governors' } as const;

await runLantern(o, {
  options: {
    bot: {
      appId: APP_ID,
      auth: practiceAuth({ base: o.channel, appId: APP_ID, tenantId }),
      serves: servesLoopback,
      open: (at) => at,
    },
  },
  prepare: async ({ perform }) => {
    await perform(useCases['tenant.establish'], service, schoolOf(POSTS, o.people));
  },
  tell: { tenantId, reporters: Array.from({ length: o.people }, (_, i) => idOf(`p${i}`)) },
});
