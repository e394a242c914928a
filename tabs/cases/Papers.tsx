import { Button } from '@fluentui/react-components';
import { useRef } from 'react';
import { casePages } from '../../src/texts/en-gb';
import { Failure } from '../ui/Failure';
import { saveFile } from '../ui/save';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';
import { useCaseStyles } from './Cases.styles';
import { ExportPack } from './ExportPack';
import { Heading } from './Heading';
import type { Act } from './useCase';
import { type CaseView, moment } from './words';

const words = casePages.papers;

/** Papers added at the one step where they may be, with their fingerprints; and the pack for an agency. */
export function Papers({ view, act, reload }: { view: CaseView; act: Act; reload: () => void }) {
  const styles = useCaseStyles();
  return (
    <div className={styles.stack}>
      <section className={styles.section}>
        <Heading>{words.heading}</Heading>
        {view.papers.length === 0 && <p className={styles.quiet}>{words.none}</p>}
        <ul className={styles.list}>
          {view.papers.map((paper) => (
            <Paper key={paper.paperId} paper={paper} caseId={view.caseId} />
          ))}
        </ul>
        {view.abilities.includes('add_paper') ? (
          <AddPaper caseId={view.caseId} done={reload} />
        ) : (
          <p className={styles.quiet}>{words.off}</p>
        )}
      </section>
      {view.abilities.includes('export') && <ExportPack view={view} act={act} done={reload} />}
    </div>
  );
}

function Paper({ paper, caseId }: { paper: CaseView['papers'][number]; caseId: string }) {
  const styles = useCaseStyles();
  const { api } = useServices();
  const saving = useAction(async () => saveFile(await api.download('casePaper', { caseId, paperId: paper.paperId })));
  return (
    <li className={styles.card}>
      <span className={styles.title}>{paper.name}</span>
      <span className={styles.quiet}>{moment(paper.at)}</span>
      <span className={styles.fingerprint}>{words.fingerprint(paper.sha256)}</span>
      {paper.isSealed ? (
        <span className={styles.quiet}>{words.sealed}</span>
      ) : (
        <span>
          <Button disabledFocusable={saving.state === 'busy'} onClick={() => void saving.run()}>
            {words.open(paper.name)}
          </Button>
        </span>
      )}
      {saving.state === 'failed' && <Failure error={saving.error} />}
    </li>
  );
}

function AddPaper({ caseId, done }: { caseId: CaseView['caseId']; done: () => void }) {
  const styles = useCaseStyles();
  const { api } = useServices();
  const input = useRef<HTMLInputElement>(null);
  const adding = useAction(async (file: File) => {
    await api.upload('cases.addPaper', { caseId, fileName: file.name }, file);
    done();
  });
  return (
    <div className={styles.form}>
      <p className={styles.quiet}>{words.hint}</p>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={words.add}
        onChange={(e) => {
          const file = e.target.files?.[0];
          if (file) void adding.run(file);
          e.target.value = '';
        }}
      />
      <span>
        <Button disabledFocusable={adding.state === 'busy'} onClick={() => input.current?.click()}>
          {adding.state === 'busy' ? words.adding : words.add}
        </Button>
      </span>
      {adding.state === 'failed' && <Failure error={adding.error} />}
    </div>
  );
}
