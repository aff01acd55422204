import { existsSync } from 'node:fs';
import { startCaddy } from '.';

test('a private Caddy answers its administrator and takes its folder with it when it ends', async () => {
  const caddy = await startCaddy();
  const answer = await fetch(`${caddy.adminUrl}/config/apps/http/http_port`);
  expect(await answer.json()).toBe(caddy.edgePort);
  await caddy.stop();
  expect(existsSync(caddy.folder)).toBe(false);
});
