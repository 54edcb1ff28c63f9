/** Indexes for what is read in the order in which it is shown: the tasks of a track, and those that were refused. */
export const refusedAndSource = `
  -- The tasks of a track, of some operations only.
  CREATE INDEX tasks_by_source_operation ON tasks (viewer, source_track, operation, birth)
    WHERE source_track IS NOT NULL AND NOT is_refused;
  -- Those that the provider refused are deleted as new ones come.
  CREATE INDEX tasks_refused ON tasks (viewer, birth) WHERE is_refused AND arrived_at IS NOT NULL;
`;
