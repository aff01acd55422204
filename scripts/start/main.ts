import { readFirstLogin } from '../seed/first-team';
import { isPortFree, releaseReservations } from '../services/reservations';
import { createSupervisor } from '../services/supervisor';
import { toolsEnded } from '../services/tool';
import { createBoard } from './board';
import { holdDataFolder, shown } from './data-folder';
import { keepsMails, type Options, readOptions } from './options';
import { beginParts, stopOrder } from './parts';
import { onStop } from './stop';

/**
 * `npm start`: brings up everything Oatfin needs, keeps it up, and ends all of it with itself. The exit status is 0 when
 * it was asked to stop, 1 when a part failed.
 */
async function main(): Promise<void> {
  const options = readOptions(process.env);
  const release = holdDataFolder(options.DATA_DIR);
  const stopping = new AbortController();
  let ending: Promise<void> | undefined;
  const end = (status: number) => {
    process.exitCode ||= status;
    stopping.abort();
    ending ??= Promise.allSettled([supervisor.stop(stopOrder), toolsEnded()]).then(() => {
      releaseReservations();
      release();
      process.exit();
    });
    return ending;
  };
  const fail = (error: unknown) => {
    // Once it was asked to stop, everything fails on its way down; that says nothing.
    if (ending === undefined) console.error(error instanceof Error ? error.message : error);
    return end(1);
  };
  const supervisor = createSupervisor(options.DATA_DIR, stopping.signal, fail);
  onStop((reason) => {
    console.log(`Stopping (${reason}).`);
    void end(0);
  });
  try {
    await requirePort(options);
    const board = createBoard(() => stopping.abort());
    beginParts({ options, supervisor, board });
    await board.show();
    console.log(readyMessage(options));
  } catch (error) {
    await fail(error);
  }
}

async function requirePort({ PORT, HOST }: Options): Promise<void> {
  if (await isPortFree(PORT, HOST)) return;
  throw new Error(`Port ${PORT} is taken by another program; choose another one: PORT=${PORT + 1} npm start`);
}

function readyMessage(options: Options): string {
  const { PORT, DATA_DIR } = options;
  const login = readFirstLogin(DATA_DIR);
  return [
    '',
    `Oatfin is ready at http://localhost:${PORT}`,
    ...(login === null ? [] : [`Log in as ${login.email} with the password ${login.password}`]),
    ...(keepsMails(options) ? [`Mails are kept here: http://localhost:${PORT}/mailbox`] : []),
    `Data and logs are in ${shown(DATA_DIR)}. Ctrl-C stops everything.`,
  ].join('\n');
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
