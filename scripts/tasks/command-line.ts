import { parseArgs } from 'node:util';
import { OPERATION_NAMES, type OperationName } from '../../src/domain/operations/index.ts';
import type { TaskSelection } from '../../src/domain/ports/operator-store.ts';
import { TASK_STATUSES, type TaskStatus } from '../../src/domain/tasks/lifecycle/task.ts';

export const HELP = `Shows tasks and their notes, from the gateway's own database file, also while it runs.

  npm run tasks -- list [filters]      the newest first
  npm run tasks -- show <id>           one task: its timeline, every attempt, callback and poll
  npm run tasks -- reconcile <id>      have the running gateway ask the provider about it now

  <id>             as clients know it, as logs show it, or the provider's
  --status A,B     ${TASK_STATUSES.join(', ')}
  --operation A,B  ${OPERATION_NAMES.join(', ')}
  --viewer NAME
  --since 2h       bought within that time: s, m, h or d
  --limit N        50 by default
  --json           for machines
  --help

The file is the one that DATABASE_URL names, as for the gateway (default file:./data/stemgate.db).
Exit code: 0 done, 1 not found or no usable database, 2 not understood.`;

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'list'; readonly selection: TaskSelection; readonly json: boolean }
  | { readonly kind: 'show' | 'reconcile'; readonly id: string; readonly json: boolean };

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

const limitOf = (given: string | undefined): number => {
  if (given === undefined) return 50;
  if (!/^[1-9]\d{0,5}$/.test(given)) throw new UsageError('--limit takes a number from 1 to 999999');
  return Number(given);
};

const FILTERS = ['status', 'operation', 'viewer', 'since', 'limit'] as const;

const OPTIONS = {
  status: { type: 'string' },
  operation: { type: 'string' },
  viewer: { type: 'string' },
  since: { type: 'string' },
  limit: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

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
  const [kind, id, ...more] = positionals;
  if (values.help || kind === undefined || kind === 'help') return { kind: 'help' };
  const json = values.json ?? false;
  switch (kind) {
    case 'list': {
      if (id !== undefined) throw new UsageError('list takes filters only');
      const since = age(values.since);
      const selection: TaskSelection = {
        status: oneOf<TaskStatus>('status', values.status, TASK_STATUSES),
        operation: oneOf<OperationName>('operation', values.operation, OPERATION_NAMES),
        viewer: values.viewer ?? null,
        createdAfter: since === null ? null : now - since,
        limit: limitOf(values.limit),
      };
      return { kind, selection, json };
    }
    case 'show':
    case 'reconcile':
      if (id === undefined || more.length > 0) throw new UsageError(`${kind} takes one id`);
      for (const filter of FILTERS) {
        if (values[filter] !== undefined) throw new UsageError(`${kind} takes no --${filter}`);
      }
      return { kind, id, json };
    default:
      throw new UsageError(`there is no command ${kind}`);
  }
};
