import process from 'node:process';
import { graphDirectory } from '../../src/adapters/graph/directory';
import { practiceTransport } from '../../src/adapters/graph/transport';
import type { Order } from '../../src/core/accounts/directory';
import type { RoleTemplate, Scheme } from '../../src/core/accounts/role-template';
import { useCases } from '../../src/core/use-cases';
import type { Told } from './killing-accounts';
import { person, runLantern, schoolOf, service, toldAtStart, type ToldAtStart } from './killed-server';

// A whole Lantern that looks after accounts, for tests that kill it while it does. It tells what it sends and hears.
const o = toldAtStart<
  ToldAtStart & {
    readonly graph: {
      readonly port: number;
      readonly tokens: Readonly<Record<string, string>>;
      /** Somebody whom the directory knows. */
      readonly managerOid: string;
    };
    readonly scheme: Scheme;
    readonly template: RoleTemplate;
  }
>();
const POSTS = { head: 'head', ict: 'ict_manager', office: 'admin' } as const;
/** Answers are long on their way: a kill finds what the directory has done and nobody has heard of. */
const THERE_MS = 20;
const BACK_MS = 400;

const slowly = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const send = practiceTransport(o.graph.port);
const directory = graphDirectory({
  transport: async (url, init) => {
    await slowly(THERE_MS);
    const answer = await send(url, init);
    await slowly(BACK_MS);
    return answer;
  },
  token: (registration) => Promise.resolve(o.graph.tokens[registration] ?? ''),
  now: Date.now,
  wait: slowly,
  redirectUrl: 'https://lantern.school.example/',
});
const tell = (told: Told): void => void process.send?.(told);
const telling = {
  ...directory,
  apply: async (orders: readonly Order[]) => {
    const of = orders.map(({ id, ref, key }) => ({ id, who: ref.key, what: key }));
    tell({ sends: of });
    const outcomes = await directory.apply(orders);
    tell({ heard: of.map(({ id }) => id) });
    return outcomes;
  },
};

await runLantern(o, {
  options: { openDirectory: () => Promise.resolve({ directory: telling, close: () => Promise.resolve() }) },
  prepare: async ({ perform, unit, actors }) => {
    const { isNew } = await perform(useCases['tenant.establish'], service, schoolOf(POSTS, o.people));
    if (!isNew) return;
    const manager = { ...person('p0'), oid: o.graph.managerOid };
    await unit.run(service, 'write', (work) => work.people.change([manager]));
    const ict = await actors.from('ict');
    await perform(useCases['accounts.saveScheme'], ict, { scheme: o.scheme });
    await perform(useCases['accounts.saveTemplate'], ict, { template: o.template });
  },
});
