import { parseArgs } from 'node:util';
import { nearest } from '../core/nearest.ts';
import { AdminClientError, createAdminClient } from './admin-client.ts';
import { type Command, table, UsageError } from './command.ts';
import { clock } from './commands/clock.ts';
import { ledger } from './commands/ledger.ts';
import { listen } from './commands/listen.ts';
import { resend } from './commands/resend.ts';
import { scenarios } from './commands/scenarios.ts';
import { trigger } from './commands/trigger.ts';

const commands: readonly Command[] = [trigger, resend, scenarios, ledger, clock, listen];

/** Where lines are written; a test collects them. */
export interface Output {
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
}

const COMMON = { mock: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;

const help = (): string =>
  [
    'A mock of kie.ai’s music API. Without a command it starts. With a command it calls a mock that is running.',
    '',
    'Usage: npm run mock [-- [--strict] [--quiet]]',
    '       npm run mock -- <command> [options]',
    '',
    table([
      ['  (none)', 'Start the mock. The variables MOCK_PORT, MOCK_HOST, MOCK_API_KEY, MOCK_DIALECT,'],
      ['', 'MOCK_HMAC_KEY, MOCK_TIME_SCALE, MOCK_CREDITS and others set it up: see its README'],
      ['  --strict', 'refuse what the provider lets pass: misspelt scenarios, unknown fields and variables'],
      ['  --quiet', 'print no requests and callbacks'],
      ...commands.map(({ name, summary }) => [`  ${name}`, summary]),
    ]),
    '',
    '  --mock <url>   where the mock is; by default the address of MOCK_HOST and MOCK_PORT, or http://127.0.0.1:4010',
    '  --help         this text, or the help of a command',
  ].join('\n');

const helpOf = ({ name, usage, summary, details }: Command): string =>
  [
    `${summary}.`,
    '',
    `Usage: npm run mock -- ${name} ${usage} [--mock <url>]`,
    ...(details === undefined ? [] : ['', details]),
  ].join('\n');

const parse = (command: Command, args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: { ...COMMON, ...command.options }, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

const runCommand = async (
  command: Command,
  args: readonly string[],
  mockUrl: string,
  output: Output,
): Promise<number> => {
  const { values, positionals } = parse(command, args);
  const given: Readonly<Record<string, unknown>> = values;
  if (given['help'] === true) {
    output.print(helpOf(command));
    return 0;
  }
  const [unread] = positionals.slice(command.words);
  if (unread !== undefined) throw new UsageError(`"${unread}" is one word too many`);
  const texts = (name: string): string[] => [given[name] ?? []].flat().filter((value) => typeof value === 'string');
  return command.run({
    words: positionals,
    option: (name) => texts(name)[0],
    options: texts,
    flag: (name) => given[name] === true,
    admin: createAdminClient(texts('mock')[0] ?? mockUrl),
    print: output.print,
  });
};

/**
 * Runs a command line and answers with its exit code: 0 done, 1 could not be done, 2 not understood.
 *
 * @param mockUrl Where to look for a running mock unless `--mock` says.
 */
export const runCli = async (
  [word = 'help', ...args]: readonly string[],
  mockUrl: string,
  output: Output,
): Promise<number> => {
  if (['help', '--help', '-h'].includes(word)) {
    const command = commands.find(({ name }) => name === args[0]);
    output.print(command ? helpOf(command) : help());
    return 0;
  }
  const command = commands.find(({ name }) => name === word);
  if (!command) {
    const meant = nearest(
      word,
      commands.map(({ name }) => name),
    );
    output.complain(`There is no command "${word}"${meant === null ? '' : `; did you mean "${meant}"?`}\n\n${help()}`);
    return 2;
  }
  try {
    return await runCommand(command, args, mockUrl, output);
  } catch (error) {
    if (error instanceof UsageError) {
      output.complain(`${error.message}\n\n${helpOf(command)}`);
      return 2;
    }
    if (error instanceof AdminClientError) {
      output.complain(error.message);
      return 1;
    }
    throw error;
  }
};
