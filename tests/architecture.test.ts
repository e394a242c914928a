import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '..');
const SOURCE = ['src', 'bot', 'tabs'];

interface Import {
  readonly from: string;
  readonly spec: string;
  readonly isType: boolean;
}

function filesIn(dir: string): string[] {
  if (!existsSync(path.join(ROOT, dir))) return [];
  return readdirSync(path.join(ROOT, dir), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => path.posix.join(dir, file.split(path.sep).join('/')));
}

/** Every import and re-export of a file, by the text: `import type` leaves no trace at run time. */
function importsOf(file: string): Import[] {
  const found: Import[] = [];
  let open = '';
  for (const line of readFileSync(path.join(ROOT, file), 'utf8').split('\n')) {
    const lazy = /\bimport\('([^']+)'\)/.exec(line);
    if (lazy?.[1]) found.push({ from: file, spec: lazy[1], isType: /typeof import\(/.test(line) });
    open = open === '' ? (/^(import|export) /.test(line) ? line : '') : open + line;
    if (open === '') continue;
    const [, spec] = /(?:from|^import) '([^']+)'/.exec(open) ?? [];
    if (spec) found.push({ from: file, spec, isType: /^(import|export) type /.test(open) });
    // A statement that is neither an import nor a re-export ends where its first line does.
    if (
      spec ||
      !/^(import|export) (type )?[{*\w]/.test(open) ||
      /^export (?!type \{|[{*])/.test(open) ||
      line.endsWith(';')
    )
      open = '';
  }
  return found;
}

const files = SOURCE.flatMap(filesIn);
const imports = files.flatMap(importsOf);
const isInside = (spec: string): boolean => spec.startsWith('.');
const target = (i: Import): string => path.posix.join(path.posix.dirname(i.from), i.spec);
const room = (file: string): string => {
  const [first = '', second = ''] = file.split('/');
  return first === 'src' ? `src/${second.replace(/\.tsx?$/, '')}` : first;
};
const packageOf = (spec: string): string =>
  spec
    .split('/')
    .slice(0, spec.startsWith('@') ? 2 : 1)
    .join('/');

/** Which rooms a room may import from, and what to do instead. */
const LAW: Readonly<Record<string, { readonly may: readonly string[]; readonly instead: string }>> = {
  'src/core': { may: ['src/core'], instead: 'Core decides only: take what you need through a port in core/ports.ts.' },
  'src/api': { may: ['src/api', 'src/core'], instead: 'The contract names types of core and nothing else.' },
  'src/texts': { may: ['src/texts'], instead: 'Texts are sentences; whoever shows them imports them.' },
  'src/adapters': {
    may: ['src/adapters', 'src/core', 'src/texts'],
    instead: 'An adapter serves core; server wires it.',
  },
  'src/server': {
    may: ['src/server', 'src/core', 'src/api', 'src/texts', 'src/adapters', 'bot'],
    instead: 'Pages talk to the server over the contract.',
  },
  'src/practice': {
    may: ['src/practice', 'src/core', 'src/api', 'src/texts', 'src/adapters', 'src/server', 'bot'],
    instead: 'The practice tenant plays the outside world; it imports no pages.',
  },
  bot: {
    may: ['bot', 'src/core', 'src/texts'],
    instead: 'The bot turns activities into use cases; it knows no store and no page.',
  },
  tabs: {
    may: ['tabs', 'src/api', 'src/texts'],
    instead: 'A page gets everything from the contract (types) and the API (data).',
  },
};

/** Each outside library has one home. */
const FENCES: readonly { readonly vendor: RegExp; readonly home: RegExp; readonly instead: string }[] = [
  { vendor: /^@microsoft\/teams-js$/, home: /^tabs\/host\.ts$/, instead: 'Use the HostBridge of tabs/host.ts.' },
  { vendor: /^@azure\/msal-browser/, home: /^tabs\/(auth|redirect)\.ts$/, instead: 'Ask tabs/auth.ts for a token.' },
  {
    // Web Chat is a browser's client of the practice shell: no SDK of the bot.
    vendor: /^(botbuilder|botframework-(?!webchat$)|@microsoft\/agents-)/,
    home: /^bot\//,
    instead: 'Talk to people through bot/.',
  },
  {
    vendor: /^@microsoft\/microsoft-graph-client/,
    home: /^src\/adapters\/graph\//,
    instead: 'Call a method of adapters/graph.',
  },
  {
    vendor: /^@electric-sql\/pglite/,
    home: /^src\/adapters\/store\/embedded\.ts$/,
    instead: 'Open the store with openStore.',
  },
  {
    vendor: /^(pg|kysely)$/,
    home: /^src\/adapters\/(store|jobs)\//,
    instead: 'Add a query to the noun it is about in adapters/store.',
  },
  { vendor: /^pg-boss$/, home: /^src\/adapters\/jobs\//, instead: 'Use work.enqueue or the Jobs of adapters/jobs.' },
  { vendor: /^jose$/, home: /^src\/(adapters\/entra|practice)\//, instead: 'Verify tokens in adapters/entra.' },
  {
    vendor:
      /^(mammoth|yauzl|jszip|@zip\.js|exceljs|pdfkit|csv-parse|csv-stringify|marked|node-html-parser|dejavu-fonts-ttf)/,
    home: /^src\/adapters\/documents\//,
    instead: 'Read and write files in adapters/documents.',
  },
  {
    vendor: /^(postal-mime|mailauth|sanitize-html)$/,
    home: /^src\/adapters\/email\//,
    instead: 'Ask the MailReader of adapters/email: it reads hostile bytes in a process of its own.',
  },
  { vendor: /^@azure\/storage-blob$/, home: /^src\/adapters\/blobs\//, instead: 'Keep files in Blobs.' },
  { vendor: /^(fastify|@fastify\/)/, home: /^src\/(server|practice)\//, instead: 'HTTP stays in server.' },
  { vendor: /^(react|react-dom|wouter|@fluentui|@tanstack)/, home: /^tabs\//, instead: 'Pages are drawn in tabs.' },
  { vendor: /^pino$/, home: /^src\/server\//, instead: 'Core logs nothing; the server does.' },
];

/** Effect-free libraries that core may use: see docs/decisions/0003. */
const PURE = ['zod', 'luxon', 'diff', 'minisearch', '@dagrejs/dagre', 'node:crypto'];

/** Chapters of core, lowest first: a chapter imports only from itself and those before it. */
const CHAPTERS = ['ledger', 'people', 'access', 'policies', 'attestation', 'accounts', 'incidents', 'evidence', 'chat'];

const say = (broken: readonly string[]): string => broken.join('\n');

test('each room imports only from the rooms that the law allows', () => {
  const broken = imports
    .filter((i) => isInside(i.spec))
    .flatMap((i) => {
      const law = LAW[room(i.from)];
      if (!law) return [`${i.from} is in no room of the house: move it into one of ${Object.keys(LAW).join(', ')}.`];
      return law.may.includes(room(target(i))) ? [] : [`${i.from} imports ${i.spec}. ${law.instead}`];
    });
  expect(say(broken.filter((line) => !line.startsWith('src/server/main.ts imports ../practice/index')))).toBe('');
});

test('production code reaches the practice tenant by one line of main, and no other', () => {
  const reaching = imports.filter(
    (i) => isInside(i.spec) && room(i.from) !== 'src/practice' && room(target(i)) === 'src/practice',
  );
  expect(reaching.map((i) => `${i.from} ${i.spec}`)).toEqual(['src/server/main.ts ../practice/index']);
});

test('what the bot trusts in practice is named by the practice tenant alone', () => {
  const reaching = imports.filter((i) => i.spec.endsWith('/practice-auth') && i.from !== 'bot/practice-auth.ts');
  expect(reaching.map((i) => i.from)).toEqual(['src/practice/index.ts']);
});

test('the contract takes types of core, never code', () => {
  const broken = imports.filter(
    (i) => room(i.from) === 'src/api' && isInside(i.spec) && room(target(i)) === 'src/core' && !i.isType,
  );
  expect(say(broken.map((i) => `${i.from} imports ${i.spec} as code. Write "import type".`))).toBe('');
});

test('core uses only libraries that do nothing but compute', () => {
  const broken = imports.filter(
    (i) => room(i.from) === 'src/core' && !isInside(i.spec) && !PURE.includes(packageOf(i.spec)),
  );
  expect(
    say(broken.map((i) => `${i.from} imports ${i.spec}. Put the effect behind a port and the library in an adapter.`)),
  ).toBe('');
});

test('each outside library has one home', () => {
  const broken = imports
    .filter((i) => !isInside(i.spec))
    .flatMap((i) =>
      FENCES.filter((f) => f.vendor.test(i.spec) && !f.home.test(i.from)).map(
        (f) => `${i.from} imports ${i.spec}. ${f.instead}`,
      ),
    );
  expect(say(broken)).toBe('');
});

test('chapters of core form no cycle: each looks only downwards', () => {
  const chapterOf = (file: string): number => CHAPTERS.indexOf(file.split('/')[2] ?? '');
  const broken = imports
    .filter((i) => isInside(i.spec) && room(i.from) === 'src/core' && !i.isType)
    .filter((i) => chapterOf(i.from) >= 0 && chapterOf(target(i)) > chapterOf(i.from) && !/use-cases/.test(i.from));
  expect(
    say(broken.map((i) => `${i.from} imports ${i.spec}. A lower chapter may not know a higher one: pass the fact in.`)),
  ).toBe('');
});

test('only the configuration reads the environment', () => {
  const broken = files.filter(
    (f) =>
      /\bprocess\.env\b/.test(readFileSync(path.join(ROOT, f), 'utf8')) &&
      !['src/server/config.ts', 'src/server/main.ts'].includes(f),
  );
  expect(say(broken.map((f) => `${f} reads process.env. Add a setting to server/config.ts and hand it over.`))).toBe(
    '',
  );
});

/** The only watch over `new Date()` and `throw new Error(`: lint has no rule for them. */
const BANNED_IN_CORE =
  /\bDate\.now\(|new Date\((\/\*.*\*\/)?\)|Math\.random\(|\bfetch\(|\bconsole\.|\bprocess\.|throw (\/\*.*\*\/ )?new Error\(|DateTime\.(now|local|utc)\(/;

test('core knows no clock, chance, network or console', () => {
  const broken = files
    .filter((f) => f.startsWith('src/core/'))
    .flatMap((f) =>
      readFileSync(path.join(ROOT, f), 'utf8')
        .split('\n')
        .flatMap((line, n) =>
          BANNED_IN_CORE.test(line) && !/^\s*(\*|\/\/|\/\*)/.test(line) ? [`${f}:${n + 1} ${line.trim()}`] : [],
        ),
    );
  expect(say(broken)).toBe('');
});

test('a planted breach is found', () => {
  const planted: Import = { from: 'src/core/people/person.ts', spec: '../../adapters/store/engine', isType: false };
  expect(LAW[room(planted.from)]?.may.includes(room(target(planted)))).toBe(false);
  expect(imports.length).toBeGreaterThan(300);
  for (const line of ['const at = new Date();', "  throw new Error('no');"]) expect(line).toMatch(BANNED_IN_CORE);
  for (const line of ['new Date(work.now)', "throw new AppError('gone')"]) expect(line).not.toMatch(BANNED_IN_CORE);
});
