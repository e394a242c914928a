import type { MailOrigin } from '../../core/evidence/mail';
import { line } from './harmless';
import { LIMITS, fieldsIn, headLength } from './limits';

/** Asks the name service. Answers as Node's own resolver does; @throws an error with its `code` when there is none. */
export type Resolver = (name: string, type: string) => Promise<Answers>;
export type Answers = readonly (
  | string
  | readonly string[]
  | { readonly exchange: string; readonly priority: number }
)[];

/** Nothing could be looked at. */
export const unlooked = (
  result: 'none' | 'temperror' | 'permerror',
  atReceipt: readonly string[] = [],
): MailOrigin => ({
  dkim: [],
  spf: result,
  arc: result,
  dmarc: result,
  atReceipt,
  dns: [],
});

/**
 * How far a mail proves where it came from. The service that took it in stood between its sender and us, so what the
 * sender's address was is taken from what that service wrote on top; without it there is no SPF to speak of.
 */
export async function originOf(raw: Uint8Array, resolver: Resolver): Promise<MailOrigin> {
  const atReceipt = receiptIn(raw);
  const dns: { name: string; type: string; answer: string }[] = [];
  const ask = recording(capped(resolver), dns);
  const sending = sendingIn(atReceipt[0] ?? '');
  const { authenticate } = await import('mailauth');
  const found = await authenticate(Buffer.from(raw.buffer, raw.byteOffset, raw.length), {
    mta: 'lantern',
    disableBimi: true,
    // Its own description leaves out what it reads of mail exchangers.
    resolver: ask as (name: string, type: string) => Promise<string[][]>,
    ...sending,
  });
  return {
    dkim: (found.dkim.results ?? [])
      // What stands for "there is no signature" names no domain.
      .filter((r) => r.signingDomain)
      .map((r) => ({ domain: line(r.signingDomain ?? '', 255), result: line(r.status.result, 20) })),
    spf: found.spf ? line(found.spf.status.result, 20) : 'none',
    arc: found.arc ? line(found.arc.status.result, 20) : 'none',
    dmarc: found.dmarc ? line(found.dmarc.status.result, 20) : 'none',
    atReceipt,
    dns,
  };
}

/** The topmost such header: whatever stands further down may have been put there by whoever sent it. */
export function receiptIn(raw: Uint8Array): string[] {
  const length = headLength(raw) ?? 0;
  const field = fieldsIn(raw, length).find((f) => /^authentication-results:/iu.test(f));
  return field === undefined ? [] : [line(field.replace(/^[^:]*:\s*/u, '').replace(/\r?\n\s*/gu, ' '), LIMITS.field)];
}

/** As Exchange writes them. */
function sendingIn(receipt: string): { ip?: string; sender?: string; helo?: string } {
  const ip = /\(sender IP is ([0-9a-f.:]{3,45})\)/iu.exec(receipt)?.[1];
  const from = /\bsmtp\.mailfrom=([\w.@+=-]{1,255})/iu.exec(receipt)?.[1];
  if (ip === undefined || from === undefined) return {};
  const domain = from.split('@').at(-1) ?? from;
  return { ip, helo: domain, sender: from.includes('@') ? from : `postmaster@${domain}` };
}

/** How the name service says no: `ENOTFOUND`, `ETIMEOUT` and the like. */
export function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'ESERVFAIL';
}

const refused = (code: string): Error => Object.assign(new Error(`name service: ${code}`), { code });

/** A name that can stand in public; a mail must not make us ask for anything else. */
const PUBLIC = /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/iu;
const INSIDE = /(^|\.)(localhost|local|internal|lan|home|corp|intranet)$/iu;
const TYPES = ['TXT', 'A', 'AAAA', 'MX', 'PTR', 'CNAME'];

/** So many questions and no more, within so long. */
function capped(resolver: Resolver): Resolver {
  let until: number | undefined;
  let asked = 0;
  return async (name, type) => {
    if (!PUBLIC.test(name) || INSIDE.test(name) || !TYPES.includes(type)) throw refused('EBADNAME');
    asked += 1;
    until ??= performance.now() + LIMITS.resolveMs;
    const left = until - performance.now();
    if (asked > LIMITS.queries || left <= 0) throw refused('ETIMEOUT');
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(reject, left, refused('ETIMEOUT'));
    });
    return Promise.race([resolver(name, type), late]).finally(() => {
      clearTimeout(timer);
    });
  };
}

function recording(resolver: Resolver, dns: { name: string; type: string; answer: string }[]): Resolver {
  return async (name, type) => {
    try {
      const answers = await resolver(name, type);
      dns.push({ name, type, answer: JSON.stringify(answers) });
      return answers;
    } catch (error) {
      dns.push({ name, type, answer: codeOf(error) });
      throw error;
    }
  };
}
