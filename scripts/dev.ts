/**
 * `npm run dev`: the gateway and the mock provider in watch mode, without any configuration. Variables that are set win
 * over those of `.env`. The mock is not started when KIE_API_URL names another provider.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { onNpmEnd } from '../src/npm-end.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
if (existsSync('.env')) process.loadEnvFile('.env');
const { PORT = '4000', MOCK_PORT = '4010', KIE_DIALECT = 'kie', KIE_API_URL, KIE_WEBHOOK_HMAC_KEY = '' } = process.env;
const mockUrl = `http://127.0.0.1:${MOCK_PORT}`;
const usesMock = KIE_API_URL === undefined || KIE_API_URL === mockUrl;

const mockEnvironment = {
  MOCK_PORT,
  MOCK_DIALECT: KIE_DIALECT,
  MOCK_HMAC_KEY: KIE_WEBHOOK_HMAC_KEY,
  // The gateway gives each purchase a callback URL of its own, and polls: only near misses are worth a line.
  MOCK_UNIQUE_CALLBACK_URLS: 'true',
  MOCK_LOG: 'notes',
  ...process.env,
};
const gatewayEnvironment = {
  NODE_ENV: 'development',
  KIE_API_URL: mockUrl,
  ...(usesMock ? { KIE_UPLOAD_URL: mockUrl } : {}),
  KIE_API_KEY: 'development',
  // Watch mode restarts the gateway with SIGTERM, on every change: a graceful shutdown would take too long.
  SHUTDOWN_GRACE_MS: '300',
  LOG_LEVEL: 'warn',
  ...process.env,
};

const children: ChildProcess[] = [];

const start = (script: string, env: NodeJS.ProcessEnv): void => {
  const args = ['--watch', '--watch-preserve-output', script];
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
  child.once('exit', (code) => stop(code ?? 1));
  children.push(child);
};

const stop = (code: number): void => {
  for (const child of children) if (child.exitCode === null) child.kill('SIGTERM');
  process.exitCode = code;
};

console.log(`GraphQL and GraphiQL   http://localhost:${PORT}/graphql`);
if (usesMock) console.log(`Mock kie.ai            http://localhost:${MOCK_PORT}/__mock/`);
if (usesMock) start('mock-server/main.ts', mockEnvironment);
start('src/main.ts', gatewayEnvironment);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop(0));
onNpmEnd(() => stop(0));
