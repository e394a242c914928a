type Attributes = Readonly<Record<string, string | boolean | ((event: Event) => void) | undefined>>;

/** Makes one element: `on…` attributes are listeners, `true` is an attribute without value, `false` is none. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (typeof value === 'string') element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** Replaces what stands in an element, keeping the element and so the focus around it. */
export const fill = (element: Element, ...children: readonly (Node | string)[]): void =>
  element.replaceChildren(...children);

const SVG = 'http://www.w3.org/2000/svg';

/** A line drawing on a 24-unit square; decoration only. */
export function icon(...paths: readonly string[]): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  for (const d of paths) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

/** A modal window. Resolves when it closes, with the value of the button that closed it (empty for Escape). */
export async function showDialog(heading: string, ...content: readonly (Node | string)[]): Promise<string> {
  const id = `dialog-${Math.random().toString(36).slice(2)}`;
  const dialog = el('dialog', { 'aria-labelledby': id }, el('h2', { id }, heading), ...content);
  document.body.append(dialog);
  const closed = new Promise<string>((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue), { once: true });
  });
  dialog.showModal();
  return closed.finally(() => dialog.remove());
}

/** A button that closes the dialog around it with this value. */
export const closer = (words: string, value: string, kind = ''): HTMLElement =>
  el(
    'button',
    { type: 'button', class: `button ${kind}`, onclick: (event) => closeAround(event.currentTarget, value) },
    words,
  );

function closeAround(target: EventTarget | null, value: string): void {
  if (target instanceof Element) target.closest('dialog')?.close(value);
}
