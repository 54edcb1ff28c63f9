import { existsSync } from 'node:fs';
import { runCli } from './cli/index.ts';
import { BadEnvironmentError, readEnvironment } from './config.ts';
import { createMockKie } from './index.ts';

// What is set from outside wins.
if (existsSync('.env')) process.loadEnvFile('.env');

/** Runs the mock until it is told to stop. */
const serve = async (): Promise<void> => {
  const mock = await createMockKie(readEnvironment(process.env));
  const { dialect, seed } = mock.settings;
  console.log(`mock kie.ai: ${mock.url} (dialect ${dialect}, seed ${seed}); its page: ${mock.url}/__mock/`);
  const stop = (): void => void mock.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
};

const [, , ...words] = process.argv;
try {
  if (words.length === 0) {
    await serve();
  } else {
    const { host, port } = readEnvironment(process.env);
    const output = { print: console.log, complain: console.error };
    process.exitCode = await runCli(words, `http://${host}:${port}`, output);
  }
} catch (error) {
  // A bad variable and a port in use are the caller's to mend; anything else is a bug, and shows its stack.
  const isTheirs = error instanceof BadEnvironmentError || (error instanceof Error && 'code' in error);
  console.error(isTheirs ? error.message : error);
  process.exitCode = 1;
}
