import { type Job, runJob } from './job';
import { joinPlainly } from './joining';
import type { Answers } from './origin';

type Told = Job | { readonly id: number; readonly answers?: Answers; readonly code?: string };

// Only `mailReader` starts this file, hands it one job and ends it. Names are asked for on the other side.
const waiting = new Map<number, { resolve: (a: Answers) => void; reject: (e: Error) => void }>();
let asked = 0;
const resolver = (name: string, type: string): Promise<Answers> =>
  new Promise((resolve, reject) => {
    asked += 1;
    waiting.set(asked, { resolve, reject });
    process.send?.({ ask: { id: asked, name, type } });
  });

joinPlainly();
process.on('disconnect', () => process.exit());
process.on('message', (told: Told) => {
  if ('kind' in told) {
    void runJob(told, resolver).then((reply) => process.send?.({ reply }));
    return;
  }
  const asker = waiting.get(told.id);
  if (told.answers) asker?.resolve(told.answers);
  else asker?.reject(Object.assign(new Error('name service'), { code: told.code }));
  waiting.delete(told.id);
});
