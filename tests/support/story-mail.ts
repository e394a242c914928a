import { STORY_MAILS } from '../../src/practice/graph/story-mails';
import { storyMime } from '../../src/practice/graph/story-mime';

/** One of the practice school's mails, as its bytes. */
export function storyMail(key: string, from: string): { readonly subject: string; readonly raw: Buffer } {
  const story = STORY_MAILS[key];
  if (!story) throw new Error(key);
  const props = {
    from: { emailAddress: { name: 'Somebody', address: from } },
    toRecipients: [{ emailAddress: { address: 'teacher@harbourlights.example' } }],
    sentDateTime: '2026-09-14T08:00:00.000Z',
    internetMessageId: '<story@x.example>',
  };
  // Of the world's mails only these are read.
  return { subject: story.subject, raw: storyMime({ props } as never, story) };
}
