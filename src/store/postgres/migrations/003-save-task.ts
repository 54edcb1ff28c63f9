/**
 * Saves a version of a task with a note, in one round trip: see `TaskStore.save`. Gives the sequence number of the saved
 * version; null when the stored revision is another one. The viewer's row is locked before the task's, as in `create_task_1`:
 * with one order there is no deadlock.
 */
export const saveTask = `
  CREATE FUNCTION add_note_1(
    p_task_id text, p_at bigint, p_kind text, p_outcome text, p_detail text, p_max_notes integer
  ) RETURNS void LANGUAGE plpgsql SET lock_timeout = '2s' AS $$
  BEGIN
    INSERT INTO notes (task_id, at, kind, outcome, detail) VALUES (p_task_id, p_at, p_kind, p_outcome, p_detail);
    DELETE FROM notes WHERE task_id = p_task_id AND id <=
      (SELECT id FROM notes WHERE task_id = p_task_id ORDER BY id DESC LIMIT 1 OFFSET p_max_notes);
  END $$;

  CREATE FUNCTION save_task_1(
    p_is_repeated boolean, p_id text, p_viewer text, p_expected_revision integer,
    p_status text, p_version integer, p_charge text, p_upstream_task_id text, p_expires_at bigint,
    p_check_at bigint, p_pause_ms bigint, p_revision integer,
    p_reusable_until bigint, p_budgeted_at bigint, p_budgeted_credits double precision, p_arrived_at bigint,
    p_is_refused boolean, p_task text,
    p_note_at bigint, p_note_kind text, p_note_outcome text, p_note_detail text,
    p_max_notes integer, p_max_unsent integer, p_max_refused integer, p_parts text[]
  ) RETURNS bigint LANGUAGE plpgsql SET lock_timeout = '2s' AS $$
  DECLARE
    v_version integer;
    v_change bigint;
    v_sequence bigint;
  BEGIN
    SELECT version, change INTO v_version, v_change FROM tasks WHERE id = p_id AND revision = p_expected_revision;
    IF FOUND AND (v_version <> p_version OR p_is_refused) THEN
      SELECT sequence INTO v_sequence FROM viewers WHERE viewer = p_viewer FOR UPDATE;
    END IF;
    IF v_version <> p_version THEN v_change := v_sequence + 1; END IF;

    -- Expressions on the right see the row as it was before.
    UPDATE tasks SET
        change = v_change,
        lease_until = CASE WHEN check_at IS NOT DISTINCT FROM p_check_at AND pause_ms = p_pause_ms THEN lease_until END,
        status = p_status, version = p_version, charge = p_charge, upstream_task_id = p_upstream_task_id,
        expires_at = p_expires_at, revision = p_revision, check_at = p_check_at, pause_ms = p_pause_ms,
        reusable_until = p_reusable_until, budgeted_at = p_budgeted_at, budgeted_credits = p_budgeted_credits,
        arrived_at = p_arrived_at, is_refused = p_is_refused, task = p_task
      WHERE id = p_id AND revision = p_expected_revision;
    IF NOT FOUND THEN
      -- The first run may have been carried out, and its answer lost.
      IF NOT p_is_repeated THEN RETURN NULL; END IF;
      SELECT change INTO v_change FROM tasks WHERE id = p_id AND revision = p_revision AND task = p_task;
      RETURN v_change;
    END IF;

    IF v_version <> p_version THEN UPDATE viewers SET sequence = v_change WHERE viewer = p_viewer; END IF;
    IF cardinality(p_parts) > 0 THEN
      DELETE FROM output_parts WHERE task_id = p_id;
      INSERT INTO output_parts (task_id, part, body)
        SELECT p_id, ordinality - 1, body FROM unnest(p_parts) WITH ORDINALITY AS parts (body, ordinality);
    END IF;
    PERFORM add_note_1(p_id, p_note_at, p_note_kind, p_note_outcome, p_note_detail, p_max_notes);
    IF p_is_refused THEN
      DELETE FROM idempotency_keys WHERE task_id = p_id;
      DELETE FROM tasks WHERE id IN (
        SELECT id FROM tasks WHERE viewer = p_viewer AND is_refused AND (arrived_at IS NULL) = (p_arrived_at IS NULL)
          ORDER BY birth DESC OFFSET CASE WHEN p_arrived_at IS NULL THEN p_max_unsent ELSE p_max_refused END);
    END IF;
    RETURN v_change;
  END $$;
`;
