import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const FLOOR = 'tests/coverage-floor.json';
const METRICS = ['branches', 'lines'];

/**
 * Compares what the tests covered, folder by folder, with the floor in `tests/coverage-floor.json`: percentages that may only
 * rise. Answers what is wrong, one line each. `raise` writes today's figures, whole percents,
 * as the new floor where they are higher.
 */
export function belowFloor({ raise = false } = {}) {
  const floor = JSON.parse(fs.readFileSync(FLOOR, 'utf8'));
  const files = Object.entries(JSON.parse(fs.readFileSync('coverage/coverage-final.json', 'utf8'))).map(
    ([file, c]) => ({
      file: path.relative(process.cwd(), file).split(path.sep).join('/'),
      ...counts(c),
    }),
  );
  const problems = lowered(floor);
  for (const [folder, least] of Object.entries(floor)) {
    const inside = files.filter((f) => f.file.startsWith(`${folder}/`));
    for (const metric of METRICS.filter((m) => m in least)) {
      const figure = percent(inside, metric);
      if (figure < least[metric]) problems.push(...short(folder, metric, { figure, least: least[metric], inside }));
      else if (raise) least[metric] = Math.max(least[metric], Math.floor(figure));
    }
  }
  if (raise) fs.writeFileSync(FLOOR, `${JSON.stringify(floor, null, 2)}\n`);
  return problems;
}

/** Each metric of one file as [covered, all], and the lines of the branches no test took. */
function counts({ branchMap, b, statementMap, s }) {
  const branches = Object.entries(b).flatMap(([id, taken]) =>
    taken.map((n, i) => ({
      n, // An `else` that is not written has no place of its own.
      line: branchMap[id].locations[i]?.start?.line ?? branchMap[id].loc.start.line,
    })),
  );
  const lines = new Map();
  for (const [id, n] of Object.entries(s)) {
    const { line } = statementMap[id].start;
    lines.set(line, Math.max(lines.get(line) ?? 0, n));
  }
  return {
    branches: [branches.filter(({ n }) => n > 0).length, branches.length],
    lines: [[...lines.values()].filter((n) => n > 0).length, lines.size],
    missed: [...new Set(branches.filter(({ n }) => n === 0).map(({ line }) => line))],
  };
}

/** Rounded down, so that 100 means all. */
function percent(files, metric) {
  const sum = (i) => files.reduce((n, f) => n + f[metric][i], 0);
  return sum(1) === 0 ? 100 : Math.floor((1000 * sum(0)) / sum(1)) / 10;
}

function short(folder, metric, { figure, least, inside }) {
  const where = inside.filter((f) => f[metric][0] < f[metric][1]);
  const names = where.map((f) => (least === 100 && metric === 'branches' ? `${f.file}:${f.missed.join(',')}` : f.file));
  return [
    `${folder}: ${metric} covered ${figure} %, at least ${least} % is asked for`,
    ...names.slice(0, 20).map((n) => `  ${n}`),
  ];
}

/** A floor that was higher at any time in the history is one that somebody lowered. */
function lowered(floor) {
  const problems = new Set();
  for (const commit of git('log', '--format=%H', '--', FLOOR).split('\n').filter(Boolean)) {
    const before = JSON.parse(git('show', `${commit}:${FLOOR}`) || '{}');
    for (const [folder, least] of Object.entries(before))
      for (const [metric, value] of Object.entries(least))
        if (!((floor[folder]?.[metric] ?? 0) >= value))
          problems.add(`${FLOOR}: ${folder} ${metric} was ${value} % before; it only rises`);
  }
  return [...problems];
}

/** Nothing outside a repository: an archive has no history to compare with. */
function git(...args) {
  try {
    return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '';
  }
}
