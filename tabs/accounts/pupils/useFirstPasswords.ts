import { useEffect, useRef, useState } from 'react';
import type { Input as Sent } from '../../../src/api/contract';
import type { Api } from '../../api';
import { useServices } from '../../ui/services';
import { useAction } from '../../ui/useAction';
import { pageKey, pause } from '../sealing';

type Asked = Omit<Sent<'passes.askForClass'>, 'publicKey'>;
type PupilId = Asked['pupilIds'][number];

const LOOK_MS = 1_500;
const LOOKS = 80;
const OPEN = ['asked', 'making', 'ready'];

/** First passwords by pupil, open on this page alone; whoever is missing got none. */
export type Secrets = ReadonlyMap<PupilId, string>;

async function make(api: Api, asked: Asked, signal: AbortSignal): Promise<Secrets> {
  const { publicKey, open } = await pageKey();
  const { passes } = await api.call('passes.askForClass', { ...asked, publicKey });
  const { schoolId } = asked;
  const pupilOf = new Map(passes.map((p) => [p.passId, p.pupilId]));
  const secrets = new Map<PupilId, string>();
  let waiting = passes.map((p) => p.passId);
  for (let look = 0; look < LOOKS && waiting.length > 0 && !signal.aborted; look += 1) {
    const fetched = await api.call('passes.fetchClass', { schoolId, passIds: waiting }, { signal });
    for (const { passId, sealed } of fetched.passes) {
      const pupilId = pupilOf.get(passId);
      if (sealed !== null && pupilId !== undefined) secrets.set(pupilId, await open(sealed));
    }
    waiting = fetched.passes.filter((p) => OPEN.includes(p.state)).map((p) => p.passId);
    if (waiting.length > 0) await pause(LOOK_MS, signal);
  }
  return secrets;
}

/** Asks for first passwords and waits for them. They are held by this page and gone with it. */
export function useFirstPasswords() {
  const { api, cache } = useServices();
  const leaving = useRef<AbortController>(null);
  const [secrets, setSecrets] = useState<Secrets | null>(null);
  useEffect(() => () => leaving.current?.abort(), []);
  const making = useAction(async (asked: Asked) => {
    const here = new AbortController();
    leaving.current = here;
    const made = await make(api, asked, here.signal);
    cache.forget('passes.');
    setSecrets(made);
    return made;
  });
  return { making, secrets, putAway: () => setSecrets(null) };
}
