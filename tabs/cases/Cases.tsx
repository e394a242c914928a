import { Route, Switch } from 'wouter';
import { CaseFile } from './CaseFile';
import { CaseList } from './CaseList';
import { Tasks } from './Tasks';

/** The room where worries that were reported are dealt with. */
export function Cases() {
  return (
    <Switch>
      <Route path="/work/cases/case/:caseId" component={CaseFile} />
      <Route path="/work/cases/tasks" component={Tasks} />
      <Route component={CaseList} />
    </Switch>
  );
}
