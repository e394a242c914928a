import { Resolver as NodeResolver } from 'node:dns/promises';
import type { Answers, Resolver } from './origin';

/** The name service of this machine, asked once and with little patience. */
export function systemNames(): Resolver {
  const service = new NodeResolver({ timeout: 2_000, tries: 1 });
  return async (name, type): Promise<Answers> => {
    if (type === 'TXT') return service.resolveTxt(name);
    if (type === 'MX') return service.resolveMx(name);
    if (type === 'A' || type === 'AAAA' || type === 'PTR' || type === 'CNAME') return service.resolve(name, type);
    return [];
  };
}
