// Draws the pictures of the youngest pupils' agreements: own shapes, three colours, one small PNG each.
import { deflateSync } from 'node:zlib';

const SIZE = 160;
const SAMPLES = 4;
const LEVELS = 3;
const INK = [31, 42, 68];
const ACCENT = [232, 119, 34];

// Shapes say whether a point of the 160 × 160 field lies inside.
const circle = (cx, cy, r) => (x, y) => (x - cx) ** 2 + (y - cy) ** 2 <= r * r;
const ring = (cx, cy, r, width) => (x, y) => Math.abs(Math.hypot(x - cx, y - cy) - r) <= width / 2;
const line = (x1, y1, x2, y2, width) => (x, y) => {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const t = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - x1 - t * dx, y - y1 - t * dy) <= width / 2;
};
const box = (x, y, w, h, r) => (px, py) => {
  const dx = Math.max(Math.abs(px - x - w / 2) - w / 2 + r, 0);
  const dy = Math.max(Math.abs(py - y - h / 2) - h / 2 + r, 0);
  return Math.hypot(dx, dy) <= r;
};
const upperHalf = (shape, y0) => (x, y) => y <= y0 && shape(x, y);
const triangle = (ax, ay, bx, by, cx, cy) => (x, y) => {
  const side = (x1, y1, x2, y2) => (x - x2) * (y1 - y2) - (x1 - x2) * (y - y2);
  const signs = [side(ax, ay, bx, by), side(bx, by, cx, cy), side(cx, cy, ax, ay)];
  return signs.every((s) => s >= 0) || signs.every((s) => s <= 0);
};

const ink = (shape) => ({ paint: 'ink', shape });
const accent = (shape) => ({ paint: 'accent', shape });
const paper = (shape) => ({ paint: 'paper', shape });

const person = (cx, top, scale, paint) => [
  paint(circle(cx, top + 14 * scale, 14 * scale)),
  paint(upperHalf(box(cx - 22 * scale, top + 32 * scale, 44 * scale, 70 * scale, 20 * scale), top + 76 * scale)),
];
const question = (cx, cy, paint) => [
  paint((x, y) => ring(cx, cy, 13, 8)(x, y) && !(x < cx && y > cy)),
  paint(line(cx, cy + 13, cx, cy + 20, 8)),
  paint(circle(cx, cy + 33, 5)),
];
const camera = (paint) => [
  paint(box(28, 56, 104, 70, 12)),
  paint(box(58, 44, 44, 20, 6)),
  paper(circle(80, 92, 26)),
  paint(ring(80, 92, 18, 8)),
];
const tablet = (x, y, w, h) => [ink(box(x, y, w, h, 10)), paper(box(x + 8, y + 8, w - 16, h - 16, 4))];
const crossedOut = [paper(line(30, 132, 130, 28, 18)), accent(line(30, 132, 130, 28, 10))];
const bubble = (x, y, paint, left) => [
  paint(box(x, y, 66, 44, 14)),
  paint(
    left
      ? triangle(x + 12, y + 38, x + 34, y + 38, x + 8, y + 62)
      : triangle(x + 32, y + 38, x + 54, y + 38, x + 58, y + 62),
  ),
];

/** Later shapes lie over earlier ones. */
const DRAWINGS = {
  careful: [
    ...tablet(46, 22, 68, 92),
    ...[34, 126].flatMap((x) => [accent(circle(x, 102, 17)), accent(line(x, 106, x + (x < 80 ? 14 : -14), 146, 20))]),
  ],
  chosen: [
    ...tablet(22, 34, 116, 84),
    ink(box(58, 126, 44, 8, 4)),
    accent(line(52, 76, 72, 96, 11)),
    accent(line(72, 96, 110, 54, 11)),
  ],
  ask: [...camera(ink).slice(0, 2), paper(circle(80, 92, 30)), ...question(80, 82, accent)],
  tell: [
    ...person(52, 24, 1.25, ink),
    ...person(118, 66, 0.75, accent),
    accent(circle(93, 46, 4)),
    accent(circle(105, 38, 4)),
    accent(circle(117, 46, 4)),
  ],
  lock: [
    ink((x, y) => ring(80, 62, 27, 13)(x, y) && y < 70),
    ink(box(40, 68, 80, 64, 10)),
    accent(circle(80, 94, 9)),
    accent(line(80, 96, 80, 114, 8)),
  ],
  stranger: [...person(64, 26, 1.2, ink), ...question(124, 52, accent)],
  house: [
    ink(triangle(80, 20, 16, 78, 144, 78)),
    ink(box(34, 74, 92, 66, 4)),
    accent(box(64, 92, 32, 48, 3)),
    paper(circle(88, 116, 4)),
  ],
  nophoto: [...camera(ink), ...crossedOut],
  hand: [
    accent(box(52, 70, 58, 62, 22)),
    ...[58, 73, 88, 103].map((x, i) => accent(line(x, 88, x, [44, 32, 34, 46][i], 12))),
    accent(line(54, 106, 36, 84, 13)),
    ink(box(58, 128, 46, 20, 4)),
  ],
  nochat: [...bubble(18, 34, ink, true), ...bubble(76, 70, ink, false), ...crossedOut],
  nomeet: [
    ...person(44, 40, 0.95, ink),
    ...person(116, 40, 0.95, ink),
    paper(line(80, 20, 80, 140, 18)),
    accent(line(80, 22, 80, 138, 9)),
  ],
};

const paintAt = (layers, x, y) => layers.findLast(({ shape }) => shape(x, y))?.paint ?? 'paper';

/** One of sixteen colours: how much ink and how much accent stand in a dot. */
function dot(layers, column, row) {
  const counts = { paper: 0, ink: 0, accent: 0 };
  for (let i = 0; i < SAMPLES * SAMPLES; i++) {
    const x = column + ((i % SAMPLES) + 0.5) / SAMPLES;
    const y = row + (Math.floor(i / SAMPLES) + 0.5) / SAMPLES;
    counts[paintAt(layers, x, y)]++;
  }
  const level = (count) => Math.round((count / (SAMPLES * SAMPLES)) * LEVELS);
  return level(counts.ink) * (LEVELS + 1) + level(counts.accent);
}

function palette() {
  return Array.from({ length: 16 }, (_, index) => {
    const [a, b] = [Math.floor(index / (LEVELS + 1)) / LEVELS, (index % (LEVELS + 1)) / LEVELS];
    const rest = Math.max(0, 1 - a - b);
    return INK.map((part, i) => Math.min(255, Math.round(part * a + ACCENT[i] * b + 255 * rest)));
  }).flat();
}

const CRC = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
const crc = (bytes) => (bytes.reduce((c, byte) => CRC[(c ^ byte) & 255] ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc(body));
  return Buffer.concat([length, body, sum]);
}

function png(layers) {
  const rows = Array.from({ length: SIZE }, (_, row) => {
    const pairs = Array.from(
      { length: SIZE / 2 },
      (_, i) => (dot(layers, 2 * i, row) << 4) | dot(layers, 2 * i + 1, row),
    );
    return Buffer.from([0, ...pairs]);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  header.set([4, 3, 0, 0, 0], 8); // 4 bits a dot, by palette
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette())),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The PNG of a drawing, 160 × 160 dots. */
export const pictureOf = (name) => png(DRAWINGS[name]);
