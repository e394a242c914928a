import type { NodeId } from '../chart';
import type { Model, Way } from './model';

/** A place with what is known and what has been passed, as numbers. */
export interface State {
  readonly node: number;
  readonly flags: number;
  /** Bits of the watches: see `watches.ts`. */
  readonly seen: number;
}

export interface Watch {
  readonly bits: number;
  /** What has been passed once this way is taken. */
  leave(from: State, way: Way, flags: number): number;
  /** Called once for every state reached. */
  enter(state: State, say: (property: number, what: string) => void): void;
  /** Called for every answer that can be given. */
  answer(from: State, way: Way, say: (property: number, what: string) => void): void;
  /** What can happen here besides the answers. */
  beside(from: State): readonly State[];
}

/** What breaks a rule, where, and by which way. */
export interface Found {
  readonly property: number;
  readonly what: string;
  readonly path: NodeId[];
}

export interface Walked {
  readonly found: Found[];
  readonly reached: ReadonlySet<number>;
  /** How many states there are. */
  readonly size: number;
}

/**
 * Walks every state that can be reached from the given ones, each once, and finds those that cannot end. Breadth first,
 * so that the path shown is a shortest one. A node keeps one finding for each rule.
 */
export function walk(model: Model, starts: readonly State[], watch: Watch): Walked {
  return new Walk(model, watch).from(starts);
}

class Walk {
  private readonly index = new Map<number, number>();
  private readonly nodes: number[] = [];
  private readonly flags: number[] = [];
  private readonly seen: number[] = [];
  private readonly parents: number[] = [];
  private readonly edges: number[] = [];
  private readonly ends: number[] = [];
  private readonly said = new Map<string, Found>();
  /** The state that the watch is looking at. */
  private current = 0;
  private readonly tell = (property: number, what: string): void => this.say(this.current, property, what);

  constructor(
    private readonly model: Model,
    private readonly watch: Watch,
  ) {}

  from(starts: readonly State[]): Walked {
    for (const start of starts) this.reach(start, -1);
    for (let i = 0; i < this.nodes.length; i++) this.leave(i);
    this.findStuck();
    return {
      found: [...this.said.values()],
      reached: new Set(this.nodes),
      size: this.nodes.length,
    };
  }

  private reach({ node, flags: all, seen }: State, parent: number): number {
    const flags = all & this.model.live[node]!;
    const key = (node * 2 ** this.model.width + flags) * 2 ** this.watch.bits + seen;
    const known = this.index.get(key);
    if (known !== undefined) return known;
    const i = this.nodes.length;
    this.index.set(key, i);
    this.nodes.push(node);
    this.flags.push(flags);
    this.seen.push(seen);
    this.parents.push(parent);
    this.current = i;
    this.watch.enter({ node, flags, seen }, this.tell);
    return i;
  }

  private leave(i: number): void {
    const from = { node: this.nodes[i]!, flags: this.flags[i]!, seen: this.seen[i]! };
    const here = this.model.nodes[from.node]!;
    if (here.node.kind === 'terminal') return void this.ends.push(i);
    const route = here.routes.find((r) => r.when(from.flags));
    if (route) return this.step({ node: route.to, flags: from.flags, seen: from.seen }, i);
    const ways = here.ways.filter((way) => way.when(from.flags));
    if (ways.length === 0) this.say(i, 1, `nothing can be answered at ${here.id}`);
    for (const way of ways) {
      const flags = (from.flags & ~way.clears) | way.sets;
      this.current = i;
      this.watch.answer(from, way, this.tell);
      this.step({ node: way.to, flags, seen: this.watch.leave(from, way, flags) }, i);
    }
    for (const other of this.watch.beside(from)) this.reach(other, i);
  }

  private step(state: State, parent: number): void {
    this.edges.push(parent, this.reach(state, parent));
  }

  /** From the ends backwards over the answers: what is left cannot end. */
  private findStuck(): void {
    const { before, first } = this.backwards();
    const canEnd = new Uint8Array(this.nodes.length);
    const todo = [...this.ends];
    for (const i of todo) canEnd[i] = 1;
    for (let i = todo.pop(); i !== undefined; i = todo.pop())
      for (const earlier of before.subarray(first[i], first[i + 1]))
        if (canEnd[earlier] === 0) {
          canEnd[earlier] = 1;
          todo.push(earlier);
        }
    canEnd.forEach((can, i) => {
      if (can === 0) this.say(i, 1, `no end can be reached from ${this.model.ids[this.nodes[i]!]!}`);
    });
  }

  /** The states before each state, all in one list; `first` says where those of a state begin. */
  private backwards(): { before: Int32Array; first: Int32Array } {
    const { edges } = this;
    const first = new Int32Array(this.nodes.length + 1);
    for (let e = 1; e < edges.length; e += 2) first[edges[e]! + 1]! += 1;
    for (let i = 0; i < this.nodes.length; i++) first[i + 1]! += first[i]!;
    const before = new Int32Array(edges.length / 2);
    const next = first.slice();
    for (let e = 0; e < edges.length; e += 2) before[next[edges[e + 1]!]!++] = edges[e]!;
    return { before, first };
  }

  private say(i: number, property: number, what: string): void {
    const key = `${property} ${this.nodes[i]!} ${what}`;
    if (!this.said.has(key)) this.said.set(key, { property, what, path: this.pathTo(i) });
  }

  private pathTo(i: number): NodeId[] {
    const path: NodeId[] = [];
    for (let at = i; at >= 0; at = this.parents[at]!) {
      const id = this.model.ids[this.nodes[at]!]!;
      if (path[0] !== id) path.unshift(id);
    }
    return path;
  }
}
