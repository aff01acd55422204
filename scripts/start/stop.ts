/** Calls `stop` once: at Ctrl-C, SIGTERM, a closed terminal, or when the npm that runs this is gone. */
export function onStop(stop: (reason: string) => void): void {
  let isStopping = false;
  const once = (reason: string) => {
    if (isStopping) return console.log('Still stopping.');
    isStopping = true;
    stop(reason);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => once(signal));
  if (process.env.npm_lifecycle_event !== undefined) watchParent(() => once('npm ended'));
}

/** npm passes signals on, but one that is killed cannot. */
function watchParent(gone: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, 500);
  timer.unref();
}
