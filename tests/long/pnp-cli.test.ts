import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Graph, startGraph } from '../support/practice-graph';
import { checkTraffic, hasChecker } from '../support/practice-graph-check';

// A client that nobody here wrote, with its own idea of Graph: what satisfies it was not shaped to ours. It is not a
// dependency of the product; the first run fetches it (npm, without scripts) into a folder of its own.
const PACKAGE = '@pnp/cli-microsoft365@11.11.0';
const HOME = path.join(os.tmpdir(), 'lantern-pnp-cli-11.11.0');
const BINARY = path.join(HOME, 'node_modules/@pnp/cli-microsoft365/dist/index.js');
const REDIRECT = path.join(__dirname, '../support/pnp-redirect.cjs');
const MINUTES = 15 * 60_000;

function install(): void {
  if (existsSync(BINARY)) return;
  const fresh = mkdtempSync(`${HOME}-`);
  const flags = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', fresh, PACKAGE];
  const { status, stderr } = spawnSync('npm', flags, { cwd: fresh, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${PACKAGE} could not be installed:\n${stderr}`);
  rmSync(HOME, { recursive: true, force: true });
  renameSync(fresh, HOME);
}

const home = mkdtempSync(path.join(os.tmpdir(), 'practice-pnp-'));
const log = path.join(home, 'traffic.ndjson');
let graph: Graph;
beforeAll(async () => {
  install();
  graph = await startGraph({ log });
  await m365('cli config set --key disableTelemetry --value true');
  await m365('login --authType identity');
}, MINUTES);
afterAll(async () => {
  await graph.close();
  rmSync(home, { recursive: true, force: true });
});

const run = promisify(execFile);

/** One command, its words apart by spaces (`_` stands for a space within one), with its answer read as JSON. */
async function m365(command: string): Promise<unknown> {
  const store = path.join(home, 'signed-in');
  mkdirSync(store, { recursive: true });
  const { stdout } = await run(
    process.execPath,
    [BINARY, ...command.split(' ').map((w) => w.replaceAll('_', ' ')), '--output', 'json'],
    {
      env: {
        PATH: process.env.PATH,
        HOME: store,
        NODE_OPTIONS: `--require ${REDIRECT}`,
        NODE_NO_WARNINGS: '1',
        PRACTICE_GRAPH_PORT: String(graph.port),
        IDENTITY_ENDPOINT: `http://127.0.0.1:${graph.port}/_practice/token`,
        IDENTITY_HEADER: graph.secret,
        CLIMICROSOFT365_ENTRAAPPID: '22222222-2222-2222-2222-222222222222',
        CLIMICROSOFT365_TENANT: graph.tenantId,
      },
    },
  );
  graph.controls.advance(1_000);
  return stdout.trim() === '' ? null : (JSON.parse(stdout) as unknown);
}

type Row = Readonly<Record<string, unknown>>;
const STAFF = '4b590615-0888-425a-a965-b3bf7789848d';

test(
  'a foreign client starts, licenses, disables, deletes and restores a person',
  async () => {
    const { head } = graph.ids.people;
    const names =
      '--displayName Test_Starter --userName t.starter@practice.example --firstName Test --lastName Starter';
    const made = (await m365(`entra user add ${names} --usageLocation GB --managerUserId ${head}`)) as Row;
    const id = String(made.id);
    expect(graph.controls.person(id)).toMatchObject({
      displayName: 'Test Starter',
      managerId: head,
      other: { surname: 'Starter' },
    });
    expect(((await m365('entra user list --properties id,displayName')) as Row[]).length).toBe(
      graph.controls.state().people.length,
    );
    expect(await m365(`entra user get --id ${id}`)).toMatchObject({ userPrincipalName: 't.starter@practice.example' });
    await m365(`entra user set --id ${id} --accountEnabled false`);
    await m365(`entra user set --id ${id} --resetPassword --newPassword Qy7!another-one`);
    await m365(`entra user session revoke --userId ${id} --force`);
    expect(graph.controls.person(id)).toMatchObject({ accountEnabled: false });
    await m365(`entra user license add --userId ${id} --ids ${STAFF}`);
    expect(graph.controls.person(id)?.licences).toMatchObject([{ skuId: STAFF, assignedByGroup: null }]);
    await m365(`entra user license remove --userId ${id} --ids ${STAFF} --force`);
    expect(graph.controls.person(id)?.licences).toEqual([]);
    expect(((await m365('entra license list')) as Row[]).map((s) => s.skuId)).toContain(STAFF);
    const { pending } = graph.ids.groups;
    await m365(`entra group member add --groupId ${pending} --userIds ${id} --role Member`);
    expect(graph.controls.person(id)?.groups).toEqual([pending]);
    expect(await m365(`entra user groupmembership list --userId ${id}`)).toMatchObject([{ groupId: pending }]);
    await m365(`entra group member remove --groupId ${pending} --userIds ${id} --role Member --force`);
    expect(graph.controls.person(id)?.groups).toEqual([]);
    await m365('entra user guest add --emailAddress ann@mail.example --inviteRedirectUrl https://practice.example/');
    expect(graph.controls.state().people.some((p) => p.mail === 'ann@mail.example')).toBe(true);
    await m365(`entra user remove --id ${id} --force`);
    expect(graph.controls.person(id)).toBeUndefined();
    expect(((await m365('entra user recyclebinitem list')) as Row[]).map((p) => p.id)).toContain(id);
    await m365(`entra user recyclebinitem restore --id ${id}`);
    expect(graph.controls.person(id)).toMatchObject({ accountEnabled: false, displayName: 'Test Starter' });
    expect(() => graph.controls.expectNoAccidents()).not.toThrow();
    if (!hasChecker) return;
    // Its own manners are not ours: names in another case, numbers for batch ids, passwords on the line.
    expect(checkTraffic(log, ['case', 'batch-id', 'house', 'secret']).said).toMatch(/ 0 violations/);
  },
  MINUTES,
);
