/**
 * Milliseconds of processor time that this thread has used. Tests about the cost of a computation compare it: on a busy
 * machine the clock on the wall tells what the others do.
 */
export const cpuMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};
