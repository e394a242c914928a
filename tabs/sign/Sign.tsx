import { useParams } from 'wouter';
import { sign as words } from '../../src/texts/en-gb';
import { AsyncView } from '../ui/AsyncView';
import { useMe } from '../ui/Me';
import { Page } from '../ui/Page';
import { Closed } from './Closed';
import { Receipt } from './Receipt';
import { SigningFlow } from './SigningFlow';
import { useSigning } from './useSigning';

/** Reading and signing one agreement. */
export function Sign() {
  const { campaignId = '' } = useParams<{ campaignId: string }>();
  return <Agreement key={campaignId} campaignId={campaignId} />;
}

function Agreement({ campaignId }: { campaignId: string }) {
  const { load, signed, save, finish } = useSigning(campaignId);
  const me = useMe();
  return (
    <Page title={load.state === 'ready' ? load.data.title : words.title} back={{ to: '/home', name: words.home }}>
      <AsyncView load={load}>
        {(data) => (
          <AsyncView load={me}>
            {({ person }) => {
              const draftKey = `sign.${data.policyId}.${person.id}`;
              if (signed || data.signed)
                return <Receipt view={data} fresh={signed} givenName={person.givenName} draftKey={draftKey} />;
              if (!data.isOpen) return <Closed view={data} />;
              return (
                <SigningFlow
                  key={data.versionId}
                  view={data}
                  draftKey={draftKey}
                  save={save}
                  finish={finish}
                  reload={load.reload}
                />
              );
            }}
          </AsyncView>
        )}
      </AsyncView>
    </Page>
  );
}
