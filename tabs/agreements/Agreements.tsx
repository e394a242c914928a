import { Route, Switch } from 'wouter';
import { Completeness } from './Completeness';
import { Rounds } from './Rounds';
import { SetUp } from './SetUp';

/** The room of agreements: all rounds of signing, one round, and starting a new one. */
export function Agreements() {
  return (
    <Switch>
      <Route path="/work/agreements" component={Rounds} />
      <Route path="/work/agreements/new" component={SetUp} />
      <Route path="/work/agreements/:campaignId" component={Completeness} />
    </Switch>
  );
}
