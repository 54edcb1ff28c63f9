import type { ParseArgsOptionsConfig } from 'node:util';
import type { Attempt } from '../core/delivery.ts';
import { parseDuration } from '../core/duration.ts';
import type { AdminClient } from './admin-client.ts';

/** One word of the command line, in the manner of the Stripe CLI. */
export interface Command {
  readonly name: string;
  /** What follows the name. */
  readonly usage: string;
  readonly summary: string;
  readonly details?: string;
  /** How many words it takes at most. */
  readonly words: number;
  readonly options: ParseArgsOptionsConfig;
  /** Answers with the exit code. */
  readonly run: (input: CommandInput) => Promise<number>;
}

export interface CommandInput {
  readonly words: readonly string[];
  readonly option: (name: string) => string | undefined;
  readonly options: (name: string) => readonly string[];
  readonly flag: (name: string) => boolean;
  readonly admin: AdminClient;
  readonly print: (line: string) => void;
}

/** Wrong words on the command line: the message, the usage, and exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Columns as wide as their widest cell. */
export const table = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_cell, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

/** How an attempt ended. */
export const outcomeOf = ({ status, error }: Attempt): string =>
  status === null ? `no answer: ${error}` : `HTTP ${status}`;

/** Milliseconds of `250ms`, `15s`, `10m`, `2h` or `14d`. */
export const durationOf = (text: string): number => {
  const ms = parseDuration(text);
  if (ms === null) throw new UsageError(`"${text}" is no duration; say 250ms, 15s, 10m, 2h or 14d`);
  return ms;
};

export const wholeNumber = (text: string, what: string): number => {
  if (!/^\d+$/.test(text)) throw new UsageError(`${what} takes a whole number, not "${text}"`);
  return Number(text);
};
