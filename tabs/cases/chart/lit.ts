import type { Output } from '../../../src/api/contract';

type Drawing = Output<'charts.picture'>['drawing'];

export interface Lit {
  readonly nodes: ReadonlySet<string>;
  /** `from to` */
  readonly edges: ReadonlySet<string>;
}

/** The nodes passed and the ways between them. Routers are passed unseen: they are found between the steps. */
export function litBy({ nodes, edges }: Drawing, path: readonly string[]): Lit {
  const routers = new Set(nodes.filter((n) => n.kind === 'router').map((n) => n.id));
  const known = new Set(nodes.map((n) => n.id));
  const passed = new Set(path.filter((id) => known.has(id)));
  const taken = new Set<string>();
  const between = (from: string, to: string): string[] | null => {
    const ways: string[][] = [[from]];
    for (let way = ways.shift(); way !== undefined; way = ways.shift())
      for (const edge of edges.filter((e) => e.from === way?.at(-1))) {
        if (edge.to === to) return [...way, to];
        if (routers.has(edge.to) && !way.includes(edge.to)) ways.push([...way, edge.to]);
      }
    return null;
  };
  path.slice(1).forEach((to, i) => {
    const way = between(path[i] ?? '', to) ?? [];
    way.forEach((id, n) => {
      passed.add(id);
      if (n > 0) taken.add(`${way[n - 1] ?? ''} ${id}`);
    });
  });
  return { nodes: passed, edges: taken };
}
