import { render, screen, within } from '@testing-library/react';
import { VIRTUAL_FROM, VirtualTable } from '../../../tabs/ui/VirtualTable';

const columns = [
  { key: 'name', name: 'Name', cell: (n: number) => `Person ${n}` },
  { key: 'state', name: 'State', width: '8rem', cell: () => 'not signed yet' },
];
const draw = (count: number, part: { total?: number; more?: () => void } = {}) =>
  render(
    <VirtualTable
      label="People"
      columns={columns}
      rows={Array.from({ length: count }, (_, n) => n)}
      rowKey={String}
      {...part}
    />,
  );

test('a short list draws every row, numbered for screen readers, in a region the keyboard reaches', () => {
  draw(3, { total: 240 });
  const table = screen.getByRole('table', { name: 'People' });
  expect(table.getAttribute('aria-rowcount')).toBe('241');
  expect(
    within(table)
      .getAllByRole('row')
      .map((row) => row.getAttribute('aria-rowindex')),
  ).toEqual(['1', '2', '3', '4']);
  expect(screen.getByRole('region', { name: 'People' }).tabIndex).toBe(0);
});

test('a long list does not draw what is out of sight', () => {
  draw(VIRTUAL_FROM);
  expect(screen.getAllByRole('row').length).toBeLessThan(VIRTUAL_FROM);
});

test('more rows are asked for when the end is in sight and the server has more', () => {
  const more = jest.fn();
  draw(3, { total: 3, more });
  expect(more).not.toHaveBeenCalled();
  draw(3, { total: 50, more });
  expect(more).toHaveBeenCalledTimes(1);
});
