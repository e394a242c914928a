import { Suspense } from 'react';
import { home } from '../../src/texts/en-gb';
import { AsyncView } from '../ui/AsyncView';
import { longDate } from '../ui/dates';
import { Notice } from '../ui/Notice';
import { later } from '../ui/later';
import { Page, Part } from '../ui/Page';
import { Phones } from '../ui/Phones';
import { SignedList } from './SignedList';
import { Tasks } from './Tasks';
import { ToChat } from './ToChat';
import { useHome, viewOf } from './useHome';

const MyReports = later(() => import('./MyReports').then((m) => m.MyReports));
const MyCases = later(() => import('./MyCases').then((m) => m.MyCases));
const MyTasks = later(() => import('../cases/Tasks').then((m) => m.MyTasks));

/** What needs me, what I have signed, and who to call. */
export function Home() {
  const { load, title, lead, phones, hasCases, tasks, done } = useHome();
  return (
    <Page title={title} lead={lead}>
      <AsyncView load={load}>
        {(data) => {
          const { cards, years, last } = viewOf(data, Date.now());
          return (
            <>
              {hasCases && (
                <Suspense fallback={null}>
                  <MyCases />
                </Suspense>
              )}
              {cards.length > 0 && <Tasks cards={cards} />}
              {tasks.length > 0 && (
                <Suspense fallback={null}>
                  <MyTasks tasks={tasks} done={done} />
                </Suspense>
              )}
              {cards.length === 0 && tasks.length === 0 && (
                <Notice title={last ? home.lastSigned(last.title, longDate(last.signedAt)) : home.neverSigned} />
              )}
              <Part heading={home.signedHeading}>
                <SignedList years={years} />
              </Part>
            </>
          );
        }}
      </AsyncView>
      {phones && (
        <Part heading={home.worryHeading}>
          <Phones phones={phones} lead={home.worry} />
          <ToChat />
        </Part>
      )}
      <Suspense fallback={null}>
        <MyReports />
      </Suspense>
    </Page>
  );
}
