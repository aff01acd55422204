import { parseArgs } from 'node:util';
import { type RunningServer, startServer } from './server/start';

const USAGE = 'usage: embedded-mongo --dir DIR [--port N] [--no-sync] [--exit-with-parent]';

/**
 * The command line. Prints one line of JSON, `{"uri": "mongodb://127.0.0.1:PORT"}`, once it answers; ends cleanly on
 * SIGTERM and SIGINT and, with `--exit-with-parent`, when its standard input ends.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      dir: { type: 'string' },
      port: { type: 'string', default: '0' },
      'no-sync': { type: 'boolean', default: false },
      'exit-with-parent': { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (values.dir === undefined || !Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(USAGE);
  const server = await startServer({ dir: values.dir, port, noSync: values['no-sync'] });
  closeOnSignals(server);
  if (values['exit-with-parent']) closeWithParent(server);
  process.stdout.write(`${JSON.stringify({ uri: server.uri })}\n`);
}

function closeOnSignals(server: RunningServer): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(server));
}

/** The parent holds the other end of standard input, so it ends when the parent does, however that happens. */
function closeWithParent(server: RunningServer): void {
  process.stdin
    .on('end', () => end(server))
    .on('close', () => end(server))
    .on('error', () => end(server));
  process.stdin.resume();
}

function end(server: RunningServer): void {
  server.close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
