/**
 * Loaded into a server before its own code, with `--expose-gc`, where memory is measured: each SIGUSR2 collects all
 * garbage. Nothing else of the server changes.
 */
process.on('SIGUSR2', () => {
  globalThis.gc?.();
  globalThis.gc?.();
});
