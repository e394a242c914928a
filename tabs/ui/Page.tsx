import { mergeClasses } from '@fluentui/react-components';
import { createContext, type ReactNode, use, useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { frame } from '../../src/texts/en-gb';
import { usePageStyles } from './Page.styles';

/** True once the person has gone from one page to another: only then does the heading take the focus. */
export const HasMoved = createContext<{ readonly current: boolean }>({ current: false });

interface Props {
  /** Where I am: the heading, and the title of the window. */
  readonly title: string;
  /** What is asked of me: one sentence. */
  readonly lead?: ReactNode;
  /** The one primary button, or none. */
  readonly action?: ReactNode;
  /** Where the page above is, such as `{ to: '/work', name: 'Work' }`. */
  readonly back?: { readonly to: string; readonly name: string };
  /** `text` is one column at reading width; `wide` gives tables and side panels the whole window. */
  readonly width?: 'text' | 'wide';
  /** On paper stands what is in the page, without its heading: for slips that are cut out and handed over. */
  readonly isCutOut?: boolean;
  readonly children?: ReactNode;
}

/** The frame of every page: way back, heading, sentence, one button, and then the page. */
export function Page({ title, lead, action, back, width = 'text', isCutOut = false, children }: Props) {
  const styles = usePageStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  const moved = use(HasMoved);
  const [path] = useLocation();
  useEffect(() => {
    document.title = frame.title(title);
  }, [title]);
  useEffect(() => {
    if (!moved.current) return;
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, [moved, path]);
  return (
    <main className={mergeClasses(styles.page, width === 'wide' && styles.wide)}>
      {back && (
        <Link href={back.to} className={styles.back}>
          <span aria-hidden="true">‹</span>
          {frame.back(back.name)}
        </Link>
      )}
      <header className={mergeClasses(styles.header, isCutOut && styles.onScreen)}>
        <div className={styles.words}>
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </h1>
          {lead !== undefined && <p className={styles.lead}>{lead}</p>}
        </div>
        {action}
      </header>
      {children}
    </main>
  );
}

/** A part of a page with its own heading. */
export function Part({ heading, children }: { heading: string; children: ReactNode }) {
  const styles = usePageStyles();
  return (
    <section className={styles.part} aria-label={heading}>
      <h2 className={styles.partHeading}>{heading}</h2>
      {children}
    </section>
  );
}
