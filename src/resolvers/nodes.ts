import type { Task } from '../domain/tasks/lifecycle/task.ts';
import type { RequestContext } from './context.ts';
import { readGlobalId } from './global-id.ts';
import { findTrack, type TrackOfTask } from './music.ts';
import { findTask } from './tasks.ts';

/** An object that has a global id. */
export type Node = Task | TrackOfTask;

export const isTrack = (node: Node): node is TrackOfTask => 'audioId' in node;

/** The viewer's node; null when there is none, or no node has such an id. */
export const findNode = async (id: string, context: RequestContext): Promise<Node | null> => {
  const key = readGlobalId(id);
  if (key === null) return null;
  return key.kind === 'task' ? await findTask(id, context) : await findTrack(key, context);
};
