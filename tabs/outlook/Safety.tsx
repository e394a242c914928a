import { Button } from '@fluentui/react-components';
import { outlook as words } from '../../src/texts/en-gb';
import { YesOrNo } from './Choices';
import { type View, wasSaid } from './flow';
import { Numbers } from './Numbers';
import { usePaneStyles } from './Pane.styles';
import type { Pane } from './usePane';

/** Danger and imagery, before anything of the mail is looked at. */
export function Safety({ pane, view }: { pane: Pane; view: View | null }) {
  const styles = usePaneStyles();
  const promptOf = (node: string, ours: string) => (view?.step.node === node ? view.step.prompt : ours);
  const isAsked = (node: string) => view === null || !wasSaid(view, node);
  const ask = (node: 'R1' | 'R2', question: string) =>
    isAsked(node) && (
      <YesOrNo
        question={promptOf(node, question)}
        chosen={pane.held[node]?.choices[0]}
        disabled={pane.busy && pane.held[node] !== undefined}
        choose={(key) => pane.answer({ [node]: { choices: [key] } })}
      />
    );
  return (
    <>
      {isAsked('R1') && <p className={styles.small}>{words.intro}</p>}
      {ask('R1', words.danger)}
      {ask('R2', words.imagery)}
      {isAsked('R1') && <p className={styles.small}>{words.phishing}</p>}
    </>
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
