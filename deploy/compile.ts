/**
 * For the build of an image: starts the gateway once, on an empty store in memory, and ends it. What Node compiled on the way
 * stays in `node_modules/.cache`, and a container with a read-only root starts from it.
 */
const settings = {
  PUBLIC_URL: 'https://build.invalid',
  KIE_API_KEY: 'none',
  AUTH: 'none',
  HOST: '127.0.0.1',
  PORT: '0',
  DATABASE_URL: 'file::memory:',
  LOG_LEVEL: 'error',
};
Object.assign(process.env, settings);
const { href } = new URL('../dist/main.js', import.meta.url);
await import(href);
process.kill(process.pid, 'SIGTERM');

export {};
