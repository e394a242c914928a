import { Route, Switch } from 'wouter';
import { Batch } from './Batch';
import { Block, Leaver } from './Leaver';
import { Many } from './Many';
import { Overview } from './Overview';
import { Access } from './Access';
import { Ending } from './Ending';
import { Equipment } from './Equipment';
import { Mover } from './Mover';
import { Pass } from './Pass';
import { Person } from './Person';
import { Plan } from './Plan';
import { FirstPasswords } from './pupils/FirstPasswords';
import { Pupils } from './pupils/Pupils';
import { SetUp } from './set-up/SetUp';
import { Starter } from './Starter';

/** The room where accounts begin and end. */
export function Accounts() {
  return (
    <Switch>
      <Route path="/work/accounts/starter" component={Starter} />
      <Route path="/work/accounts/leaver" component={Leaver} />
      <Route path="/work/accounts/block" component={Block} />
      <Route path="/work/accounts/many" component={Many} />
      <Route path="/work/accounts/batch/:batchId" component={Batch} />
      <Route path="/work/accounts/pupils/passwords" component={FirstPasswords} />
      <Route path="/work/accounts/pupils" component={Pupils} />
      <Route path="/work/accounts/plan/:planId" component={Plan} />
      <Route path="/work/accounts/set-up" component={SetUp} />
      <Route path="/work/accounts/person/:personId/role" component={Mover} />
      <Route path="/work/accounts/access" component={Access} />
      <Route path="/work/accounts/ending" component={Ending} />
      <Route path="/work/accounts/equipment" component={Equipment} />
      <Route path="/work/accounts/person/:personId/pass" component={Pass} />
      <Route path="/work/accounts/person/:personId" component={Person} />
      <Route component={Overview} />
    </Switch>
  );
}
