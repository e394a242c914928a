import { refusal } from '../../src/adapters/email/limits';
import type { SafeView } from '../../src/core/evidence/ports';

const ELEMENT =
  /^<\/?(?:p|div|span|br|hr|blockquote|pre|code|center|b|strong|i|em|u|s|strike|small|big|sub|sup|q|abbr|mark|ins|del|h[1-6]|ul|ol|li|dl|dt|dd|table|caption|thead|tbody|tfoot|tr|td|th)(?: (?:col|row)span="\d{1,2}")*(?: \/)?>$/;
const STEERING = /[\u0000-\u0008\u000e-\u001f\u202a-\u202e\u2066-\u2069]/u;

/** What is wrong with a mail as it would be shown; nothing when it is harmless. */
export function harmIn({ html, text, reading, links }: SafeView): string[] {
  const harm = (html?.match(/<[^>]*>?/g) ?? [])
    .filter((tag) => !ELEMENT.test(tag))
    .map((tag) => `element ${tag.slice(0, 80)}`);
  for (const { name } of reading.attachments)
    if (/[/\\:]|^\.|^$/.test(name) || name.length > 120) harm.push(`name ${name}`);
  const lines = [reading.subject, reading.from?.name ?? '', ...links, ...reading.attachments.map((a) => a.name)];
  if ([text, html ?? '', ...lines].some((words) => STEERING.test(words))) harm.push('characters that steer');
  if (lines.some((words) => /[\r\n]/.test(words))) harm.push('a line of several');
  if (text.length > 1_100_000 || (html?.length ?? 0) > 6_000_000) harm.push('too long');
  return harm;
}

/** Small enough to hurt nobody, also when it is read in the process of a test. */
export const isSmall = (raw: Uint8Array): boolean => raw.length < 200_000 && refusal(raw) === null;
