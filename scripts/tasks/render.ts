import { outputSummary } from '../../src/domain/outputs/output.ts';
import type { UnknownCallback } from '../../src/domain/ports/operator-store.ts';
import type { Removed } from '../../src/domain/ports/task-removal.ts';
import { isExpired, type Task } from '../../src/domain/tasks/lifecycle/task.ts';
import type { Entry, Story } from './journal.ts';

/** Text without control characters: text from outside must not steer a terminal. */
const printable = (text: string): string =>
  text.replace(/\p{Cc}/gu, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);

const time = (at: number | null): string => (at === null ? '–' : new Date(at).toISOString().replace(/\.\d+Z$/, 'Z'));

const table = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

/** A URL without its query, which may hold a signature; an object with all of its URLs shortened in this way. */
const withoutQueries = (value: unknown): unknown => {
  if (typeof value === 'string') return /^https?:\/\//i.test(value) ? value.replace(/[?#].*$/s, '?…') : value;
  if (Array.isArray(value)) return value.map(withoutQueries);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutQueries(part)]));
};

export const listAsText = (entries: readonly Entry[]): string => {
  if (entries.length === 0) return 'No tasks.';
  const rows = entries.map(({ id, task, checkAt }) => [
    id,
    printable(task.viewer),
    task.operation,
    task.error ? `${task.status} ${task.error.code}` : task.status,
    task.charge,
    time(task.createdAt),
    time(checkAt),
  ]);
  return table([['ID', 'VIEWER', 'OPERATION', 'STATUS', 'CHARGE', 'CREATED', 'NEXT LOOK'], ...rows]);
};

/** The price, and what the provider says it took, where they are known. */
const creditsOf = ({ creditCost, creditsConsumed }: Task): string => {
  const price = creditCost === null ? '' : `, ${creditCost} credits`;
  return creditsConsumed === null ? price : `${price}, ${creditsConsumed} taken`;
};

/** Timeline and notes together, in the order of time. */
const historyOf = ({ task, notes }: Story): readonly (readonly string[])[] => {
  const visible = task.timeline.map(({ at, version, type, detail }) => ({
    at,
    words: [`v${version}`, type, detail ?? ''],
  }));
  const done = notes.map(({ at, kind, outcome, detail }) => ({ at, words: [kind, outcome, detail ?? ''] }));
  return [...visible, ...done]
    .sort((one, other) => one.at - other.at)
    .map(({ at, words }) => [time(at), ...words.map(printable)]);
};

export const storyAsText = (story: Story, now: number): string => {
  const { id, task, checkAt, idempotencyKeys } = story;
  const expiry = `${time(task.expiresAt)}${isExpired(task, now) ? ' (expired)' : ''}`;
  const facts: [string, string][] = [
    ['id', id],
    ['viewer', task.viewer],
    ['operation', task.operation],
    ['status', `${task.status}, version ${task.version}`],
    ['charge', `${task.charge}${creditsOf(task)}`],
    ['error', task.error ? `${task.error.code} (${task.error.upstreamCode ?? 'ours'}): ${task.error.message}` : '–'],
    ['provider id', task.upstreamTaskId ?? '–'],
    ['keys', idempotencyKeys.join(', ') || '–'],
    ['results', outputSummary(task.output)],
    ['created', time(task.createdAt)],
    ['finished', time(task.finishedAt)],
    ['files until', expiry],
    ['next look', time(checkAt)],
    ['input', JSON.stringify(withoutQueries(task.input))],
  ];
  const shown = facts.map(([name, value]) => [name, printable(value)]);
  return `${table(shown)}\n\n${table(historyOf(story))}`;
};

export const unknownAsText = (unknown: readonly UnknownCallback[]): string => {
  if (unknown.length === 0) return 'Every task that a callback has named is in the store.';
  const rows = unknown.map(({ upstreamTaskId, taskId, firstAt, lastAt, count }) => [
    printable(upstreamTaskId ?? '–'),
    taskId,
    time(firstAt),
    time(lastAt),
    String(count),
  ]);
  return table([['PROVIDER ID', 'CALLBACK URL OF', 'FIRST', 'LAST', 'CALLBACKS'], ...rows]);
};

export const removedAsText = ({ tasks, idempotencyKeys, notes, parts }: Removed): string =>
  `${tasks} tasks with ${idempotencyKeys} idempotency keys, ${notes} notes and ${parts} parts of results`;

export const asJson = (value: unknown): string => JSON.stringify(withoutQueries(value), null, 2);
