import { serve } from '../apart/serve';
import { type Job, runJob } from './job';
import { joinPlainly } from './joining';
import type { Answers, Resolver } from './origin';

/** What `mailReader` answers when this side asks for a name. */
type Found = { readonly answers: Answers } | { readonly code: string };

// Only `mailReader` starts this file, hands it one job and ends it. Names are asked for on the other side.
joinPlainly();
serve(async (asked, raw, ask) => {
  const resolver: Resolver = async (name, type) => {
    const found = (await ask({ name, type })) as Found;
    if ('answers' in found) return found.answers;
    throw Object.assign(new Error('name service'), { code: found.code });
  };
  const reply = await runJob({ ...(asked as Omit<Job, 'raw'>), raw } as Job, resolver);
  if (!('attachment' in reply) || reply.attachment === null) return { words: reply };
  const { about, bytes } = reply.attachment;
  return { words: { attachment: { about } }, bytes };
});
