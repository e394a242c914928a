// `node scripts/lib/browser.mjs` prints the path of a Chrome, Chromium or Edge, installing one where it may.
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { installOnDebian } from './debian.mjs';
import { isFile, onPath, programFiles } from './find.mjs';

// Chromium without its window, where it is there: the same pages at half the processor's time.
const SHELL = 'chromium-headless-shell';
const COMMANDS = [SHELL, 'google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'];
const MAC = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
const WINDOWS = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];

function findBrowser() {
  return candidates().find(isFile);
}

/** @returns the path of a browser that is there now. */
export function ensureBrowser() {
  const given = process.env.CHROME_PATH;
  if (given && !isFile(given)) throw new Error(`CHROME_PATH points to no file: ${given}`);
  const found = given ?? findBrowser() ?? ((installOnDebian(SHELL) || installOnDebian('chromium')) && findBrowser());
  if (found) return found;
  throw new Error('No browser found: install Google Chrome, Chromium or Microsoft Edge, or set CHROME_PATH to one.');
}

function candidates() {
  if (process.platform === 'win32') return programFiles().flatMap((d) => WINDOWS.map((w) => path.join(d, w)));
  if (process.platform !== 'darwin') return onPath().flatMap((d) => COMMANDS.map((c) => path.join(d, c)));
  const folders = ['/Applications', path.join(os.homedir(), 'Applications')];
  return folders.flatMap((d) => MAC.map((name) => path.join(d, `${name}.app`, 'Contents/MacOS', name)));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    process.stdout.write(ensureBrowser());
  } catch (e) {
    process.stderr.write(`${e.message}\n`);
    process.exitCode = 1;
  }
}
