import type { Output } from '../../src/api/contract';
import type { Practice } from './practice';

type Api = <T>(person: string, method: 'GET' | 'POST', at: string, body?: object) => Promise<T>;

/** Calls of a running practice tenant as one of its personas; anything but success is an error. */
export const apiOf =
  (practice: () => Practice): Api =>
  async <T>(person: string, method: 'GET' | 'POST', at: string, body?: object): Promise<T> => {
    const answer = await fetch(`${practice().url}${at}`, {
      method,
      headers: {
        authorization: `Bearer ${await practice().token(person)}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${at}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T; // the contract's
  };

export const STORY = 'A boy in Year 5 passed his phone round at break and played a loud game in the lesson.';
/** What the reporter answers, by question; the first choice otherwise. */
export const CALM = { R1: ['no'], R2: ['no'], R3: ['no'], R4: ['pupil'], R5: ['pupils'] };

/** A whole report as the class teacher, and its receipt number; the chat has tests of its own. */
export async function report(
  api: Api,
  answers: Readonly<Record<string, readonly string[]>> = CALM,
  people: readonly string[] = [],
): Promise<string> {
  let view = await api<Output<'reports.begin'>>('class-teacher', 'POST', '/api/reports', { source: 'page' });
  while (view.state === 'open') {
    const { node, options, fields, text } = view.step;
    const choices = answers[node] ?? (text ? [] : options.slice(0, 1).map((o) => o.key));
    const given = Object.fromEntries(fields.map((f) => [f.key, f.options?.[0]?.key ?? 'on Monday in class']));
    view = await api<Output<'reports.answer'>>('class-teacher', 'POST', `/api/reports/${view.reportId}/answers`, {
      rev: view.rev,
      node,
      choices,
      ...(fields.length > 0 && { fields: given }),
      ...(text && { text: STORY }),
      ...(node === 'R4' && people.length > 0 && { people }),
    });
  }
  return view.receipt?.number ?? '';
}
