import type { DatabaseSync } from 'node:sqlite';

/**
 * The schema, as the list of steps that lead to it; `user_version` counts the steps that a database has taken. Steps
 * are added at the end, and never changed.
 */
const MIGRATIONS: readonly string[] = [
  `
  -- A task as JSON, beside the columns that it is found by.
  CREATE TABLE tasks (
    id               TEXT PRIMARY KEY,
    viewer           TEXT NOT NULL,
    operation        TEXT NOT NULL,
    status           TEXT NOT NULL,
    version          INTEGER NOT NULL,
    charge           TEXT NOT NULL,
    credit_cost      REAL,
    upstream_task_id TEXT,
    created_at       INTEGER NOT NULL,
    expires_at       INTEGER,
    -- The number of this version among all changes of the viewer, and that of its first version.
    change           INTEGER NOT NULL,
    birth            INTEGER NOT NULL,
    -- Requests of one viewer with the same reuse key want the same result.
    reuse_key        TEXT,
    source_track     TEXT,
    check_at         INTEGER,
    pause_ms         INTEGER NOT NULL,
    task             TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX tasks_by_change ON tasks (viewer, change);
  CREATE UNIQUE INDEX tasks_by_birth ON tasks (viewer, birth);
  CREATE INDEX tasks_by_reuse_key ON tasks (viewer, reuse_key, birth) WHERE reuse_key IS NOT NULL;
  CREATE INDEX tasks_by_source_track ON tasks (viewer, source_track, birth) WHERE source_track IS NOT NULL;
  CREATE INDEX tasks_by_upstream_id ON tasks (upstream_task_id) WHERE upstream_task_id IS NOT NULL;
  CREATE INDEX tasks_by_created_at ON tasks (viewer, created_at);
  CREATE INDEX tasks_due ON tasks (check_at) WHERE check_at IS NOT NULL;
  CREATE INDEX tasks_submitting ON tasks (id) WHERE status = 'SUBMITTING';

  CREATE TABLE idempotency_keys (
    viewer      TEXT NOT NULL,
    key         TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    task_id     TEXT NOT NULL REFERENCES tasks (id),
    PRIMARY KEY (viewer, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX idempotency_keys_by_task ON idempotency_keys (task_id);

  CREATE TABLE notes (
    task_id TEXT NOT NULL REFERENCES tasks (id),
    at      INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    outcome TEXT NOT NULL,
    detail  TEXT
  ) STRICT;
  CREATE INDEX notes_by_task ON notes (task_id);
  `,
  `
  -- Nobody knows whether the provider tells upper case from lower; whose a task is must not depend on it.
  DROP INDEX tasks_by_upstream_id;
  CREATE INDEX tasks_by_upstream_id ON tasks (upstream_task_id COLLATE NOCASE) WHERE upstream_task_id IS NOT NULL;
  `,
  `
  -- Counts the saved states of a row, as optimistic locking compares them.
  ALTER TABLE tasks ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
  -- Until when a process looks at the task because of its present check. Before, the check itself was moved.
  ALTER TABLE tasks ADD COLUMN lease_until INTEGER;
  CREATE INDEX tasks_leased ON tasks (lease_until) WHERE lease_until IS NOT NULL;
  `,
  `
  -- The facts that the domain derives from each version of a task; here, once, for the versions that are stored.
  ALTER TABLE tasks ADD COLUMN reusable_until INTEGER;
  ALTER TABLE tasks ADD COLUMN budgeted_at INTEGER;
  ALTER TABLE tasks ADD COLUMN arrived_at INTEGER;
  UPDATE tasks SET
    reusable_until = CASE status WHEN 'FAILED' THEN NULL WHEN 'SUCCEEDED' THEN expires_at - 3600000
                                 ELSE 9007199254740991 END,
    budgeted_at = iif(status = 'FAILED' AND charge = 'NOT_CHARGED', NULL, created_at),
    arrived_at = json_extract(task, '$.timeline[1].at');
  DROP INDEX tasks_by_created_at;
  CREATE INDEX tasks_by_budgeted_at ON tasks (viewer, budgeted_at) WHERE budgeted_at IS NOT NULL;
  CREATE INDEX tasks_by_arrived_at ON tasks (arrived_at) WHERE arrived_at IS NOT NULL;
  `,
  `
  -- A reuse key begins with the operation that it belongs to.
  UPDATE tasks SET reuse_key = operation || ' ' || reuse_key WHERE reuse_key IS NOT NULL;
  `,
  `
  -- What was refunded no longer counts in a budget of credits.
  ALTER TABLE tasks ADD COLUMN budgeted_credits REAL NOT NULL DEFAULT 0;
  UPDATE tasks SET budgeted_credits =
    iif(status = 'FAILED' AND charge IN ('NOT_CHARGED', 'REFUNDED'), 0, coalesce(credit_cost, 0));
  `,
  `
  -- A filtered list, and the tasks that work on a track, are read from an index in the order in which they are shown.
  CREATE INDEX tasks_by_filter ON tasks (viewer, operation, status, birth);
  DROP INDEX tasks_by_source_track;
  CREATE INDEX tasks_by_source_track ON tasks (viewer, source_track, birth)
    WHERE source_track IS NOT NULL AND NOT (status = 'FAILED' AND charge = 'NOT_CHARGED');
  `,
  `
  -- Finds the tasks whose end was announced among many that are due.
  CREATE INDEX tasks_by_pause ON tasks (pause_ms, check_at) WHERE check_at IS NOT NULL;
  `,
  `
  -- Refused tasks are left out of the tasks of a track. Those that were never sent are deleted as new ones come.
  ALTER TABLE tasks ADD COLUMN is_refused INTEGER NOT NULL DEFAULT 0;
  UPDATE tasks SET is_refused = 1 WHERE json_extract(task, '$.refusal') IS NOT NULL;
  DROP INDEX tasks_by_source_track;
  CREATE INDEX tasks_by_source_track ON tasks (viewer, source_track, birth)
    WHERE source_track IS NOT NULL AND is_refused = 0;
  CREATE INDEX tasks_unsent ON tasks (viewer, birth) WHERE is_refused = 1 AND arrived_at IS NULL;
  `,
  `
  -- Parts of outputs that are too large to be read with every look at their task: the notes of each instrument.
  CREATE TABLE output_parts (
    task_id TEXT NOT NULL REFERENCES tasks (id),
    part    INTEGER NOT NULL,
    body    TEXT NOT NULL,
    PRIMARY KEY (task_id, part)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- The tasks of a track, those of some operations only: read from an index in the order in which they are shown.
  CREATE INDEX tasks_by_source_operation ON tasks (viewer, source_track, operation, birth)
    WHERE source_track IS NOT NULL AND is_refused = 0;
  `,
  `
  -- Those that the provider refused are deleted as new ones come.
  CREATE INDEX tasks_refused ON tasks (viewer, birth) WHERE is_refused = 1 AND arrived_at IS NOT NULL;
  `,
  `
  -- The upload URLs that were used, for as long as they are valid.
  CREATE TABLE used_uploads (
    id         TEXT PRIMARY KEY,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX used_uploads_by_expiry ON used_uploads (expires_at);
  `,
  `
  -- The sequence number of a viewer's latest change, which outlives the task that had it. Up to \`shared\`, the changes of
  -- the viewer are those of the parent epoch as well.
  CREATE TABLE viewers (
    viewer   TEXT PRIMARY KEY,
    sequence INTEGER NOT NULL,
    shared   INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;
  INSERT INTO viewers (viewer, sequence) SELECT viewer, max(change) FROM tasks GROUP BY viewer;

  -- One row: which history of changes this is, and the one that it goes on from. Numbers of viewers that are not listed
  -- begin above \`floor\`: nobody's number is given twice, also after the viewer was erased.
  CREATE TABLE history (epoch TEXT NOT NULL, parent TEXT, floor INTEGER NOT NULL) STRICT;
  INSERT INTO history (epoch, floor) VALUES (lower(hex(randomblob(6))), 0);

  -- When the key was used first; null for the keys of older versions.
  ALTER TABLE idempotency_keys ADD COLUMN bound_at INTEGER;
  CREATE INDEX tasks_ended ON tasks (created_at, id) WHERE check_at IS NULL AND status IN ('SUCCEEDED', 'FAILED');

  -- Callbacks with a good token for tasks that are not in this file.
  CREATE TABLE unknown_callbacks (
    task_id          TEXT PRIMARY KEY,
    upstream_task_id TEXT,
    first_at         INTEGER NOT NULL,
    last_at          INTEGER NOT NULL,
    count            INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- A purchase writes a page for each index. Tasks in submission are few among those that are due, and tasks whose end was
  -- announced (\`HINTED\` in lease-due.ts) are few among all. From here on, \`viewers\` is written as tasks are deleted.
  DROP INDEX tasks_submitting;
  DROP INDEX tasks_due;
  CREATE INDEX tasks_due ON tasks (check_at, status) WHERE check_at IS NOT NULL;
  DROP INDEX tasks_by_pause;
  CREATE INDEX tasks_hinted ON tasks (check_at) WHERE check_at IS NOT NULL AND pause_ms <= 1000;
  `,
  `
  -- The newest notes, each a list, by commas (notes.ts): the row of a task is written with each of its notes anyway.
  ALTER TABLE tasks ADD COLUMN recent_notes TEXT;
  `,
];

/** How many steps a database has taken. */
export const stepsTaken = (db: DatabaseSync): number =>
  Number(db.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);

/** The number of steps that this program knows. */
export const STEPS = MIGRATIONS.length;

/** Brings a database to the newest schema, or to that after `steps`; each step is taken whole or not at all. */
export const migrate = (db: DatabaseSync, steps = STEPS): void => {
  const taken = stepsTaken(db);
  if (taken > MIGRATIONS.length) {
    throw new Error(`its schema (${taken}) is newer than this program knows (${MIGRATIONS.length})`);
  }
  for (const [index, sql] of MIGRATIONS.slice(0, steps).entries()) {
    if (index < taken) continue;
    db.exec(`BEGIN IMMEDIATE; ${sql} PRAGMA user_version = ${index + 1}; COMMIT;`);
  }
};
