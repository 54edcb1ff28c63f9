/**
 * Decides what answers a purchase, and writes it down, in one round trip: see `TaskStore.create`. The viewer's row is
 * locked first, so that purchases of one viewer are decided one after the other. Each statement of the function reads what
 * was committed before it (READ COMMITTED).
 *
 * A function with another meaning gets another name, `create_task_2`: nodes of the older version call this one meanwhile.
 */
export const createTask = `
  CREATE FUNCTION create_task_1(
    p_is_repeated boolean,
    p_id text, p_viewer text, p_operation text, p_status text, p_version integer, p_charge text,
    p_credit_cost double precision, p_upstream_task_id text, p_created_at bigint, p_expires_at bigint,
    p_reuse_key text, p_source_track text, p_check_at bigint, p_pause_ms bigint, p_revision integer,
    p_reusable_until bigint, p_budgeted_at bigint, p_budgeted_credits double precision, p_arrived_at bigint,
    p_is_refused boolean, p_task text,
    p_key text, p_fingerprint text, p_max_keys integer, p_force_new boolean, p_refuse_new boolean,
    p_rule_names text[], p_rule_since bigint[], p_rule_until bigint[],
    p_rule_limits double precision[], p_rule_costs double precision[]
  ) RETURNS TABLE (r_kind text, r_task text, r_sequence bigint, r_rule integer, r_oldest bigint)
  LANGUAGE plpgsql SET lock_timeout = '2s' AS $$
  DECLARE
    v_sequence bigint;
    v_fingerprint text;
    v_id text;
    v_task text;
    v_spent double precision;
    v_oldest bigint;
  BEGIN
    SELECT sequence INTO v_sequence FROM viewers WHERE viewer = p_viewer FOR UPDATE;
    IF NOT FOUND THEN
      INSERT INTO viewers (viewer, sequence) VALUES (p_viewer, 0) ON CONFLICT DO NOTHING;
      SELECT sequence INTO v_sequence FROM viewers WHERE viewer = p_viewer FOR UPDATE;
    END IF;

    -- The first run was carried out, and its answer was lost.
    IF p_is_repeated THEN
      SELECT birth INTO v_sequence FROM tasks WHERE id = p_id;
      IF FOUND THEN
        RETURN QUERY SELECT 'created', NULL::text, v_sequence, NULL::integer, NULL::bigint;
        RETURN;
      END IF;
      SELECT sequence INTO v_sequence FROM viewers WHERE viewer = p_viewer;
    END IF;

    IF p_key IS NOT NULL THEN
      SELECT k.fingerprint, t.task INTO v_fingerprint, v_task
        FROM idempotency_keys k JOIN tasks t ON t.id = k.task_id WHERE k.viewer = p_viewer AND k.key = p_key;
      IF FOUND THEN
        RETURN QUERY SELECT CASE WHEN v_fingerprint = p_fingerprint THEN 'existing' ELSE 'key-conflict' END,
          v_task, NULL::bigint, NULL::integer, NULL::bigint;
        RETURN;
      END IF;
    END IF;

    IF p_reuse_key IS NOT NULL AND NOT p_force_new THEN
      SELECT id, task INTO v_id, v_task FROM tasks
        WHERE viewer = p_viewer AND reuse_key = p_reuse_key AND reusable_until > p_created_at
        ORDER BY birth DESC LIMIT 1;
      IF FOUND THEN
        IF p_key IS NOT NULL THEN
          IF (SELECT count(*) FROM idempotency_keys WHERE task_id = v_id) >= p_max_keys THEN
            RETURN QUERY SELECT 'too-many-keys', v_task, NULL::bigint, NULL::integer, NULL::bigint;
            RETURN;
          END IF;
          INSERT INTO idempotency_keys (viewer, key, fingerprint, task_id)
            VALUES (p_viewer, p_key, p_fingerprint, v_id);
        END IF;
        RETURN QUERY SELECT 'existing', v_task, NULL::bigint, NULL::integer, NULL::bigint;
        RETURN;
      END IF;
    END IF;

    FOR v_rule IN 1 .. coalesce(array_length(p_rule_names, 1), 0) LOOP
      IF p_rule_names[v_rule] = 'purchases' THEN
        SELECT count(*), min(budgeted_at) INTO v_spent, v_oldest FROM tasks
          WHERE viewer = p_viewer AND budgeted_at > p_rule_since[v_rule] AND budgeted_at < p_rule_until[v_rule];
      ELSE
        SELECT coalesce(sum(budgeted_credits), 0), min(budgeted_at) INTO v_spent, v_oldest FROM tasks
          WHERE viewer = p_viewer AND budgeted_at > p_rule_since[v_rule] AND budgeted_at < p_rule_until[v_rule]
            AND budgeted_credits > 0;
      END IF;
      IF v_spent + p_rule_costs[v_rule] > p_rule_limits[v_rule] THEN
        RETURN QUERY SELECT 'over-budget', NULL::text, NULL::bigint, v_rule, coalesce(v_oldest, p_created_at);
        RETURN;
      END IF;
    END LOOP;

    IF p_refuse_new THEN
      RETURN QUERY SELECT 'refused', NULL::text, NULL::bigint, NULL::integer, NULL::bigint;
      RETURN;
    END IF;

    v_sequence := v_sequence + 1;
    UPDATE viewers SET sequence = v_sequence WHERE viewer = p_viewer;
    INSERT INTO tasks (id, viewer, operation, status, version, charge, credit_cost, upstream_task_id, created_at,
        expires_at, change, birth, reuse_key, source_track, check_at, pause_ms, revision, reusable_until, budgeted_at,
        budgeted_credits, arrived_at, is_refused, task)
      VALUES (p_id, p_viewer, p_operation, p_status, p_version, p_charge, p_credit_cost, p_upstream_task_id, p_created_at,
        p_expires_at, v_sequence, v_sequence, p_reuse_key, p_source_track, p_check_at, p_pause_ms, p_revision,
        p_reusable_until, p_budgeted_at, p_budgeted_credits, p_arrived_at, p_is_refused, p_task);
    IF p_key IS NOT NULL THEN
      INSERT INTO idempotency_keys (viewer, key, fingerprint, task_id) VALUES (p_viewer, p_key, p_fingerprint, p_id);
    END IF;
    RETURN QUERY SELECT 'created', NULL::text, v_sequence, NULL::integer, NULL::bigint;
  END $$;
`;
