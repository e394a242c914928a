import type { FastifyInstance } from 'fastify';
import type { Bot } from '../../../bot/index';

/** A card's inputs and a long message fit many times over; files never come this way. */
const MOST_BYTES = 256 * 1024;
/** Of one address a minute: all of a tenant's chat comes from a few of the channel's. */
const PER_MINUTE = 12_000;

/**
 * The bot's endpoint. Bodies are read as bytes and parsed behind the bot's own door, which answers what is not an
 * activity; a body over the limit is refused before it is read to its end.
 */
export async function addMessages(app: FastifyInstance, bot: Bot): Promise<void> {
  await app.register((inner, _, done) => {
    inner.removeAllContentTypeParsers();
    inner.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MOST_BYTES }, (_request, body, parsed) =>
      parsed(null, body),
    );
    inner.route({
      method: 'POST',
      url: '/api/messages',
      bodyLimit: MOST_BYTES,
      config: {
        rateLimit: { max: PER_MINUTE, timeWindow: 60_000, keyGenerator: (request: { ip: string }) => request.ip },
      },
      handler: async (request, reply) => {
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const answer = await bot.receive({ authorization: request.headers.authorization ?? '', body });
        reply.status(answer.status).headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
        return answer.body === undefined ? reply.send() : reply.send(answer.body);
      },
    });
    done();
  });
}
