import { render, screen } from '@testing-library/react';
import { At } from '../../../test/umi';
import { AppTabs } from './AppTabs';

test('the current tab is brought into view where not all of them fit', () => {
  const shown: (string | null)[] = [];
  Element.prototype.scrollIntoView = function scrollIntoView() {
    shown.push(this.textContent);
  };
  render(
    <At path="/apps/1/settings">
      <AppTabs id="1" />
    </At>,
  );
  expect(screen.getByRole('link', { current: 'page' })).toHaveTextContent('Settings');
  expect(shown).toEqual(['Settings']);
});
