import { REPORT } from '../../../src/core/incidents/charts/report';
import { TRIAGE } from '../../../src/core/incidents/charts/triage';
import { draw } from '../../../src/core/incidents/draw';

test.each([REPORT, TRIAGE])('every node and every way of a chart is in its picture, apart and inside', (chart) => {
  const { nodes, edges, width, height } = draw(chart);
  expect(nodes.map((n) => n.id)).toEqual(Object.keys(chart.nodes));
  for (const n of nodes) {
    expect(n.x - n.w / 2).toBeGreaterThanOrEqual(0);
    expect(n.x + n.w / 2).toBeLessThanOrEqual(width);
    expect(n.y + n.h / 2).toBeLessThanOrEqual(height);
    expect(n.label === '').toBe(n.kind === 'router');
  }
  const overlap = nodes.filter((a) =>
    nodes.some((b) => a.id < b.id && Math.abs(a.x - b.x) < (a.w + b.w) / 2 && Math.abs(a.y - b.y) < (a.h + b.h) / 2),
  );
  expect(overlap).toEqual([]);
  for (const e of edges)
    expect([e.from, e.points.length >= 2, chart.nodes[e.to] !== undefined]).toEqual([e.from, true, true]);
});

test('answers that lead the same way are one way, ticks have no label, and routers say their condition', () => {
  const { edges } = draw(REPORT);
  const from = (id: string) => edges.filter((e) => e.from === id).map(({ to, label, when }) => ({ to, label, when }));
  expect(from('R1')).toEqual([
    { to: 'I1', label: 'Yes, Not sure', when: null },
    { to: 'R2', label: 'No', when: null },
  ]);
  expect(from('R4')).toEqual([{ to: 'X2', label: '', when: null }]);
  expect(from('X5')).toEqual([
    { to: 'N3', label: '', when: 'no_recipient' },
    { to: 'N2', label: '', when: 'otherwise' },
  ]);
});

test('the same chart is drawn the same', () => expect(draw(TRIAGE)).toEqual(draw(structuredClone(TRIAGE))));
