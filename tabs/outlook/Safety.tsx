import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { outlook as words } from '../../src/texts/en-gb';
import { YesOrNo } from './Choices';
import { SAFETY, type Safety as Node, type View, wasSaid } from './flow';
import { Numbers } from './Numbers';
import { usePaneStyles } from './Pane.styles';
import type { Pane } from './usePane';

/**
 * Danger and imagery, before anything of the mail is looked at. What stood here stays until both are answered: a question
 * that went away as soon as its answer had arrived would move the other from under a finger. Until then an answer can be
 * changed by pressing another.
 */
export function Safety({ pane, view }: { pane: Pane; view: View | null }) {
  const styles = usePaneStyles();
  const isOpen = (node: Node) => view === null || !wasSaid(view, node);
  const [asked] = useState<readonly Node[]>(() => (pane.again ? [pane.again] : SAFETY.filter(isOpen)));
  const [pressed, setPressed] = useState<Partial<Record<Node, string>>>({});
  const questionOf = (node: Node) =>
    view?.step.node === node
      ? view.step.prompt
      : (view?.summary.find((said) => said.node === node)?.question ?? QUESTIONS[node]);
  const chosenOf = (node: Node) => pane.held[node]?.choices[0] ?? pressed[node];
  const choose = (node: Node, key: string) => {
    if (key === chosenOf(node)) return;
    setPressed({ ...pressed, [node]: key });
    pane.answer({ [node]: { choices: [key] } });
  };
  return (
    <>
      {asked.includes('R1') && <p className={styles.small}>{words.intro}</p>}
      {asked.map((node) => (
        <YesOrNo
          key={node}
          question={questionOf(node)}
          chosen={chosenOf(node)}
          disabled={pane.busy && pane.held[node] !== undefined}
          choose={(key) => choose(node, key)}
        />
      ))}
      {asked.includes('R1') && <p className={styles.small}>{words.phishing}</p>}
    </>
  );
}

const QUESTIONS = { R1: words.danger, R2: words.imagery };

/** What was said of danger and imagery, and the way back to it: a wrong press must not stand. */
export function SafetySaid({ pane, view }: { pane: Pane; view: View }) {
  const styles = usePaneStyles();
  const said = SAFETY.flatMap((node) => view.summary.filter((line) => line.node === node && line.canChange));
  return (
    <div className={styles.buttons}>
      {said.map(({ node, answer }) => (
        <Button
          key={node}
          className={styles.change}
          appearance="transparent"
          disabledFocusable={pane.busy}
          onClick={() => pane.askAgain(node as Node)} // one of the two that were looked for
        >
          {words.change[node as Node](answer)}
        </Button>
      ))}
    </div>
  );
}

/** What the chart tells her to do now: in full, with the numbers, and left by her own press. */
export function Read({ pane, view }: { pane: Pane; view: View }) {
  const styles = usePaneStyles();
  const isDanger = ['I1', 'I7'].includes(view.step.node);
  return (
    <div className={styles.stop}>
      <p className={styles.stopText}>{view.step.prompt}</p>
      <Numbers phones={view.phones} isDanger={isDanger} />
      <Button
        appearance="primary"
        disabledFocusable={pane.busy}
        onClick={() => pane.answer({ [view.step.node]: { choices: view.step.options.map((o) => o.key) } })}
      >
        {words.read}
      </Button>
    </div>
  );
}
