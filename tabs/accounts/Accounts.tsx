import { Route, Switch } from 'wouter';
import { Block, Leaver } from './Leaver';
import { Overview } from './Overview';
import { Person } from './Person';
import { Plan } from './Plan';
import { Starter } from './Starter';

/** The room where accounts begin and end. */
export function Accounts() {
  return (
    <Switch>
      <Route path="/work/accounts/starter" component={Starter} />
      <Route path="/work/accounts/leaver" component={Leaver} />
      <Route path="/work/accounts/block" component={Block} />
      <Route path="/work/accounts/plan/:planId" component={Plan} />
      <Route path="/work/accounts/person/:personId" component={Person} />
      <Route component={Overview} />
    </Switch>
  );
}
