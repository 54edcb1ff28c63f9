/**
 * Loaded into a server before its own code, with `--expose-gc`: each SIGUSR2 collects all garbage and writes one line
 * about the memory that is left.
 */
process.on('SIGUSR2', () => {
  globalThis.gc?.();
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  console.log(`memory ${JSON.stringify({ rss, heapUsed, external })}`);
});
