import { shell as words } from '../../texts/en-gb';
import type { Persona } from './backend';
import { closer, el, fill, showDialog } from './dom';

const SUGGESTED = 8;
const SHOWN = 60;

/** The first person of each role: between them they show everything Lantern does. */
export function suggested(people: readonly Persona[]): readonly Persona[] {
  const byRole = new Map<string, Persona>();
  for (const person of people) if (!byRole.has(person.role)) byRole.set(person.role, person);
  return [...byRole.values()].slice(0, SUGGESTED);
}

/** Everybody whose name, role and school together hold each of the typed words. */
export function matching(people: readonly Persona[], typed: string): readonly Persona[] {
  const parts = typed.toLocaleLowerCase('en-GB').split(/\s+/).filter(Boolean);
  return people.filter((person) => {
    const all = `${person.name} ${person.role} ${person.school}`.toLocaleLowerCase('en-GB');
    return parts.every((part) => all.includes(part));
  });
}

export const initials = (name: string): string =>
  name
    .split(' ')
    .map((part) => part.charAt(0))
    .filter((_, i, all) => i === 0 || i === all.length - 1)
    .join('');

/** Lets one choose whom to be. Resolves with the id, or null when closed. */
export async function choosePerson(people: readonly Persona[], current: string): Promise<string | null> {
  const list = el('ul', { class: 'people' });
  const count = el('p', { class: 'quiet', role: 'status' });
  const field = el('input', {
    type: 'search',
    class: 'field',
    'aria-label': words.findPerson,
    placeholder: words.findPerson,
  });
  const show = () => {
    const found = field.value.trim() === '' ? suggested(people) : matching(people, field.value);
    count.textContent = countText(field.value.trim(), found.length);
    fill(list, ...found.slice(0, SHOWN).map((person) => line(person, person.id === current)));
  };
  field.addEventListener('input', show);
  list.addEventListener('keydown', (event) => move(list, event));
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    list.querySelector('button')?.focus();
  });
  show();
  const chosen = await showDialog(
    words.choosePerson,
    el('p', {}, words.choosePersonLead),
    field,
    count,
    list,
    el('div', { class: 'buttons' }, closer(words.close, '')),
  );
  return chosen === '' ? null : chosen;
}

const countText = (typed: string, found: number): string => {
  if (typed === '') return words.suggested;
  return found === 0 ? words.nobodyFound : words.peopleFound(found);
};

function line(person: Persona, isCurrent: boolean): HTMLElement {
  const choose = (event: Event) => (event.currentTarget as HTMLElement).closest('dialog')?.close(person.id); // a button
  return el(
    'li',
    {},
    el(
      'button',
      { type: 'button', class: 'person', onclick: choose, ...(isCurrent && { 'aria-current': 'true' }) },
      el('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(person.name)),
      el(
        'span',
        { class: 'who' },
        el('strong', {}, person.name),
        el('span', { class: 'quiet' }, `${person.role}, ${person.school}`),
      ),
    ),
  );
}

/** Arrow keys walk the list. */
function move(list: Element, event: KeyboardEvent): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const buttons = [...list.querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement); // -1 when it is none of them
  buttons[Math.min(Math.max(at + step, 0), buttons.length - 1)]?.focus();
}
