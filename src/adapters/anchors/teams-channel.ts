import { AppError } from '../../core/errors';
import type { Anchor } from '../../core/ledger/anchor';
import { readCheckpoint, type Checkpoint } from '../../core/ledger/note';

/** The sentences of the post. */
interface AnchorWords {
  readonly title: string;
  /** Why it is posted and that it should be left standing. */
  readonly purpose: string;
  readonly entries: string;
  readonly root: string;
  readonly time: string;
}

const ENGLISH: AnchorWords = {
  title: 'Checkpoint of the school’s e-safety record',
  purpose:
    'Please leave this message here. It lets anybody check later that nothing recorded up to now was changed. You need do nothing else.',
  entries: 'Entries',
  root: 'Root',
  time: 'Time',
};

interface TeamsChannelOptions {
  readonly words?: AnchorWords;
  readonly fetch?: typeof fetch;
  /** Milliseconds for the whole call; five seconds when left out. */
  readonly timeoutMs?: number;
}

/**
 * Where "When a Teams webhook request is received" listens: the Power Platform since 2025, Logic Apps before it.
 * Addresses of retired Office connectors are not among them.
 */
const HOSTS = ['.environment.api.powerplatform.com', '.logic.azure.com'];
const TIMEOUT_MS = 5_000;

const refuse = (detail: string): AppError => new AppError('invalid_input', { detail: `anchor: ${detail}` });

/** The address holds a secret (`sig`), so it is never put into a message. */
function webhook(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:') throw refuse('the channel address must start with https://');
  const isMicrosoft = HOSTS.some((host) => url.hostname.endsWith(host)) && ['', '443'].includes(url.port);
  if (!isMicrosoft || url.username !== '' || url.password !== '')
    throw refuse('the channel address is not that of a Teams workflow');
  return url;
}

const block = (text: string, rest: object = {}) => ({ type: 'TextBlock', wrap: true, text, ...rest });

/** Adaptive Card 1.5, the newest that Teams shows. The whole note is in it, so that the post itself can be checked. */
const message = (words: AnchorWords, note: string, { size, root, at }: Checkpoint) => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      contentUrl: null,
      content: {
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        type: 'AdaptiveCard',
        version: '1.5',
        body: [
          block(words.title, { weight: 'Bolder', size: 'Medium', style: 'heading' }),
          block(words.purpose),
          {
            type: 'FactSet',
            facts: [
              { title: words.entries, value: String(size) },
              { title: words.root, value: root.toString('base64') },
              { title: words.time, value: new Date(at).toISOString() },
            ],
          },
          {
            type: 'RichTextBlock',
            inlines: note
              .trimEnd()
              .split('\n')
              .map((line) => ({ type: 'TextRun', text: `${line}\n`, fontType: 'Monospace', size: 'Small' })),
          },
        ],
      },
    },
  ],
});

/**
 * Posts checkpoints in a channel of people outside the service, such as the governors': their mailboxes and Teams
 * retention hold what was posted. `address` is the one the workflow shows; anything that is not Microsoft's is
 * refused with `invalid_input`.
 */
export function teamsChannelAnchor(address: string, o: TeamsChannelOptions = {}): Anchor {
  const url = webhook(address);
  return {
    name: 'teams-channel',
    async post(note) {
      const read = readCheckpoint(note);
      if (!read) throw new AppError('unexpected', { detail: 'anchor: not a checkpoint' });
      const response = await send(url, message(o.words ?? ENGLISH, note, read.checkpoint), o);
      await response.body?.cancel();
      if (!response.ok)
        throw new AppError('unavailable', { detail: `anchor: the channel answered ${response.status}` });
      return { reference: response.headers.get('x-ms-workflow-run-id') ?? `size ${read.checkpoint.size}` };
    },
  };
}

async function send(url: URL, body: unknown, o: TeamsChannelOptions): Promise<Response> {
  try {
    return await (o.fetch ?? fetch)(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(o.timeoutMs ?? TIMEOUT_MS),
    });
  } catch (error) {
    // The cause is left out: some failures repeat the address.
    const name = error instanceof Error ? error.name : 'failure';
    throw new AppError('unavailable', { detail: `anchor: the channel did not answer (${name})` });
  }
}
