import type { OperationName } from '../../domain/operations/index.ts';
import type { Task } from '../../domain/tasks/lifecycle/task.ts';
import { IS_KNOWN, readable } from '../task-rows.ts';
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

/** See `TaskStore.listBySourceTrack`. One read for all tracks: each is looked up in the index, and read up to its limit. */
export const listBySourceTrack = ({ all }: Statements, { viewer, tracks, first, operation }: ListRequest): Task[][] => {
  const rows = all(
    `SELECT source_track, task FROM (
       SELECT source_track, birth, task, row_number() OVER (PARTITION BY source_track ORDER BY birth DESC) AS place
         FROM tasks
        WHERE viewer = ?1 AND source_track IN (SELECT value FROM json_each(?2)) AND is_refused = 0 AND ${IS_KNOWN}
          AND (?3 IS NULL OR operation IN (SELECT value FROM json_each(?3))))
      WHERE place <= ?4 ORDER BY birth DESC`,
    viewer,
    JSON.stringify(tracks),
    operation && JSON.stringify(operation),
    first,
  );
  const found = Map.groupBy(
    readable(rows, (row, task) => ({ track: String(row['source_track']), task })),
    ({ track }) => track,
  );
  return tracks.map((track) => (found.get(track) ?? []).map(({ task }) => task));
};
