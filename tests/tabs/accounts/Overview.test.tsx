import { act, screen } from '@testing-library/react';
import type { Output } from '../../../src/api/contract';
import { accountPages as words } from '../../../src/texts/en-gb';
import { Overview } from '../../../tabs/accounts/Overview';
import { meOf } from '../../support/made-up';
import { fakeServices, renderPage } from '../../support/page';

const nothing: Output<'accounts.list'> = {
  ...{ plans: [], total: 0, asking: [], batches: [], findings: [], stops: [], handOffs: [] },
  ...{ isSetUp: true, silentSince: null },
};

const draw = async (part: Partial<typeof nothing> = {}) => {
  const answers = { 'me.read': meOf('zoe'), 'accounts.list': { ...nothing, ...part } };
  renderPage(<Overview />, fakeServices({ answers }));
  await act(() => Promise.resolve());
  await screen.findByText(words.list.none);
};

test('while the directory answers, nothing is said of it', async () => {
  await draw();
  expect(screen.queryByText(words.silent.title)).toBeNull();
});

test('when it does not, the office reads since when, that nothing is lost, and who looks', async () => {
  await draw({ silentSince: Date.UTC(2026, 10, 30, 9, 5) });
  expect(screen.getByText(words.silent.title)).toBeTruthy();
  expect(screen.getByText(/Monday 30 November 2026, 09:05/).textContent).toMatch(/kept.*by itself.*ICT manager/);
});
