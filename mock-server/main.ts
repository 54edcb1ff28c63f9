import { BadEnvironmentError, readEnvironment } from './config.ts';
import { createMockKie } from './index.ts';

/** Runs the mock until it is told to stop. */
const serve = async (): Promise<void> => {
  const mock = await createMockKie(readEnvironment(process.env));
  const { dialect, seed } = mock.settings;
  console.log(`mock kie.ai: ${mock.url} (dialect ${dialect}, seed ${seed}); its page: ${mock.url}/__mock/`);
  const stop = (): void => void mock.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
};

try {
  await serve();
} catch (error) {
  const isTheirs = error instanceof BadEnvironmentError || (error instanceof Error && 'code' in error);
  console.error(isTheirs ? error.message : error);
  process.exit(1);
}
