import type { Chart, Node, NodeId } from '../chart';
import { tablesOf } from '../sanctions';

interface Sentence {
  readonly node: NodeId;
  readonly text: string;
  /** It names what people do: it may judge as little as any other, and advises nothing. */
  readonly isName?: true;
}

/** Every sentence a chart says, by node. */
export function sentencesOf(chart: Chart): Sentence[] {
  const said = Object.entries(chart.nodes).flatMap(([node, n]) => textsOf(n).map((text) => ({ node, text })));
  return chart.id === 'triage' ? [...said, ...inTables(chart)] : said;
}

/** The tables speak where a row is chosen. */
const inTables = (chart: Chart): Sentence[] =>
  Object.values(tablesOf(chart)).flatMap(({ columns, rows }) => [
    ...columns.map((c) => ({ node: 'T13', text: c.label })),
    ...rows.map((r) => ({ node: 'T13', text: r.category, isName: true as const })),
  ]);

function textsOf(node: Node): string[] {
  if (node.kind === 'router') return [];
  if (node.kind === 'terminal') return [node.prompt, node.owner, node.action];
  return [
    node.prompt,
    ...node.options.map((o) => o.label),
    ...(node.fields ?? []).flatMap((f) => [f.label, ...(f.options ?? []).map((o) => o.label)]),
    ...Object.values(node.guidance?.texts ?? {}),
  ];
}

/** Words that judge: nothing Lantern says may call a thing lawful or not, or say that somebody did it. */
const VERDICTS: readonly RegExp[] = [
  /\b(is|was|are|were|isn[’']t|wasn[’']t|aren[’']t)\b( \w+){0,2} (illegal|unlawful|against the law|criminal|legal|lawful|a crime|an offence|not a crime|no crime)\b/i,
  /\b(has|have|had) (broken the law|committed|offended)\b/i,
  /\b(is|are|was|were|be) (clearly |obviously )?(guilty|innocent|to blame|at fault|the culprit|an abuser|a bully|an offender|a criminal)\b/i,
  /\b(he|she|they|the (pupil|adult|teacher|child|person)) (did it|did this|is responsible|are responsible|was responsible)\b/i,
  /\b(this|that|it|which) (breaks|broke) the law\b/i,
  /\bno (crime|offence) (has been|was) (committed|made)\b/i,
];
// A question, or what "may" or "might" be, judges nothing.
const OPEN = /\?|\b(could|may|might|whether|if|possibly|possible|looks? like|looked as if)\b/i;

const DELETES =
  /\b(delet(e|es|ed|ing)|eras(e|es|ed|ing)|wip(e|es|ed|ing)|destroy(s|ed|ing)?|shred(s|ded)?|bin (it|them)|get rid of|throw (it|them|away))\b/i;
const NEGATED = /\b(not|never|nobody|nothing|no|don[’']t|cannot)\b/i;

const sentencesIn = (text: string): string[] => [...text.matchAll(/[^.!?]+[.!?]*/g)].map(([s]) => s);

/** What a text says that no text of Lantern may say: a verdict (16) or advice to delete (17). */
export function forbiddenIn(text: string): { property: 16 | 17; what: string }[] {
  return sentencesIn(text).flatMap((sentence) => {
    const plain = sentence.trim();
    const judges = !OPEN.test(plain) && VERDICTS.some((v) => v.test(plain));
    const deletes = DELETES.test(plain) && !NEGATED.test(plain);
    return [
      ...(judges ? [{ property: 16 as const, what: `“${plain}” passes judgement` }] : []),
      ...(deletes ? [{ property: 17 as const, what: `“${plain}” reads as advice to delete` }] : []),
    ];
  });
}

/** Numbers that must stand on the screen of each of these nodes, whatever a school writes around them. */
export const NEEDED: Readonly<Record<NodeId, readonly string[]>> = {
  R0: ['999'],
  I1: ['999', '{lead phone}', '{head phone}', '{chair phone}'],
  I2: ['{lead phone}'],
  I7: ['999', '{lead phone}'],
  I8: ['{lead phone}'],
  D3: ['{social care}', 'police', '{NSPCC}'],
  T1b: ['{social care}', '{outside contact}'],
  T2a: ['999'],
};
