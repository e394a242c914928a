import { Button } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { policies as texts, policyImport as words } from '../../../src/texts/en-gb';
import { useAnnounce } from '../../ui/Announcer';
import { AsyncView } from '../../ui/AsyncView';
import { useMe } from '../../ui/Me';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { useCall } from '../../ui/useLoad';
import { paths } from '../paths';
import { useSharedStyles } from '../Policies.styles';
import { type PolicyId, policyIdOf, type Summary } from '../types';
import { ChooseFile } from './ChooseFile';
import type { Found } from './found';
import { Preview } from './Preview';
import { useImport } from './useImport';

/** A school's own document on its way to being a draft. */
export function Import() {
  const [params] = useSearchParams();
  const asked = params.get('policyId') || null;
  const load = useCall('policies.list', {});
  const me = useMe();
  const target = (load.state === 'ready' ? load.data.policies : []).find(({ policyId }) => policyId === asked);
  const mayNot = load.state === 'ready' && load.data.draftsFor.length === 0;
  return (
    <Page
      title={target ? words.newVersion(target.title) : words.title}
      lead={mayNot ? undefined : words.lead}
      back={{ to: target ? paths.read(target.policyId) : paths.list, name: target?.title ?? texts.title }}
      width="wide"
    >
      {mayNot ? (
        <Notice title={words.closed.title}>{words.closed.next}</Notice>
      ) : (
        <AsyncView load={load}>
          {(data) =>
            me.state === 'ready' && (
              <Steps
                key={asked}
                policies={data.policies.filter(({ schoolId }) => data.draftsFor.includes(schoolId))}
                places={data.draftsFor}
                asked={asked === null ? null : policyIdOf(asked)}
                personId={me.data.person.id}
              />
            )
          }
        </AsyncView>
      )}
    </Page>
  );
}

interface StepsProps {
  /** Those that this person may bring in a new version of. */
  readonly policies: readonly Summary[];
  readonly places: readonly Summary['schoolId'][];
  readonly asked: PolicyId | null;
  readonly personId: string;
}

function Steps(props: StepsProps) {
  const say = useAnnounce();
  const work = useImport(props);
  const [stage, setStage] = useState<'arrived' | 'read' | 'saved'>('arrived');
  const { now, reading, forget } = work;
  const again = () => {
    setStage('arrived');
    forget();
  };
  const read = async (file: File) => {
    const count = await reading.run(file);
    if (count === undefined) return;
    setStage('read');
    say(words.choose.read(count));
  };
  if (!now) return <ChooseFile reading={reading} read={(file) => void read(file)} />;
  if (stage === 'saved') return <Saved documents={now.documents} again={again} />;
  return (
    <Preview
      work={work}
      now={now}
      policies={props.policies}
      places={props.places}
      takesFocus={stage === 'read'}
      again={again}
      finish={() => setStage('saved')}
    />
  );
}

/** All of it is on the server now. */
function Saved({ documents, again }: { documents: readonly Found[]; again: () => void }) {
  const shared = useSharedStyles();
  const box = useRef<HTMLDivElement>(null);
  const saved = documents.filter((one) => one.saved !== null);
  useEffect(() => {
    window.scrollTo(0, 0);
    box.current?.focus();
  }, []);
  return (
    <div ref={box} tabIndex={-1} className={shared.quietFocus}>
      <Notice
        title={words.save.allSaved}
        actions={
          <div className={shared.row}>
            {saved.map(
              ({ saved: draft, editing }, i) =>
                draft && (
                  <Link key={draft.versionId} href={paths.read(draft.policyId, { versionId: draft.versionId })} asChild>
                    <Button as="a" appearance={i === 0 ? 'primary' : 'secondary'}>
                      {words.save.open(editing.fields.title)}
                    </Button>
                  </Link>
                ),
            )}
            <Button onClick={again}>{words.save.another}</Button>
          </div>
        }
      >
        {saved.length === 1 ? words.save.allSavedNext : words.save.allSavedNextMany}
      </Notice>
    </div>
  );
}
