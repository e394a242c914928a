import type { Output } from '../../src/api/contract';
import { home } from '../../src/texts/en-gb';
import { dueText, hourOf } from '../ui/dates';
import { useMe } from '../ui/Me';
import { useCall } from '../ui/useLoad';

type Task = Output<'home.read'>['tasks'][number];
type Signed = Output<'home.read'>['signed'][number];

/** One thing that needs the person, as the card says it. */
export interface TaskCard {
  readonly key: string;
  readonly what: string;
  readonly go: string;
  /** Path inside the app. */
  readonly to: string;
  readonly due: string | null;
  readonly isOverdue: boolean;
}

export interface HomeView {
  readonly cards: readonly TaskCard[];
  /** Newest school year first. */
  readonly years: readonly { readonly year: string; readonly signed: readonly Signed[] }[];
  readonly last: Signed | null;
}

/** What Home shows: the greeting at once, the rest as it arrives. */
export function useHome() {
  const me = useMe();
  const load = useCall('home.read', {});
  const mine = useCall('tasks.mine', {});
  const tasks = mine.state === 'ready' ? mine.data.tasks : [];
  const person = me.state === 'ready' ? me.data.person : null;
  return {
    load,
    title: person ? home.greeting(hourOf(Date.now()), person.givenName) : home.title,
    lead:
      load.state === 'ready' && mine.state !== 'loading' ? home.lead(load.data.tasks.length + tasks.length) : undefined,
    /** What somebody asked the person to do. */
    tasks,
    done: mine.reload,
    phones: me.state === 'ready' ? me.data.phones : null,
    hasCases: me.state === 'ready' && me.data.rooms.includes('cases'),
  };
}

export function viewOf(data: Output<'home.read'>, now: number): HomeView {
  const newest = [...data.signed].sort((a, b) => b.signedAt - a.signedAt);
  const years = [...new Set(newest.map((signed) => signed.schoolYear))];
  return {
    cards: data.tasks.map((task) => cardOf(task, now)),
    years: years.map((year) => ({ year, signed: newest.filter((signed) => signed.schoolYear === year) })),
    last: newest[0] ?? null,
  };
}

const cardOf = (task: Task, now: number): TaskCard => ({
  key: task.kind + task.link,
  what: home.tasks[task.kind].what(task.title, task.count),
  go: home.tasks[task.kind].go,
  to: task.link.replace(/^\/tabs/, ''),
  due: task.dueOn === null ? null : dueText(task.dueOn, now),
  isOverdue: task.isOverdue,
});
