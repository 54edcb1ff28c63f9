/** Old tasks and viewers can be deleted; a restored database is told from the one that it was made of. */
export const removal = `
  -- Up to \`shared\`, the changes of the viewer are those of the parent epoch as well.
  ALTER TABLE viewers ADD COLUMN shared bigint NOT NULL DEFAULT 0;

  -- One row: which history of changes this is, and the one that it goes on from. Numbers of viewers that are not listed
  -- begin above \`floor\`: nobody's number is given twice, also after the viewer was erased. \`database\` names the tables
  -- that hold it: a restored dump has others.
  CREATE TABLE history (
    epoch    text COLLATE "C" NOT NULL,
    parent   text COLLATE "C",
    floor    bigint NOT NULL,
    database text COLLATE "C"
  );
  INSERT INTO history (epoch, floor) VALUES (substr(md5(gen_random_uuid()::text), 1, 12), 0);

  CREATE FUNCTION begin_epoch_1() RETURNS void LANGUAGE sql AS $$
    UPDATE history SET parent = epoch, epoch = substr(md5(gen_random_uuid()::text), 1, 12);
    UPDATE viewers SET shared = sequence;
  $$;

  CREATE FUNCTION start_above_floor_1() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    SELECT greatest(NEW.sequence, floor) INTO NEW.sequence FROM history;
    RETURN NEW;
  END $$;
  CREATE TRIGGER start_above_floor BEFORE INSERT ON viewers FOR EACH ROW EXECUTE FUNCTION start_above_floor_1();

  -- When the key was used first, by the clock of the database; null for the keys of older versions.
  ALTER TABLE idempotency_keys ADD COLUMN bound_at bigint;
  ALTER TABLE idempotency_keys ALTER COLUMN bound_at SET DEFAULT (extract(epoch FROM clock_timestamp()) * 1000)::bigint;
  CREATE INDEX tasks_ended ON tasks (created_at, id) WHERE check_at IS NULL AND status IN ('SUCCEEDED', 'FAILED');

  -- Callbacks with a good token for tasks that are not in this database.
  CREATE TABLE unknown_callbacks (
    task_id          text COLLATE "C" PRIMARY KEY,
    upstream_task_id text COLLATE "C",
    first_at         bigint NOT NULL,
    last_at          bigint NOT NULL,
    count            integer NOT NULL
  );

  -- Deletes tasks of viewers whose rows are locked, and those viewers that have no other. Counts what belonged to them.
  CREATE FUNCTION delete_tasks_1(p_ids text[], p_viewers text[], p_dry_run boolean)
    RETURNS TABLE (r_tasks bigint, r_keys bigint, r_notes bigint, r_parts bigint) LANGUAGE plpgsql AS $$
  DECLARE
    v_highest bigint;
  BEGIN
    SELECT (SELECT count(*) FROM tasks WHERE id = ANY (p_ids)),
        (SELECT count(*) FROM idempotency_keys WHERE task_id = ANY (p_ids)),
        (SELECT count(*) FROM notes WHERE task_id = ANY (p_ids)),
        (SELECT count(*) FROM output_parts WHERE task_id = ANY (p_ids))
      INTO r_tasks, r_keys, r_notes, r_parts;
    IF NOT p_dry_run THEN
      DELETE FROM tasks WHERE id = ANY (p_ids);
      WITH forgotten AS (
        DELETE FROM viewers WHERE viewer = ANY (p_viewers)
          AND NOT EXISTS (SELECT 1 FROM tasks WHERE tasks.viewer = viewers.viewer) RETURNING sequence)
      SELECT max(sequence) INTO v_highest FROM forgotten;
      -- One more, so that what nodes keep by the number ends with it.
      UPDATE history SET floor = v_highest + 1 WHERE floor <= v_highest;
    END IF;
    RETURN NEXT;
  END $$;

  -- See TaskRemoval.prune. No row: another node is at it. A viewer who is buying at this moment is passed over.
  CREATE FUNCTION prune_1(p_before bigint, p_created_at bigint, p_id text, p_limit integer, p_dry_run boolean)
    RETURNS TABLE (r_tasks bigint, r_keys bigint, r_notes bigint, r_parts bigint, r_created_at bigint, r_id text)
    LANGUAGE plpgsql SET lock_timeout = '2s' AS $$
  DECLARE
    v_looked integer;
    v_ids text[];
    v_viewers text[];
  BEGIN
    -- The letters "stem" as a number, and one more.
    IF NOT pg_try_advisory_xact_lock(1937007982) THEN RETURN; END IF;
    SELECT count(*), array_agg(looked.id) FILTER (WHERE looked.is_old),
        array_agg(DISTINCT looked.viewer) FILTER (WHERE looked.is_old),
        (array_agg(looked.created_at ORDER BY looked.created_at DESC, looked.id DESC))[1],
        (array_agg(looked.id ORDER BY looked.created_at DESC, looked.id DESC))[1]
      INTO v_looked, v_ids, v_viewers, r_created_at, r_id
      FROM (
        SELECT t.id, t.viewer, t.created_at,
            substring(t.task FROM '"updatedAt":([0-9]+)')::bigint < p_before AND NOT EXISTS (
              SELECT 1 FROM idempotency_keys k WHERE k.task_id = t.id AND k.bound_at >= p_before) AS is_old
          FROM tasks t
          WHERE t.check_at IS NULL AND t.status IN ('SUCCEEDED', 'FAILED')
            AND t.created_at < p_before AND (t.created_at, t.id) > (p_created_at, p_id)
          ORDER BY t.created_at, t.id LIMIT p_limit) AS looked;
    SELECT array_agg(locked.viewer) INTO v_viewers FROM (
      SELECT v.viewer FROM viewers v WHERE v.viewer = ANY (v_viewers) ORDER BY v.viewer FOR UPDATE SKIP LOCKED) AS locked;
    -- Again: with the viewers locked, no key is bound to these any more.
    SELECT array_agg(t.id) INTO v_ids FROM tasks t
      WHERE t.id = ANY (v_ids) AND t.viewer = ANY (v_viewers) AND t.check_at IS NULL
        AND substring(t.task FROM '"updatedAt":([0-9]+)')::bigint < p_before
        AND NOT EXISTS (SELECT 1 FROM idempotency_keys k WHERE k.task_id = t.id AND k.bound_at >= p_before);
    SELECT d.r_tasks, d.r_keys, d.r_notes, d.r_parts INTO r_tasks, r_keys, r_notes, r_parts
      FROM delete_tasks_1(v_ids, v_viewers, p_dry_run) AS d;
    IF v_looked < p_limit THEN
      r_created_at := NULL;
      r_id := NULL;
      IF NOT p_dry_run THEN DELETE FROM unknown_callbacks WHERE last_at < p_before; END IF;
    END IF;
    RETURN NEXT;
  END $$;

  -- See OperatorStore.erase.
  CREATE FUNCTION erase_1(p_viewer text, p_limit integer, p_force boolean)
    RETURNS TABLE (r_tasks bigint, r_keys bigint, r_notes bigint, r_parts bigint, r_open bigint, r_is_done boolean)
    LANGUAGE plpgsql SET lock_timeout = '2s' AS $$
  DECLARE
    v_ids text[];
  BEGIN
    PERFORM 1 FROM viewers WHERE viewer = p_viewer FOR UPDATE;
    IF NOT FOUND THEN
      -- No viewer, no tasks. Without the lock nothing may be deleted: the viewer may be coming back just now.
      RETURN QUERY SELECT 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, true;
      RETURN;
    END IF;
    SELECT count(*) INTO r_open FROM tasks WHERE viewer = p_viewer AND status NOT IN ('SUCCEEDED', 'FAILED');
    IF r_open = 0 OR p_force THEN
      SELECT array_agg(id) INTO v_ids FROM (SELECT id FROM tasks WHERE viewer = p_viewer LIMIT p_limit) AS chosen;
    END IF;
    SELECT d.r_tasks, d.r_keys, d.r_notes, d.r_parts INTO r_tasks, r_keys, r_notes, r_parts
      FROM delete_tasks_1(v_ids, ARRAY[p_viewer], false) AS d;
    r_is_done := (r_open = 0 OR p_force) AND r_tasks < p_limit;
    RETURN NEXT;
  END $$;
`;
