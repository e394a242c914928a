import { Button, Radio, RadioGroup, mergeClasses } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import type { Output } from '../../../src/api/contract';
import { charts } from '../../../src/texts/en-gb';
import { useChartStyles } from './Chart.styles';
import { type Lit, litBy } from './lit';

export type Picture = Output<'charts.picture'>;
type Drawing = Picture['drawing'];
type DrawnNode = Drawing['nodes'][number];
type DrawnEdge = Drawing['edges'][number];

const words = charts.picture;
const STEPS = [0.35, 0.5, 0.75, 1, 1.4] as const;
const FIRST = 2;
/** What a box has room for; the list has the rest. */
const ROOM = 88;
const ROOM_ON_A_WAY = 36;
const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, text.lastIndexOf(' ', most))} …`;
/** A narrow window begins with the list, which reads better there. */
const isNarrow = (): boolean => window.matchMedia('(max-width: 640px)').matches;

/** A flowchart as a picture and, for whoever reads rather than looks, as a list; the way taken is lit in both. */
export function ChartPicture({ picture, path = [] }: { picture: Picture; path?: readonly string[] }) {
  const styles = useChartStyles();
  const [shown, show] = useState<'drawn' | 'listed'>(isNarrow() ? 'listed' : 'drawn');
  const lit = useMemo(() => litBy(picture.drawing, path), [picture, path]);
  return (
    <div className={styles.stack}>
      <RadioGroup
        layout="horizontal"
        aria-label={words.show}
        value={shown}
        onChange={(_, { value }) => show(value === 'listed' ? 'listed' : 'drawn')}
      >
        <Radio value="drawn" label={words.drawn} />
        <Radio value="listed" label={words.listed} />
      </RadioGroup>
      {shown === 'drawn' ? <Drawn picture={picture} lit={lit} /> : <Listed drawing={picture.drawing} lit={lit} />}
    </div>
  );
}

function Drawn({ picture, lit }: { picture: Picture; lit: Lit }) {
  const styles = useChartStyles();
  const [size, setSize] = useState<number>(FIRST);
  const { width, height, nodes, edges } = picture.drawing;
  const scale = STEPS[size] ?? 1;
  return (
    <>
      <div className={styles.row}>
        <Button disabled={size === 0} onClick={() => setSize(size - 1)}>
          {words.smaller}
        </Button>
        <Button disabled={size === STEPS.length - 1} onClick={() => setSize(size + 1)}>
          {words.bigger}
        </Button>
      </div>
      {/* Scrolled by keyboard as well: it has to take the focus. */}
      <div className={styles.frame} tabIndex={0} role="group" aria-label={words.region}>
        <svg
          className={styles.svg}
          role="img"
          aria-label={words.label(charts.ids[picture.id])}
          width={width * scale}
          height={height * scale}
          viewBox={`0 0 ${width} ${height}`}
        >
          <Tips />
          {edges.map((edge, i) => (
            <Way key={i} edge={edge} isLit={lit.edges.has(`${edge.from} ${edge.to}`)} />
          ))}
          {nodes.map((node) => (
            <Box key={node.id} node={node} isLit={lit.nodes.has(node.id)} />
          ))}
        </svg>
      </div>
    </>
  );
}

function Tips() {
  const styles = useChartStyles();
  return (
    <defs>
      {(['tip', 'litTip'] as const).map((name) => (
        <marker
          key={name}
          id={name}
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="9"
          markerHeight="9"
          orient="auto"
          markerUnits="userSpaceOnUse"
        >
          <path className={styles[name]} d="M0,0 L8,4 L0,8 z" />
        </marker>
      ))}
    </defs>
  );
}

function Way({ edge, isLit }: { edge: DrawnEdge; isLit: boolean }) {
  const styles = useChartStyles();
  const d = edge.points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x},${y}`).join(' ');
  const middle = edge.points[Math.floor(edge.points.length / 2)];
  const label = edge.when === null ? edge.label : charts.condition(edge.when);
  return (
    <g>
      <path
        className={mergeClasses(styles.edge, isLit && styles.litEdge)}
        d={d}
        markerEnd={`url(#${isLit ? 'litTip' : 'tip'})`}
      />
      {middle && (
        <text className={styles.edgeLabel} textAnchor="middle" paintOrder="stroke" x={middle.x} y={middle.y + 4}>
          {cut(label, ROOM_ON_A_WAY)}
        </text>
      )}
    </g>
  );
}

function Box({ node, isLit }: { node: DrawnNode; isLit: boolean }) {
  const styles = useChartStyles();
  const { id, x, y, w, h, kind, label } = node;
  const [left, top] = [x - w / 2, y - h / 2];
  const className = mergeClasses(
    styles.box,
    kind === 'question' && styles.question,
    kind === 'terminal' && styles.terminal,
    isLit && styles.litBox,
  );
  if (kind === 'router')
    return <path className={className} d={`M${x},${top} L${left + w},${y} L${x},${top + h} L${left},${y} z`} />;
  return (
    <g>
      <rect className={className} x={left} y={top} width={w} height={h} rx={kind === 'terminal' ? h / 2 : 8} />
      <foreignObject
        x={left + (kind === 'terminal' ? 24 : 0)}
        y={top}
        width={w - (kind === 'terminal' ? 48 : 0)}
        height={h}
      >
        <div className={styles.inside}>
          <span className={styles.id}>{id}</span>
          {cut(label, ROOM)}
        </div>
      </foreignObject>
    </g>
  );
}

function Listed({ drawing, lit }: { drawing: Drawing; lit: Lit }) {
  const styles = useChartStyles();
  return (
    <ol className={styles.list}>
      {drawing.nodes.map((node) => {
        const ways = drawing.edges.filter((edge) => edge.from === node.id);
        const isLit = lit.nodes.has(node.id);
        return (
          <li key={node.id} className={mergeClasses(styles.item, isLit && styles.litItem)}>
            <span className={styles.id}>{isLit ? `${node.id} · ${words.lit}` : node.id}</span>
            <span className={styles.text}>{node.kind === 'router' ? words.choice : node.label}</span>
            {node.kind === 'terminal' ? (
              <span className={styles.quiet}>{words.end}</span>
            ) : (
              <ul className={styles.ways}>
                {ways.map((edge, i) => (
                  <li key={i}>{edge.when === null ? words.to(edge.label, edge.to) : words.when(edge.when, edge.to)}</li>
                ))}
              </ul>
            )}
          </li>
        );
      })}
    </ol>
  );
}
