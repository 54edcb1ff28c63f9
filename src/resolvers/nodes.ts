import type { Task } from '../domain/tasks/lifecycle/task.ts';
import type { RequestContext } from './context.ts';
import { findTrack, type TrackOfTask } from './music.ts';
import { findTask } from './tasks.ts';

/** Whatever has a global id. */
export type Node = Task | TrackOfTask;

/** Which node is meant. */
export type NodeKey =
  | { readonly kind: 'task'; readonly taskId: string }
  | { readonly kind: 'track'; readonly taskId: string; readonly audioId: string };

export const isTrack = (node: Node): node is TrackOfTask => 'track' in node;

/** The viewer's node; null when there is none. */
export const findNode = async (key: NodeKey | null, context: RequestContext): Promise<Node | null> => {
  if (key === null) return null;
  return key.kind === 'task' ? await findTask(key.taskId, context) : await findTrack(key.taskId, key.audioId, context);
};
