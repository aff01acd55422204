import { existsSync, readdirSync } from 'node:fs';
import { type RunningEngine, startEngine } from '.';
import { engineRequest } from './request';

test('private engines run side by side and leave no folder and no network behind when they end', async () => {
  const engines = await Promise.all([startEngine(), startEngine()]);
  expect(await Promise.all(engines.map(rootOf))).toEqual(engines.map(({ folder }) => `${folder}/data`));
  const networks = await Promise.all(engines.map(createNetwork));
  expect(interfacesOf(networks)).toHaveLength(2);

  await Promise.all(engines.map((engine) => engine.stop()));
  expect(engines.map(({ folder }) => existsSync(folder))).toEqual([false, false]);
  expect(interfacesOf(networks)).toEqual([]);
}, 40_000);

function call({ dockerHost }: RunningEngine, method: string, path: string, body?: object): Promise<string> {
  return engineRequest(dockerHost.replace('unix://', ''), method, path, body);
}

async function rootOf(engine: RunningEngine): Promise<string> {
  return JSON.parse(await call(engine, 'GET', '/info')).DockerRootDir;
}

async function createNetwork(engine: RunningEngine): Promise<string> {
  return JSON.parse(await call(engine, 'POST', '/networks/create', { Name: 'shop' })).Id;
}

/** The machine's bridges of these networks; the engine names them after the start of the id. */
function interfacesOf(networks: string[]): string[] {
  return readdirSync('/sys/class/net').filter((name) => networks.some((id) => name === `br-${id.slice(0, 12)}`));
}
