import type { OperationName } from '../../domain/operations/index.ts';
import type { Task } from '../../domain/tasks/lifecycle/task.ts';
import type { FinishedTasks } from '../finished-tasks.ts';
import { IS_KNOWN, type Row, readable } from '../task-rows.ts';
import type { Statements } from './statements.ts';

interface ListRequest {
  readonly viewer: string;
  /** As `trackKey` spells them. */
  readonly tracks: readonly string[];
  /** The most tasks for one track. */
  readonly first: number;
  /** Null: all. */
  readonly operation: readonly OperationName[] | null;
}

/** The newest rows of one operation: a short walk along an index that ends with `birth`. */
const part = (operation: number): string =>
  `SELECT * FROM (SELECT rowid AS place, birth FROM tasks
     WHERE viewer = ?1 AND source_track = ?2 AND is_refused = 0 AND operation = ?${operation}
     ORDER BY birth DESC LIMIT ?3)`;

/** The newest rows of one track, never more than `first` of them per operation: a track may have any number of tasks. */
const rowsOf = (
  { all }: Statements,
  { viewer, first, operation }: Omit<ListRequest, 'tracks'>,
  track: string,
): Row[] => {
  const bounds = [viewer, track, first] as const;
  if (operation === null) {
    const sql = `SELECT id, task FROM tasks WHERE viewer = ?1 AND source_track = ?2 AND is_refused = 0 AND ${IS_KNOWN}
                  ORDER BY birth DESC LIMIT ?3`;
    return all(sql, ...bounds);
  }
  const operations = [...new Set(operation)];
  if (operations.length === 0) return [];
  const parts = operations.map((_, index) => part(bounds.length + 1 + index));
  const sql = `SELECT t.id, t.task FROM (${parts.join(' UNION ALL ')} ORDER BY birth DESC LIMIT ?3) newest
     JOIN tasks t ON t.rowid = newest.place ORDER BY newest.birth DESC`;
  return all(sql, ...bounds, ...operations);
};

/** See `TaskStore.listBySourceTrack`. A track that is named more than once is read once. */
export const listBySourceTrack = (
  statements: Statements,
  finished: FinishedTasks,
  { tracks, ...request }: ListRequest,
): Task[][] => {
  const read = (track: string): Task[] =>
    readable(rowsOf(statements, request, track), (_, task) => task, finished.read);
  const found = new Map([...new Set(tracks)].map((track) => [track, read(track)]));
  return tracks.map((track) => found.get(track) ?? []);
};
