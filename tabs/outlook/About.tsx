import { Button, Textarea } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { Output } from '../../src/api/contract';
import { outlook as words, people } from '../../src/texts/en-gb';
import { useServices } from '../ui/services';
import { Group } from './Choices';
import { groupsOf, type Reason, type View } from './flow';
import { usePaneStyles } from './Pane.styles';
import type { Pane } from './usePane';

type Person = Output<'reports.directory'>['people'][number];
type Problems = Partial<Record<'R3' | 'R4' | 'R5', string>>;

const listOf = <Key extends string>(labels: Readonly<Record<Key, string>>, keys: readonly Key[]) =>
  keys.map((key) => ({ key, label: labels[key] }));
const keysOf = <Key extends string>(labels: Readonly<Record<Key, string>>) => Object.keys(labels) as Key[];

type Who = keyof typeof words.whoOptions;
const WHO: readonly Who[] = ['pupil', 'adult', 'outside', 'unknown'];
const WHO_MORE = keysOf(words.whoOptions).filter((key) => !WHO.includes(key));

/** Why, who and whom: ticks alone. What the mail says of itself is filled in; words are welcome and not needed. */
export function AboutIt({ pane, view }: { pane: Pane; view: View }) {
  const styles = usePaneStyles();
  const [problems, setProblems] = useState<Problems>({});
  const box = useRef<HTMLDivElement>(null);
  const groups = groupsOf(view);
  const { about, change } = pane;
  const send = () => {
    const chosen = { R3: about.reasons.length, R4: about.who.length + about.people.length, R5: about.affected.length };
    const missing = groups.filter((group) => chosen[group] === 0);
    setProblems(Object.fromEntries(missing.map((group) => [group, words.needOne])));
    if (missing.length > 0) return focusFirst(box.current);
    pane.send();
  };
  const set = (part: Parameters<typeof change>[0]) => {
    change(part);
    setProblems({});
  };
  return (
    <div ref={box} className={styles.column}>
      {groups.includes('R3') && (
        <Group<Reason>
          legend={words.why}
          hint={words.whyHint}
          options={listOf(words.reasons, keysOf(words.reasons))}
          chosen={about.reasons}
          set={(reasons) => set({ reasons: onlyNone(reasons, about.reasons) })}
          message={problems.R3}
        />
      )}
      {groups.includes('R4') && <WhoIsBehind pane={pane} message={problems.R4} touched={() => setProblems({})} />}
      {groups.includes('R5') && (
        <Group
          legend={words.affected}
          options={listOf(words.affectedOptions, keysOf(words.affectedOptions))}
          chosen={about.affected as (keyof typeof words.affectedOptions)[]} // ticked here and nowhere else
          set={(affected) => set({ affected })}
          message={problems.R5}
        />
      )}
      <Group
        legend={words.wishes}
        options={listOf(words.wish, keysOf(words.wish))}
        chosen={about.wishes}
        set={(wishes) => set({ wishes: [...wishes] })}
      />
      <OwnWords value={about.words} set={(text) => set({ words: text })} />
      <Button appearance="primary" size="large" disabledFocusable={pane.busy} onClick={send}>
        {pane.busy ? words.sending : words.send}
      </Button>
    </div>
  );
}

/** Somebody is in danger: only whom the alert must not reach is asked before it goes out. */
export function Alert({ pane }: { pane: Pane }) {
  const styles = usePaneStyles();
  const [message, setMessage] = useState<string>();
  const box = useRef<HTMLDivElement>(null);
  const { who, people: named } = pane.about;
  const send = () => {
    if (who.length + named.length > 0) return pane.sendWho();
    setMessage(words.needOne);
    focusFirst(box.current);
  };
  return (
    <div ref={box} className={styles.column}>
      <p className={styles.text}>{words.alertLead}</p>
      <WhoIsBehind pane={pane} message={message} touched={() => setMessage(undefined)} />
      <Button appearance="primary" size="large" disabledFocusable={pane.busy} onClick={send}>
        {words.alert}
      </Button>
    </div>
  );
}

interface WhoProps {
  readonly pane: Pane;
  readonly message: string | undefined;
  readonly touched: () => void;
}

function WhoIsBehind({ pane, message, touched }: WhoProps) {
  const styles = usePaneStyles();
  const { about, change, details } = pane;
  const sender = useSender(details?.sender?.name ?? '');
  const from = details?.sender;
  const named = sender
    ? [{ key: sender.id, label: words.sender(sender.name, people.jobRole[sender.job]) } as const]
    : [];
  const isPerson = (key: string) => key === sender?.id;
  return (
    <Group<string>
      legend={words.who}
      hint={words.whoHint}
      options={[...named, ...listOf(words.whoOptions, WHO)]}
      folded={{ name: words.whoMore, options: listOf(words.whoOptions, WHO_MORE) }}
      chosen={[...about.who, ...about.people]}
      set={(chosen) => {
        touched();
        change({
          who: chosen.filter((key) => !isPerson(key)),
          people: sender && chosen.includes(sender.id) ? [sender.id] : [],
        });
      }}
      message={message}
    >
      {from && (
        <p className={styles.small}>{words.from(from.name ? `${from.name} <${from.address}>` : from.address)}</p>
      )}
      {sender && <p className={styles.small}>{words.senderHint}</p>}
    </Group>
  );
}

/** The one member of staff who is called as the mail says its sender is. */
function useSender(name: string): Person | null {
  const { api } = useServices();
  const [found, setFound] = useState<{ readonly name: string; readonly person: Person } | null>(null);
  useEffect(() => {
    if (name.trim().length < 3) return;
    const isSame = (other: string) => other.localeCompare(name.trim(), 'en-GB', { sensitivity: 'base' }) === 0;
    api.call('reports.directory', { q: name.trim() }).then(
      ({ people: all }) => {
        const same = all.filter((person) => isSame(person.name));
        const [person] = same;
        if (person && same.length === 1) setFound({ name, person });
      },
      // Without it the list of posts is there all the same.
      () => undefined,
    );
  }, [api, name]);
  return found?.name === name ? found.person : null;
}

function OwnWords({ value, set }: { value: string; set: (text: string) => void }) {
  const styles = usePaneStyles();
  return (
    <details className={styles.group} open={value !== '' || undefined}>
      <summary className={styles.more}>{words.ownWords}</summary>
      <p className={styles.small} id="own-words-hint">
        {words.wordsHint}
      </p>
      <Textarea
        aria-label={words.words}
        aria-describedby="own-words-hint"
        resize="vertical"
        value={value}
        onChange={(_, d) => set(d.value)}
      />
    </details>
  );
}

/** "None of these" stands alone. */
function onlyNone(next: readonly Reason[], before: readonly Reason[]): readonly Reason[] {
  if (next.includes('none') && !before.includes('none')) return ['none'];
  return next.filter((reason) => reason !== 'none' || next.length === 1);
}

/** After the next drawing, when it is known what is missing. */
function focusFirst(box: HTMLElement | null): void {
  setTimeout(() => box?.querySelector<HTMLElement>('[aria-invalid="true"] input')?.focus(), 0);
}
