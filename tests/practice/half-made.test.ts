import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startStory } from '../../src/practice/half-made';

let dir: string;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lantern-story-'));
});
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

const store = () => path.join(dir, 'store');
const write = () => {
  fs.mkdirSync(store());
  fs.writeFileSync(path.join(store(), 'page'), 'half');
};

test('a story told to its end is kept by the next start', () => {
  const { done } = startStory(dir);
  write();
  done();
  startStory(dir);
  expect(fs.existsSync(store())).toBe(true);
});

test('a story cut short is taken away, so that the next start tells it whole', () => {
  startStory(dir);
  write();
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  fs.writeFileSync(path.join(dir, 'being-made'), String(gone));
  startStory(dir).done();
  expect(fs.existsSync(store())).toBe(false);
});

test('a story that another process is still telling stays', () => {
  startStory(dir);
  write();
  startStory(dir);
  expect(fs.existsSync(store())).toBe(true);
});
