import type { Picture } from './lib/png.mjs';

export function icons(): Record<'color.png' | 'outline.png', Picture>;
