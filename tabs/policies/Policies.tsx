import { Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { NotFound } from '../NotFound';
import { later } from '../ui/later';
import { Waiting } from '../ui/Waiting';
import { PolicyList } from './list/PolicyList';
import { Reader } from './reader/Reader';

// Reading is what nearly everybody comes for; the rest is fetched by those who go there.
const Allowed = later(() => import('./matrix/Allowed').then((m) => m.Allowed));
const Compare = later(() => import('./compare/Compare').then((m) => m.Compare));
const Import = later(() => import('./import/Import').then((m) => m.Import));
const EditDraft = later(() => import('./import/EditDraft').then((m) => m.EditDraft));

/** The policies, one policy, what changed between versions, and bringing in a new one. */
export function Policies() {
  return (
    <Suspense fallback={<Waiting />}>
      <Switch>
        <Route path="/policies" component={PolicyList} />
        <Route path="/policies/import" component={Import} />
        <Route path="/policies/what-is-allowed" component={Allowed} />
        <Route path="/policies/:policyId/compare">
          {({ policyId }) => <Compare key={policyId} policyId={policyId} />}
        </Route>
        <Route path="/policies/:policyId/edit">
          {({ policyId }) => <EditDraft key={policyId} policyId={policyId} />}
        </Route>
        <Route path="/policies/:policyId">{({ policyId }) => <Reader key={policyId} policyId={policyId} />}</Route>
        <Route component={NotFound} />
      </Switch>
    </Suspense>
  );
}
