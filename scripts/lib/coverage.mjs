import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const FLOOR = 'tests/coverage-floor.json';

/**
 * Compares the branches that the tests took, folder by folder, with the floor in `tests/coverage-floor.json`: percentages
 * that may only rise. Says the figures, and answers what is wrong, one line each. `raise` writes today's figures, whole
 * percents, as the new floor where they are higher.
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
    const figure = percent(inside);
    process.stdout.write(`branches of ${folder}: ${figure} %, at least ${least.branches} % is asked for\n`);
    if (figure < least.branches) problems.push(...short(folder, { figure, least: least.branches, inside }));
    else if (raise) least.branches = Math.max(least.branches, Math.floor(figure));
  }
  if (raise) fs.writeFileSync(FLOOR, `${JSON.stringify(floor, null, 2)}\n`);
  return problems;
}

/** How many branches of one file were taken, how many there are, and the lines of those no test took. */
function counts({ branchMap, b }) {
  const branches = Object.entries(b).flatMap(([id, taken]) =>
    taken.map((n, i) => ({
      n, // An `else` that is not written has no place of its own.
      line: branchMap[id].locations[i]?.start?.line ?? branchMap[id].loc.start.line,
    })),
  );
  return {
    taken: branches.filter(({ n }) => n > 0).length,
    all: branches.length,
    missed: [...new Set(branches.filter(({ n }) => n === 0).map(({ line }) => line))],
  };
}

/** Rounded down, so that 100 means all. */
function percent(files) {
  const sum = (what) => files.reduce((n, f) => n + f[what], 0);
  return sum('all') === 0 ? 100 : Math.floor((1000 * sum('taken')) / sum('all')) / 10;
}

function short(folder, { figure, least, inside }) {
  const where = inside.filter((f) => f.taken < f.all);
  const names = where.map((f) => (least === 100 ? `${f.file}:${f.missed.join(',')}` : f.file));
  return [
    `${folder}: ${figure} % of the branches, at least ${least} % is asked for`,
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
