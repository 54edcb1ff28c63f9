import { parseArgs } from 'node:util';
import { OPERATION_NAMES, type OperationName } from '../../src/domain/operations/index.ts';
import type { TaskSelection } from '../../src/domain/ports/operator-store.ts';
import { TASK_STATUSES, type TaskStatus } from '../../src/domain/tasks/lifecycle/task.ts';

export const HELP = `Shows tasks and their notes, and looks after the store, also while gateways run on it.

  npm run tasks -- list [filters]      the newest first
  npm run tasks -- show <id>           one task: its timeline, every attempt, callback and poll
  npm run tasks -- reconcile <id>      have the running gateway ask the provider about it now
  npm run tasks -- unknown             tasks that callbacks name and the store does not have

  npm run tasks -- prune               delete what is older than TASK_RETENTION_DAYS
      --days N     older than N days
      --dry-run    count only
  npm run tasks -- erase --viewer NAME delete everything about a viewer
      --force      open tasks, too; what they cost is lost then
  npm run tasks -- backup <file>       a copy of a SQLite store; no file is replaced
  npm run tasks -- restored            after a restore from another copy, before a gateway starts

  <id>             as clients know it, as logs show it, or the provider's
  --status A,B     ${TASK_STATUSES.join(', ')}
  --operation A,B  ${OPERATION_NAMES.join(', ')}
  --viewer NAME    e.g. key:alice, as list shows it
  --since 2h       bought within that time: s, m, h or d
  --limit N        50 by default
  --json           for machines
  --help

The store is the one that DATABASE_URL names, as for the gateway (default file:./data/stemgate.db).
Exit code: 0 done, 1 not found, not done or no usable database, 2 not understood.`;

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'list'; readonly selection: TaskSelection; readonly json: boolean }
  | { readonly kind: 'show' | 'reconcile'; readonly id: string; readonly json: boolean }
  | { readonly kind: 'unknown' | 'restored'; readonly json: boolean }
  /** `days` is null where the setting decides. */
  | { readonly kind: 'prune'; readonly days: number | null; readonly dryRun: boolean; readonly json: boolean }
  | { readonly kind: 'erase'; readonly viewer: string; readonly force: boolean; readonly json: boolean }
  | { readonly kind: 'backup'; readonly file: string; readonly json: boolean };

/** Thrown for arguments that are no command; the message says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const oneOf = <T extends string>(option: string, given: string | undefined, known: readonly T[]): T[] | null => {
  if (given === undefined) return null;
  return given.split(',').map((word) => {
    const found = known.find((name) => name === word.trim().toUpperCase());
    if (found === undefined) throw new UsageError(`--${option} takes ${known.join(', ')}`);
    return found;
  });
};

const age = (given: string | undefined): number | null => {
  if (given === undefined) return null;
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(given) ?? [];
  if (count === undefined) throw new UsageError('--since takes a time like 90s, 15m, 2h or 7d');
  return Number(count) * (UNITS[unit] ?? 0);
};

const positive = (option: string, given: string | undefined): number | null => {
  if (given === undefined) return null;
  if (!/^[1-9]\d{0,5}$/.test(given)) throw new UsageError(`--${option} takes a number from 1 to 999999`);
  return Number(given);
};

const OPTIONS = {
  status: { type: 'string' },
  operation: { type: 'string' },
  viewer: { type: 'string' },
  since: { type: 'string' },
  limit: { type: 'string' },
  days: { type: 'string' },
  'dry-run': { type: 'boolean' },
  force: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type OptionName = keyof typeof OPTIONS;

/** What each command takes beside `--json`: the name of its one argument, if it has one, and its options. */
const COMMANDS: Readonly<Record<Exclude<Command['kind'], 'help'>, { arg?: string; options: readonly OptionName[] }>> = {
  list: { options: ['status', 'operation', 'viewer', 'since', 'limit'] },
  show: { arg: 'id', options: [] },
  reconcile: { arg: 'id', options: [] },
  unknown: { options: [] },
  prune: { options: ['days', 'dry-run'] },
  erase: { options: ['viewer', 'force'] },
  backup: { arg: 'file', options: [] },
  restored: { options: [] },
};

const isCommand = (word: string): word is keyof typeof COMMANDS => Object.hasOwn(COMMANDS, word);

const parse = (words: readonly string[]) => {
  try {
    return parseArgs({ args: [...words], allowPositionals: true, options: OPTIONS });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
};

/**
 * Reads the command line.
 *
 * @param words the arguments of the program.
 * @param now epoch milliseconds.
 * @throws UsageError
 */
export const readCommand = (words: readonly string[], now: number): Command => {
  const { values, positionals } = parse(words);
  const [kind, arg = '', ...more] = positionals;
  if (values.help || kind === undefined || kind === 'help') return { kind: 'help' };
  if (!isCommand(kind)) throw new UsageError(`there is no command ${kind}`);
  const { arg: wanted, options } = COMMANDS[kind];
  if (wanted !== undefined && (arg === '' || more.length > 0)) throw new UsageError(`${kind} takes one ${wanted}`);
  if (wanted === undefined && positionals.length > 1) throw new UsageError(`${kind} takes options only`);
  const given = Object.keys(values).filter((name) => name !== 'json');
  const foreign = given.find((name) => !options.some((option) => option === name));
  if (foreign !== undefined) throw new UsageError(`${kind} takes no --${foreign}`);
  const json = values.json ?? false;
  switch (kind) {
    case 'list': {
      const since = age(values.since);
      const selection: TaskSelection = {
        status: oneOf<TaskStatus>('status', values.status, TASK_STATUSES),
        operation: oneOf<OperationName>('operation', values.operation, OPERATION_NAMES),
        viewer: values.viewer ?? null,
        createdAfter: since === null ? null : now - since,
        limit: positive('limit', values.limit) ?? 50,
      };
      return { kind, selection, json };
    }
    case 'show':
    case 'reconcile':
      return { kind, id: arg, json };
    case 'prune':
      return { kind, days: positive('days', values.days), dryRun: values['dry-run'] ?? false, json };
    case 'erase':
      if (!values.viewer) throw new UsageError('erase takes --viewer NAME');
      return { kind, viewer: values.viewer, force: values.force ?? false, json };
    case 'backup':
      return { kind, file: arg, json };
    case 'unknown':
    case 'restored':
      return { kind, json };
  }
};
