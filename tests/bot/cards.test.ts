import {
  agreementsCard,
  alone,
  answered,
  answersCard,
  endCard,
  failedCard,
  fileCard,
  helpCard,
  homeCard,
  newsCard,
  urgentCard,
  newsList,
  statusCard,
  unclearCard,
} from '../../bot/cards/answers';
import { NATIONAL } from '../../bot/cards/phones';
import { SANCTIONS } from '../../src/core/incidents/sanctions';
import { reportWords } from '../../src/texts/en-gb/report-words';
import { press, text, title } from '../../bot/cards/parts';
import { stepCard } from '../../bot/cards/step';
import type { CardJson } from '../../bot/events';
import type { Progress } from '../../src/core/incidents/chart';
import { REPORT } from '../../src/core/incidents/charts/report';
import type { Report } from '../../src/core/incidents/report';
import { viewOf } from '../../src/core/incidents/report-show';
import type { ReportView } from '../../src/core/incidents/report-views';
import { wrongWith } from '../support/card-check';
import { partsOf } from '../support/chat';

const ID = '11111111-1111-4111-8111-11111111111';
const EVIL =
  'MARK [press](http://evil.example) **bold** # big <img src=x> {{DATE(2026-01-01T00:00:00Z,SHORT)}} | `code`';
const phones = { ...NATIONAL, lead: '01632 960000' };

/** A report that stands at a node, as the use cases would show it. */
function viewAt(node: string, change: Partial<ReportView> = {}): ReportView {
  const progress: Progress = {
    chart: { id: 'report', version: REPORT.version },
    node,
    flags: ['subject_pupil', 'subject_adult'],
    answers: [{ node: 'R7', choices: ['text'], text: 'He used his phone in the lesson without permission.' }],
    kept: [],
    inputs: { flags: [] },
  };
  // Ids are brands of text; the rest is as the store gives it.
  const report = {
    id: `${ID}1`,
    rev: 3,
    reporterId: `${ID}2`,
    schoolId: `${ID}3`,
    caseId: `${ID}4`,
    number: 'ABCD-2345',
    state: 'open',
    begunAt: 0,
    sentAt: null,
    wakeAt: null,
    content: { source: 'chat', progress, kept: [], files: [], warning: null, touchedAt: 0, routing: null },
  } as unknown as Report;
  const view = viewOf(report, {
    chart: REPORT,
    phones,
    names: new Map(),
    to: 'the safeguarding lead',
    words: reportWords,
    tables: SANCTIONS,
  });
  return { ...view, ...change };
}

const steps = Object.keys(REPORT.nodes).filter((node) =>
  ['question', 'instruction'].includes(REPORT.nodes[node]?.kind ?? ''),
);
const ends = Object.keys(REPORT.nodes).filter((node) => REPORT.nodes[node]?.kind === 'terminal');

test('the chart has the nodes that this file walks', () => {
  expect(steps.length).toBeGreaterThan(12);
  expect(ends.length).toBeGreaterThan(3);
});

describe.each(steps)('the card of %s', (node) => {
  const people = [{ id: `${ID}5` as never, name: EVIL, job: 'teaching' }];
  const variants: Record<string, () => CardJson> = {
    'as it is': () => stepCard(viewAt(node)),
    'with everything on it': () =>
      stepCard(
        viewAt(node, {
          keptWords: EVIL,
          warning: 'danger',
          canGoBack: true,
          stale: true,
          summary: [{ node: 'R7', question: EVIL, answer: EVIL, canChange: true }],
        }),
        {
          notes: [EVIL],
          hadFile: true,
          draft: { q: EVIL, choices: 'pupil', found: people, picked: people, fields: { when: EVIL } },
        },
      ),
    'with nobody found': () => stepCard(viewAt(node), { draft: { q: EVIL, found: [] } }),
    'with 20,000 letters everywhere': () =>
      stepCard(
        viewAt(node, {
          keptWords: 'ä'.repeat(20_000),
          summary: Array.from({ length: 9 }, (_, i) => ({
            node: `R${i}`,
            question: 'q'.repeat(2_000),
            answer: '€'.repeat(20_000),
            canChange: true,
          })),
        }),
      ),
  };
  test.each(Object.keys(variants))('%s passes schema, renderer and lint', (name) => {
    expect(wrongWith(variants[name]?.())).toEqual([]);
  });

  test('has the way on, numbered in its plain words, and a way to stop', () => {
    const card = stepCard(viewAt(node));
    const presses = [...partsOf(card)].filter((p) => p['type'] === 'Action.Execute').map((p) => p['verb']);
    expect(presses).toEqual(expect.arrayContaining(['answer', 'stop']));
    const { step } = viewAt(node);
    step.options.forEach(({ label }, place) => expect(card.fallbackText).toContain(`${place + 1}. ${label}`));
    expect(card.fallbackText).toContain(step.prompt);
  });
});

describe.each(ends)('the end %s', (node) => {
  test.each([
    ['with a receipt', { receipt: { number: 'ABCD-2345', to: 'the headteacher', sentAt: 5 }, state: 'sent' }],
    ['without', { state: 'dropped' }],
    ['stopped', { receipt: { number: 'ABCD-2345', to: 'the headteacher', sentAt: 5 }, state: 'unfinished' }],
  ] as const)('%s passes, and holds nothing of what was said', (_, change) => {
    const card = endCard(
      viewAt(node, {
        ...change,
        keptWords: EVIL,
        summary: [{ node: 'R7', question: 'Q', answer: EVIL, canChange: false }],
      }),
    );
    expect(wrongWith(card)).toEqual([]);
    expect(JSON.stringify(card)).not.toContain('MARK');
  });
});

const answer = {
  policyId: ID,
  versionId: ID,
  title: EVIL,
  version: EVIL,
  anchor: 'a',
  heading: EVIL,
  quote: EVIL.repeat(100),
  rating: null,
};
const task = { kind: 'sign', title: EVIL, link: '/tabs/sign/1', dueOn: '2026-10-01', isOverdue: false, count: 1 };
const signed = {
  attestationId: ID,
  title: EVIL,
  versionLabel: EVIL,
  schoolYear: '2026/27',
  signedAt: 0,
  acceptedAt: null,
};
const receipt = {
  reportId: ID,
  state: 'unfinished',
  receipt: { number: 'ABCD-2345', to: EVIL, sentAt: 0 },
  said: [],
  keptWords: null,
  added: [],
};
const open = (path: string) => `https://teams.example${path}`;
// As the use cases give them; ids and days are brands of text.
const OTHERS: Record<string, () => CardJson> = {
  home: () => homeCard({ hasOpen: false }),
  'home with a report open': () => homeCard({ hasOpen: true, notes: [EVIL] }),
  help: () => helpCard(phones),
  'help without numbers': () => helpCard(NATIONAL),
  file: () => fileCard(NATIONAL),
  failed: () => failedCard(phones),
  alone: () => alone(EVIL),
  answered: () => answered,
  news: () => newsCard(),
  urgent: () => urgentCard('Zoë Example', NATIONAL),
  unclear: () => unclearCard(EVIL),
  'unclear and long': () => unclearCard(EVIL.repeat(500)),
  'no answers': () => answersCard({ answers: [], coordinator: null }),
  answers: () =>
    answersCard({
      answers: [answer, { ...answer, rating: { side: 'staff', rating: null, label: EVIL } }] as never,
      coordinator: { name: EVIL, email: EVIL },
    }),
  'a coordinator without an address': () => answersCard({ answers: [], coordinator: { name: EVIL, email: null } }),
  agreements: () =>
    agreementsCard({ tasks: [task, { ...task, isOverdue: true, dueOn: null }], signed: [signed] } as never, open),
  'a task without a date': () => agreementsCard({ tasks: [{ ...task, dueOn: null }], signed: [] } as never, open),
  'no agreements': () => agreementsCard({ tasks: [], signed: [] }, open),
  'news list': () => newsList({ tasks: [task], signed: [] } as never, open),
  status: () => statusCard([receipt, { ...receipt, state: 'sent' }] as never, true),
  'no status': () => statusCard([], false),
};
test.each(Object.keys(OTHERS))('the card “%s” passes schema, renderer and lint', (name) => {
  expect(wrongWith(OTHERS[name]?.())).toEqual([]);
});

test('nothing that somebody wrote stands where it could become a link, a heading or a date', () => {
  for (const make of Object.values(OTHERS))
    for (const part of partsOf(make())) {
      if (part['type'] === 'TextBlock') expect(part['text']).not.toContain('MARK');
      if (part['type'] === 'TextRun') expect(part['text']).not.toMatch(/\{\{/);
      if (typeof part['title'] === 'string') expect(part['title']).not.toMatch(/[[\]*`<>#|]/);
    }
});

test('a name keeps what names are made of', () => {
  expect(title("Siân O'Brien-Łuczak (KS2)")).toBe("Siân O'Brien-Łuczak (KS2)");
});

describe('planted faults are caught', () => {
  type Fault = (card: Record<string, unknown>, body: Record<string, unknown>[]) => void;
  test.each<[string, Fault, RegExp]>([
    ['an unknown element', (_, body) => body.push({ type: 'Carousel' }), /schema|renderer/],
    ['a misspelt property', (_, body) => Object.assign(body[0] ?? {}, { spacng: 'small' }), /schema: .*spacng/],
    ['a word that is not on the list', (_, body) => Object.assign(body[0] ?? {}, { spacing: 'huge' }), /schema/],
    ['another version', (card) => (card['version'] = '1.6'), /schema: \/version/],
    ['no plain words', (card) => Reflect.deleteProperty(card, 'fallbackText'), /schema: .*fallbackText/],
    ['an input without an id', (_, body) => body.push({ type: 'Input.Text', label: 'x' }), /schema|renderer/],
    ['an input without a label', (_, body) => body.push({ type: 'Input.Text', id: 'x' }), /schema/],
    [
      'the same id twice',
      (_, body) => body.push({ type: 'Input.Text', id: 'q', label: 'x' }, { type: 'Input.Text', id: 'q', label: 'x' }),
      /twice|duplicate/i,
    ],
    [
      'a required field without a message',
      (_, body) => body.push({ type: 'Input.Text', id: 'x', label: 'x', isRequired: true }),
      /without a message|errorMessage/,
    ],
    [
      'a picture',
      (_, body) => body.push({ type: 'Image', url: 'https://x.example/y.png', altText: 'y' }),
      /schema|a picture/,
    ],
    [
      'a text block with words of people',
      (_, body) => body.push({ type: 'TextBlock', text: 'x' }),
      /may become markup/,
    ],
    [
      'a link to nowhere',
      (_, body) => body.push({ type: 'ActionSet', actions: [{ type: 'Action.OpenUrl', title: 'x' }] }),
      /schema|renderer/,
    ],
    [
      'a link that runs a script',
      (_, body) =>
        body.push({ type: 'ActionSet', actions: [{ type: 'Action.OpenUrl', title: 'x', url: 'javascript:alert(1)' }] }),
      /schema/,
    ],
    [
      'a button without its fallback',
      (_, body) => body.push({ type: 'ActionSet', actions: [{ type: 'Action.Execute', title: 'x', verb: 'y' }] }),
      /schema/,
    ],
    [
      'more buttons than Teams draws',
      (_, body) =>
        body.push({ type: 'ActionSet', actions: Array.from({ length: 7 }, () => press({ title: 'x', verb: 'y' })) }),
      /schema/,
    ],
    ['a card that is too large', (_, body) => body.push(text('x'.repeat(13_000))), /too large/],
  ])('%s', (_, plant, expected) => {
    const card = JSON.parse(JSON.stringify(homeCard({ hasOpen: false }))) as { body: Record<string, unknown>[] }; // our own card
    Reflect.set(
      card,
      'body',
      card.body.filter((part) => part['id'] !== 'q'),
    );
    plant(card, card.body);
    expect(wrongWith(card).join('\n')).toMatch(expected);
  });
});
