/** A task as text, beside the columns that it is found by; the viewers' counters, idempotency keys, and notes. */
export const tables = `
  -- The sequence number of a viewer's latest change. A change locks the row until it is committed: numbers become
  -- visible in their order, and a reader who has seen one has missed none below it.
  CREATE TABLE viewers (
    viewer   text COLLATE "C" PRIMARY KEY,
    sequence bigint NOT NULL
  );

  CREATE TABLE tasks (
    id               text COLLATE "C" PRIMARY KEY,
    -- The order of creation over all viewers.
    place            bigint GENERATED ALWAYS AS IDENTITY,
    viewer           text COLLATE "C" NOT NULL,
    operation        text COLLATE "C" NOT NULL,
    status           text COLLATE "C" NOT NULL,
    version          integer NOT NULL,
    charge           text COLLATE "C" NOT NULL,
    credit_cost      double precision,
    upstream_task_id text COLLATE "C",
    created_at       bigint NOT NULL,
    expires_at       bigint,
    -- The sequence number of this version, and that of the first version.
    change           bigint NOT NULL,
    birth            bigint NOT NULL,
    reuse_key        text COLLATE "C",
    source_track     text COLLATE "C",
    check_at         bigint,
    pause_ms         bigint NOT NULL,
    -- Counts the saved states of a row, as optimistic locking compares them.
    revision         integer NOT NULL,
    -- Until when a node looks at the task because of its present check.
    lease_until      bigint,
    reusable_until   bigint,
    budgeted_at      bigint,
    budgeted_credits double precision NOT NULL,
    arrived_at       bigint,
    is_refused       boolean NOT NULL,
    -- JSON as text: the type jsonb refuses characters that a task may hold.
    task             text NOT NULL
  );
  CREATE UNIQUE INDEX tasks_by_place ON tasks (place);
  CREATE UNIQUE INDEX tasks_by_change ON tasks (viewer, change);
  CREATE UNIQUE INDEX tasks_by_birth ON tasks (viewer, birth);
  CREATE INDEX tasks_by_filter ON tasks (viewer, operation, status, birth);
  CREATE INDEX tasks_by_reuse_key ON tasks (viewer, reuse_key, birth) WHERE reuse_key IS NOT NULL;
  CREATE INDEX tasks_by_source_track ON tasks (viewer, source_track, birth)
    WHERE source_track IS NOT NULL AND NOT is_refused;
  CREATE INDEX tasks_by_upstream_id ON tasks (lower(upstream_task_id)) WHERE upstream_task_id IS NOT NULL;
  CREATE INDEX tasks_by_budgeted_at ON tasks (viewer, budgeted_at) WHERE budgeted_at IS NOT NULL;
  CREATE INDEX tasks_unsent ON tasks (viewer, birth) WHERE is_refused AND arrived_at IS NULL;
  CREATE INDEX tasks_due ON tasks (check_at) WHERE check_at IS NOT NULL;
  CREATE INDEX tasks_by_pause ON tasks (pause_ms, check_at) WHERE check_at IS NOT NULL;

  CREATE TABLE idempotency_keys (
    viewer      text COLLATE "C" NOT NULL,
    key         text COLLATE "C" NOT NULL,
    fingerprint text COLLATE "C" NOT NULL,
    task_id     text COLLATE "C" NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    PRIMARY KEY (viewer, key)
  );
  CREATE INDEX idempotency_keys_by_task ON idempotency_keys (task_id);

  CREATE TABLE notes (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    task_id text COLLATE "C" NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    at      bigint NOT NULL,
    kind    text NOT NULL,
    outcome text NOT NULL,
    detail  text
  );
  CREATE INDEX notes_by_task ON notes (task_id, id);

  -- Parts of outputs that are too large for the task itself, such as the notes of one instrument.
  CREATE TABLE output_parts (
    task_id text COLLATE "C" NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    part    integer NOT NULL,
    body    text NOT NULL,
    PRIMARY KEY (task_id, part)
  );
`;
