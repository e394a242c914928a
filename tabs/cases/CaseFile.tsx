import { Tab, TabList } from '@fluentui/react-components';
import { useParams, useSearchParams } from 'wouter';
import { caseMail, casePages as words } from '../../src/texts/en-gb';
import { AsyncView } from '../ui/AsyncView';
import { Bar } from '../ui/Bar';
import { Page } from '../ui/Page';
import { Actions } from './Actions';
import { useCaseStyles } from './Cases.styles';
import { Heading } from './Heading';
import { MailPart } from './mail/MailPart';
import { NextStep } from './NextStep';
import { Papers } from './Papers';
import { PathTaken } from './PathTaken';
import { People } from './People';
import { QuickHide } from './QuickHide';
import { Referrals } from './Referrals';
import { Story } from './Story';
import { Unseal } from './Unseal';
import { type Act, useCase } from './useCase';
import { type CaseId, type CaseView, moment, whatItIs } from './words';

const PARTS = ['story', 'people', 'actions', 'evidence', 'mail', 'referrals', 'chart', 'looks'] as const;

/** One case: the story on the left, the next step on the right, everything else a tab away. */
export function CaseFile() {
  const params = useParams<{ caseId: string }>();
  // An address can hold anything; the server answers only for a case that is open to whoever asks.
  const { load, act } = useCase((params.caseId ?? '') as CaseId);
  const view = load.state === 'ready' ? load.data : null;
  return (
    <QuickHide>
      {(hide) => (
        <Page
          action={hide}
          title={view ? words.one.title(view.reference) : words.title}
          lead={view ? leadOf(view) : undefined}
          back={{ to: '/work/cases', name: words.title }}
          width="wide"
        >
          <AsyncView load={load} lines={8}>
            {(data) => <Open view={data} act={act} reload={load.reload} />}
          </AsyncView>
        </Page>
      )}
    </QuickHide>
  );
}

const leadOf = (view: CaseView): string =>
  [
    words.priority[view.priority],
    whatItIs(view.flags, 4),
    words.standing[view.state],
    view.owner ? words.one.lead(view.owner.name) : words.one.leadOutside,
    words.one.opened(moment(view.openedAt)),
  ].join(' · ');

function Open({ view, act, reload }: { view: CaseView; act: Act; reload: () => void }) {
  const styles = useCaseStyles();
  if (view.state === 'sealed') return <Unseal view={view} act={act} />;
  return (
    <>
      {view.flags.includes('imagery') && <Bar title={words.one.imageryBar.title}>{words.one.imageryBar.text}</Bar>}
      {view.flags.includes('agency_hold') && <Bar title={words.one.holdBar.title}>{words.one.holdBar.text}</Bar>}
      <div className={styles.columns}>
        <NextStep view={view} act={act} now={Date.now()} />
        <Parts view={view} act={act} reload={reload} />
      </div>
    </>
  );
}

function Parts({ view, act, reload }: { view: CaseView; act: Act; reload: () => void }) {
  const styles = useCaseStyles();
  const [params, setParams] = useSearchParams();
  const part = PARTS.find((p) => p === params.get('part')) ?? 'story';
  return (
    <div className={styles.main}>
      <TabList
        className={styles.tabs}
        selectedValue={part}
        onTabSelect={(_, { value }) => setParams({ part: String(value) }, { replace: true })}
      >
        {PARTS.map((p) => (
          <Tab key={p} value={p}>
            {p === 'mail' ? caseMail.tab : words.one.parts[p]}
          </Tab>
        ))}
      </TabList>
      {part === 'story' && <Story view={view} act={act} />}
      {part === 'people' && <People view={view} act={act} />}
      {part === 'actions' && <Actions view={view} act={act} />}
      {part === 'evidence' && <Papers view={view} act={act} reload={reload} />}
      {part === 'mail' && <MailPart caseId={view.caseId} />}
      {part === 'referrals' && <Referrals view={view} act={act} />}
      {part === 'chart' && <PathTaken view={view} />}
      {part === 'looks' && <Looks view={view} />}
    </div>
  );
}

function Looks({ view }: { view: CaseView }) {
  const styles = useCaseStyles();
  return (
    <section className={styles.stack}>
      <Heading>{words.looks.heading}</Heading>
      <p className={styles.quiet}>{words.looks.intro}</p>
      {view.looks.length === 0 && <p className={styles.quiet}>{words.looks.none}</p>}
      <ul className={styles.list}>
        {view.looks.map(({ at, name }) => (
          <li key={`${at} ${name}`}>{`${moment(at)} · ${name}`}</li>
        ))}
      </ul>
    </section>
  );
}
