import { Radio, RadioGroup } from '@fluentui/react-components';
import { useState } from 'react';
import type { Output } from '../../src/api/contract';
import { configure } from '../../src/texts/en-gb';
import type { TabChoice } from '../bridge';
import { AsyncView } from '../ui/AsyncView';
import { useMe } from '../ui/Me';
import { Page } from '../ui/Page';
import { useServices } from '../ui/services';
import { useCall } from '../ui/useLoad';

/** Set-up of a tab in a team: all policies, one policy, or who has signed. Teams draws the Save button. */
export function Configure() {
  const load = useCall('policies.list', {});
  return (
    <Page title={configure.title} lead={configure.lead}>
      <AsyncView load={load}>{({ policies }) => <Choices policies={policies} />}</AsyncView>
    </Page>
  );
}

function Choices({ policies }: { policies: Output<'policies.list'>['policies'] }) {
  const { host } = useServices();
  const me = useMe();
  const [chosen, setChosen] = useState('');
  const choices: TabChoice[] = [
    { path: '/policies', name: configure.all },
    ...policies.filter((p) => p.inForce).map((p) => ({ path: `/policies/${p.policyId}`, name: p.title })),
    ...(me.state === 'ready' && me.data.rooms.includes('agreements')
      ? [{ path: '/work/agreements', name: configure.completeness }]
      : []),
  ];
  const choose = (path: string) => {
    setChosen(path);
    host.chooseTab(choices.find((choice) => choice.path === path) ?? null);
  };
  return (
    <>
      {policies.length === 0 && <p>{configure.noPolicies}</p>}
      <RadioGroup aria-label={configure.choose} value={chosen} onChange={(_, { value }) => choose(value)}>
        {choices.map(({ path, name }) => (
          <Radio key={path} value={path} label={name} />
        ))}
      </RadioGroup>
    </>
  );
}
