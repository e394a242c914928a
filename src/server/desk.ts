import { constants, createPublicKey, publicEncrypt, randomInt } from 'node:crypto';
import type { ServiceActor } from '../core/access/actor';
import type { Directory, PassAnswer } from '../core/accounts/directory';
import { firstPassword } from '../core/accounts/first-passwords';
import type { PassMade } from '../core/accounts/passes';
import type { PassToMake } from '../core/accounts/use-cases/passes';
import type { Perform } from '../core/perform';
import { useCases } from '../core/use-cases';

interface DeskWork {
  readonly perform: Perform;
  readonly directory: Directory;
  readonly service: ServiceActor;
  readonly onError: (e: unknown) => void;
}

/** Makes the passes and first passwords that somebody at a desk waits for. Each is sealed before it is handed to anything. */
export async function makePasses(o: DeskWork): Promise<void> {
  for (;;) {
    const { toMake } = await o.perform(useCases['passes.begin'], o.service, {});
    for (const asked of toMake) {
      const made = await make(asked, o).catch((e: unknown): PassMade => {
        o.onError(e);
        return { state: 'unclear' };
      });
      await o.perform(useCases['passes.keep'], o.service, { passId: asked.passId, made });
    }
    // A class is more than one helping.
    if (toMake.length === 0) return;
  }
}

async function make(
  { ref, publicKey, minutes, replaces, year }: PassToMake,
  { directory }: DeskWork,
): Promise<PassMade> {
  // A key that seals nothing is found before there is anything to seal.
  const sealed = sealTo(publicKey);
  const [account, ...others] = (await directory.look([ref], 'account')).get(ref.key)?.accounts ?? [];
  if (!account || others.length > 0 || account.isProtected || !account.isOpen) return { state: 'refused' };
  if (year !== null) {
    const secret = firstPassword(year, (n) => randomInt(n));
    const answer = await directory.password(account.id, secret);
    return answer === 'set' ? { state: 'ready', sealed: sealed(secret), validUntil: null } : { state: answer };
  }
  return keeping(await directory.pass(account.id, { minutes, replaces }), sealed);
}

const keeping = (answer: PassAnswer, sealed: (secret: string) => string): PassMade =>
  answer.kind === 'made'
    ? { state: 'ready', sealed: sealed(answer.secret), validUntil: answer.validUntil }
    : { state: answer.kind };

/** Seals to a page's own key (RSA-OAEP with SHA-256). @throws for anything that is not such a key. */
function sealTo(publicKey: string): (secret: string) => string {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  const seal = (secret: string): string =>
    publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, Buffer.from(secret)).toString(
      'base64',
    );
  seal('');
  return seal;
}
