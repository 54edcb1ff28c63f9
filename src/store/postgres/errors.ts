import pg from 'pg';
import { StoreUnavailableError } from '../../domain/tasks/errors.ts';

/** Classes of SQLSTATE that are mistakes of this program: data, constraints, syntax and names, PL/pgSQL. */
const MISTAKES = ['22', '23', '42', 'P0'];

/** SQLSTATEs that a pooler causes which gives each transaction another connection and does not know its statements. */
const LOST_STATEMENTS = new Set(['26000', '42P05']);

/** SQLSTATEs of a server that stops, starts, or has no connection free; and of a transaction that lost against another. */
const TRANSIENT = /^(08...|57P0[123]|53300|40001|40P01)$/;

/** Codes of the operating system for a connection that was refused or lost. */
const LOST_CONNECTION = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE']);

/** What node-postgres says, without a code, of a connection that ended while a statement ran. */
const ENDED = /^(Connection terminated|Client has encountered a connection error)/;

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : '');

/** Whether the same statement may work on another connection, in a moment. */
export const isTransient = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if (error instanceof pg.DatabaseError) return TRANSIENT.test(codeOf(error));
  return LOST_CONNECTION.has(codeOf(error)) || ENDED.test(error.message);
};

const isMistake = (error: Error): boolean =>
  error instanceof pg.DatabaseError
    ? MISTAKES.some((start) => codeOf(error).startsWith(start))
    : error instanceof TypeError || error instanceof RangeError;

/** A sentence about an error of the database, or of the way to it. It contains no password. */
export const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  // A host with several addresses fails with one error for each, and no message of its own.
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  if (!LOST_STATEMENTS.has(codeOf(error))) return error.message.replaceAll('\n', ' ');
  return 'a pooler loses prepared statements: PgBouncer in transaction mode needs version 1.21 and max_prepared_statements';
};

/** The error for the caller: StoreUnavailableError for trouble with the database; a mistake in the code as it is. */
export const toStoreError = (cause: unknown): unknown => {
  if (!(cause instanceof Error)) return cause;
  if (isMistake(cause) && !LOST_STATEMENTS.has(codeOf(cause))) return cause;
  return new StoreUnavailableError(`The store cannot be used: ${reasonOf(cause)}`, { cause });
};
