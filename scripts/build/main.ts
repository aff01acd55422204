import { buildDashboard, buildServer } from './index';

/** `npm run build`: what `npm start` and the images run. */
async function main(): Promise<void> {
  const { signal } = new AbortController();
  const report = (name: string, wasBuilt: boolean) => console.log(`${name}: ${wasBuilt ? 'built' : 'unchanged'}`);
  report('API, worker and embedded MongoDB', await buildServer({ signal }));
  report('Dashboard', await buildDashboard({ signal, onLine: (line) => console.log(line) }));
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
