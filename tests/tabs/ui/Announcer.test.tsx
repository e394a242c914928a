import { act, render, screen } from '@testing-library/react';
import { Announcer, useAnnounce } from '../../../tabs/ui/Announcer';

function Button() {
  const say = useAnnounce();
  return <button onClick={() => say('Saved')}>Save</button>;
}

test('what is said can be heard, and is not met again later by whoever reads on through the page', () => {
  jest.useFakeTimers();
  render(
    <Announcer>
      <Button />
    </Announcer>,
  );
  const said = () => screen.getByRole('status').textContent;
  act(() => screen.getByRole('button').click());
  act(() => jest.advanceTimersByTime(5_000));
  expect(said()).toBe('Saved');
  // Said again: it has its whole time again.
  act(() => screen.getByRole('button').click());
  act(() => jest.advanceTimersByTime(9_000));
  expect(said()).toBe('Saved');
  act(() => jest.advanceTimersByTime(1_000));
  expect(said()).toBe('');
  jest.useRealTimers();
});
