import { Button } from '@fluentui/react-components';
import { useState } from 'react';
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
  const policies = load.state === 'ready' ? load.data.policies : [];
  const target = policies.find(({ policyId }) => policyId === asked);
  const mayNot = me.state === 'ready' && !me.data.abilities.includes('policy.draft');
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
                policies={data.policies}
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
  readonly policies: readonly Summary[];
  readonly asked: PolicyId | null;
  readonly personId: string;
}

function Steps(props: StepsProps) {
  const say = useAnnounce();
  const work = useImport(props);
  const [done, setDone] = useState<readonly Found[] | null>(null);
  const { now, reading, forget } = work;
  const again = () => {
    setDone(null);
    forget();
  };
  const read = async (file: File) => {
    const count = await reading.run(file);
    if (count !== undefined) say(words.choose.read(count));
  };
  if (done) return <Saved saved={done} again={again} />;
  if (!now) return <ChooseFile reading={reading} read={(file) => void read(file)} />;
  const finish = () => setDone(now.documents.filter(({ isDropped }) => !isDropped));
  return <Preview work={work} now={now} policies={props.policies} again={again} finish={finish} />;
}

/** All of it is on the server now. */
function Saved({ saved, again }: { saved: readonly Found[]; again: () => void }) {
  const shared = useSharedStyles();
  return (
    <Notice
      title={words.save.allSaved}
      actions={
        <div className={shared.row}>
          {saved.map(
            ({ saved: draft, editing }) =>
              draft && (
                <Link key={draft.versionId} href={paths.read(draft.policyId, { versionId: draft.versionId })} asChild>
                  <Button as="a" appearance="primary">
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
  );
}
