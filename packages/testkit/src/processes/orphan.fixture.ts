import { startProcess } from '.';

/** Starts a program, says its pid and stays until it is killed: `orphan.fixture.ts SHELL FOLDER`. */
async function main(shell = '', folder = ''): Promise<void> {
  const command: [string, ...string[]] = [shell, '-c', 'echo $$; exec tail -f /dev/null'];
  await startProcess({
    name: 'orphan',
    command,
    folder,
    ready: (output) => {
      if (output === '') throw new Error('nothing said yet');
      process.stdout.write(output);
    },
  });
  process.stdin.resume();
}

void main(...process.argv.slice(2));
