import { Graph, layout } from '@dagrejs/dagre';
import type { Chart, Condition, Node, NodeId } from './chart';

interface DrawnNode {
  readonly id: NodeId;
  /** Centre. */
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly kind: Node['kind'];
  /** What it says; empty for a router, whose ways speak for it. */
  readonly label: string;
}

interface DrawnEdge {
  readonly from: NodeId;
  readonly to: NodeId;
  /** The answers that lead this way; empty where a condition does. */
  readonly label: string;
  readonly when: Condition | 'otherwise' | null;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface Drawing {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
  readonly width: number;
  readonly height: number;
}

const BOX = { width: 220, height: 84 };
const ROUTER = { width: 44, height: 44 };

interface Way {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly labels: string[];
  readonly when: Condition | 'otherwise' | null;
}

/** The ways from a node, those of several answers to the same place as one. */
function waysFrom(id: NodeId, node: Node): Way[] {
  if (node.kind === 'terminal') return [];
  if (node.kind === 'router') return node.routes.map(({ when, next }) => ({ from: id, to: next, labels: [], when }));
  const ways = new Map<NodeId, Way>();
  for (const { next, label } of node.options) {
    const way = ways.get(next) ?? { from: id, to: next, labels: [], when: null };
    way.labels.push(label);
    ways.set(next, way);
  }
  return [...ways.values()];
}

const labelOf = (node: Node, labels: readonly string[]): string =>
  node.kind === 'question' && node.multi ? '' : labels.join(', ');

/** Lays a chart out from top to bottom. The same chart always gives the same picture. */
export function draw(chart: Chart): Drawing {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 36, ranksep: 52, edgesep: 16, marginx: 16, marginy: 16 });
  for (const [id, node] of Object.entries(chart.nodes))
    graph.setNode(id, { ...(node.kind === 'router' ? ROUTER : BOX) });
  const ways = Object.entries(chart.nodes).flatMap(([id, node]) => waysFrom(id, node));
  ways.forEach((way, i) => graph.setEdge(way.from, way.to, {}, String(i)));
  layout(graph);
  // Set by the layout.
  const { width, height } = graph.graph() as { width: number; height: number };
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    nodes: Object.entries(chart.nodes).map(([id, node]) => {
      const { x, y, width: w, height: h } = graph.node(id) as { x: number; y: number; width: number; height: number };
      return { id, x, y, w, h, kind: node.kind, label: node.kind === 'router' ? '' : node.prompt };
    }),
    edges: ways.map((way, i) => {
      const { points } = graph.edge(way.from, way.to, String(i)) as { points: { x: number; y: number }[] };
      const { from, to, when, labels } = way;
      return { from, to, when, label: labelOf(chart.nodes[from]!, labels), points: points.map(rounded) };
    }),
  };
}

const rounded = ({ x, y }: { x: number; y: number }) => ({ x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 });
