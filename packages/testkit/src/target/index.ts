import type { AppRef, ObservedContainer, Target, TargetCall } from '@oatfin/providers/targets';

type Act =
  | 'platform'
  | 'pullImages'
  | 'startContainers'
  | 'checkHealth'
  | 'shiftTraffic'
  | 'removeOld'
  | 'restore'
  | 'destroy';

/** A target in memory, for tests of everything above it: it keeps what runs and what serves, and fails on demand. */
export interface FakeTarget extends Target {
  /** Releases of an app that run now, in the order they started. */
  running(app: string): string[];
  /** The release that gets an app's traffic. */
  serving(app: string): string | null;
  /** Every act so far: `startContainers:<release>`. */
  acts: string[];
  /** Environments that containers were given, by release. */
  environments: Map<string, Record<string, string>>;
  /** The next time this act is asked of any app, it throws `error` (once). */
  failNext(act: Act, error: Error): void;
  /** The next time this act is asked it waits, until the call is aborted or the gate is opened; `reached` resolves then. */
  holdNext(act: Act): { reached: Promise<void>; open(): void };
}

/** A fake target with nothing on it. It has no faults but those a test plants. */
export function createFakeTarget(): FakeTarget {
  const running = new Map<string, string[]>();
  const serving = new Map<string, string>();
  const acts: string[] = [];
  const environments = new Map<string, Record<string, string>>();
  const planted = new Map<Act, ((call?: TargetCall) => Promise<void>)[]>();
  const runningOf = (app: string) => running.get(app) ?? [];

  const act = async (name: Act, subject: string, call?: TargetCall) => {
    call?.signal.throwIfAborted();
    acts.push(`${name}:${subject}`);
    await planted.get(name)?.shift()?.(call);
  };
  const plant = (name: Act, fault: (call?: TargetCall) => Promise<void>) => {
    planted.set(name, [...(planted.get(name) ?? []), fault]);
  };
  const keepOnly = (app: string, release: string | null) => {
    running.set(
      app,
      runningOf(app).filter((one) => one === release),
    );
  };

  return {
    kind: 'docker',
    acts,
    environments,
    running: runningOf,
    serving: (app) => serving.get(app) ?? null,
    failNext: (name, error) =>
      plant(name, async () => {
        throw error;
      }),
    holdNext: (name) => {
      const gate = createGate();
      plant(name, gate.pass);
      return gate;
    },
    status: async () => ({
      engine: { state: 'ready', detail: 'in memory' },
      edge: { state: 'ready', detail: 'in memory' },
    }),
    platform: async () => {
      await act('platform', '');
      return 'linux/amd64';
    },
    pullImages: async (release, call) => act('pullImages', release.release, call),
    startContainers: async (release, call) => {
      if (!runningOf(release.app).includes(release.release))
        running.set(release.app, [...runningOf(release.app), release.release]);
      environments.set(release.release, Object.assign({}, ...release.containers.map(({ env }) => env)));
      await act('startContainers', release.release, call);
    },
    checkHealth: async (release, call) => {
      for (const { env } of release.containers) call.log(`my token is ${env.TOKEN}`, 'stdout');
      await act('checkHealth', release.release, call);
    },
    shiftTraffic: async (release, call) => {
      serving.set(release.app, release.release);
      await act('shiftTraffic', release.release, call);
    },
    removeOld: async (release, call) => {
      await act('removeOld', release.release, call);
      keepOnly(release.app, release.release);
    },
    restore: async ({ app }, previous, call) => {
      await act('restore', app, call);
      if (previous) serving.set(app, previous);
      else serving.delete(app);
      keepOnly(app, previous);
    },
    observe: async ({ app }) => runningOf(app).map(observed),
    logs: async function* () {},
    destroy: async ({ app }: AppRef, call) => {
      await act('destroy', app, call);
      running.delete(app);
      serving.delete(app);
    },
    reconcileTraffic: async () => {},
  };
}

function observed(release: string): ObservedContainer {
  return {
    ...{ container: 'web', replica: 1, revision: 1, release, digest: '', state: 'running', health: 'healthy' },
    ...{ restarts: 0, exitCode: null, startedAt: null, cpuPercent: null, memoryBytes: null, memoryLimitBytes: null },
  };
}

function createGate() {
  let reach: () => void = () => {};
  let open: () => void = () => {};
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const pass = async (call?: TargetCall) => {
    reach();
    const aborted = new Promise<never>((_resolve, reject) => {
      call?.signal.addEventListener('abort', () => reject(call.signal.reason), { once: true });
    });
    await Promise.race([opened, aborted]);
  };
  return { reached, open: () => open(), pass };
}
