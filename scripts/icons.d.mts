import type { Picture } from './lib/png.mjs';

export function icons(): Record<'color.png' | 'outline.png', Picture>;
export function outlookIcons(): Record<string, Picture>;
