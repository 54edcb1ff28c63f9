/**
 * `npm run test:nodes [arguments of vitest]`: the tests that need PostgreSQL and Redis. Both are started in temporary
 * folders where their programs are installed; else those at the usual local ports are used, in databases of their own
 * (`stemgate_test_…`) and under keys of their own; else one line says what to install. `TEST_POSTGRES_URL` and
 * `TEST_REDIS_URL` name other servers.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { findPostgres, findRedis, type Server } from './test-nodes/servers.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const runTests = async (env: Readonly<Record<string, string>>): Promise<number> => {
  const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
  const args = [vitest, 'run', '--config', 'vitest.nodes.config.ts', ...process.argv.slice(2)];
  const tests = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: 'inherit' });
  // Ctrl-C reaches the tests as well: they end first.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => void tests.kill('SIGTERM'));
  const [code] = await once(tests, 'exit');
  return typeof code === 'number' ? code : 1;
};

const servers: Server[] = [];
try {
  const postgres = await findPostgres();
  servers.push(postgres);
  const redis = await findRedis();
  servers.push(redis);
  for (const { name, where } of servers) console.log(`${name}: ${where}`);
  process.exitCode = await runTests({ TEST_POSTGRES_URL: postgres.url, TEST_REDIS_URL: redis.url });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  for (const server of servers) await server.stop();
}
