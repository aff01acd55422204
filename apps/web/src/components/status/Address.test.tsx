import { render, screen } from '@testing-library/react';
import { Address } from './Address';

test('an address is shown without its scheme, its port apart so that it is never cut', () => {
  render(<Address address="http://storefront-demo.localhost:8080/" isServing />);
  const link = screen.getByRole('link');
  expect(link).toHaveAttribute('href', 'http://storefront-demo.localhost:8080/');
  expect(link).toHaveTextContent('storefront-demo.localhost:8080');
  expect(screen.getByText('storefront-demo.localhost')).toBeInTheDocument();
});

test('where nothing serves yet, and where the address has no port, it is text', () => {
  const { rerender } = render(<Address address="http://shop.example.com" isServing={false} />);
  expect(screen.getByText('shop.example.com')).toBeInTheDocument();
  expect(screen.queryByRole('link')).toBeNull();
  rerender(<Address address={null} isServing />);
  expect(screen.getByText('No public address')).toBeInTheDocument();
});
