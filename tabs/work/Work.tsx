import { Button } from '@fluentui/react-components';
import { Suspense } from 'react';
import { Link, Route, Switch } from 'wouter';
import { work } from '../../src/texts/en-gb';
import { AsyncView } from '../ui/AsyncView';
import { useMe } from '../ui/Me';
import { Notice } from '../ui/Notice';
import { Page } from '../ui/Page';
import { Waiting } from '../ui/Waiting';
import { CasePages, ROOM_PAGES, type Room, pathOfRoom } from './rooms';
import { useWorkStyles } from './Work.styles';

/** The rooms a person's abilities open, and the way into each. */
export function Work() {
  return (
    <Suspense fallback={<Waiting />}>
      <Switch>
        <Route path="/work" component={Rooms} />
        {/* Whoever was asked to help with one case, or has a task, need not have the room. */}
        <Route path="/work/cases/:part/*?" component={CasePages} />
        {ROOM_PAGES.map(({ room, page: RoomPage }) => (
          <Route key={room} path={`${pathOfRoom(room)}/*?`}>
            <Open room={room}>
              <RoomPage />
            </Open>
          </Route>
        ))}
        <Route component={Closed} />
      </Switch>
    </Suspense>
  );
}

/** A room reached by link is drawn only for those it is open to; the server refuses its data in any case. */
function Open({ room, children }: { room: Room; children: React.ReactNode }) {
  const me = useMe();
  if (me.state !== 'ready') return <Waiting />;
  return me.data.rooms.includes(room) ? children : <Closed />;
}

function Rooms() {
  const me = useMe();
  const styles = useWorkStyles();
  const open = me.state === 'ready' ? ROOM_PAGES.filter(({ room }) => me.data.rooms.includes(room)) : [];
  return (
    <Page title={work.title} lead={open.length > 0 ? work.lead : undefined}>
      <AsyncView
        load={me}
        empty={{ when: () => open.length === 0, title: work.none.title, next: work.none.next, actions: <ToHome /> }}
      >
        {() => (
          <ul className={styles.rooms}>
            {open.map(({ room }) => (
              <li key={room}>
                <Link href={pathOfRoom(room)} className={styles.room}>
                  <span className={styles.name}>{work.rooms[room].name}</span>
                  <span className={styles.what}>{work.rooms[room].what}</span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </AsyncView>
    </Page>
  );
}

function Closed() {
  return (
    <Page title={work.title} back={{ to: '/work', name: work.title }}>
      <Notice title={work.unknown.title} actions={<ToHome />}>
        {work.unknown.next}
      </Notice>
    </Page>
  );
}

function ToHome() {
  return (
    <Link href="/home" asChild>
      <Button as="a">{work.toHome}</Button>
    </Link>
  );
}
