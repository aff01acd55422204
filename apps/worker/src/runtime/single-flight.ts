/**
 * Runs `act` at most once at a time. Who calls while it runs shares one further run that begins after it: what was there
 * to be seen when they called is seen by it.
 */
export function singleFlight<Given>(act: (given: Given) => Promise<void>): (given: Given) => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const start = (given: Given) => {
    running = act(given).finally(() => {
      running = null;
    });
    return running;
  };
  return (given) => {
    if (!running) return start(given);
    next ??= running
      .catch(() => {})
      .then(() => {
        next = null;
        return start(given);
      });
    return next;
  };
}
