import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zip } from '../../scripts/lib/zip.mjs';

const root = path.join(__dirname, '..', '..');
const folder = mkdtempSync(path.join(tmpdir(), 'lantern-package-'));
const written = path.join(root, 'dist/packages/lantern-tried-in-a-test.zip');
const addIn = path.join(root, 'dist/packages/lantern-tried-in-a-test-outlook.xml');
afterAll(() => [folder, written, addIn].forEach((made) => rmSync(made, { recursive: true, force: true })));

const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/package.mjs', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, said: `${stdout}${stderr}` };
};

/** Files of an archive whose parts are stored as they are, as an unpacker finds them: from the list at its end. */
function unpack(archive: Buffer): Record<string, string> {
  const end = archive.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const files: Record<string, string> = {};
  let at = archive.readUInt32LE(end + 16);
  for (let count = archive.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [size, length] = [archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28)];
    const start = archive.readUInt32LE(at + 42) + 30 + length;
    files[archive.toString('latin1', at + 46, at + 46 + length)] = archive.toString('latin1', start, start + size);
    at += 46 + length;
  }
  return files;
}

test('the archive holds the files as they are and is the same every time', async () => {
  const files = {
    'manifest.json': Buffer.from('{"a":1}'),
    'color.png': Buffer.from([0, 255, 10, 13]),
    empty: Buffer.alloc(0),
  };
  const archive = await zip(files);
  expect(archive.equals(await zip(files))).toBe(true);
  expect(unpack(archive)).toEqual({ 'manifest.json': '{"a":1}', 'color.png': '\x00\xff\n\r', empty: '' });
});

test('the check passes on what is committed, within seconds', () => {
  expect(run('--check')).toEqual({ status: 0, said: 'practice: valid\nproduction.template: valid\n' });
});

test("a school's environment becomes a package of three files and an add-in, the same every time", () => {
  const file = path.join(folder, 'tried-in-a-test.json');
  const template = readFileSync(path.join(root, 'manifest/environments/production.template.json'), 'utf8');
  const filled = template
    .replace('"template"', '"production"')
    .replace('00000000-0000-0000-0000-000000000000', '5f0c8a7e-3b1d-4c62-9a0e-7d6f5e4c3b2a')
    .replace('00000000-0000-0000-0000-000000000000', '9b8a7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d')
    .replace('00000000-0000-0000-0000-000000000000', '1c2d3e4f-5a6b-4c7d-8e9f-0a1b2c3d4e5f')
    .replace('00000000-0000-0000-0000-000000000000', '2d3e4f5a-6b7c-4d8e-9f0a-1b2c3d4e5f60')
    .replaceAll('school.example', 'alderhill.sch.uk');
  writeFileSync(file, filled);
  expect(run('--env', file)).toEqual({ status: 0, said: `${written}\n${addIn}\n` });
  const first = readFileSync(written);
  run('--env', file);
  expect(readFileSync(written).equals(first)).toBe(true);
  const files = unpack(first);
  expect(Object.keys(files)).toEqual(['manifest.json', 'color.png', 'outline.png']);
  expect(readFileSync(addIn, 'utf8')).toContain('<Id>2d3e4f5a-6b7c-4d8e-9f0a-1b2c3d4e5f60</Id>');
  expect(JSON.parse(files['manifest.json'] ?? '')).toMatchObject({ validDomains: ['lantern.alderhill.sch.uk'] });
});

test.each<[string, string, RegExp]>([
  ['the template itself', 'production.template', /is a template\. Copy it to manifest\/environments\/production\.json/],
  [
    'an environment that is not there',
    'staging',
    /There is no such environment\. There are: practice, production\.template\./,
  ],
])('%s makes no package and says why', (_, name, expected) => {
  const { status, said } = run('--env', name);
  expect(status).toBe(1);
  expect(said).toMatch(expected);
});

test.each<[string, string, RegExp]>([
  [
    'every mistake in it',
    '{"kind":"production","host":"localhost","developer":{}}',
    /- schema: [^]*- id: must be a GUID[^]*localhost is not a public/,
  ],
  ['that it is not JSON', '{kind', /broken\.json is not JSON/],
])('a broken environment is refused, naming %s', (_, content, expected) => {
  const file = path.join(folder, 'broken.json');
  writeFileSync(file, content);
  const { status, said } = run('--env', file);
  expect(status).toBe(1);
  expect(said).toMatch(expected);
});
