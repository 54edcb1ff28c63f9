/** How often the parent process is looked at, in milliseconds. */
const PARENT_CHECK_MS = 250;

/** As early as the process can know it. */
const parent = process.ppid;

/**
 * Calls `stop` once, when the process is told to stop.
 *
 * Under `npm run` the signal goes to npm and to its shell. Some shells end without passing it on, and leave the mock
 * running with its port taken. So the end of the parent process counts as a signal there.
 */
export const onShutdown = (stop: () => void): void => {
  let isStopping = false;
  const stopOnce = (): void => {
    if (isStopping) return;
    isStopping = true;
    stop();
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, stopOnce);
  if (process.env['npm_lifecycle_event'] === undefined) return;
  setInterval(() => {
    if (process.ppid !== parent) stopOnce();
  }, PARENT_CHECK_MS).unref();
};
