// Draws the app's icons: a lantern, of our own shapes, the same bytes each time.
//   node scripts/icons.mjs
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ICON_SIZES } from './lib/outlook-manifest.mjs';
import { encodePng } from './lib/png.mjs';

const { abs, floor, max, min, round, sqrt } = Math;
const hypot = (x, y) => sqrt(x * x + y * y);

// Shapes on a field of 96 by 96 say whether a point lies inside.
const ring = (cx, cy, r, width) => (x, y) => abs(hypot(x - cx, y - cy) - r) <= width / 2;
const above = (limit, shape) => (x, y) => y <= limit && shape(x, y);
const box = (left, top, right, bottom, r) => (x, y) => {
  const dx = max(abs(x - (left + right) / 2) - (right - left) / 2 + r, 0);
  const dy = max(abs(y - (top + bottom) / 2) - (bottom - top) / 2 + r, 0);
  return hypot(dx, dy) <= r;
};
const without = (shape, hole) => (x, y) => shape(x, y) && !hole(x, y);
/** Narrow above, wide below. */
const roof = (cx, top, bottom, halfTop, halfBottom) => (x, y) =>
  y >= top && y <= bottom && abs(x - cx) <= halfTop + ((halfBottom - halfTop) * (y - top)) / (bottom - top);
/** A drop with its point upwards. */
const flame = (cx, cy, r, height) => (x, y) => {
  if (y >= cy) return hypot(x - cx, y - cy) <= r;
  const up = (cy - y) / height;
  return up <= 1 && abs(x - cx) <= r * (1 - up) ** 0.75 * (1 + 0.12 * up);
};

const body = box(31, 42, 65, 75, 5);
const LANTERN = {
  handle: above(29, ring(48, 27, 9, 4)),
  roof: roof(48, 29, 40, 7, 20),
  frame: without(body, box(35, 45, 61, 72, 2.5)),
  glass: box(35, 45, 61, 72, 2.5),
  flame: flame(48, 63.5, 6.2, 15),
  base: box(27, 76.5, 69, 82.5, 2),
};

const mix = (a, b, share) => a.map((part, index) => part + (b[index] - part) * share);
const NIGHT = [23, 66, 79];
const DUSK = [33, 90, 104];
const GLOW = [245, 184, 65];
const CREAM = [255, 246, 224];

/** The lantern at dusk, on the whole square: hosts round the corners themselves. */
function colour(x, y) {
  const { handle, roof: top, frame, base, flame: fire, glass } = LANTERN;
  if ([handle, top, frame, base].some((shape) => shape(x, y))) return [...CREAM, 255];
  if (fire(x, y)) return [...CREAM, 255];
  const distance = hypot(x - 48, y - 58);
  if (glass(x, y)) return [...mix(GLOW, [232, 150, 40], min(1, distance / 20)), 255];
  const sky = mix(NIGHT, DUSK, y / 96);
  return [...mix(sky, GLOW, 0.34 * max(0, 1 - distance / 46) ** 1.6), 255];
}

// Fewer and thicker strokes, because they end up on a grid of 32.
const OUTLINE = [
  above(18, ring(48, 18, 10.5, 6)),
  roof(48, 18, 33, 12, 30),
  box(24, 36, 30, 78, 0),
  box(66, 36, 72, 78, 0),
  flame(48, 66, 9, 24),
  box(18, 81, 78, 90, 2),
];

/** White and nothing: hosts colour it as they need. */
const outline = (x, y) => (OUTLINE.some((shape) => shape(x, y)) ? [255, 255, 255, 255] : [255, 255, 255, 0]);

/** Each pixel is the mean of so many by so many looks at the drawing; colour counts only where there is any. */
function draw(size, paint, looks) {
  const rgba = Buffer.alloc(size * size * 4);
  for (let at = 0; at < size * size; at += 1) {
    const sum = [0, 0, 0, 0];
    for (let look = 0; look < looks * looks; look += 1) {
      const x = ((at % size) + ((look % looks) + 0.5) / looks) * (96 / size);
      const y = (floor(at / size) + (floor(look / looks) + 0.5) / looks) * (96 / size);
      const [red, green, blue, alpha] = paint(x, y);
      [red * alpha, green * alpha, blue * alpha, alpha].forEach((part, index) => (sum[index] += part));
    }
    const [red, green, blue, alpha] = sum;
    const part = (value) => round(alpha === 0 ? 255 : value / alpha);
    rgba.set([part(red), part(green), part(blue), round(alpha / (looks * looks))], at * 4);
  }
  return { width: size, height: size, rgba };
}

/** The icons of the package, by file name. */
export const icons = () => ({ 'color.png': draw(192, colour, 4), 'outline.png': draw(32, outline, 8) });

/** What Outlook fetches by address, by pixels. The smallest are looked at more closely. */
export const outlookIcons = () =>
  Object.fromEntries(ICON_SIZES.map((size) => [size, draw(size, colour, size < 50 ? 8 : 4)]));

const write = (name, picture) => writeFileSync(new URL(`../manifest/${name}`, import.meta.url), encodePng(picture));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, picture] of Object.entries(icons())) write(name, picture);
  for (const [size, picture] of Object.entries(outlookIcons())) write(`icons/${size}.png`, picture);
}
