import type { Contact } from './case-views';
import type { Post } from './routing';

/** Whom a reporter may be told to ring. */
export type ToRing = 'lead' | 'head' | 'chair' | 'social_care' | 'nspcc';

/** Words that reports and cases put into what they say. The sentences are in `texts`; core is handed them. */
export interface ReportWords {
  /** What a post is called to a reporter: never who holds it. */
  readonly posts: Readonly<Record<Post, string>>;
  /** The office outside, where the school has given it no name. */
  readonly outside: string;
  /** Whom to ring, and on which number; null: the school has written down none. */
  ring(who: ToRing, phone: string | null): string;
  /** Nothing in the table sounds like what was written. */
  readonly noCategory: string;
  /** In the place of a number or a day that nobody has set yet. */
  readonly notSet: string;
  readonly contacts: Readonly<Record<Contact['key'], string>>;
}
