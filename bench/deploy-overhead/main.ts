/**
 * Oatfin's deploy of a 2 MB image against the bare Engine API calls that do the same, turn by turn in one run.
 * Prints the medians and their ratio (aim: at most 1.5).
 *
 *   npx tsx bench/deploy-overhead/main.ts        ROUNDS=10; needs what the tests need
 */
import { appImages } from '@oatfin/testkit/images';
import { startServices, stopServices } from '@oatfin/testkit/jest';
import { type Client, type Product, startProduct } from '@oatfin/testkit/product';
import { median, ms, timed } from '../report';
import { type BareSite, closeBareSite, deployBare, openBareSite } from './bare';

const rounds = Number(process.env.ROUNDS ?? 10);

async function main(): Promise<void> {
  await startServices();
  const product = await startProduct();
  const site = await openBareSite(product.docker);
  try {
    await product.startWorker();
    await compare(product, await product.signUp(), site);
  } finally {
    await closeBareSite(site);
    await product.stop();
    await stopServices();
  }
}

async function compare(product: Product, client: Client, site: BareSite): Promise<void> {
  const login = { username: product.login.username, password: product.login.password };
  const added = await client.call('POST', '/registries', { name: 'Private', host: product.registry, ...login });
  const versions = [];
  for (const version of ['1', '2']) {
    const tag = await product.publish(`bench/app:${version}`, appImages.web(version));
    const { body } = await client.call('POST', '/images/resolve', { image: tag, registry: added.body.registry.id });
    versions.push({ tag, pinned: `${tag.slice(0, tag.lastIndexOf(':'))}@${body.image.digest}` });
  }
  const app = await createApp(client, containerOf(versions[0]?.tag ?? '', added.body.registry.id));
  const figures = { bare: [] as number[], ours: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    const version = versions[round % 2];
    if (!version) continue;
    const bare = await timed(() => deployBare(site, version.pinned, { ...login, serveraddress: product.registry }));
    await client.call('PATCH', `/apps/${app}`, { containers: [containerOf(version.tag, added.body.registry.id)] });
    const ours = await timed(() => deployOurs(client, app));
    // The first round warms both up.
    if (round > 0) {
      figures.bare.push(bare);
      figures.ours.push(ours);
    }
  }
  print(figures);
}

const containerOf = (image: string, registry: string) => ({
  ...{ name: 'web', image, registry, ports: [8080], publicPort: 8080, memoryMb: 32 },
  healthCheck: { type: 'http', path: '/', port: 8080, intervalSeconds: 1, timeoutSeconds: 1, retries: 10 },
});

async function createApp(client: Client, container: object): Promise<string> {
  const { status, body } = await client.call('POST', '/apps', { name: 'bench', containers: [container] });
  if (status !== 201) throw new Error(`creating the app answered ${status}: ${body.detail}`);
  return body.app.id;
}

/** From the request to the final event, as a person who presses Deploy sees it. */
async function deployOurs(client: Client, app: string): Promise<void> {
  const { body } = await client.call('POST', `/apps/${app}/deployments`, {});
  const events = await client.events(body.deployment.id);
  const last = events.at(-1);
  if (last?.kind !== 'status' || last.data.status !== 'succeeded')
    throw new Error(`deploy ended ${JSON.stringify(last)}`);
}

function print({ bare, ours }: { bare: number[]; ours: number[] }): void {
  console.log(`deploy of a 2 MB image, ${rounds} rounds, medians (min–max)`);
  for (const [name, values] of Object.entries({ 'bare Engine API': bare, Oatfin: ours })) {
    console.log(`  ${name.padEnd(16)} ${ms(median(values))} (${ms(Math.min(...values))}–${ms(Math.max(...values))})`);
  }
  console.log(`  ratio            ${(median(ours) / median(bare)).toFixed(2)} (aim: at most 1.5)`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
