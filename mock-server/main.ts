import { existsSync } from 'node:fs';
import { runCli } from './cli/index.ts';
import { BadEnvironmentError, readEnvironment } from './config.ts';
import { addressOf } from './http-server.ts';
import { createMockKie, type MockKie } from './index.ts';
import { onShutdown } from './shutdown.ts';

// Variables that are set already win over the file.
if (existsSync('.env')) process.loadEnvFile('.env');

const isPortTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

const start = async (): Promise<MockKie> => {
  const { options, warnings } = readEnvironment(process.env);
  for (const warning of warnings) console.error(warning);
  try {
    return await createMockKie(options);
  } catch (error) {
    if (!isPortTaken(error)) throw error;
    const message = `EADDRINUSE: port ${options.port} of ${options.host} is taken, perhaps by another mock; set MOCK_PORT to a free one`;
    throw new BadEnvironmentError(message);
  }
};

/** Runs the mock until the process is told to stop. */
const serve = async (): Promise<void> => {
  const mock = await start();
  onShutdown(() => void mock.close().then(() => process.exit(0)));
  const { dialect, seed } = mock.settings;
  console.log(`mock kie.ai: ${mock.url} (dialect ${dialect}, seed ${seed}); its page: ${mock.url}/__mock/`);
};

const [, , ...words] = process.argv;
try {
  if (words.length === 0) {
    await serve();
  } else {
    const { host, port } = readEnvironment(process.env).options;
    const output = { print: console.log, complain: console.error };
    process.exitCode = await runCli(words, addressOf(host, port), output);
  }
} catch (error) {
  // The caller can mend a bad variable and a network error: one line. Anything else is a bug, and shows its stack.
  const isCallers = error instanceof BadEnvironmentError || (error instanceof Error && 'code' in error);
  console.error(isCallers ? error.message : error);
  process.exitCode = 1;
}
