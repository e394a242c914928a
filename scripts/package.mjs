// Makes the app package that a Teams administrator uploads, and beside it the add-in for Outlook on Mac and phones.
//   npm run package                      every environment in manifest/environments that is not a template
//   npm run package -- --env <name>      one of them, or the path of a file like them
//   npm run package -- --check           makes nothing; checks all of them, templates too
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { environmentNames, makeManifest, readEnvironment, readIcons, validateManifest } from './lib/manifest.mjs';
import { makeOutlookManifest, readOutlookIcons, validateOutlookManifest } from './lib/outlook-manifest.mjs';
import { zip } from './lib/zip.mjs';

const root = new URL('..', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));

/** The manifest of an environment, or the reasons why there is none. */
function prepared(name) {
  const environment = readEnvironment(name);
  const manifest = makeManifest(environment, version);
  const outlook = makeOutlookManifest(environment, version);
  const problems = [
    ...validateManifest(manifest, environment, readIcons()),
    ...validateOutlookManifest(outlook, environment, manifest, readOutlookIcons()),
  ];
  return { environment, manifest, outlook, problems };
}

async function write({ environment, manifest, outlook }) {
  const content = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  const file = new URL(`dist/packages/lantern-${environment.file}.zip`, root);
  mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(file, await zip({ 'manifest.json': content, ...readIcons() }));
  const addIn = new URL(`dist/packages/lantern-${environment.file}-outlook.xml`, root);
  writeFileSync(addIn, outlook);
  return [file, addIn].map((made) => fileURLToPath(made)).join('\n');
}

function one(name, isCheck, isAsked) {
  const result = prepared(name);
  const { environment, problems } = result;
  if (problems.length > 0) throw new Error(`${name}:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  if (isCheck) return `${name}: valid`;
  if (environment.kind !== 'template') return write(result);
  if (!isAsked) return undefined;
  throw new Error(`${name} is a template. Copy it to manifest/environments/production.json, fill it in, and use that.`);
}

async function main() {
  const { values } = parseArgs({ options: { env: { type: 'string' }, check: { type: 'boolean', default: false } } });
  const names = values.env === undefined ? environmentNames() : [values.env];
  for (const name of names) {
    const said = await one(name, values.check, values.env !== undefined);
    if (said !== undefined) console.log(said);
  }
}

try {
  await main();
} catch (error) {
  const names = environmentNames().join(', ');
  console.error(error.code === 'ENOENT' ? `There is no such environment. There are: ${names}.` : error.message);
  process.exitCode = 1;
}
