/*
 * Ids of nodes, unique over all types: `task_<uuid>` and `track_<uuid of its task>_<the provider's audio id>`. Clients
 * treat them as opaque; operators can read them in logs. An id in any other form names no node: that is not an error.
 */

/** What an id stands for. */
export type NodeKey =
  | { readonly kind: 'task'; readonly taskId: string }
  | { readonly kind: 'track'; readonly taskId: string; readonly audioId: string };

/** As much of a task, or of a track, as its id is made of. */
type Identified = { readonly id: string } | { readonly task: { readonly id: string }; readonly audioId: string };

const FORM = /^(?:task_(?<task>[\da-f-]{36})|track_(?<trackTask>[\da-f-]{36})_(?<audio>.+))$/;

export const globalIdOf = (node: Identified): string =>
  'audioId' in node ? `track_${node.task.id}_${node.audioId}` : `task_${node.id}`;

/** Which node an id names; null for an id that this gateway never gave. */
export const readGlobalId = (id: string): NodeKey | null => {
  const { task, trackTask, audio } = FORM.exec(id)?.groups ?? {};
  if (task !== undefined) return { kind: 'task', taskId: task };
  if (trackTask !== undefined && audio !== undefined) return { kind: 'track', taskId: trackTask, audioId: audio };
  return null;
};

/** The task that an id names; null for an id of anything else. */
export const readTaskId = (id: string): string | null => {
  const key = readGlobalId(id);
  return key?.kind === 'task' ? key.taskId : null;
};
