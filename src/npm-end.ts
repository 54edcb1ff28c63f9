/** How often the parent process is looked at, in milliseconds. */
const PARENT_CHECK_MS = 250;

/**
 * Calls `listener` once, when npm has ended before this process. Without npm it is never called.
 *
 * A supervisor sends its signal to npm. npm passes it to a shell, and some shells end without passing it on: the gateway
 * would run on, with its port and its database taken. The end of the parent process shows it.
 */
export const onNpmEnd = (listener: () => void): void => {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    listener();
  }, PARENT_CHECK_MS);
  timer.unref();
};
