/** What a button or panel of the editor is called, so that the focus can find it again after things have moved. */
export const spot = (what: 'change' | 'panel' | 'up' | 'down', id: number): string => `${what}-${String(id)}`;

/** Puts the focus on the first of these spots that is there, after the next drawing. */
export function focusSoon(...spots: readonly string[]): void {
  setTimeout(() => {
    for (const name of spots) {
      const place = document.querySelector<HTMLElement>(`[data-spot="${name}"]`);
      const inside = place?.matches('button') ? place : place?.querySelector<HTMLElement>('textarea, input, button');
      if (inside) return inside.focus();
    }
  }, 0);
}
