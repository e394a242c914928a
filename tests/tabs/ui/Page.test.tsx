import { act, render, screen } from '@testing-library/react';
import { Route, Router, Switch } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import { HasMoved, Page } from '../../../tabs/ui/Page';

beforeAll(() => {
  window.scrollTo = () => undefined;
});

function draw(hasMoved: boolean) {
  const place = memoryLocation({ path: '/a' });
  render(
    <HasMoved value={{ current: hasMoved }}>
      <Router hook={place.hook}>
        <Switch>
          <Route path="/a">
            <Page title="First" lead="Do this." action={<button>Go</button>} />
          </Route>
          <Route path="/b">
            <Page title="Second" back={{ to: '/a', name: 'First' }} />
          </Route>
        </Switch>
      </Router>
    </HasMoved>,
  );
  return place;
}

test('on arrival the focus stays where the host put it, and the window is named after the page', () => {
  draw(false);
  expect(document.activeElement).toBe(document.body);
  expect(document.title).toBe('First · Lantern');
});

test('after going to another page its heading has the focus, and the way back is a link', () => {
  const place = draw(true);
  act(() => place.navigate('/b'));
  expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name: 'Second' }));
  expect(document.title).toBe('Second · Lantern');
  expect(screen.getByRole('link', { name: /Back to First/ }).getAttribute('href')).toBe('/a');
});
