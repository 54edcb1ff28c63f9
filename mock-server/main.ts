import { existsSync } from 'node:fs';
import { runCli } from './cli/index.ts';
import { BadEnvironmentError, type Environment, readEnvironment } from './config.ts';
import { eventLine } from './core/event-line.ts';
import { addressOf } from './http-server.ts';
import { createMockKie, type MockKie } from './index.ts';
import { onShutdown } from './shutdown.ts';

// Variables that are set already win over the file.
if (existsSync('.env')) process.loadEnvFile('.env');

const isPortTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

const hasNotes = (entry: object): boolean => 'notes' in entry && Array.isArray(entry.notes) && entry.notes.length > 0;

/** The flags of a start; each is a variable set to true. */
const FLAGS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '--strict': { MOCK_STRICT: 'true' },
  '--quiet': { MOCK_LOG: 'off' },
};

const readStart = (flags: readonly string[]): Environment => {
  const read = readEnvironment(Object.assign({ ...process.env }, ...flags.map((flag) => FLAGS[flag])));
  for (const warning of read.warnings) console.error(warning);
  if (read.options.strict && read.unknown.length > 0) {
    throw new BadEnvironmentError(`strict: unknown variables: ${read.unknown.join(', ')}`);
  }
  return read;
};

const create = async (options: Environment['options']): Promise<MockKie> => {
  try {
    return await createMockKie(options);
  } catch (error) {
    if (!isPortTaken(error)) throw error;
    const message = `EADDRINUSE: port ${options.port} of ${options.host} is taken, perhaps by another mock; set MOCK_PORT to a free one`;
    throw new BadEnvironmentError(message);
  }
};

/** Runs the mock until the process gets a signal to stop. */
const serve = async (flags: readonly string[]): Promise<void> => {
  const { options, log } = readStart(flags);
  const mock = await create(options);
  onShutdown(() => void mock.close().then(() => process.exit(0)));
  const { dialect, seed } = mock.settings;
  console.log(`mock kie.ai: ${mock.url} (dialect ${dialect}, seed ${seed}); its page: ${mock.url}/__mock/`);
  if (log === 'off') return;
  mock.events.on(({ type, data }) => {
    if (type !== 'journal' || (log === 'notes' && !hasNotes(data))) return;
    console.log(eventLine(type, data));
  });
};

const [, , ...words] = process.argv;
try {
  if (words.every((word) => word in FLAGS)) {
    await serve(words);
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
