import { shell as words } from '../../texts/en-gb';
import type { Notice } from './backend';
import { el, fill } from './dom';

const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', day: 'numeric', month: 'long' });
const noon = (date: string) => day.format(new Date(`${date}T12:00:00Z`));

interface Feed {
  readonly name: string;
  /** Null when they could not be loaded. */
  readonly notices: readonly Notice[] | null;
  readonly open: (link: string) => void;
}

/** Draws the activity feed: each notice says its kind and title, and leads to its page. */
export function drawActivity(place: Element, { name, notices, open }: Feed): void {
  const list = notices?.map((notice) => el('li', {}, card(notice, open))) ?? [];
  fill(
    place,
    el('h2', { tabindex: '-1' }, words.activity),
    el('p', { class: 'quiet' }, words.activityLead(name)),
    notices && list.length > 0 ? el('ul', { class: 'notices' }, ...list) : el('p', {}, emptyText(notices)),
  );
}

const emptyText = (notices: readonly Notice[] | null) => (notices ? words.activityNone : words.activityFailed);

function card(notice: Notice, open: (link: string) => void): HTMLElement {
  const text = (words.notice[notice.kind] ?? words.noticeOther)(notice.title);
  return el(
    'a',
    {
      href: notice.link,
      class: 'notice',
      onclick: (event) => {
        event.preventDefault();
        open(notice.link);
      },
    },
    el('span', { class: 'quiet' }, `${words.app} · ${day.format(notice.at)}`),
    el('strong', {}, text),
    ...(notice.dueOn === null ? [] : [el('span', { class: 'quiet' }, words.dueOn(noon(notice.dueOn)))]),
  );
}
