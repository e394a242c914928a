import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { About } from '../../tabs/about/About';
import { Configure } from '../../tabs/configure/Configure';
import { Work } from '../../tabs/work/Work';
import { fakeHost, fakeServices, renderPage } from '../support/page';
import { meOf } from '../support/made-up';

const settled = () => act(async () => {});
const me = (rooms: string[]) => ({ ...meOf('zoe'), rooms: rooms as never[] });

test('About says who Lantern takes me for, who to call and which version this is', async () => {
  renderPage(<About />, fakeServices({ answers: { 'me.read': meOf('zoe') } }));
  await settled();
  for (const words of ['Zoë Hartsmere', 'Teacher', 'Larkfield Hill Primary', '01632 960 123', 'Version 1.2.3'])
    expect(screen.getByText(words)).toBeTruthy();
});

test('Work, reached by link by somebody with no part in it, says so politely', async () => {
  renderPage(<Work />, fakeServices({ answers: { 'me.read': me([]) } }), '/work');
  await settled();
  expect(screen.getByText('There is nothing for you to look after here')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Go to Home' }).getAttribute('href')).toBe('/home');
});

test.each(['/work/settings', '/work/no-such-room'])('the room %s stays closed to those it is not for', async (path) => {
  renderPage(<Work />, fakeServices({ answers: { 'me.read': me([]) } }), path);
  await settled();
  expect(screen.getByText('This room is not open to you')).toBeTruthy();
});

test('adding a team tab offers all policies, each policy in force, and for some who has signed', async () => {
  const chooseTab = jest.fn();
  const policy = (policyId: string, title: string, isInForce: boolean) => ({
    policyId,
    title,
    inForce: isInForce ? {} : null,
  });
  const policies = [policy('p1', 'E-safety policy', true), policy('p2', 'A draft', false)];
  renderPage(
    <Configure />,
    fakeServices({
      host: fakeHost({ chooseTab }),
      answers: { 'me.read': me(['agreements']), 'policies.list': { policies } as never },
    }),
    '/configure',
  );
  await settled();
  expect(screen.getAllByRole('radio').map((radio) => (radio as HTMLInputElement).value)).toEqual([
    '/policies',
    '/policies/p1',
    '/work/agreements',
  ]);
  await userEvent.click(screen.getByRole('radio', { name: 'E-safety policy' }));
  expect(chooseTab).toHaveBeenLastCalledWith({ path: '/policies/p1', name: 'E-safety policy' });
});
