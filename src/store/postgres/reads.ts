import type { OperationName } from '../../domain/operations/index.ts';
import type { ChangePage, PartKey, TaskFilter, TaskPage } from '../../domain/ports/task-store.ts';
import type { Task } from '../../domain/tasks/lifecycle/task.ts';
import type { FinishedTasks } from '../finished-tasks.ts';
import { IS_KNOWN, type Row, readable } from '../task-rows.ts';
import type { Database, Statement } from './database.ts';
import { fromStorable, toStorable } from './storable-text.ts';

/** Changes that one call looks through for those that fit a filter. */
const SCAN = 1_000;

const LATEST = 'coalesce((SELECT sequence FROM viewers WHERE viewer = $1), (SELECT floor FROM history))';

const LATEST_SEQUENCE: Statement = { name: 'latest_sequence_2', text: `SELECT ${LATEST} AS latest` };

/** Sequence number and page are of one moment. There is a row also where the page is empty. */
const LIST: Statement = {
  name: 'list_3',
  text: `SELECT ${LATEST} AS latest, page.birth, page.id, page.task FROM (SELECT 1) AS one LEFT JOIN (
      SELECT birth, id, task FROM tasks WHERE viewer = $1 AND birth < $2 AND ${IS_KNOWN} ORDER BY birth DESC LIMIT $3
    ) AS page ON true ORDER BY page.birth DESC`,
};

/**
 * A filter is answered by a short walk along the index for each pair of an operation and a status. A condition on the rows
 * in the order of their birth would read all rows of the viewer to find one of a rare status.
 */
const LIST_FILTERED: Statement = {
  name: 'list_filtered_3',
  text: `SELECT ${LATEST} AS latest, page.birth, page.id, page.task FROM (SELECT 1) AS one LEFT JOIN (
      SELECT part.birth, part.id, part.task FROM unnest($4::text[]) AS o (operation) CROSS JOIN unnest($5::text[]) AS s (status)
        CROSS JOIN LATERAL (
          SELECT birth, id, task FROM tasks
            WHERE viewer = $1 AND operation = o.operation AND status = s.status AND birth < $2
            ORDER BY birth DESC LIMIT $3) AS part
        ORDER BY part.birth DESC LIMIT $3
    ) AS page ON true ORDER BY page.birth DESC`,
};

const CHANGED_SINCE: Statement = {
  name: 'changed_since_3',
  text: `WITH bounds AS (
      SELECT ${LATEST} AS latest, CASE WHEN $4::text[] IS NULL AND $5::text[] IS NULL THEN NULL ELSE
        (SELECT change FROM tasks WHERE viewer = $1 AND change > $2 ORDER BY change LIMIT 1 OFFSET ${SCAN - 1})
      END AS scanned)
    SELECT bounds.latest, bounds.scanned, page.change, page.id, page.task FROM bounds LEFT JOIN LATERAL (
      SELECT change, id, task FROM tasks
        WHERE viewer = $1 AND change > $2 AND (bounds.scanned IS NULL OR change <= bounds.scanned) AND ${IS_KNOWN}
          AND ($4::text[] IS NULL OR status = ANY ($4)) AND ($5::text[] IS NULL OR operation = ANY ($5))
        ORDER BY change LIMIT $3
    ) AS page ON true ORDER BY page.change`,
};

const LIST_BY_SOURCE: Statement = {
  name: 'list_by_source_2',
  text: `SELECT source.track, found.id, found.task FROM unnest($2::text[]) AS source (track) CROSS JOIN LATERAL (
      SELECT birth, id, task FROM tasks
        WHERE viewer = $1 AND source_track = source.track AND NOT is_refused AND ${IS_KNOWN}
        ORDER BY birth DESC LIMIT $3
    ) AS found ORDER BY found.birth DESC`,
};

/** Of some operations: a short walk along the index for each of them, as for a filtered list. */
const LIST_BY_SOURCE_FILTERED: Statement = {
  name: 'list_by_source_filtered_2',
  text: `SELECT source.track, found.id, found.task FROM unnest($2::text[]) AS source (track) CROSS JOIN LATERAL (
      SELECT part.birth, part.id, part.task FROM unnest($4::text[]) AS o (operation) CROSS JOIN LATERAL (
        SELECT birth, id, task FROM tasks
          WHERE viewer = $1 AND source_track = source.track AND NOT is_refused AND operation = o.operation
          ORDER BY birth DESC LIMIT $3) AS part
      ORDER BY part.birth DESC LIMIT $3
    ) AS found ORDER BY found.birth DESC`,
};

const hasTask = (row: Row): boolean => row['task'] !== null;

export const latestSequence = async (database: Database, viewer: string): Promise<number> => {
  const [row] = await database.all(LATEST_SEQUENCE, () => [toStorable(viewer)]);
  return Number(row?.['latest']);
};

/** What a filter means: all, when neither list is given; else the pairs of the two. */
export interface Pairs {
  readonly operations: readonly string[];
  readonly statuses: readonly string[];
}

/** See `TaskStore.list`. @param pairs null: all. */
export const list = async (
  database: Database,
  finished: FinishedTasks,
  viewer: string,
  pairs: Pairs | null,
  first: number,
  after: number | null,
): Promise<TaskPage> => {
  const bounds = [toStorable(viewer), after ?? Number.MAX_SAFE_INTEGER, first + 1];
  const rows = await (pairs === null
    ? database.all(LIST, () => bounds)
    : database.all(LIST_FILTERED, () => [...bounds, pairs.operations, pairs.statuses]));
  const found = rows.filter(hasTask);
  const toEntry = (row: Row, task: Task) => ({ task, position: Number(row['birth']) });
  const tasks = readable(found.slice(0, first), toEntry, finished.read);
  return { tasks, hasMore: found.length > first, sequence: Number(rows[0]?.['latest']) };
};

/** See `TaskStore.changedSince`. */
export const changedSince = async (
  database: Database,
  finished: FinishedTasks,
  viewer: string,
  sequence: number,
  limit: number,
  { status = null, operation = null }: TaskFilter = {},
): Promise<ChangePage> => {
  const values = [toStorable(viewer), sequence, limit, status, operation];
  const rows = await database.all(CHANGED_SINCE, () => values);
  const found = rows.filter(hasTask);
  const { latest = 0, scanned = null } = rows[0] ?? {};
  const last = Number(found.at(-1)?.['change'] ?? sequence);
  return {
    changes: readable(found, (row, task) => ({ task, sequence: Number(row['change']) }), finished.read),
    upTo: found.length === limit ? last : Math.max(sequence, Number(scanned ?? latest)),
  };
};

/** See `TaskStore.listBySourceTrack`. One read for all tracks. */
export const listBySourceTrack = async (
  database: Database,
  finished: FinishedTasks,
  viewer: string,
  tracks: readonly string[],
  first: number,
  operation: readonly OperationName[] | null,
): Promise<Task[][]> => {
  const wanted = [...new Set(tracks.map(toStorable))];
  const values = [toStorable(viewer), wanted, first];
  const rows = await (operation === null
    ? database.all(LIST_BY_SOURCE, () => values)
    : database.all(LIST_BY_SOURCE_FILTERED, () => [...values, [...new Set(operation)]]));
  const found = Map.groupBy(
    readable(rows, (row, task) => ({ track: fromStorable(String(row['track'])), task }), finished.read),
    ({ track }) => track,
  );
  return tracks.map((track) => (found.get(track) ?? []).map(({ task }) => task));
};

const GET_PARTS: Statement = {
  name: 'get_parts_1',
  text: `SELECT task_id, part, body FROM unnest($1::text[], $2::integer[]) AS wanted (id, number)
    JOIN output_parts ON task_id = id AND part = number`,
};

/** See `TaskStore.getParts`. */
export const getParts = async (database: Database, keys: readonly PartKey[]): Promise<(string | null)[]> => {
  const rows = await database.all(GET_PARTS, () => [
    keys.map(({ taskId }) => toStorable(taskId)),
    keys.map(({ part }) => part),
  ]);
  const found = new Map(rows.map((row) => [`${row['task_id']} ${row['part']}`, fromStorable(String(row['body']))]));
  return keys.map(({ taskId, part }) => found.get(`${toStorable(taskId)} ${part}`) ?? null);
};
