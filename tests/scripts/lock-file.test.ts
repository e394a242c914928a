import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

const read = <T>(file: string): T => JSON.parse(readFileSync(path.join(__dirname, '../..', file), 'utf8')) as T;
const { packages } = read<{ packages: Record<string, Locked> }>('package-lock.json');
const own = read<Record<'dependencies' | 'devDependencies', Record<string, string>>>('package.json');

describe('what is installed', () => {
  test('comes from whatever registry the machine has: the lock names no address', () => {
    expect(Object.entries(packages).filter(([, locked]) => locked.resolved !== undefined)).toEqual([]);
  });

  test('is the same bytes everywhere: each package is locked by its hash', () => {
    const loose = Object.entries(packages).filter(([at, { integrity, link }]) => at !== '' && !integrity && !link);
    expect(loose.map(([at]) => at)).toEqual([]);
  });

  test('is asked for by exact version', () => {
    const asked = Object.entries({ ...own.dependencies, ...own.devDependencies }).map(
      ([name, wish]) => [name, wish.replace(/^npm:[^@]+@/, '')] as const,
    );
    expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
    expect(asked.filter(([name, version]) => packages[`node_modules/${name}`]?.version !== version)).toEqual([]);
  });
});
