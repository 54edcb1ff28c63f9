import { OPERATION_NAMES } from '../../domain/operations/index.ts';
import type { TaskFilter, TaskStore } from '../../domain/ports/task-store.ts';
import { StoreUnavailableError } from '../../domain/tasks/errors.ts';
import { TASK_STATUSES } from '../../domain/tasks/lifecycle/task.ts';
import { createFinishedTasks } from '../finished-tasks.ts';
import type { SharedClock } from '../shared-clock.ts';
import { requireTask, TRACKED_COLUMNS, toTracked } from '../task-rows.ts';
import { createTask } from './create-task.ts';
import type { Database, Statement } from './database.ts';
import { sharedSequence } from './history.ts';
import { leaseDue } from './lease-due.ts';
import { changedSince, getParts, latestSequence, list, listBySourceTrack, type Pairs } from './reads.ts';
import { noteUnknown, prune } from './removal.ts';
import { addNote, saveTask } from './save-task.ts';
import { toStorable } from './storable-text.ts';
import { createUsedUploads } from './used-uploads.ts';

const GET_REVISION: Statement = { name: 'get_revision_1', text: 'SELECT revision FROM tasks WHERE id = $1' };

const GET_TRACKED: Statement = {
  name: 'get_tracked_1',
  text: `SELECT ${TRACKED_COLUMNS} FROM tasks WHERE id = $1`,
};

const GET_MANY: Statement = { name: 'get_many_1', text: 'SELECT id, task FROM tasks WHERE id = ANY ($1::text[])' };

const GET_BY_UPSTREAM_ID: Statement = {
  name: 'get_by_upstream_id_1',
  text: 'SELECT task FROM tasks WHERE lower(upstream_task_id) = lower($1 COLLATE "C") ORDER BY created_at LIMIT 1',
};

const PING: Statement = {
  name: 'ping_1',
  text: "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS is_read_only",
};

const pairsOf = ({ status, operation }: TaskFilter): Pairs | null =>
  status || operation
    ? { operations: [...new Set(operation ?? OPERATION_NAMES)], statuses: [...new Set(status ?? TASK_STATUSES)] }
    : null;

/**
 * Tasks in a PostgreSQL database, for any number of gateways. Each write is one statement, and so one round trip and one
 * transaction.
 *
 * @param clock the time of day, which follows that of the database.
 * @param epoch as the start of the node has found it.
 */
export const createPostgresTaskStore = (
  database: Database,
  clock: SharedClock,
  epoch: string,
  finished = createFinishedTasks(clock),
): TaskStore => {
  const getMany: TaskStore['getMany'] = async (ids) => {
    const { rest, join } = finished.lookUp(ids.map(toStorable));
    return join(rest.length === 0 ? [] : await database.all(GET_MANY, () => [rest]));
  };

  return {
    create: (purchase) => createTask(database, purchase),

    async get(id) {
      const [task = null] = await getMany([id]);
      return task;
    },

    async getTracked(id) {
      const [row] = await database.all(GET_TRACKED, () => [toStorable(id)]);
      return row ? toTracked(row, requireTask(row)) : null;
    },

    // Other nodes save as well: a copy would often be out of date.
    saved: { find: () => null },

    async getRevision(id) {
      const [row] = await database.all(GET_REVISION, () => [toStorable(id)]);
      return row ? Number(row['revision']) : null;
    },

    getMany,

    async getByUpstreamId(upstreamTaskId) {
      const [row] = await database.all(GET_BY_UPSTREAM_ID, () => [toStorable(upstreamTaskId)]);
      return row ? requireTask(row) : null;
    },

    list: (viewer, filter, first, after) => list(database, finished, viewer, pairsOf(filter), first, after),

    listBySourceTrack: (viewer, tracks, first, operation = null) =>
      listBySourceTrack(database, finished, viewer, tracks, first, operation),

    save: (next, expectedRevision, note, parts) => saveTask(database, next, expectedRevision, note, parts),

    getParts: (keys) => getParts(database, keys),

    addNote: (id, note) => addNote(database, toStorable(id), note),

    noteUnknown: (taskId, upstreamTaskId, at) => noteUnknown(database, taskId, upstreamTaskId, at),

    prune: (request) => prune(database, request),

    leaseDue: (request) => leaseDue(database, clock, request),

    exclusive: false,

    // Nothing is left by an earlier process: what a node held that died ends by itself.
    takeOver: async () => ({ interrupted: [], arrivals: [] }),

    latestSequence: (viewer) => latestSequence(database, viewer),

    epoch,

    sharedSequence: (viewer, other) => sharedSequence(database, viewer, other),

    changedSince: (viewer, sequence, limit, filter) =>
      changedSince(database, finished, viewer, sequence, limit, filter),

    usedUploads: createUsedUploads(database),

    async ping() {
      const [row] = await database.all(PING, () => []);
      if (row?.['is_read_only'] !== false)
        throw new StoreUnavailableError('The database takes no writes: it is a standby.');
    },

    close: () => database.close(),
  };
};
