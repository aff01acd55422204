import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const MAIN = join(__dirname, '..', 'main.ts');

/** A server running in a process of its own, as it does for the product. */
export class ServerProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly uri: string,
  ) {}

  /**
   * Starts the command line and waits until it answers. It ends with this process, however that ends.
   * @param entry the file to run; by default the sources, through tsx
   * @throws Error with what it printed when it ends instead
   */
  static async start(
    dir: string,
    options: readonly string[] = [],
    entry: readonly string[] = FROM_SOURCE,
  ): Promise<ServerProcess> {
    const child = spawn(process.execPath, [...entry, '--dir', dir, '--exit-with-parent', ...options], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'test' },
    });
    const { stdout, stderr } = child;
    let complaint = '';
    stderr.on('data', (chunk) => {
      complaint += String(chunk);
    });
    for await (const line of createInterface({ input: stdout })) {
      const { uri }: { uri: string } = JSON.parse(line);
      return new ServerProcess(child, uri);
    }
    throw new Error(complaint);
  }

  /** SIGKILL: no chance to finish anything. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  /** SIGTERM: ends cleanly. */
  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  /** Resident memory in bytes, of everything it holds including the mapped data file. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
  }
}

const FROM_SOURCE = ['--import', 'tsx', MAIN];
